import { renderToString } from "react-dom/server";
import { titleOf } from "#app/components/layout/page-title";
import type { Language } from "#app/content/words";
import { InboxContent } from "#app/components/inbox/inbox-content";
import { proofSlots } from "#app/components/inbox/proof-slots";
import type { InboxPage } from "#app/components/inbox/inbox-view";
import { inboxTitle } from "#app/components/inbox/page-title";

const CLASS_BYTES = 32 * 1024;

/**
 * Blanks that bring an answer of the inbox to a multiple of 32 KiB. Against somebody who sees the encrypted traffic: an unknown
 * code, a new inbox and one with a reward are of one size. Rendered here once to be measured: text is UTF-8 and escaped.
 */
export function paddingOf(language: Language, page: InboxPage): number {
  // one blank, so that the element around the padding is counted
  const body = renderToString(
    <InboxContent
      {...{ language, page }}
      padding={1}
      slots={proofSlots(language, page)}
    />,
  );
  const title = JSON.stringify(
    titleOf(language, inboxTitle(language, page), {
      wrong: page.errors.length > 0,
    }),
  );
  const bytes = Buffer.byteLength(body) + Buffer.byteLength(title);
  return 1 + ((CLASS_BYTES - (bytes % CLASS_BYTES)) % CLASS_BYTES);
}
