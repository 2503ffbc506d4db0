import { data } from "@remix-run/node";
import type { ShownError } from "#app/components/ui/error-summary";
import type { Language } from "#app/content/words";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  formatTrackingCode,
  newSubmissionToken,
  SUBMISSION_TOKEN_BYTES,
} from "#app/crypto/tracking-code";
import type { CheckedTipPromise } from "#app/crypto/tip-promise";
import { isCodedError } from "#app/domain/shared/coded-error";
import { readFileChoice } from "#app/domain/tip/file-choice";
import {
  noAnswers,
  readAnswers,
  writeAnswers,
  type AnswerField,
  type TipAnswers,
} from "#app/forms/tip/answers";
import { composeTip } from "#app/forms/tip/compose-tip";
import { fileLimits } from "#app/forms/tip/evidence";
import {
  pageIds,
  type PageContext,
  type PageError,
  type PageId,
} from "#app/forms/tip/form-page";
import { questionPages } from "#app/forms/tip/pages";
import { practiceCode } from "#app/forms/tip/practice-code";
import { readGo, takeStep, type Step } from "#app/forms/tip/take-step";
import { areas } from "#app/server/areas.server";
import { statusOf } from "#app/server/error-status.server";
import { describeError, logEvent } from "#app/server/event-log.server";
import { scriptFreeTurns } from "#app/server/flood/turn.server";
import { readMultipart } from "#app/server/multipart.server";
import { MAX_UPLOAD_BYTES, takeFile } from "#app/server/take-file.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import type { Deps } from "#app/services/ports";
import type {
  CarriedFields,
  ReportView,
} from "#app/components/report/report-view";
import type { TipReceiptCheck } from "#app/components/report/receipt-view";
import { viewOfStep } from "#app/components/report/view-of-step";
import {
  newThread,
  openStaged,
  sealStaged,
  type StagedThread,
} from "./staged-files.server";

/** The ticket of the staged files is made last, when it is known which of them stay. */
type Carried = Omit<CarriedFields, "staged">;

type Visit = {
  readonly deps: Deps;
  readonly language: Language;
  readonly request: Request;
  /** null when the body is multipart */
  readonly form: URLSearchParams | null;
};

/** Answers one POST of the report form with the page to show. Nothing of it is kept but sealed files and, at the end, the tip. */
export async function handleReport(visit: Visit) {
  const { deps, language } = visit;
  const upload = newUpload(deps);
  const fields =
    visit.form ??
    (await readMultipart(visit.request, {
      maxBytes: MAX_UPLOAD_BYTES,
      maxFileBytes: fileLimits.bytesEach,
      onFile: (file, before) => upload.onFile(file, before),
    }));
  await upload.open(fields);

  const page = readPage(fields.get("page"));
  const practice = isPractice(fields) || fields.get("go") === PRACTICE_BUTTON;
  const go = readGo(fields.get("go") ?? "");
  if (go.kind === "REMOVE") upload.remove(go.index);
  const { answers, damaged } = carriedAnswers(fields.get("answers"));
  const context: PageContext = {
    language,
    today: deps.clock.today(),
    areas: areas.book,
    fileNames: upload.files().map(({ name }) => name),
  };
  const step = takeStep(
    {
      page,
      go: damaged && go.kind !== "REMOVE" ? { kind: "UPLOAD" } : go,
      answers,
      typed: typedFields(page, fields),
      returnToCheck: fields.get("return") === "check",
      fileErrors: page === "evidence" ? upload.errors() : [],
    },
    context,
  );
  const errors: readonly ShownError[] = [
    ...(damaged ? [wholePage("ANSWERS_DAMAGED")] : []),
    ...step.errors,
  ];
  const token = readToken(fields.get("token"));
  const carried: Carried = {
    answers: writeAnswers(withoutShownText(step.answers, step.show)),
    token: toBase64Url(token ?? newSubmissionToken()),
    returnToCheck: step.returnToCheck,
    practice,
  };
  // sending without files that went stale, or going on as if they were there, would drop them quietly
  const stale = page !== "evidence" && upload.errors()[0];
  if (stale)
    return show({
      step: { ...step, show: "evidence" },
      errors: [stale],
      carried: { ...carried, returnToCheck: true },
      upload,
      context,
    });
  if (step.show !== "SEND")
    return show({
      step: { ...step, show: step.show },
      errors,
      carried,
      upload,
      context,
    });

  // a rehearsal ends here: nothing is sealed, stored or sent
  if (practice)
    return data<ReportView>({
      view: "SENT",
      groups: practiceCode,
      firstTime: true,
      practice: true,
    });

  const refuse = (error: ShownError, status: number) =>
    show({
      step: { ...step, show: error.field === "file" ? "evidence" : "check" },
      errors: [error],
      carried: { ...carried, returnToCheck: error.field === "file" },
      upload,
      context,
      status,
    });
  if (!token) return refuse(wholePage("SUBMISSION_TOKEN_MISSING"), 400);
  const turn = await scriptFreeTurns.ask(deps, "REPORT", {
    ticket: fields.get("turn") ?? "",
    of: carried.token,
  });
  if (!turn.admitted)
    return show({
      step: { ...step, show: "check" },
      errors: [
        { field: null, code: "TURN_WAIT", values: { seconds: turn.seconds } },
      ],
      carried: { ...carried, turn: turn.ticket },
      upload,
      context,
      status: 429,
    });
  try {
    const thread = upload.thread();
    const { trackingCode, firstTime, promise } = await submitTip(deps, {
      token,
      ...composeTip(
        step.answers,
        language,
        upload
          .files()
          .map(({ sealedHash, variant }) => ({ sealedHash, variant })),
      ),
      thread: thread && { identity: thread.identity },
      staged: upload
        .files()
        .map(({ storageKey, sealedBytes }) => ({ storageKey, sealedBytes })),
    });
    return data<ReportView>({
      view: "SENT",
      groups: formatTrackingCode(trackingCode).split(" "),
      firstTime,
      practice: false,
      receipt: receiptOf(promise),
    });
  } catch (error) {
    // whatever went wrong, what was typed stays on the page
    if (!isCodedError(error)) {
      logEvent({ event: "unexpected", part: "web", ...describeError(error) });
      return refuse(wholePage("UNEXPECTED"), 500);
    }
    const aboutFiles = /^STAGED_/.test(error.code);
    if (aboutFiles) upload.forget();
    return refuse(
      {
        field: aboutFiles ? "file" : null,
        code: error.code,
        values: error.values,
      },
      statusOf(error.code),
    );
  }
}

