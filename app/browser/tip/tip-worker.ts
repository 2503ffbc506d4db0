import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import type { TipCall, TipReply, TipRequest } from "./protocol";

/** Runs in a worker of its own: Argon2id and sealing block their thread, and a fault in the page's script reads no key here. */
type Port = {
  postMessage(reply: TipReply): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<TipRequest>) => void,
  ): void;
};
const port = globalThis as unknown as Port;

type Part = Readonly<
  Record<
    string,
    (input: never, tell: (progress: unknown) => void) => Promise<unknown>
  >
>;

/** Each part is loaded when it is first called: who sends a tip without files needs nothing of uploads. */
const report = async (): Promise<Part> =>
  (await import("./report-handlers")).reportHandlers;
const files = async (): Promise<Part> =>
  (await import("./file-handlers")).fileHandlers;
const draft = async (): Promise<Part> =>
  (await import("./draft-handlers")).draftHandlers;
const inbox = async (): Promise<Part> =>
  (await import("./inbox-handlers")).inboxHandlers;

const partOf: Readonly<Record<TipCall, () => Promise<Part>>> = {
  prepare: report,
  send: report,
  inspectFile: files,
  addFile: files,
  pauseFile: files,
  resumeFile: files,
  removeFile: files,
  listFiles: files,
  sealDraft: draft,
  openDraft: draft,
  inboxOpen: inbox,
  inboxLook: inbox,
  inboxMoreNames: inbox,
  inboxProof: inbox,
  inboxMessage: inbox,
  inboxTakeBack: inbox,
  inboxClaim: inbox,
  inboxDecline: inbox,
  inboxStrikeOut: inbox,
  inboxFiles: inbox,
  inboxFile: inbox,
};

port.addEventListener("message", (event) => void answer(event.data));

async function answer({ id, call, input }: TipRequest): Promise<void> {
  try {
    const handler = await handlerOf(call);
    const output = await handler(input as never, (progress) =>
      port.postMessage({ id, kind: "PROGRESS", progress }),
    );
    port.postMessage({ id, kind: "DONE", output });
  } catch (error) {
    // an unexpected message may repeat what was typed: only codes leave
    const refusal = isCodedError(error)
      ? {
          code: error.code,
          values: error.values,
          ...(error.field !== undefined && { field: error.field }),
        }
      : { code: "UNEXPECTED" };
    port.postMessage({ id, kind: "REFUSED", refusal });
  }
}

/** @throws CodedError PROGRAM_NOT_LOADED when its part cannot be fetched */
async function handlerOf(call: string): Promise<Part[string]> {
  if (!Object.hasOwn(partOf, call)) throw new Error(`unknown call ${call}`);
  let part: Part;
  try {
    part = await partOf[call as TipCall]();
  } catch {
    throw new CodedError("PROGRAM_NOT_LOADED");
  }
  const handler = part[call];
  if (!handler) throw new Error(`no handler for ${call}`);
  return handler;
}
