import type { ReactNode } from "react";
import type { ShownError } from "#app/components/ui/error-summary";
import type { Option, OptionGroup } from "#app/components/ui/field";
import type { LeakGroup } from "#app/forms/leak-check/leak-list";
import type { TipReceiptCheck } from "./receipt-view";
import type { HiddenInformation } from "#app/domain/tip/file-choice";
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
  /** place in the queue, while more people come than the portal can bear */
  readonly turn?: string;
  readonly returnToCheck: boolean;
  /** a rehearsal: nothing will be sent */
  readonly practice: boolean;
};

export type ListedFile = {
  readonly name: string;
  readonly bytes: number;
  /** of a file the server took: what became of its hidden information */
  readonly variant?: "CLEANED" | "ORIGINAL" | "UNKNOWN";
  readonly hidden?: HiddenInformation;
};

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
  /** what in the text could tell who wrote it: advice */
  readonly leaks: readonly LeakGroup[];
};

export type SentView = {
  readonly view: "SENT";
  /** six groups of four digits */
  readonly groups: readonly string[];
  readonly firstTime: boolean;
  /** a rehearsal: the code is an example */
  readonly practice: boolean;
  /** the promise of the log as the server looked at it; the program draws its own */
  readonly receipt?: TipReceiptCheck;
};

export type StartView = {
  readonly view: "START";
  readonly errors: readonly ShownError[];
  /** what was typed before the tipster came back to the first page */
  readonly carried: CarriedFields | null;
};

export type ReportView = StartView | QuestionView | CheckView | SentView;

/** What the program in the browser adds to the pages; the server leaves every slot empty. */
export type ReportSlots = {
  /** every page, first thing in it */
  readonly banner?: ReactNode;
  /** start page, above its button */
  readonly start?: ReactNode;
  /** every question, below its buttons */
  readonly question?: ReactNode;
  /** page of the evidence, in the place of the script-free upload form */
  readonly files?: ReactNode;
  /** "check your answers", above the words about the truth */
  readonly check?: ReactNode;
  /** page of the tracking code, below the code */
  readonly sent?: ReactNode;
  /** below that, whether the promise of the log is right; the server fills it too */
  readonly receipt?: ReactNode;
};
