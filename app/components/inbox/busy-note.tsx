import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import type { InboxPage } from "./inbox-view";

/** What the program is at. Always in the page it draws, so that a screen reader hears it change. */
export function BusyNote({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: InboxPage;
}) {
  if (!page.inBrowser) return null;
  return (
    <p className={page.busy ? "busy" : "busy idle"} role="status">
      {page.busy ? inboxWords[language].busy[page.busy] : ""}
    </p>
  );
}
