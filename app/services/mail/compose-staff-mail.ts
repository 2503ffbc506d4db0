import { mailWords } from "#app/content/mail";
import { fill } from "#app/content/words";

export type StaffMail = { readonly subject: string; readonly text: string };

/** Subject and text together, UTF-8 bytes. Room for both languages and a long address of the portal. */
export const STAFF_MAIL_BYTES = 1536;

const FILL_LINE = 70;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/**
 * "Something may wait for you": the same text for everyone and at every time. It takes no lead, no count, no name and no
 * language, so that neither its words nor its size can depend on one. Against whoever reads mail on its way or in a mailbox.
 * @param origin address of the portal, a fact of the deployment
 */
export function composeStaffMail(origin: string): StaffMail {
  const zh = mailWords["zh-CN"];
  const en = mailWords.en;
  const subject = `${zh.subject} / ${en.subject}`;
  const lines = [
    ...zh.lines.map((line) =>
      fill(line, { url: `${origin}/zh/staff/sign-in` }),
    ),
    "",
    ...en.lines.map((line) =>
      fill(line, { url: `${origin}/en/staff/sign-in` }),
    ),
    "",
  ];
  const text = padTo(lines.join("\n"), STAFF_MAIL_BYTES - bytesOf(subject));
  return { subject, text };
}

/** Visible filler: mail programs and servers drop white space at the end of a line. */
function padTo(text: string, size: number): string {
  let missing = size - bytesOf(text);
  if (missing < 0)
    throw new RangeError("the staff mail is longer than its fixed size");
  let filler = "";
  while (missing > 0) {
    const take = Math.min(missing, FILL_LINE);
    filler += "-".repeat(take - 1) + (missing === take ? "-" : "\n");
    missing -= take;
  }
  return text + filler;
}
