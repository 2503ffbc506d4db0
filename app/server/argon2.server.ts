import argon2 from "argon2";
import type { Argon2id } from "#app/crypto/argon2id";
import { boundedLine } from "#app/services/bounded-line";

/** Each derivation holds 64 MiB and one core: more than two at once would let a flood of codes push everything else out. */
const AT_ONCE = 2;
/** About a quarter of a minute of work; whoever comes later is told to come again instead of waiting unseen. */
const LINE_LENGTH = 48;

type Line = ReturnType<typeof boundedLine>;

const codeLine = boundedLine({ atOnce: AT_ONCE, lineLength: LINE_LENGTH });
/** One place of its own beside the two: whoever floods the inbox with codes keeps no tip out. */
const tipLine = boundedLine({ atOnce: 1, lineLength: LINE_LENGTH });
/** Nor staff, whose hash is light. */
const staffLine = boundedLine({ atOnce: 1, lineLength: LINE_LENGTH });

/** The native port for `app/crypto`: raw Argon2id (RFC 9106, version 1.3). @throws CodedError BUSY */
export const argon2idNative: Argon2id = (input) => derive(codeLine, input);

/** The same for sending a tip, in a line of its own. @throws CodedError BUSY */
export const argon2idForTips: Argon2id = (input) => derive(tipLine, input);

function derive(
  line: Line,
  {
    secret,
    salt,
    memoryKiB,
    iterations,
    parallelism,
    length,
  }: Parameters<Argon2id>[0],
): Promise<Uint8Array> {
  return line(async () => {
    const key = await argon2.hash(Buffer.from(secret), {
      raw: true,
      type: argon2.argon2id,
      salt: Buffer.from(salt),
      memoryCost: memoryKiB,
      timeCost: iterations,
      parallelism,
      hashLength: length,
    });
    return new Uint8Array(key);
  });
}

/**
 * The auth key is 32 bytes out of the browser's own Argon2id, not a password: the hash here only keeps a thief of the
 * database from signing in with what is stored, so it is light.
 */
const AUTH_KEY_COST = {
  type: argon2.argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** @returns the usual encoded form `$argon2id$…` with its own random salt. @throws CodedError BUSY */
export function hashAuthKey(authKey: Uint8Array): Promise<string> {
  return staffLine(() => hashOnce(authKey));
}

function hashOnce(authKey: Uint8Array): Promise<string> {
  return argon2.hash(Buffer.from(authKey), AUTH_KEY_COST);
}

/** False for a wrong key and for a hash that is none. @throws CodedError BUSY */
export function verifyAuthKey(
  hash: string,
  authKey: Uint8Array,
): Promise<boolean> {
  return staffLine(async () => {
    try {
      return await argon2.verify(hash, Buffer.from(authKey));
    } catch {
      // the same work as for a real hash, so that a damaged row cannot be told from a wrong password by its time
      await hashOnce(authKey);
      return false;
    }
  });
}
