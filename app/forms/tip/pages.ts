import type { TipAnswers } from "./answers";
import { amount } from "./amount";
import { evidence } from "./evidence";
import type {
  PageContext,
  PageError,
  QuestionId,
  QuestionPage,
} from "./form-page";
import { howKnown } from "./how-known";
import { identity } from "./identity";
import { misconduct } from "./misconduct";
import { nameKind } from "./name-kind";
import { place } from "./place";
import { province } from "./province";
import { reward } from "./reward";
import { subjectKind } from "./subject-kind";
import { subjectName } from "./subject-name";
import { what } from "./what";
import { when } from "./when";

export const questionPages: Readonly<Record<QuestionId, QuestionPage>> = {
  province,
  place,
  "subject-kind": subjectKind,
  "subject-name": subjectName,
  misconduct,
  what,
  when,
  amount,
  evidence,
  "how-known": howKnown,
  reward,
  "name-kind": nameKind,
  identity,
};

/** The questions this tipster is asked, in order. */
export function pathOf(answers: TipAnswers): readonly QuestionPage[] {
  return Object.values(questionPages).filter(
    (page) => page.id !== "identity" || answers.nameKind === "REAL",
  );
}

/** What is wrong with a page's answers, in the order of its fields; empty when nothing is. */
export function errorsOf(
  page: QuestionPage,
  answers: TipAnswers,
  context: PageContext,
): readonly PageError[] {
  const parsed = page.schema(answers, context).safeParse(answers);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    field: String(issue.path[0] ?? page.fields[0]),
    code: issue.message,
    values:
      issue.code === "custom"
        ? ((issue.params ?? {}) as PageError["values"])
        : {},
  }));
}
