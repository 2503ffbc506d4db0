/** Calls about files to the tip worker. */
export type FileCalls = {
  readonly [call: string]: never;
};
