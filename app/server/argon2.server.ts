import argon2 from "argon2";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Argon2id } from "#app/crypto/argon2id";

/** Each derivation holds 64 MiB and one core: more than two at once would let a flood of codes push everything else out. */
const AT_ONCE = 2;
/** About a quarter of a minute of work; whoever comes later is told to come again instead of waiting unseen. */
const LINE_LENGTH = 48;

/** Lets at most `atOnce` tasks run; up to `lineLength` more wait in order. @throws CodedError BUSY when the line is full */
export function boundedLine(limits: {
  readonly atOnce: number;
  readonly lineLength: number;
}) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= limits.atOnce) {
      if (waiting.length >= limits.lineLength) throw new CodedError("BUSY");
      // whoever leaves hands over the place: `running` stays as it is
      await new Promise<void>((proceed) => waiting.push(proceed));
    } else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

const inLine = boundedLine({ atOnce: AT_ONCE, lineLength: LINE_LENGTH });

/** The native port for `app/crypto`: raw Argon2id (RFC 9106, version 1.3). @throws CodedError BUSY */
export const argon2idNative: Argon2id = ({
  secret,
  salt,
  memoryKiB,
  iterations,
  parallelism,
  length,
}) =>
  inLine(async () => {
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
  return inLine(() => hashOnce(authKey));
}

function hashOnce(authKey: Uint8Array): Promise<string> {
  return argon2.hash(Buffer.from(authKey), AUTH_KEY_COST);
}

/** False for a wrong key and for a hash that is none. @throws CodedError BUSY */
export function verifyAuthKey(
  hash: string,
  authKey: Uint8Array,
): Promise<boolean> {
  return inLine(async () => {
    try {
      return await argon2.verify(hash, Buffer.from(authKey));
    } catch {
      // the same work as for a real hash, so that a damaged row cannot be told from a wrong password by its time
      await hashOnce(authKey);
      return false;
    }
  });
}
