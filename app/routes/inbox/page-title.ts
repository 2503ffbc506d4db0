import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import type { InboxPage } from "./inbox-view";

export function inboxTitle(language: Language, page: InboxPage): string {
  const words = inboxWords[language];
  return page.view === "OPEN" ? words.title : words.entry.title;
}
