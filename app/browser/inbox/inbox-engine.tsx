import {
  askBeforeLeaving,
  drawPage,
  focusPage,
  keepAddress,
  takeSubmissions,
  type Submission,
} from "#app/browser/page/page-frame";
import { LEAVING } from "#app/browser/public/leave";
import { saveFile } from "#app/browser/report/save-file";
import { FileDesk } from "#app/browser/tip/file-desk";
import type { InboxCalls } from "#app/browser/tip/inbox-calls";
import { callTip, endTipWorker } from "#app/browser/tip/tip-client";
import { todayInChina } from "#app/browser/report/today-in-china";
import { FileUploads } from "#app/components/files/file-uploads";
import { InboxContent } from "#app/components/inbox/inbox-content";
import {
  nothingTyped,
  type Busy,
  type Done,
  type EntryPage,
  type InboxPage,
  type OpenPage,
  type TypedInInbox,
} from "#app/components/inbox/inbox-view";
import type { ProofView } from "#app/components/inbox/proof-view";
import { inboxTitle, OPEN_MINUTES } from "#app/components/inbox/page-title";
import type { ShownError } from "#app/components/ui/error-summary";
import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import { isCodedError } from "#app/domain/shared/coded-error";
import { claimFields, claimForm } from "#app/forms/inbox/claim";
import { formErrors } from "#app/forms/inbox/form-errors";
import { messageForm } from "#app/forms/inbox/message";
import { proofFileName } from "#app/forms/proof-file-name";
import { savedName } from "#app/forms/inbox/saved-name";

/** Codes after which the same program cannot do better: the tipster may go on without it. */
const programFaults = ["PROGRAM_NOT_LOADED", "UNEXPECTED"];
const IDLE_MS = OPEN_MINUTES * 60_000;
const LOOK_AT_CLOCK_MS = 10_000;

/** The inbox in the browser: the pages of the script-free one, but code, keys and contents stay here. */
export function startInbox(input: {
  readonly language: Language;
  readonly code: string;
  readonly fields: FormData;
}): void {
  const program = new InboxProgram(input.language);
  program.begin(input.code, input.fields);
}

type ActCall = Exclude<
  keyof InboxCalls,
  "inboxOpen" | "inboxLook" | "inboxProof" | "inboxMoreNames" | "inboxFile"
>;

class InboxProgram {
  #page: InboxPage = { ...emptyEntry, inBrowser: true };
  #lastTouch = Date.now();
  #left = false;
  /** what the last look brought of the log; the file stays here until it is asked for */
  #proof: ProofView = { state: "CHECKING" };
  #proofFile: string | null = null;
  #proofPart: typeof import("./proof-part") | null = null;
  readonly #desk: FileDesk;

  constructor(readonly language: Language) {
    this.#desk = new FileDesk(language, () => this.#draw());
  }

