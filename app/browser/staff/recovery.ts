import { combine, split } from "shamir-secret-sharing";
import {
  equalBytes,
  fromBase64Url,
  toBase64Url,
  utf8Text,
} from "#app/crypto/encoding";
import { recipientHash } from "#app/crypto/fingerprint";
import {
  IDENTITY_SEED_BYTES,
  identityFromSeed,
  parseRecipient,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openBytes } from "#app/crypto/seal";
import {
  keyMarkOf,
  readRecoveryShare,
  writeRecoveryShare,
  type RecoveryShare,
} from "#app/crypto/recovery-share";
import { CodedError } from "#app/domain/shared/coded-error";
import type { RecoveryCalls } from "./key-calls";
import { callStaffApi, type Fetch } from "./staff-http";

/** Shamir's shares in GF(2^8): any `threshold` give the seed back, fewer tell nothing about it. */
export async function splitSeed(
  seed: Uint8Array,
  {
    threshold,
    shares,
  }: { readonly threshold: number; readonly shares: number },
): Promise<readonly Uint8Array[]> {
  return split(seed, shares, threshold);
}

/**
 * The recovery key from its custodians' sheets.
 * @throws CodedError SHARES_TOO_FEW; SHARE_TWICE, SHARE_OTHER_KEY with the field of the sheet
 */
export async function identityFromShares(
  read: readonly RecoveryShare[],
  expected: AgeRecipient,
): Promise<AgeIdentity> {
  const mark = keyMarkOf(expected);
  read.forEach((share, at) => {
    if (share.keyMark !== mark)
      throw new CodedError("SHARE_OTHER_KEY", { field: `sheet${at}` });
    if (read.slice(0, at).some(({ index }) => index === share.index))
      throw new CodedError("SHARE_TWICE", { field: `sheet${at}` });
  });
  const threshold = read[0]?.threshold ?? 2;
  if (read.length < threshold)
    throw new CodedError("SHARES_TOO_FEW", { values: { threshold } });
  const seed = await combine(
    read.slice(0, threshold).map(({ share }) => share),
  );
  const identity = identityFromSeed(seed);
  seed.fill(0);
  // sheets that are each well typed and yet of two ceremonies give some other key
  if ((await recipientOf(identity)) !== expected)
    throw new CodedError("SHARE_OTHER_KEY");
  return identity;
}

type Ceremony = {
  readonly recipient: AgeRecipient;
  readonly threshold: number;
  readonly shares: readonly Uint8Array[];
  /** as typed back, by number of the sheet */
  readonly typed: Map<number, RecoveryShare>;
};

type Handlers = {
  readonly [Call in keyof RecoveryCalls]: (
    input: RecoveryCalls[Call]["input"],
  ) => Promise<RecoveryCalls[Call]["output"]>;
};

/** Recovery needs no office key: it works in a worker that was never unlocked. */
export function recoveryHandlers({
  fetch: send,
}: {
  readonly fetch: Fetch;
}): Handlers {
  let ceremony: Ceremony | null = null;

  /** @throws CodedError CEREMONY_OVER */
  function running(): Ceremony {
    if (ceremony === null) throw new CodedError("CEREMONY_OVER");
    return ceremony;
  }

  return {
    async newRecoveryKey({ threshold, shares: count }) {
      const seed = crypto.getRandomValues(new Uint8Array(IDENTITY_SEED_BYTES));
      const recipient = await recipientOf(identityFromSeed(seed));
      const shares = await splitSeed(seed, { threshold, shares: count });
      seed.fill(0);
      ceremony = { recipient, threshold, shares, typed: new Map() };
      return {
        recipient,
        sheets: shares.map((share, at) => ({
          index: at + 1,
          rows: writeRecoveryShare(recipient, {
            threshold,
            shares: count,
            index: at + 1,
            share,
          }),
        })),
      };
    },

    async confirmSheet({ index, text }) {
      const { recipient, shares, typed } = running();
      const field = `sheet${index}`;
      const read = at(field, () => readRecoveryShare(text));
      if (read.keyMark !== keyMarkOf(recipient))
        throw new CodedError("SHARE_OTHER_KEY", { field });
      if (read.index !== index || !equalBytes(read.share, shares[index - 1]!))
        throw new CodedError("SHARE_OTHER_SHEET", { field, values: { index } });
      typed.set(index, read);
      return Promise.resolve({ confirmed: [...typed.keys()].sort() });
    },

    async publishRecoveryKey({ replaces }) {
      const { recipient, threshold, shares, typed } = running();
      if (typed.size !== shares.length)
        throw new CodedError("SHARES_TOO_FEW", {
          values: { threshold: shares.length },
        });
      // what stands on paper, not what is still in memory, must give the key back
      await identityFromShares([...typed.values()], recipient);
      const answer = await callStaffApi<{ recoveryKeyId: string }>(
        "/api/staff/recovery",
        {
          fetch: send,
          body: { replaces, recipient, threshold, shares: shares.length },
        },
      );
      for (const share of [
        ...shares,
        ...[...typed.values()].map((read) => read.share),
      ])
        share.fill(0);
      ceremony = null;
      return { recoveryKeyId: answer.recoveryKeyId };
    },

    async recoverOfficeKeys({ recoveryKeyId, officeId, sheets, members }) {
      // every sheet is read before anything is asked of the server: a typing mistake must leave no trace of a recovery
      const read = sheets.map((text, number) =>
        at(`sheet${number}`, () => readRecoveryShare(text)),
      );
      const backedUp = await callStaffApi<{
        recipient: string;
        challenge: string;
        keys: readonly {
          readonly officeKeyId: string;
          readonly recipient: string;
          readonly wrap: string;
        }[];
      }>("/api/staff/recovery/start", {
        fetch: send,
        body: { recoveryKeyId, officeId },
      });
      const recovery = await identityFromShares(
        read,
        parseRecipient(backedUp.recipient),
      );
      const proof = utf8Text(
        await openBytes(fromBase64Url(backedUp.challenge), recovery),
      );
      const wraps = [];
      for (const key of backedUp.keys) {
        const office = await unwrapIdentity(fromBase64Url(key.wrap), recovery, {
          expectedRecipient: parseRecipient(key.recipient),
        });
        for (const { personId, recipient: text } of members) {
          const recipient = parseRecipient(text);
          wraps.push({
            officeKeyId: key.officeKeyId,
            personId,
            recipientHash: recipientHash(recipient),
            wrap: toBase64Url(await wrapIdentity(office, recipient)),
          });
        }
      }
      return callStaffApi("/api/staff/recovery/finish", {
        fetch: send,
        body: { recoveryKeyId, officeId, proof, wraps },
      });
    },
  };
}

/** A refusal of the sheet says which field it is about. */
function at<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.code, { field, values: error.values });
  }
}
