import { z } from "zod";
import { day } from "#app/domain/shared/day";
import type { TipAnswers } from "./answers";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

type DateField = "from" | "to";
type TypedDate = {
  readonly year: string;
  readonly month: string;
  readonly day: string;
};

export const when: QuestionPage = {
  id: "when",
  title: "when",
  fields: [
    "fromYear",
    "fromMonth",
    "fromDay",
    "toYear",
    "toMonth",
    "toDay",
    "whenWords",
  ],
  // the issues belong to the first of three inputs, where the error summary leads
  schema: (answers, { today }) => {
    const from = readDate(typedDate(answers, "from"), today);
    const to = readDate(typedDate(answers, "to"), today);
    const refuse = (context: z.RefinementCtx, message: string | null) => {
      if (message !== null) context.addIssue({ code: "custom", message });
    };
    return z.object({
      fromYear: z
        .string()
        .superRefine((_year, context) => refuse(context, from.problem)),
      toYear: z
        .string()
        .superRefine((_year, context) =>
          refuse(
            context,
            to.problem ??
              (isReversed(from.value, to.value) ? "DATES_REVERSED" : null),
          ),
        ),
      whenWords: typedText({ max: 500 }),
    });
  },
  next: () => "amount",
  previous: () => "what",
  summary: (answers) => {
    const { from, to, words } = periodOf(answers);
    return [
      { label: "from", value: from },
      { label: "to", value: to },
      { label: "whenWords", value: words || null },
    ];
  },
};

/** "2024-05" and "2024-05-03" are compared as far as both go. */
function isReversed(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  const known = Math.min(from.length, to.length);
  return from.slice(0, known) > to.slice(0, known);
}

function typedDate(answers: TipAnswers, field: DateField): TypedDate {
  return field === "from"
    ? { year: answers.fromYear, month: answers.fromMonth, day: answers.fromDay }
    : { year: answers.toYear, month: answers.toMonth, day: answers.toDay };
}

/** Reads year, month and an optional day; "" in all three is no date. Full-width digits and 年月日 are accepted. */
export function readDate(
  typed: TypedDate,
  today: string,
):
  | { readonly value: string | null; readonly problem: null }
  | { readonly value: null; readonly problem: string } {
  const plain = (text: string) =>
    // blanks and the Chinese words for year, month and day
    text.normalize("NFKC").replace(/[\s\u5e74\u6708\u65e5\u53f7]/g, "");
  const [year, month, dayOfMonth] = [typed.year, typed.month, typed.day].map(
    plain,
  ) as [string, string, string];
  if (year + month + dayOfMonth === "") return { value: null, problem: null };
  if (year === "" || month === "")
    return { value: null, problem: "DATE_INCOMPLETE" };
  const whole = `${year}-${month.padStart(2, "0")}-${(dayOfMonth || "1").padStart(2, "0")}`;
  try {
    day(whole);
  } catch {
    return { value: null, problem: "DATE_NOT_VALID" };
  }
  const value = dayOfMonth === "" ? whole.slice(0, 7) : whole;
  if (value > today.slice(0, value.length))
    return { value: null, problem: "DATE_IN_FUTURE" };
  return { value, problem: null };
}

/** The period for the tip's body: `YYYY-MM` or `YYYY-MM-DD`, null for what was left open or is not a date. */
export function periodOf(answers: TipAnswers): {
  readonly from: string | null;
  readonly to: string | null;
  readonly words: string;
} {
  const always = "9999-12-31";
  return {
    from: readDate(typedDate(answers, "from"), always).value,
    to: readDate(typedDate(answers, "to"), always).value,
    words: answers.whenWords.trim(),
  };
}
