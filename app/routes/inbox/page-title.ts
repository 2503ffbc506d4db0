import { inboxWords } from "#app/content/inbox";
import { prefixOf, type Language } from "#app/content/words";
import type { InboxPage } from "./inbox-view";

/** An opened inbox stays open this long, its ticket and its page. */
export const OPEN_MINUTES = 15;

/** For `<meta http-equiv="refresh">`: a page left open on a table goes back to the empty code entry by itself. */
export function closingOf(language: Language): string {
  return `${OPEN_MINUTES * 60};url=/${prefixOf(language)}/inbox`;
}

export function inboxTitle(language: Language, page: InboxPage): string {
  const words = inboxWords[language];
  return page.view === "OPEN" ? words.title : words.entry.title;
}
