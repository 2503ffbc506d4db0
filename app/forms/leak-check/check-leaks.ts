import type { TipAnswers } from "../tip/answers";
import {
  foldWidth,
  leakFields,
  leakKinds,
  type LeakField,
  type LeakFinding,
  type LeakKind,
  type TextFinding,
} from "./finding";
import { nameRules } from "./name-rules";
import { accountRules, numberRules, placeRules } from "./number-rules";
import { personRules } from "./person-rules";
import { timeRules } from "./time-rules";

const rules = [
  ...nameRules,
  ...personRules,
  ...timeRules,
  ...numberRules,
  ...placeRules,
  ...accountRules,
];

/** The kinds that are looked for; names of whom the tip is about, and where it happened, are what those two fields are for. */
const wanted: Partial<Record<LeakField, readonly LeakKind[]>> = {
  subjectName: ["PERSON_NAME"],
  place: ["HOME", "BED"],
};

/** Longer than any answer a page accepts: what is beyond is not looked at. */
const MAX_LENGTH = 30_000;

/** "32 床", "9 点 20 分": many people leave a space beside a number; rules see the text without it. `at`: positions as typed. */
function closedUp(typed: string): {
  readonly text: string;
  readonly at: readonly number[];
} {
  const at: number[] = [];
  let text = "";
  for (let index = 0; index < typed.length; index++) {
    const beside =
      /[ \u00a0]/.test(typed[index]!) &&
      ((/\d/.test(typed[index - 1] ?? "") &&
        /\p{Script=Han}/u.test(typed[index + 1] ?? "")) ||
        (/\p{Script=Han}/u.test(typed[index - 1] ?? "") &&
          /\d/.test(typed[index + 1] ?? "")));
    if (beside) continue;
    at.push(index);
    text += typed[index]!;
  }
  return { text, at };
}

/**
 * Places in one text, by position; where two overlap, the one that says more about the writer stays (order of `leakKinds`), of one
 * kind the longer.
 */
export function findLeaks(typed: string): readonly TextFinding[] {
  const { text, at } = closedUp(foldWidth(typed.slice(0, MAX_LENGTH)));
  const found = rules.flatMap(({ kind, find }) =>
    find(text)
      .filter(({ start, end }) => end > start)
      .map(({ start, end }) => ({
        kind,
        start: at[start]!,
        end: at[end - 1]! + 1,
      })),
  );
  const weight = ({ kind }: TextFinding) => leakKinds.indexOf(kind);
  const best = found
    .filter(({ start, end }) => end > start)
    .sort(
      (a, b) =>
        weight(a) - weight(b) ||
        b.end - b.start - (a.end - a.start) ||
        a.start - b.start,
    );
  const kept: TextFinding[] = [];
  for (const finding of best)
    if (
      kept.every(
        ({ start, end }) => finding.end <= start || finding.start >= end,
      )
    )
      kept.push(finding);
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * What in a tip could tell who wrote it. A pure function that runs where the text is: nothing of it is kept, counted or sent, and
 * nothing is refused because of it. Names that the tipster gave as the ones reported are not reproached again.
 */
export function checkLeaks(answers: TipAnswers): readonly LeakFinding[] {
  const reported = foldWidth(answers.subjectName);
  const own = ownWords(answers);
  return leakFields.flatMap((field) => {
    const typed = answers[field];
    const findings = [...findLeaks(typed)];
    for (const finding of own(typed))
      if (
        findings.every(
          ({ start, end }) => finding.end <= start || finding.start >= end,
        )
      )
        findings.push(finding);
    return findings
      .filter(({ kind, start, end }) => {
        if (wanted[field]?.includes(kind)) return false;
        return !(
          kind === "PERSON_NAME" &&
          reported.includes(foldWidth(typed.slice(start, end)))
        );
      })
      .sort((a, b) => a.start - b.start)
      .map((finding) => ({ field, ...finding }));
  });
}

/** Who signs does so apart from the tip; the same name in the text would lie open to everybody who works on it. */
function ownWords(answers: TipAnswers): (text: string) => TextFinding[] {
  const name = answers.nameKind === "REAL" ? answers.reporterName.trim() : "";
  if (name.length < 2) return () => [];
  return (text) => {
    const found: TextFinding[] = [];
    for (
      let start = text.indexOf(name);
      start >= 0 && start < MAX_LENGTH;
      start = text.indexOf(name, start + name.length)
    )
      found.push({ kind: "SELF_NAME", start, end: start + name.length });
    return found;
  };
}
