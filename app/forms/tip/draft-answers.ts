import { noAnswers, readAnswers, type TipAnswers } from "./answers";
import { pageIds, type PageId } from "./form-page";

/** What a saved draft holds: the answers as typed and the page the tipster was on. Files are not in it. */
export type Draft = { readonly answers: TipAnswers; readonly page: PageId };

/**
 * Reads what a draft held. Answers that an older form did not know are empty; what this form does not know is left out.
 * @returns null when it is no draft of this form
 */
export function readDraft(value: unknown): Draft | null {
  if (value === null || typeof value !== "object") return null;
  const { answers, page } = value as Readonly<Record<string, unknown>>;
  if (answers === null || typeof answers !== "object") return null;
  const known = Object.fromEntries(
    Object.keys(noAnswers).flatMap((field) =>
      Object.hasOwn(answers, field)
        ? [[field, (answers as Readonly<Record<string, unknown>>)[field]]]
        : [],
    ),
  );
  try {
    return {
      answers: readAnswers(JSON.stringify({ ...noAnswers, ...known })),
      page: pageIds.find((id) => id === page) ?? "province",
    };
  } catch {
    return null;
  }
}
