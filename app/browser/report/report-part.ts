import type { ReportSlots } from "#app/components/report/report-view";
import type { ShownError } from "#app/components/ui/error-summary";
import type { Language } from "#app/content/words";
import type { TipAnswers } from "#app/forms/tip/answers";
import type { PageError, PageId } from "#app/forms/tip/form-page";
import type { ListedFile } from "#app/components/report/report-view";
import type { TipReceiptCheck } from "#app/components/report/receipt-view";
import type { SendStage } from "#app/browser/tip/report-calls";

/** Where a tipster is in the form. Lives in the page and nowhere else. */
export type ReportState = {
  readonly page: PageId | "start" | "SENT";
  /** as typed; of the page that is shown, as of the last `change` or press */
  readonly answers: TipAnswers;
  readonly returnToCheck: boolean;
  readonly errors: readonly ShownError[];
  /** sealed and uploaded so far, as the summary lists them */
  readonly files: readonly ListedFile[];
  /** a rehearsal: nothing is sent, no request is made */
  readonly practice: boolean;
  /** null unless the tip is being sealed and sent */
  readonly sealing: SendStage | null;
  /** the sealing program broke down: retry or let the server seal */
  readonly stopped: boolean;
  readonly sent: {
    /** six groups of four digits */
    readonly groups: readonly string[];
    readonly firstTime: boolean;
    /** null in a rehearsal: nothing was received */
    readonly receipt: TipReceiptCheck | null;
  } | null;
};

/** What a part of the program may ask of the form. */
export type Report = {
  readonly language: Language;
  readonly state: () => ReportState;
  /** Keeps what is typed on the page, makes the change and draws the page again. */
  readonly change: (change: Partial<ReportState>) => void;
  /** As `change`, and goes to another page: a step of the browser's history, focus on its heading. */
  readonly goTo: (
    page: PageId | "start",
    change?: Partial<ReportState>,
  ) => void;
};

/**
 * A part of the program beside the questions: files, leak check, draft, care of the code, practice. It draws into slots, with
 * event handlers in its components or with buttons `name="go" value="<name>:<what>"`, which come to `press`. Load what is heavy
 * inside a part by dynamic import.
 */
export type ReportPart = {
  readonly name: string;
  /** called at every drawing: quick, and without effects */
  readonly slots?: (report: Report) => ReportSlots;
  readonly press?: (
    what: string,
    report: Report,
    fields: FormData,
  ) => void | Promise<void>;
  /** What forbids to go on from the evidence page: files still under way, or refused. */
  readonly fileErrors?: (report: Report) => readonly PageError[];
  /** The tip is being sealed and sent: load what the last page needs. Its failure is the part's own business. */
  readonly sending?: () => Promise<void>;
  /** The tip was not sent; the page that says so is drawn already. */
  readonly refused?: (error: unknown) => void;
  /** The tip is sent, or the server seals: forget everything. */
  readonly end?: () => void;
};
