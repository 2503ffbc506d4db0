/** Calls of the inbox to the tip worker. */
export type InboxCalls = Readonly<Record<never, never>>;
