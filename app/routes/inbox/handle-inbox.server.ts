import type { ShownError } from "#app/components/ui/error-summary";
import type { Language } from "#app/content/words";
import { toBase64Url } from "#app/crypto/encoding";
import { parseRecipient } from "#app/crypto/identity";
import {
  decodeInboxSeeds,
  encodeInboxSeeds,
  type EncodedInboxSeeds,
  type InboxSeeds,
} from "#app/crypto/inbox-keys";
import { openTicket, sealTicket } from "#app/crypto/ticket";
import {
  newSubmissionToken,
  parseTrackingCode,
} from "#app/crypto/tracking-code";
import { isCodedError } from "#app/domain/shared/coded-error";
import { readFileChoice } from "#app/domain/tip/file-choice";
import { claimFields, claimForm } from "#app/forms/inbox/claim";
import { formErrors } from "#app/forms/inbox/form-errors";
import { messageForm } from "#app/forms/inbox/message";
import { fileLimits } from "#app/forms/tip/evidence";
import type { PageError } from "#app/forms/tip/form-page";
import { withoutControls } from "#app/forms/tip/typed-text";
import { statusOf } from "#app/server/error-status.server";
import { describeError, logEvent } from "#app/server/event-log.server";
import { scriptFreeTurns } from "#app/server/flood/turn.server";
import { readMultipart } from "#app/server/multipart.server";
import {
  MAX_UPLOAD_BYTES,
  takeFile,
  type StagedFile,
} from "#app/server/take-file.server";
import { ticketKeys } from "#app/server/ticket-keys.server";
import { boundedLine } from "#app/services/bounded-line";
import { addTipsterFiles } from "#app/services/inbox/add-tipster-files.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { declineReward } from "#app/services/inbox/decline-reward.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { readCheckedProof } from "#app/services/inbox/read-checked-proof.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { strikeOutWithSeeds } from "#app/services/inbox/strike-out-office.server";
import { takeBackMessage } from "#app/services/inbox/take-back-message.server";
import type { Deps } from "#app/services/ports";
import {
  nothingTyped,
  type Done,
  type InboxPage,
  type TypedInInbox,
} from "#app/components/inbox/inbox-view";
import type { ProofView } from "#app/components/inbox/proof-view";
import { OPEN_MINUTES } from "#app/components/inbox/page-title";

const PURPOSE = "inbox";

/**
 * An inbox may open a hundred messages and two hundred files: four at once, forty more wait. The action is inside, so that
 * nothing is done for a visitor who is then told to come again.
 */
const inReadingLine = boundedLine({ atOnce: 4, lineLength: 40 });

type Visit = {
  readonly deps: Deps;
  readonly language: Language;
  readonly request: Request;
  /** null when the body is multipart */
  readonly form: URLSearchParams | null;
};

/** Answers one POST of the inbox page. The code comes once; after that a ticket that only this page carries. */
export async function handleInbox({
  deps,
  request,
  form,
}: Visit): Promise<{ readonly page: InboxPage; readonly status: number }> {
  const upload = newInboxUpload(deps);
  const fields =
    form ??
    (await readMultipart(request, {
      maxBytes: MAX_UPLOAD_BYTES,
      maxFileBytes: fileLimits.bytesEach,
      onFile: (file, before) => upload.onFile(file, before),
    }));
  const typed = typedOf(fields);
  const entry = (
    errors: readonly ShownError[],
    status: number,
    turn?: string,
  ) => ({
    page: {
      view: "ENTRY",
      errors,
      typed,
      closed: false,
      ...(turn !== undefined && { turn }),
    } as const,
    status,
  });

  const go = fields.get("go") ?? "open";
  if (go === "close")
    return {
      page: { view: "ENTRY", errors: [], typed: nothingTyped, closed: true },
      status: 200,
    };
  try {
    const opened =
      go === "open"
        ? await openByCode(deps, {
            typed: fields.get("code") ?? "",
            turn: fields.get("turn") ?? "",
          })
        : null;
    if (opened && "errors" in opened)
      return entry(opened.errors, opened.status, opened.turn);
    const seeds =
      opened?.seeds ?? (await openByTicket(deps, fields.get("ticket") ?? ""));
    return await inReadingLine(async () => {
      const outcome = await act(deps, seeds, { go, fields, typed, upload });
      return {
        page: {
          view: "OPEN",
          errors: outcome.errors,
          done: outcome.done,
          typed: outcome.typed,
          inbox: await readInbox(deps, seeds),
          proof: await proofOf(deps, seeds),
          ticket: await sealSeeds(deps, seeds),
          once: toBase64Url(newSubmissionToken()),
        },
        status: outcome.status,
      };
    });
  } catch (error) {
    // whatever went wrong, what was typed stays on the page
    if (isCodedError(error))
      return entry([wholePage(error)], statusOf(error.code));
    logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    return entry([{ field: null, code: "UNEXPECTED", values: {} }], 500);
  }
}

