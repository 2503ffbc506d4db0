import type { Handlers } from "./protocol";
import type { InboxCalls } from "./inbox-calls";

export const inboxHandlers: Handlers<InboxCalls> = {};
