import { PublicPage } from "#app/components/layout/public-page";
import type { Language } from "#app/content/words";
import { Entry } from "./entry";
import type { InboxPage, InboxSlots } from "./inbox-view";
import { OpenInbox } from "./open-inbox";

/** `padding` is the number of blanks that fill the page up to its size class, see `page-size.server.tsx`. */
export function InboxContent({
  language,
  page,
  padding,
  slots = {},
}: {
  readonly language: Language;
  readonly page: InboxPage;
  readonly padding: number;
  readonly slots?: InboxSlots;
}) {
  return (
    <PublicPage language={language} path="inbox" focused={page.view === "OPEN"}>
      {page.view === "ENTRY" ? (
        <Entry {...{ language, page }} />
      ) : (
        <OpenInbox {...{ language, page, slots }} />
      )}
      {padding > 0 && <div hidden>{" ".repeat(padding)}</div>}
    </PublicPage>
  );
}
