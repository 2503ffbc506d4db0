import type { ShownError } from "#app/components/ui/error-summary";
import type { Option, OptionGroup } from "#app/components/ui/field";
import type { TipAnswers } from "#app/forms/tip/answers";
import type { QuestionId, SummaryRow } from "#app/forms/tip/form-page";

/** Hidden fields of the form: everything the next page needs, so that the server keeps nothing. */
export type CarriedFields = {
  /** `writeAnswers` of the pages before */
  readonly answers: string;
  /** submission token, base64url: whoever sends the same form twice gets the same code */
  readonly token: string;
  /** ticket with the thread key and the staged files, "" when there are none */
  readonly staged: string;
  readonly returnToCheck: boolean;
};

export type ListedFile = { readonly name: string; readonly bytes: number };

type FormView = {
  readonly carried: CarriedFields;
  readonly errors: readonly ShownError[];
  readonly number: number;
  readonly total: number;
};

export type QuestionView = FormView & {
  readonly view: "QUESTION";
  readonly page: QuestionId;
  readonly answers: TipAnswers;
  readonly files: readonly ListedFile[];
  readonly provinces: readonly Option[];
  /** name of the chosen province; null when the tipster could not say */
  readonly provinceName: string | null;
  readonly places: readonly OptionGroup[];
};

export type CheckView = FormView & {
  readonly view: "CHECK";
  readonly summary: readonly {
    readonly page: QuestionId;
    readonly rows: readonly SummaryRow[];
  }[];
  readonly unknownPlace: boolean;
};

export type SentView = {
  readonly view: "SENT";
  /** six groups of four digits */
  readonly groups: readonly string[];
  readonly firstTime: boolean;
};

export type StartView = {
  readonly view: "START";
  readonly errors: readonly ShownError[];
  /** what was typed before the tipster came back to the first page */
  readonly carried: CarriedFields | null;
};

export type ReportView = StartView | QuestionView | CheckView | SentView;
