/** Calls of the report form to the tip worker. */
export type ReportCalls = {
  readonly [call: string]: never;
};
