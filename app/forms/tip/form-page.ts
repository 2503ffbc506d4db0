import type { z } from "zod";
import type { Day } from "#app/domain/shared/day";
import type { AnswerField, TipAnswers } from "./answers";

/** One page of the report form. Each lives in a file of its own and answers: schema, next, previous, summary, title. */
export const pageIds = [
  "province",
  "place",
  "subject-kind",
  "subject-name",
  "misconduct",
  "what",
  "when",
  "amount",
  "evidence",
  "how-known",
  "reward",
  "name-kind",
  "identity",
  "check",
] as const;
export type PageId = (typeof pageIds)[number];
export type QuestionId = Exclude<PageId, "check">;

/** Places, as the pages need them; the server has the list. */
export type AreaBook = {
  isProvince(code: string): boolean;
  /** a city or county of the province, or the province itself */
  isIn(province: string, code: string): boolean;
  /** "江苏省无锡市"; null for an unknown code */
  fullName(code: string, language: "zh-CN" | "en"): string | null;
};

export type PageContext = {
  readonly language: "zh-CN" | "en";
  readonly today: Day;
  readonly areas: AreaBook;
  /** names of the files that were handed in */
  readonly fileNames: readonly string[];
};

/** A line of "check your answers": `value` is what was answered, null for nothing. */
export type SummaryRow = {
  readonly label: string;
  readonly value: string | null;
};

export type QuestionPage = {
  readonly id: QuestionId;
  readonly fields: readonly AnswerField[];
  /** parses the page's own fields out of the answers; issues carry error codes */
  readonly schema: (answers: TipAnswers, context: PageContext) => z.ZodType;
  readonly next: (answers: TipAnswers) => PageId;
  readonly previous: (answers: TipAnswers) => QuestionId | "start";
  /** `label` is a key of `reportWords.labels` */
  readonly summary: (
    answers: TipAnswers,
    context: PageContext,
  ) => readonly SummaryRow[];
  /** key of `reportWords.titles` */
  readonly title: QuestionId;
};

export type PageError = {
  readonly field: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** what the error is about, where the field holds several things: a file's name */
  readonly subject?: string;
};
