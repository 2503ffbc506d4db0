import { CodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey } from "#app/forms/staff/people";
import type { KeyCall, KeyCalls, KeyReply, KeyRing } from "./key-protocol";
import keyWorkerUrl from "./key-worker.ts?worker&url";
import { callStaffApi } from "./staff-http";

/**
 * The page's side of the key worker: one for the life of the document, so that keys survive moving between pages and die
 * with a reload, an idle quarter of an hour, a lock or a sign-out.
 */
export type KeyState =
  | { readonly status: "LOCKED"; readonly reason: "EMPTY" | "IDLE" | "ASKED" }
  | { readonly status: "UNLOCKED"; readonly ring: KeyRing }
  /** signed in as somebody who holds no keys */
  | { readonly status: "KEYLESS" }
  /** keys may still be here, but the server no longer knows the session */
  | { readonly status: "SIGNED_OUT" };

export const IDLE_LOCK_MILLIS = 15 * 60_000;
const IDLE_CHECK_MILLIS = 10_000;
/** The server ends an idle session after the same 15 minutes: someone who reads and scrolls is not idle. */
const KEEP_ALIVE_MILLIS = 5 * 60_000;

const empty: KeyState = { status: "LOCKED", reason: "EMPTY" };

let state: KeyState = empty;
const listeners = new Set<() => void>();

let worker: Worker | null = null;
let nextId = 1;
const waiting = new Map<
  number,
  {
    readonly resolve: (output: unknown) => void;
    readonly reject: (error: Error) => void;
  }
>();

let workerPolicy: { createScriptURL(url: string): string } | null = null;

let lastActivity = 0;
let lastKeepAlive = 0;
let watching = false;

export function subscribeKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function keyState(): KeyState {
  return state;
}

/** While the server renders there are never keys. */
export function serverKeyState(): KeyState {
  return empty;
}

/** @throws CodedError SIGN_IN_FAILED | SIGN_IN_LOCKED; PASSWORD_WRONG and others as `KeyVault` */
export async function signInWithKeys(input: {
  readonly loginName: string;
  readonly password: string;
  readonly totp: string;
  /** in the place of a code */
  readonly passkey?: GivenPasskey;
}): Promise<void> {
  const { loginName, password, totp, passkey } = input;
  const { authKey } = await callKeys("prepareSignIn", { loginName, password });
  await callStaffApi("/api/staff/sign-in", {
    fetch: window.fetch.bind(window),
    body: { loginName, authKey, totp, ...(passkey && { passkey }) },
  });
  await openSignedIn(() => callKeys("unlockPending", {}));
}

/** Keys right after signing in, if the person has any. */
export async function openSignedIn(
  open: () => Promise<KeyRing>,
): Promise<void> {
  try {
    nowUnlocked(await open());
  } catch (error) {
    // Auditors and administrators hold no keys; to them the key route does not exist.
    if (!(error instanceof CodedError && error.code === "NOT_FOUND"))
      throw error;
    change({ status: "KEYLESS" });
  }
}

export async function unlockKeys(input: {
  readonly loginName: string;
  readonly password: string;
}): Promise<void> {
  nowUnlocked(await callKeys("unlock", input));
}

/** Ends the worker and with it every key; pages drop what they had opened when the state changes. */
export function lockKeys(reason: "IDLE" | "ASKED" | "EMPTY" = "ASKED"): void {
  worker?.terminate();
  worker = null;
  for (const { reject } of waiting.values())
    reject(new CodedError("KEYS_LOCKED"));
  waiting.clear();
  change({ status: "LOCKED", reason });
}

/** Called by whoever hears from the server that the session is over. */
export function noteSignedOut(): void {
  if (state.status !== "SIGNED_OUT") change({ status: "SIGNED_OUT" });
}

export async function signOut(): Promise<void> {
  lockKeys("EMPTY");
  await callStaffApi("/api/staff/sign-out", {
    fetch: window.fetch.bind(window),
    body: {},
  }).catch((error: unknown) => {
    // Gone already is what was asked for.
    if (!(error instanceof CodedError && error.code === "SIGN_IN_NEEDED"))
      throw error;
  });
}

/** @throws CodedError with the worker's or the server's code */
export async function callKeys<Call extends KeyCall>(
  call: Call,
  input: KeyCalls[Call]["input"],
  /** buffers that leave this page: a secret among them is not here any more */
  { move = [] }: { readonly move?: readonly Transferable[] } = {},
): Promise<KeyCalls[Call]["output"]> {
  const id = nextId++;
  const running = (worker ??= startWorker());
  try {
    return await new Promise<KeyCalls[Call]["output"]>((resolve, reject) => {
      waiting.set(id, {
        resolve: resolve as (output: unknown) => void,
        reject,
      });
      running.postMessage({ id, call, input }, [...move]);
    });
  } catch (error) {
    if (error instanceof CodedError && error.code === "SIGN_IN_NEEDED")
      noteSignedOut();
    throw error;
  }
}

export function nowUnlocked(ring: KeyRing): void {
  lastActivity = Date.now();
  lastKeepAlive = Date.now();
  watchActivity();
  change({ status: "UNLOCKED", ring });
}

function change(next: KeyState): void {
  state = next;
  for (const listener of listeners) listener();
}

function startWorker(): Worker {
  const started = new Worker(trustedWorkerUrl(), {
    type: "module",
    name: "yanlu-keys",
  });
  started.addEventListener("message", (event: MessageEvent<KeyReply>) => {
    const reply = event.data;
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) call?.resolve(reply.output);
    else
      call?.reject(new CodedError(reply.refusal.code, definite(reply.refusal)));
  });
  started.addEventListener("error", () => {
    lockKeys("EMPTY");
  });
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

/** The one script URL this page may make: under `require-trusted-types-for` anything else is refused by the browser. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = window as unknown as WithTrustedTypes;
  if (!trustedTypes) return keyWorkerUrl;
  workerPolicy ??= trustedTypes.createPolicy("yanlu", {
    createScriptURL: (url) => {
      if (url !== keyWorkerUrl) throw new TypeError("not our worker");
      return url;
    },
  });
  return workerPolicy.createScriptURL(keyWorkerUrl);
}

function definite(refusal: {
  readonly field?: string | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}) {
  return {
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.values === undefined ? {} : { values: refusal.values }),
  };
}

function watchActivity(): void {
  if (watching) return;
  watching = true;
  const active = () => {
    lastActivity = Date.now();
  };
  for (const name of ["pointerdown", "pointermove", "keydown", "scroll"])
    window.addEventListener(name, active, { passive: true, capture: true });
  document.addEventListener("visibilitychange", checkIdle);
  window.setInterval(checkIdle, IDLE_CHECK_MILLIS);
}

function checkIdle(): void {
  if (state.status === "LOCKED") return;
  const now = Date.now();
  if (now - lastActivity >= IDLE_LOCK_MILLIS) {
    lockKeys("IDLE");
    return;
  }
  if (
    state.status === "UNLOCKED" &&
    now - lastKeepAlive >= KEEP_ALIVE_MILLIS &&
    lastActivity > lastKeepAlive
  ) {
    lastKeepAlive = now;
    callStaffApi("/api/staff/keys", { fetch: window.fetch.bind(window) }).catch(
      (error: unknown) => {
        if (error instanceof CodedError && error.code === "SIGN_IN_NEEDED")
          noteSignedOut();
      },
    );
  }
}
