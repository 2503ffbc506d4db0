import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey, NewPasskey } from "#app/forms/staff/people";
import {
  callKeys,
  nowUnlocked,
  openSignedIn,
  signInWithKeys,
} from "./key-client";
import { callStaffApi } from "./staff-http";

/**
 * Passkeys on the page: only a document may ask an authenticator. What its PRF gives opens the user key; it goes on to the key
 * worker at once, in a buffer that leaves this page, and never to the server.
 */
type RequestOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type CreationOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];
type Challenge<Options> = {
  readonly challengeId: string;
  readonly options: Options;
  readonly prfSalt: string;
};
type Prf = Uint8Array<ArrayBuffer> | null;

export function passkeysPossible(): boolean {
  return typeof window !== "undefined" && browserSupportsWebAuthn();
}

const send = (path: string, body: unknown) =>
  callStaffApi<Record<string, unknown>>(path, {
    fetch: window.fetch.bind(window),
    body,
  });

/** @throws CodedError PASSKEY_NOT_GIVEN | PASSKEY_NOT_POSSIBLE, the server's refusals, and as `signInWithKeys` */
export async function signInByPasskey(): Promise<void> {
  const { given, prf } = await answerChallenge("/api/staff/passkey-sign-in", {
    command: "CHALLENGE",
  });
  const { userKeyWrap } = await send("/api/staff/passkey-sign-in", {
    command: "SIGN_IN",
    passkey: given,
  });
  // A browser that hands out no PRF signs in all the same; the keys then wait for the password.
  if (prf)
    await openSignedIn(() =>
      callKeys(
        "unlockByPasskey",
        { prf, userKeyWrap: userKeyWrap as string },
        { move: [prf.buffer] },
      ),
    );
}

/** Name and password, with a passkey in the place of a code. */
export async function signInWithPasswordAndPasskey(input: {
  readonly loginName: string;
  readonly password: string;
}): Promise<void> {
  const { given, prf } = await answerChallenge("/api/staff/passkey-sign-in", {
    command: "CHALLENGE",
  });
  prf?.fill(0);
  await signInWithKeys({ ...input, totp: "", passkey: given });
}

/** Opens the keys within a session. @throws CodedError NO_PASSKEY | PASSKEY_OPENS_NOTHING and as above */
export async function unlockByPasskey(): Promise<void> {
  const own = await callStaffApi<{
    readonly prfSalt: string;
    readonly passkeys: readonly {
      readonly credentialId: string;
      readonly transports: readonly string[];
      readonly userKeyWrap: string;
    }[];
  }>("/api/staff/user-key", { fetch: window.fetch.bind(window) });
  if (own.passkeys.length === 0) throw new CodedError("NO_PASSKEY");
  const { response, prf } = await ask(
    localRequest(
      own.passkeys.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports,
      })),
    ),
    own.prfSalt,
  );
  const used = own.passkeys.find(
    ({ credentialId }) => credentialId === response.id,
  );
  if (!prf || !used) throw new CodedError("PASSKEY_OPENS_NOTHING");
  nowUnlocked(
    await callKeys(
      "unlockByPasskey",
      { prf, userKeyWrap: used.userKeyWrap },
      { move: [prf.buffer] },
    ),
  );
}

export async function stepUpByPasskey(): Promise<void> {
  const { given, prf } = await answerChallenge("/api/staff/passkeys", {
    command: "STEP_UP_CHALLENGE",
  });
  prf?.fill(0);
  await send("/api/staff/step-up", { passkey: given });
}

/**
 * Makes a passkey and seals the user key that the worker holds under it, if the authenticator can. The answer goes to the
 * server with the form it belongs to.
 */
export async function makePasskey(
  challengeAt: string,
  { ask: body, label }: { readonly ask: unknown; readonly label: string },
): Promise<NewPasskey> {
  const { challengeId, options, prfSalt } = (await send(
    challengeAt,
    body,
  )) as unknown as Challenge<CreationOptions>;
  const made = await ceremony(() =>
    startRegistration({
      optionsJSON: { ...options, extensions: prfExtension(prfSalt) },
    }),
  );
  const extension = prfOf(made.clientExtensionResults);
  // Many authenticators tell at first only that they can, and give the output with the first use.
  const prf =
    extension.output ??
    (extension.enabled
      ? (
          await ask(
            localRequest([
              { id: made.id, transports: made.response.transports ?? [] },
            ]),
            prfSalt,
          )
        ).prf
      : null);
  const userKeyWrap = prf
    ? (await callKeys("sealForPasskey", { prf }, { move: [prf.buffer] }))
        .userKeyWrap
    : null;
  const { clientDataJSON, attestationObject, transports } = made.response;
  return {
    challengeId,
    label,
    userKeyWrap,
    response: {
      id: made.id,
      rawId: made.rawId,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        attestationObject,
        transports: [...(transports ?? [])],
      },
    },
  };
}

async function answerChallenge(
  path: string,
  body: unknown,
): Promise<{ readonly given: GivenPasskey; readonly prf: Prf }> {
  const { challengeId, options, prfSalt } = (await send(
    path,
    body,
  )) as unknown as Challenge<RequestOptions>;
  const { response, prf } = await ask(options, prfSalt);
  return { given: { challengeId, response }, prf };
}

async function ask(
  options: RequestOptions,
  prfSalt: string,
): Promise<{
  readonly response: GivenPasskey["response"];
  readonly prf: Prf;
}> {
  const given = await ceremony(() =>
    startAuthentication({
      optionsJSON: { ...options, extensions: prfExtension(prfSalt) },
    }),
  );
  const { clientDataJSON, authenticatorData, signature, userHandle } =
    given.response;
  return {
    prf: prfOf(given.clientExtensionResults).output,
    response: {
      id: given.id,
      rawId: given.rawId,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData,
        signature,
        ...(userHandle ? { userHandle } : {}),
      },
    },
  };
}

/** Asks an authenticator for its PRF alone: nobody verifies the signature, so the challenge is made here. */
function localRequest(
  allow: readonly {
    readonly id: string;
    readonly transports: readonly string[];
  }[],
): RequestOptions {
  return {
    challenge: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    rpId: window.location.hostname,
    userVerification: "required",
    allowCredentials: allow.map(({ id, transports }) => ({
      id,
      type: "public-key",
      transports: [...transports],
    })),
  };
}

/** WebAuthn Level 3, section 10.1.4 */
function prfExtension(prfSalt: string): RequestOptions["extensions"] {
  return {
    prf: { eval: { first: fromBase64Url(prfSalt) } },
  };
}

function prfOf(results: unknown): {
  readonly enabled: boolean;
  readonly output: Prf;
} {
  const { prf } = results as {
    readonly prf?: {
      readonly enabled?: boolean;
      readonly results?: { readonly first?: BufferSource };
    };
  };
  const first = prf?.results?.first;
  if (!first) return { enabled: prf?.enabled === true, output: null };
  return {
    enabled: true,
    output: ArrayBuffer.isView(first)
      ? new Uint8Array(first.buffer)
      : new Uint8Array(first),
  };
}

/** What went wrong between browser, authenticator and person, as one of our refusals. */
async function ceremony<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "InvalidStateError") throw new CodedError("PASSKEY_KNOWN");
    if (name === "NotAllowedError" || name === "AbortError")
      throw new CodedError("PASSKEY_NOT_GIVEN");
    throw new CodedError("PASSKEY_NOT_POSSIBLE");
  }
}