/** An inbox opens without it, and says so. */
async function proofOf(deps: Deps, seeds: InboxSeeds): Promise<ProofView> {
  try {
    const report = await readCheckedProof(deps, seeds);
    return { state: "READ", by: "SERVER", report, today: deps.clock.today() };
  } catch (error) {
    logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    return { state: "NOT_READ" };
  }
}

type Outcome = {
  readonly errors: readonly ShownError[];
  readonly done: readonly Done[];
  readonly typed: TypedInInbox;
  readonly status: number;
};

async function act(
  deps: Deps,
  seeds: InboxSeeds,
  input: {
    readonly go: string;
    readonly fields: URLSearchParams;
    readonly typed: TypedInInbox;
    readonly upload: InboxUpload;
  },
): Promise<Outcome> {
  const { go, fields, upload } = input;
  try {
    const main = await mainAction(deps, seeds, input);
    // files that were chosen come along with every button; leaving them out would drop them quietly
    if (go !== "files" && upload.taken().files.length === 0) return main;
    const added = await addFiles(deps, seeds, {
      upload,
      once: fields.get("once") ?? "",
    });
    const errors = [...main.errors, ...added.errors];
    return {
      errors,
      done: [...main.done, ...added.done],
      typed: main.typed,
      status: errors.length > 0 ? 400 : 200,
    };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return {
      errors: [wholePage(error)],
      done: [],
      typed: input.typed,
      status: statusOf(error.code),
    };
  }
}

async function mainAction(
  deps: Deps,
  seeds: InboxSeeds,
  {
    go,
    fields,
    typed,
  }: {
    readonly go: string;
    readonly fields: URLSearchParams;
    readonly typed: TypedInInbox;
  },
): Promise<Outcome> {
  const done = (
    kind: Exclude<Done["kind"], "FILES">,
    left = typed,
  ): Outcome => ({
    errors: [],
    done: [{ kind }],
    typed: left,
    status: 200,
  });
  const refused = (errors: readonly ShownError[]): Outcome => ({
    errors,
    done: [],
    typed,
    status: 400,
  });
  const [action, subject = ""] = go.split(":", 2);
  switch (action) {
    case "message": {
      const parsed = messageForm.safeParse({
        message: fields.get("message") ?? "",
      });
      if (!parsed.success) return refused(formErrors(parsed.error));
      await sendTipsterMessage(deps, seeds, {
        text: parsed.data.message,
        // with the text: a message that was changed and sent again from the same page is another message
        once: `${fields.get("once") ?? ""}\n${parsed.data.message}`,
      });
      return done("SENT", { ...typed, message: "" });
    }
    case "claim": {
      const parsed = claimForm.safeParse(
        Object.fromEntries(
          claimFields.map((field) => [field, fields.get(field) ?? ""]),
        ),
      );
      if (!parsed.success) return refused(formErrors(parsed.error));
      await claimReward(deps, seeds, { payee: parsed.data });
      return done("CLAIMED", { ...nothingTyped, message: typed.message });
    }
    case "decline":
      if (fields.get("confirm") !== "yes")
        return refused([
          { field: "confirm", code: "DECLINE_NOT_CONFIRMED", values: {} },
        ]);
      await declineReward(deps, seeds);
      return done("DECLINED", { ...nothingTyped, message: typed.message });
    case "take-back":
      await takeBackMessage(deps, await findInboxOf(deps.db, seeds), {
        messageId: subject,
      });
      return done("TAKEN_BACK");
    case "strike-out":
      if (fields.get("confirmStrikeOut") !== "yes")
        return refused([
          {
            field: "confirmStrikeOut",
            code: "STRIKE_OUT_NOT_CONFIRMED",
            values: {},
          },
        ]);
      await strikeOutWithSeeds(deps, seeds, { officeId: subject });
      return done("STRUCK_OUT");
    default:
      return { errors: [], done: [], typed, status: 200 };
  }
}

