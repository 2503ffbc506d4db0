import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import type { InboxPage } from "./inbox-view";

/**
 * After this time the ticket of an opened inbox is no longer taken. The page itself stays: turning it away by itself would
 * throw away a message somebody is still writing (docs/decisions/011).
 */
export const OPEN_MINUTES = 15;

export function inboxTitle(language: Language, page: InboxPage): string {
  const words = inboxWords[language];
  return page.view === "OPEN" ? words.title : words.entry.title;
}
