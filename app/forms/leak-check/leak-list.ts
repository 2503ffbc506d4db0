import type { TipAnswers } from "../tip/answers";
import type { QuestionId } from "../tip/form-page";
import { checkLeaks } from "./check-leaks";
import { leakKinds, type LeakField, type LeakKind } from "./finding";

/** One line of the advice: an excerpt with the place marked, and how often the same thing stands in the same answer. */
export type LeakLine = {
  readonly field: LeakField;
  /** where it is changed */
  readonly page: QuestionId;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly times: number;
};

/** Everything of one kind, so that its sentence stands once. */
export type LeakGroup = {
  readonly kind: LeakKind;
  readonly lines: readonly LeakLine[];
};

const pageOf: Readonly<Record<LeakField, QuestionId>> = {
  place: "place",
  subjectName: "subject-name",
  what: "what",
  whenWords: "when",
  howKnown: "how-known",
};

const CONTEXT = 12;

/** The advice of the check page, what points to the writer first. Empty when nothing was found. */
export function leakList(answers: TipAnswers): readonly LeakGroup[] {
  const groups = new Map<LeakKind, Map<string, LeakLine>>();
  for (const { kind, field, start, end } of checkLeaks(answers)) {
    const text = answers[field];
    const marked = text.slice(start, end);
    const lines = groups.get(kind) ?? new Map<string, LeakLine>();
    groups.set(kind, lines);
    const key = `${field}\0${marked}`;
    const known = lines.get(key);
    lines.set(
      key,
      known
        ? { ...known, times: known.times + 1 }
        : {
            field,
            page: pageOf[field],
            before: excerpt(
              text.slice(Math.max(0, start - CONTEXT - 1), start),
              {
                cut: start > CONTEXT,
                side: "before",
              },
            ),
            marked,
            after: excerpt(text.slice(end, end + CONTEXT + 1), {
              cut: end + CONTEXT < text.length,
              side: "after",
            }),
            times: 1,
          },
    );
  }
  return leakKinds.flatMap((kind) => {
    const lines = groups.get(kind);
    return lines ? [{ kind, lines: [...lines.values()] }] : [];
  });
}

/** How many places the lines stand for. */
export function countLeaks(groups: readonly LeakGroup[]): number {
  return groups.reduce(
    (sum, { lines }) =>
      sum + lines.reduce((inner, { times }) => inner + times, 0),
    0,
  );
}

/** A few characters on one line, never half of a surrogate pair. */
function excerpt(
  text: string,
  { cut, side }: { readonly cut: boolean; readonly side: "before" | "after" },
): string {
  const line = text.replace(/\s+/g, " ");
  const whole =
    side === "before"
      ? line.replace(/^[\udc00-\udfff]/, "")
      : line.replace(/[\ud800-\udbff]$/, "");
  if (!cut) return whole;
  return side === "before" ? `…${whole}` : `${whole}…`;
}
