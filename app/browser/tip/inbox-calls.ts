/** Calls of the inbox to the tip worker. */
export type InboxCalls = {
  readonly [call: string]: never;
};
