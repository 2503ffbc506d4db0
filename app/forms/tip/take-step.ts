import type { AnswerField, TipAnswers } from "./answers";
import type { PageContext, PageError, PageId, QuestionId } from "./form-page";
import { errorsOf, pathOf, questionPages } from "./pages";
import { withoutControls } from "./typed-text";

/** What the tipster pressed. */
export type Go =
  | { readonly kind: "NEXT" | "BACK" | "UPLOAD" | "SEND" }
  | { readonly kind: "CHANGE"; readonly page: QuestionId }
  | { readonly kind: "REMOVE"; readonly index: number };

/** The page to show next, or SEND when everything is answered and the tipster pressed "send". */
export type Step = {
  readonly show: PageId | "start" | "SEND";
  readonly answers: TipAnswers;
  readonly errors: readonly PageError[];
  /** the tipster came from "check your answers" and goes back there */
  readonly returnToCheck: boolean;
};

/** Reads the name of a button; an unknown one counts as "continue", which checks everything and loses nothing. */
export function readGo(value: string): Go {
  if (value === "back") return { kind: "BACK" };
  if (value === "upload") return { kind: "UPLOAD" };
  if (value === "send") return { kind: "SEND" };
  const change = /^change:([a-z-]+)$/.exec(value)?.[1];
  if (change !== undefined && Object.hasOwn(questionPages, change))
    return { kind: "CHANGE", page: change as QuestionId };
  const index = /^remove:(\d{1,3})$/.exec(value)?.[1];
  if (index !== undefined) return { kind: "REMOVE", index: Number(index) };
  return { kind: "NEXT" };
}

/**
 * One press of a button on one page. Typed text is kept whatever happens: with errors the same page comes again, and
 * going back keeps a half-filled page too. Pure: files are the route's business and come in as `fileErrors`.
 */
export function takeStep(
  {
    page,
    go,
    answers,
    typed,
    returnToCheck,
    fileErrors,
  }: {
    readonly page: PageId | "start";
    readonly go: Go;
    /** answers of earlier pages */
    readonly answers: TipAnswers;
    /** this page's fields as they came */
    readonly typed: Readonly<Partial<Record<AnswerField, readonly string[]>>>;
    readonly returnToCheck: boolean;
    readonly fileErrors: readonly PageError[];
  },
  context: PageContext,
): Step {
  const step = (
    show: Step["show"],
    kept: TipAnswers,
    errors: readonly PageError[] = [],
  ): Step => ({
    show,
    answers: kept,
    errors,
    returnToCheck: returnToCheck && show !== "check",
  });

  if (page === "start") return step(pathOf(answers)[0]!.id, answers);
  if (page === "check") {
    if (go.kind === "CHANGE")
      return { show: go.page, answers, errors: [], returnToCheck: true };
    if (go.kind === "BACK") return step(pathOf(answers).at(-1)!.id, answers);
    const open = firstOpenPage(answers, context);
    if (open)
      return { ...step(open.page, answers, open.errors), returnToCheck: true };
    return step(go.kind === "SEND" ? "SEND" : "check", answers);
  }

  const question = questionPages[page];
  const raw = withTyped(answers, question.fields, typed, (text) => text);
  const kept = withTyped(answers, question.fields, typed, withoutControls);
  const errors = [...fileErrors, ...errorsOf(question, raw, context)];
  switch (go.kind) {
    case "BACK":
      if (fileErrors.length > 0) return step(page, kept, fileErrors);
      return returnToCheck
        ? toCheck(kept, context)
        : step(question.previous(kept), kept);
    case "UPLOAD":
    case "REMOVE":
      return step(page, kept, fileErrors);
    case "NEXT":
    case "SEND":
    case "CHANGE":
      if (errors.length > 0) return step(page, kept, errors);
      if (!returnToCheck) {
        const next = question.next(kept);
        return next === "check" ? toCheck(kept, context) : step(next, kept);
      }
      return followUp(page, answers, kept) ?? toCheck(kept, context);
  }
}

/** A changed answer that makes the next question a new one leads there before the way back to the check page. */
function followUp(
  page: QuestionId,
  before: TipAnswers,
  after: TipAnswers,
): Step | null {
  const show =
    page === "province" && before.province !== after.province
      ? "place"
      : page === "subject-kind" && before.subjectKind !== after.subjectKind
        ? "misconduct"
        : page === "name-kind" &&
            after.nameKind === "REAL" &&
            before.nameKind !== "REAL"
          ? "identity"
          : null;
  return show && { show, answers: after, errors: [], returnToCheck: true };
}

/** "Check your answers", or the first page that is not in order: a page may have been skipped by an old tab. */
function toCheck(answers: TipAnswers, context: PageContext): Step {
  const open = firstOpenPage(answers, context);
  return open
    ? { show: open.page, answers, errors: open.errors, returnToCheck: true }
    : { show: "check", answers, errors: [], returnToCheck: false };
}

export function firstOpenPage(
  answers: TipAnswers,
  context: PageContext,
): { readonly page: QuestionId; readonly errors: readonly PageError[] } | null {
  for (const page of pathOf(answers)) {
    const errors = errorsOf(page, answers, context);
    if (errors.length === 0) continue;
    // a page that was never answered is asked, not reproached
    const untouched = page.fields.every((field) => answers[field].length === 0);
    return { page: page.id, errors: untouched ? [] : errors };
  }
  return null;
}

const lists: readonly AnswerField[] = ["misconduct", "evidence"];

function withTyped(
  answers: TipAnswers,
  fields: readonly AnswerField[],
  typed: Readonly<Partial<Record<AnswerField, readonly string[]>>>,
  clean: (text: string) => string,
): TipAnswers {
  const own = fields.map((field) => {
    const values = (typed[field] ?? []).map(clean);
    return [
      field,
      lists.includes(field) ? [...new Set(values)] : (values[0] ?? ""),
    ];
  });
  return { ...answers, ...(Object.fromEntries(own) as Partial<TipAnswers>) };
}
