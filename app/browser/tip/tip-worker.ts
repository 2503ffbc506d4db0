import { isCodedError } from "#app/domain/shared/coded-error";
import { fileHandlers } from "./file-handlers";
import { inboxHandlers } from "./inbox-handlers";
import type { TipReply, TipRequest } from "./protocol";
import { reportHandlers } from "./report-handlers";

/** Runs in a worker of its own: Argon2id and sealing block their thread, and a fault in the page's script reads no key here. */
type Port = {
  postMessage(reply: TipReply): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<TipRequest>) => void,
  ): void;
};
const port = globalThis as unknown as Port;

const handlers: Readonly<
  Record<
    string,
    (input: never, tell: (progress: unknown) => void) => Promise<unknown>
  >
> = { ...reportHandlers, ...fileHandlers, ...inboxHandlers };

port.addEventListener("message", (event) => void answer(event.data));

async function answer({ id, call, input }: TipRequest): Promise<void> {
  try {
    const handler = Object.hasOwn(handlers, call) ? handlers[call] : undefined;
    if (!handler) throw new Error(`unknown call ${call}`);
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
