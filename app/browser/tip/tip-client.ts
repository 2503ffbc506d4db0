import { LEAVING } from "#app/browser/public/leave";
import { CodedError } from "#app/domain/shared/coded-error";
import type {
  InputOf,
  OutputOf,
  ProgressOf,
  TipCall,
  TipReply,
} from "./protocol";
import tipWorkerUrl from "./tip-worker.ts?worker&url";

/** The page's side of the tip worker: one for the life of the page. */
let worker: Worker | null = null;
let nextId = 1;
const waiting = new Map<
  number,
  {
    readonly resolve: (output: unknown) => void;
    readonly reject: (error: Error) => void;
    readonly tell: ((progress: unknown) => void) | undefined;
  }
>();

/** @throws CodedError with the worker's or the portal's code; PROGRAM_NOT_LOADED when the worker cannot be started */
export function callTip<Call extends TipCall>(
  call: Call,
  input: InputOf<Call>,
  tell?: (progress: ProgressOf<Call>) => void,
): Promise<OutputOf<Call>> {
  const id = nextId++;
  const running = (worker ??= startWorker());
  return new Promise((resolve, reject) => {
    waiting.set(id, {
      resolve: resolve as (output: unknown) => void,
      reject,
      tell: tell as ((progress: unknown) => void) | undefined,
    });
    running.postMessage({ id, call, input });
  });
}

/** Forgets every key and ends every upload. */
export function endTipWorker(code = "PROGRAM_NOT_LOADED"): void {
  worker?.terminate();
  worker = null;
  for (const { reject } of waiting.values()) reject(new CodedError(code));
  waiting.clear();
}

function startWorker(): Worker {
  const started = new Worker(trustedWorkerUrl(), { type: "module" });
  started.addEventListener("message", (event: MessageEvent<TipReply>) => {
    const reply = event.data;
    const call = waiting.get(reply.id);
    if (reply.kind === "PROGRESS") return call?.tell?.(reply.progress);
    waiting.delete(reply.id);
    if (reply.kind === "DONE") call?.resolve(reply.output);
    else {
      const { code, ...details } = reply.refusal;
      call?.reject(new CodedError(code, details));
    }
  });
  window.addEventListener(LEAVING, () => endTipWorker(), { once: true });
  started.addEventListener("error", () => endTipWorker());
  return started;
}

type WithTrustedTypes = {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): string };
  };
};
let policy: { createScriptURL(url: string): string } | null = null;

/** The one script URL this page may make: under `require-trusted-types-for` the browser refuses any other. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = window as unknown as WithTrustedTypes;
  if (!trustedTypes) return tipWorkerUrl;
  policy ??= trustedTypes.createPolicy("yanlu", {
    createScriptURL: (url) => {
      if (url !== tipWorkerUrl) throw new TypeError("not our worker");
      return url;
    },
  });
  return policy.createScriptURL(tipWorkerUrl);
}
