/// <reference lib="webworker" />
import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import { CodedError } from "#app/domain/shared/coded-error";
import type { KeyReply, KeyRequest, Refusal } from "./key-protocol";
import { createKeyVault } from "./key-vault";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const vault = createKeyVault({
  fetch: (input, init) => scope.fetch(input, init),
  argon2id: argon2idWasm,
});

scope.addEventListener("message", (event: MessageEvent<KeyRequest>) => {
  void answer(event.data).then(({ reply, moved }) =>
    scope.postMessage(reply, [...moved]),
  );
});

async function answer(
  request: KeyRequest,
): Promise<{ readonly reply: KeyReply; readonly moved: Transferable[] }> {
  const { id } = request;
  try {
    if (request.call === "openFile" || request.call === "openDocument") {
      const output =
        request.call === "openFile"
          ? await vault.openFile(request.input)
          : await vault.openDocument(request.input);
      return { reply: { id, ok: true, output }, moved: [output.bytes.buffer] };
    }
    const run = vault[request.call] as (input: unknown) => Promise<unknown>;
    return {
      reply: { id, ok: true, output: await run(request.input) },
      moved: [],
    };
  } catch (error) {
    return { reply: { id, ok: false, refusal: refusalOf(error) }, moved: [] };
  }
}

/** An unknown error's text could quote what was being opened: only its code leaves the worker. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof CodedError)
    return { code: error.code, field: error.field, values: error.values };
  return { code: "KEY_WORKER_FAULT" };
}