async function addFiles(
  deps: Deps,
  seeds: InboxSeeds,
  { upload, once }: { readonly upload: InboxUpload; readonly once: string },
): Promise<Pick<Outcome, "errors" | "done">> {
  const { files, errors } = upload.taken();
  if (files.length === 0)
    return {
      errors:
        errors.length > 0
          ? errors
          : [{ field: "file", code: "FILES_MISSING", values: {} }],
      done: [],
    };
  // a double click sends the same form twice; the same name from another page is another file
  const inbox = await findInboxOf(deps.db, seeds);
  const { added } = await addTipsterFiles(deps, inbox, {
    staged: files.map(
      ({ storageKey, sealedBytes, sealedHash, name, bytes }, position) => ({
        storageKey,
        sealedBytes,
        sealedHash,
        ...(once !== "" && {
          once: JSON.stringify([once, position, name, bytes]),
        }),
      }),
    ),
  });
  return {
    errors,
    done: [
      {
        kind: "FILES",
        count: added.length,
        alreadyThere: files
          .filter(({ storageKey }) => !added.includes(storageKey))
          .map(({ name }) => name),
        taken: files
          .filter(({ storageKey }) => added.includes(storageKey))
          .map(({ name, bytes, variant, hidden }) => ({
            name,
            bytes,
            variant,
            hidden,
          })),
      },
    ],
  };
}

/**
 * Mistyped is told from the check digits alone. An unknown code costs the same derivation as a known one and gets the same
 * status: neither tells somebody on the wire whether a guess was right.
 */
async function openByCode(
  deps: Deps,
  given: { readonly typed: string; readonly turn: string },
): Promise<
  | { readonly seeds: InboxSeeds }
  | {
      readonly errors: readonly ShownError[];
      readonly status: number;
      readonly turn?: string;
    }
> {
  const refuse = (code: string, status: number) => ({
    errors: [{ field: "code", code, values: {} }],
    status,
  });
  if (given.typed.trim() === "") return refuse("TRACKING_CODE_MISSING", 400);
  try {
    const code = parseTrackingCode(given.typed);
    const turn = await scriptFreeTurns.ask(deps, "INBOX", {
      ticket: given.turn,
      of: code,
    });
    if (!turn.admitted)
      return {
        errors: [
          {
            field: "code",
            code: "TURN_WAIT_CODE",
            values: { seconds: turn.seconds },
          },
        ],
        status: 429,
        turn: turn.ticket,
      };
    return await openInbox(deps, code);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    if (error.code === "INBOX_UNKNOWN") return refuse(error.code, 200);
    if (error.code.startsWith("TRACKING_CODE_")) return refuse(error.code, 400);
    throw error;
  }
}

/** @throws CodedError TICKET_EXPIRED | TICKET_INVALID */
export async function openByTicket(
  deps: Deps,
  ticket: string,
): Promise<InboxSeeds> {
  const { all } = await ticketKeys(deps);
  return decodeInboxSeeds(
    openTicket(ticket, {
      keys: all,
      purpose: PURPOSE,
      now: deps.clock.now(),
    }) as EncodedInboxSeeds,
  );
}

async function sealSeeds(deps: Deps, seeds: InboxSeeds): Promise<string> {
  const { current } = await ticketKeys(deps);
  return sealTicket(encodeInboxSeeds(seeds), {
    key: current,
    purpose: PURPOSE,
    expiresAt: new Date(deps.clock.now().getTime() + OPEN_MINUTES * 60_000),
  });
}

function typedOf(fields: URLSearchParams): TypedInInbox {
  const field = (name: string) => withoutControls(fields.get(name) ?? "");
  return {
    message: field("message"),
    payeeName: field("payeeName"),
    idNumber: field("idNumber"),
    bank: field("bank"),
    account: field("account"),
    accountAgain: field("accountAgain"),
  };
}

function wholePage(error: {
  readonly code: string;
  readonly values: ShownError["values"];
}): ShownError {
  return { field: null, code: error.code, values: error.values };
}

type InboxUpload = ReturnType<typeof newInboxUpload>;

/** Files are sealed to the thread of the inbox whose ticket stands before them in the form. */
function newInboxUpload(deps: Deps) {
  const files: StagedFile[] = [];
  const errors: PageError[] = [];
  return {
    async onFile(
      file: Parameters<typeof takeFile>[1],
      fields: URLSearchParams,
    ): Promise<void> {
      let recipient;
      try {
        const seeds = await openByTicket(deps, fields.get("ticket") ?? "");
        const { threadRecipient } = await findInboxOf(deps.db, seeds);
        recipient = parseRecipient(threadRecipient);
      } catch (error) {
        // the action itself will say so, with the page's other fields in hand
        if (isCodedError(error)) return;
        throw error;
      }
      const taken = await takeFile(deps, file, {
        recipient,
        already: files,
        choice: readFileChoice(fields.get("variant")),
      });
      if ("error" in taken) errors.push(taken.error);
      else files.push(...taken.files);
    },
    taken: () => ({ files, errors }),
  };
}
