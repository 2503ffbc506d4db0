import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import {
  formPurposes,
  openBoundForm,
  sealBoundForm,
} from "#app/crypto/bound-form";
import {
  fromBase64Url,
  fromHex,
  toBase64Url,
  toHex,
} from "#app/crypto/encoding";
import {
  identityFromSeed,
  recipientOf,
  type AgeRecipient,
} from "#app/crypto/identity";
import { deriveInboxKeys, inboxIdHash } from "#app/crypto/inbox-keys";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openFileBytes, sealFileStream } from "#app/crypto/sealed-file";
import { openIdentity, sealIdentity } from "#app/crypto/sealed-identity";
import { trackingCodeFromToken } from "#app/crypto/tracking-code";
import type { JsonValue } from "#app/crypto/canonical-json";

/** What is fixed before: from it the same keys must follow everywhere. */
export type VectorSeeds = {
  readonly token: string;
  readonly salt: string;
  readonly threadSeed: string;
  readonly officeSeed: string;
};
export type VectorContents = {
  readonly tip: JsonValue;
  readonly identity: JsonValue;
  readonly file: {
    readonly name: string;
    readonly type: string;
    readonly content: string;
  };
};
export type Derived = Awaited<ReturnType<typeof derive>>;
export type SealedThings = Awaited<ReturnType<typeof seal>>;

/** Runs as it is in Node and in Chromium: the sealing program's own crypto. */
export async function derive(seeds: VectorSeeds) {
  const code = trackingCodeFromToken(fromHex(seeds.token));
  const keys = await deriveInboxKeys(code, fromHex(seeds.salt), argon2idWasm);
  return {
    code,
    inboxIdHash: toHex(inboxIdHash(keys.inboxId)),
    inboxRecipient: keys.inboxRecipient as string,
    claimPublicKey: toHex(keys.claimPublicKey),
    threadRecipient: (await recipientOf(
      identityFromSeed(fromHex(seeds.threadSeed)),
    )) as string,
    officeRecipient: (await recipientOf(
      identityFromSeed(fromHex(seeds.officeSeed)),
    )) as string,
  };
}

export async function seal(seeds: VectorSeeds, contents: VectorContents) {
  const thread = identityFromSeed(fromHex(seeds.threadSeed));
  const derived = await derive(seeds);
  const threadRecipient = derived.threadRecipient as AgeRecipient;
  const officeRecipient = derived.officeRecipient as AgeRecipient;
  const inboxRecipient = derived.inboxRecipient as AgeRecipient;
  const identity = await sealIdentity(contents.identity, {
    threadRecipient,
    officeRecipient,
    inboxRecipient,
  });
  const { name, type, content } = contents.file;
  const file = await sealFileStream(
    new Blob([content]).stream(),
    { name, type },
    [threadRecipient],
  );
  const sealed = {
    body: await sealBoundForm(formPurposes.tip, contents.tip, [
      threadRecipient,
    ]),
    threadWrap: await wrapIdentity(thread, officeRecipient),
    inboxWrap: await wrapIdentity(thread, inboxRecipient),
    file: new Uint8Array(await new Response(file.stream).arrayBuffer()),
    ciphertext: identity.ciphertext,
    keyWrap: identity.keyWrap,
  };
  return {
    recipient: identity.recipient as string,
    ...(Object.fromEntries(
      Object.entries(sealed).map(([key, bytes]) => [key, toBase64Url(bytes)]),
    ) as Record<keyof typeof sealed, string>),
  };
}

/** As an office opens it: with its own key alone, the thread key out of the wrap. */
export async function open(
  seeds: VectorSeeds,
  sealed: SealedThings,
): Promise<VectorContents> {
  const officeKey = identityFromSeed(fromHex(seeds.officeSeed));
  const { threadRecipient } = await derive(seeds);
  const thread = await unwrapIdentity(
    fromBase64Url(sealed.threadWrap),
    officeKey,
    { expectedRecipient: threadRecipient as AgeRecipient },
  );
  const file = await openFileBytes(fromBase64Url(sealed.file), thread);
  return {
    tip: await openBoundForm(
      formPurposes.tip,
      fromBase64Url(sealed.body),
      thread,
    ),
    identity: await openIdentity(
      {
        recipient: sealed.recipient as AgeRecipient,
        ciphertext: fromBase64Url(sealed.ciphertext),
        keyWrap: fromBase64Url(sealed.keyWrap),
      },
      { officeKey, threadRecipient: threadRecipient as AgeRecipient },
    ),
    file: {
      name: file.name,
      type: file.type,
      content: new TextDecoder().decode(file.content),
    },
  };
}