/**
 * Long text of the page that is shown stands in its own field there; in the carried answers it would travel twice, and a
 * text far too long would make them unreadable.
 */
function withoutShownText(answers: TipAnswers, show: Step["show"]): TipAnswers {
  if (show === "start" || show === "check" || show === "SEND") return answers;
  const shown = longTexts.filter((field) =>
    questionPages[show].fields.includes(field),
  );
  return {
    ...answers,
    ...Object.fromEntries(shown.map((field) => [field, ""])),
  };
}
const longTexts = [
  "place",
  "subjectName",
  "what",
  "whenWords",
  "howKnown",
  "reporterName",
  "reporterContact",
] as const satisfies readonly AnswerField[];

/** Without a program no file is offered: the inbox has it for whoever wants it. */
function receiptOf(promise: CheckedTipPromise): TipReceiptCheck {
  if (!promise.right) return { state: "WRONG", why: promise.why };
  const { day, byDay } = promise;
  return { state: "RIGHT", day, byDay, file: null };
}

function wholePage(code: string): ShownError {
  return { field: null, code, values: {} };
}

const PRACTICE_BUTTON = "practice:begin";

/** Carried by the form itself, like everything else. */
function isPractice(fields: URLSearchParams): boolean {
  return fields.get("practice") === "1";
}

/** An unknown page id can only come from a page we did not write; the questions then start again, with the answers kept. */
function readPage(value: string | null): PageId | "start" {
  return pageIds.find((id) => id === value) ?? "start";
}

function carriedAnswers(text: string | null): {
  readonly answers: TipAnswers;
  readonly damaged: boolean;
} {
  if (text === null || text === "")
    return { answers: noAnswers, damaged: false };
  try {
    return { answers: readAnswers(text), damaged: false };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { answers: noAnswers, damaged: true };
  }
}

function readToken(text: string | null): Uint8Array | null {
  try {
    const token = fromBase64Url(text ?? "");
    return token.length === SUBMISSION_TOKEN_BYTES ? token : null;
  } catch {
    return null;
  }
}

function typedFields(
  page: PageId | "start",
  fields: URLSearchParams,
): Partial<Record<AnswerField, readonly string[]>> {
  if (page === "start" || page === "check") return {};
  return Object.fromEntries(
    questionPages[page].fields.map((field) => [field, fields.getAll(field)]),
  );
}

type Upload = ReturnType<typeof newUpload>;

/** The files of one form: those of earlier pages out of the ticket, those of this request as they stream in. */
function newUpload(deps: Deps) {
  let thread: StagedThread | null = null;
  let opened = false;
  const errors: PageError[] = [];
  const open = async (fields: URLSearchParams) => {
    if (opened) return;
    opened = true;
    const ticket = fields.get("staged") ?? "";
    if (ticket === "") return;
    thread = await openStaged(deps, ticket);
    if (!thread)
      errors.push({ field: "file", code: "FILES_EXPIRED", values: {} });
  };
  return {
    open,
    async onFile(
      file: Parameters<typeof takeFile>[1],
      fields: URLSearchParams,
    ): Promise<void> {
      if (isPractice(fields)) return file.stream.cancel();
      await open(fields);
      thread ??= await newThread();
      const taken = await takeFile(deps, file, {
        recipient: thread.recipient,
        already: thread.files,
        choice: readFileChoice(fields.get("variant")),
      });
      if ("error" in taken) errors.push(taken.error);
      else thread = { ...thread, files: [...thread.files, ...taken.files] };
    },
    remove(index: number): void {
      if (thread)
        thread = {
          ...thread,
          files: thread.files.filter((_file, position) => position !== index),
        };
    },
    forget(): void {
      if (thread) thread = { ...thread, files: [] };
    },
    thread: () => thread,
    files: () => thread?.files ?? [],
    errors: (): readonly PageError[] => errors,
    ticket: async () => (thread ? sealStaged(deps, thread) : ""),
  };
}

async function show({
  step,
  errors,
  carried,
  upload,
  context,
  status,
}: {
  readonly step: Step & { readonly show: PageId | "start" };
  readonly errors: readonly ShownError[];
  readonly carried: Carried;
  readonly upload: Upload;
  readonly context: PageContext;
  readonly status?: number;
}) {
  return data<ReportView>(
    viewOfStep({
      step,
      errors,
      carried: { ...carried, staged: await upload.ticket() },
      files: upload.files(),
      areas,
      context,
    }),
    { status: status ?? (errors.length > 0 ? 400 : 200) },
  );
}