  begin(code: string, fields: FormData): void {
    keepAddress();
    takeSubmissions((submission) => void this.#press(submission));
    askBeforeLeaving(() => this.#typedNow().message !== "");
    for (const event of ["keydown", "pointerdown", "input"])
      document.addEventListener(event, () => this.#touch(), true);
    setInterval(() => this.#lookAtClock(), LOOK_AT_CLOCK_MS);
    // a laptop that was closed for an hour must not show the inbox again
    document.addEventListener("visibilitychange", () => this.#lookAtClock());
    // a page that is left may be kept by the browser as it was
    window.addEventListener("pagehide", () => this.#lock({ closed: true }));
    window.addEventListener(LEAVING, () => this.#leave());
    void this.#open(code, typedOf(fields));
  }

  async #press({ form, fields, go }: Submission): Promise<void> {
    const page = this.#page;
    if (page.busy) return;
    this.#touch();
    const typed = typedOf(fields);
    if (page.view === "ENTRY") {
      if (go === "without")
        return this.#show({ ...emptyEntry, typed, inBrowser: false });
      // chosen by the tipster: the form as without a program
      if (!page.inBrowser) return form.submit();
      return this.#open(wordsIn(fields, "code"), typed);
    }
    const [action, subject = ""] = go.split(":", 2);
    switch (action) {
      case "close":
        return this.#lock({ closed: true });
      case "message": {
        const parsed = messageForm.safeParse({ message: typed.message });
        if (!parsed.success)
          return this.#refuse(page, formErrors(parsed.error));
        return this.#act(page, {
          call: "inboxMessage",
          input: { text: parsed.data.message },
          done: "SENT",
          taken: ["message"],
          typed,
        });
      }
      case "take-back":
        return this.#act(page, {
          call: "inboxTakeBack",
          input: { messageId: subject },
          done: "TAKEN_BACK",
          typed,
        });
      case "claim": {
        const parsed = claimForm.safeParse(typed);
        if (!parsed.success)
          return this.#refuse(page, formErrors(parsed.error));
        return this.#act(page, {
          call: "inboxClaim",
          input: { payee: parsed.data },
          done: "CLAIMED",
          taken: claimFields,
          typed,
        });
      }
      case "decline":
        if (fields.get("confirm") !== "yes")
          return this.#refuse(page, [
            { field: "confirm", code: "DECLINE_NOT_CONFIRMED", values: {} },
          ]);
        return this.#act(page, {
          call: "inboxDecline",
          input: {},
          done: "DECLINED",
          taken: claimFields,
          typed,
        });
      case "strike-out":
        if (fields.get("confirmStrikeOut") !== "yes")
          return this.#refuse(page, [
            {
              field: "confirmStrikeOut",
              code: "STRIKE_OUT_NOT_CONFIRMED",
              values: {},
            },
          ]);
        return this.#act(page, {
          call: "inboxStrikeOut",
          input: { officeId: subject },
          done: "STRUCK_OUT",
          typed,
        });
      case "files":
        return this.#handOver(page, typed);
      case "file":
        return this.#save(page, subject);
      case "proof":
        return this.#saveProof(page);
      case "more-names":
        return this.#look(page, {
          typed,
          read: () => callTip("inboxMoreNames", {}),
          done: [],
        });
      default:
        return this.#look(page, { typed, done: [{ kind: "REFRESHED" }] });
    }
  }

  async #open(code: string, typed: TypedInInbox): Promise<void> {
    const entry: EntryPage = { ...emptyEntry, inBrowser: true, typed };
    const field = document.querySelector<HTMLInputElement>("#code");
    if (field) field.value = "";
    if (code.trim() === "")
      return this.#show({
        ...entry,
        errors: [{ field: "code", code: "TRACKING_CODE_MISSING", values: {} }],
      });
    this.#page = { ...entry, busy: "OPENING" };
    this.#draw();
    // a part of its own, fetched by everybody who opens an inbox, or tries to
    const proofPart = import("./proof-part").catch(() => null);
    try {
      const inbox = await callTip("inboxOpen", { code });
      this.#proofPart = await proofPart;
      this.#touch();
      this.#show({
        view: "OPEN",
        inBrowser: true,
        errors: [],
        done: [],
        typed,
        inbox,
        ticket: "",
        once: "",
      });
      void this.#readProof();
    } catch (error) {
      const shown = shownError(error);
      const ofCode =
        shown.code.startsWith("TRACKING_CODE_") ||
        shown.code === "INBOX_UNKNOWN";
      this.#show({
        ...entry,
        typed: this.#typedNow(typed),
        errors: [{ ...shown, field: ofCode ? "code" : null }],
        fault: programFaults.includes(shown.code),
      });
    }
  }

  /** One thing done in the worker, and then a look at what the inbox is now. */
  async #act<Call extends ActCall>(
    page: OpenPage,
    {
      call,
      input,
      done,
      taken = [],
      typed,
    }: {
      readonly call: Call;
      readonly input: InboxCalls[Call]["input"];
      readonly done: Exclude<Done["kind"], "FILES">;
      /** fields whose text is gone with it */
      readonly taken?: readonly (keyof TypedInInbox)[];
      readonly typed: TypedInInbox;
    },
  ): Promise<void> {
    this.#busy(page, "SENDING");
    try {
      await callTip(call, input);
    } catch (error) {
      return this.#failed(page, { error, typed });
    }
    for (const name of taken) this.#clear(name, typed[name]);
    await this.#look(page, {
      typed: {
        ...typed,
        ...Object.fromEntries(taken.map((name) => [name, ""])),
      },
      done: [{ kind: done }],
    });
  }

  async #handOver(page: OpenPage, typed: TypedInInbox): Promise<void> {
    const files = this.#desk.done();
    const unfinished = this.#desk.unfinished();
    if (unfinished.length > 0) return this.#refuse(page, unfinished);
    if (files.length === 0)
      return this.#refuse(page, [
        { field: "file", code: "FILES_MISSING", values: {} },
      ]);
    this.#busy(page, "SENDING");
    try {
      const { added } = await callTip("inboxFiles", {});
      this.#desk.forget();
      await this.#look(page, {
        typed,
        done: [{ kind: "FILES", count: added, alreadyThere: [] }],
      });
    } catch (error) {
      this.#desk.refused(error);
      await this.#failed(page, { error, typed });
    }
  }

  async #save(page: OpenPage, fileId: string): Promise<void> {
    this.#busy(page, "SAVING");
    try {
      const { name, content } = await callTip("inboxFile", { fileId });
      saveFile(content, savedName(name));
      this.#show({
        ...page,
        busy: null,
        errors: [],
        done: [{ kind: "SAVED" }],
      });
    } catch (error) {
      this.#refuse(page, [shownError(error)]);
    }
  }

  async #look(
    page: OpenPage,
    {
      typed,
      done,
      errors = [],
      read = () => callTip("inboxLook", {}),
    }: {
      readonly typed: TypedInInbox;
      readonly done: readonly Done[];
      readonly errors?: readonly ShownError[];
      readonly read?: () => Promise<OpenPage["inbox"]>;
    },
  ): Promise<void> {
    this.#busy(page, "READING");
    try {
      const inbox = await read();
      this.#show({ ...page, busy: null, inbox, typed, errors, done });
      void this.#readProof();
    } catch (error) {
      const shown = shownError(error);
      if (shown.code === "TICKET_EXPIRED") return this.#lock({ idle: true });
      // what was done is done; only the look failed
      this.#show({
        ...page,
        ...{ busy: null, typed, done: done.filter(isAct) },
        errors: [...errors, shown],
      });
    }
  }

  /** Checked in the worker while the inbox can be read already. */
  async #readProof(): Promise<void> {
    let proof: ProofView = { state: "NOT_READ" };
    let file: string | null = null;
    try {
      const checked = await callTip("inboxProof", {});
      if (checked) {
        const { report } = checked;
        const today = todayInChina();
        proof = { state: "READ", by: "BROWSER", report, today };
        file = checked.file;
      }
    } catch {
      // said on the page; the inbox itself is there
    }
    if (this.#page.view !== "OPEN") return;
    this.#proof = proof;
    this.#proofFile = file;
    this.#draw();
  }

  #saveProof(page: OpenPage): void {
    if (this.#proofFile === null) return;
    saveFile(this.#proofFile, proofFileName(todayInChina()));
    this.#show({ ...page, errors: [], done: [{ kind: "SAVED" }] });
  }

  /** What was refused because the inbox has changed is shown with what it is now. */
  async #failed(
    page: OpenPage,
    { error, typed }: { readonly error: unknown; readonly typed: TypedInInbox },
  ): Promise<void> {
    const shown = shownError(error);
    if (shown.code === "TICKET_EXPIRED") return this.#lock({ idle: true });
    if (shown.code === "NETWORK" || programFaults.includes(shown.code))
      return this.#refuse(page, [shown]);
    await this.#look(page, { typed, done: [], errors: [shown] });
  }

  #refuse(page: OpenPage, errors: readonly ShownError[]): void {
    this.#show({ ...page, busy: null, errors, done: [] });
  }

  #busy(page: OpenPage, busy: Busy): void {
    this.#page = { ...page, busy, done: [], errors: [] };
    this.#draw();
  }

  /** Ends the worker and with it every key; what is half written stays unless the tipster closed the inbox. */
  #lock(how: { readonly closed?: boolean; readonly idle?: boolean }): void {
    const typed = how.idle ? this.#typedNow() : nothingTyped;
    this.#desk.forget();
    this.#proof = { state: "CHECKING" };
    this.#proofFile = null;
    endTipWorker("TICKET_EXPIRED");
    if (this.#left) return;
    this.#show({ ...emptyEntry, ...how, inBrowser: true, typed });
  }

  #leave(): void {
    this.#left = true;
    this.#page = emptyEntry;
    this.#desk.forget();
  }

  #touch(): void {
    this.#lastTouch = Date.now();
  }

  #lookAtClock(): void {
    const { view, busy } = this.#page;
    // what takes long is no idleness
    if (busy || this.#desk.isUnderWay()) return this.#touchUnlessLate();
    if (view === "OPEN" && Date.now() - this.#lastTouch >= IDLE_MS)
      this.#lock({ idle: true });
  }

  /** A device that slept through an upload counts as left alone. */
  #touchUnlessLate(): void {
    if (Date.now() - this.#lastTouch < IDLE_MS) this.#touch();
    else if (this.#page.view === "OPEN") this.#lock({ idle: true });
  }

  #show(page: InboxPage): void {
    this.#page = page;
    this.#draw();
    if (this.#left) return;
    const told = document.querySelector<HTMLElement>("main .notice.good");
    if (page.errors.length > 0 || !told) return focusPage();
    told.focus();
    told.scrollIntoView({ block: "center" });
  }

  #draw(): void {
    // the page is being left in a hurry: nothing may come back onto it
    if (this.#left) return;
    const { language } = this;
    const page = this.#page;
    const words = inboxWords[language];
    const slots =
      page.view === "OPEN"
        ? {
            files: this.#uploads(page.errors),
            ...(this.#proofPart?.proofSlots(language, page, this.#proof) ?? {
              proof: <p className="notice">{words.proofNotLoaded}</p>,
            }),
          }
        : {};
    drawPage(<InboxContent {...{ language, page, slots }} padding={0} />, {
      language,
      title: inboxTitle(language, page),
      wrong: page.errors.length > 0,
    });
  }

  #uploads(errors: readonly ShownError[]) {
    const words = inboxWords[this.language];
    return (
      <>
        <FileUploads
          language={this.language}
          files={this.#desk.files()}
          errors={[
            ...errors.filter(({ field }) => field === "file"),
            ...this.#desk.errors(),
          ]}
          said={this.#desk.said()}
          actions={this.#desk.actions}
        />
        {this.#desk.files().length > 0 && (
          <button className="second" name="go" value="files">
            {words.addFiles.handOver}
          </button>
        )}
      </>
    );
  }

  /** What stands in the fields at this moment. */
  #typedNow(otherwise: TypedInInbox = this.#page.typed): TypedInInbox {
    const form = document.querySelector<HTMLFormElement>("main form");
    if (!form) return otherwise;
    const fields = new FormData(form);
    return fields.has("message") ? typedOf(fields) : otherwise;
  }

  /** Unless something else was typed meanwhile. */
  #clear(name: keyof TypedInInbox, sent: string): void {
    const field = document.querySelector<HTMLInputElement>(`#${name}`);
    if (field && withoutReturns(field.value) === sent) field.value = "";
  }
}

const emptyEntry: EntryPage = {
  view: "ENTRY",
  errors: [],
  typed: nothingTyped,
  closed: false,
};

function isAct({ kind }: Done): boolean {
  return kind !== "REFRESHED";
}

/** A form sends line breaks as two characters; the field itself has one. */
function withoutReturns(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function wordsIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}

function typedOf(fields: FormData): TypedInInbox {
  const field = (name: string) => withoutReturns(wordsIn(fields, name));
  return {
    message: field("message"),
    payeeName: field("payeeName"),
    idNumber: field("idNumber"),
    bank: field("bank"),
    account: field("account"),
    accountAgain: field("accountAgain"),
  };
}

function shownError(error: unknown): ShownError {
  return isCodedError(error)
    ? { field: null, code: error.code, values: error.values }
    : { field: null, code: "UNEXPECTED", values: {} };
}
