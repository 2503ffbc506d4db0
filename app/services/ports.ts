import type { PrismaClient, Prisma } from "#app/server/generated/client";
import type { WorkCalendar } from "#app/domain/deadline/due-date";
import type { Day } from "#app/domain/shared/day";
import type { Argon2id } from "#app/crypto/argon2id";
import type { Role } from "#app/domain/access/roles";

/** A database handle inside one transaction. */
export type Transaction = Prisma.TransactionClient;

/** Sealed bytes under random keys; nothing stored here is readable without an age identity. */
export interface SealedStorage {
  put(
    key: string,
    source: ReadableStream<Uint8Array>,
  ): Promise<{ readonly bytes: number }>;
  get(key: string): Promise<ReadableStream<Uint8Array> | null>;
  delete(key: string): Promise<void>;
  check(): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** the authority's calendar day (UTC+8) */
  today(): Day;
}

/** Second-factor secrets and staff auth keys. */
export interface StaffSecrets {
  hashAuthKey(authKey: Uint8Array): Promise<string>;
  verifyAuthKey(hash: string, authKey: Uint8Array): Promise<boolean>;
  sealTotpSecret(secret: Uint8Array): Uint8Array;
  openTotpSecret(sealed: Uint8Array): Uint8Array;
}

/** Signs for the log. Its private keys lie in files, apart from the database. */
export interface LogSigner {
  /** name of the log: first line of its checkpoints and name of its keys; never changes */
  readonly origin: string;
  /** every key that ever signed, as C2SP verifier keys, the current one first */
  verifiers(): Promise<readonly string[]>;
  /**
   * A C2SP signed note: the text, an empty line, the signature of the current key, and with `previous` that of the key
   * before it too.
   * @param text ends with a line end
   */
  sign(
    text: string,
    options?: { readonly previous?: boolean },
  ): Promise<string>;
  /** Its keys, read once, for work that signs many texts or must not fail half way. */
  open(): Promise<OpenLogSigner>;
}

/** The same with the keys at hand. */
export type OpenLogSigner = {
  readonly origin: string;
  readonly verifiers: readonly string[];
  sign(text: string, options?: { readonly previous?: boolean }): string;
};

/** Somebody apart from the authority who cosigns that the log only grew. */
export type Witness = {
  /** in its key and on its signatures */
  readonly name: string;
  /** C2SP verifier key of cosignatures (type 4) */
  readonly verifier: string;
  /** where new checkpoints are sent (C2SP tlog-witness, without `/add-checkpoint`); null when it comes and looks by itself */
  readonly url: string | null;
};

/** Everything a use case may touch. Built once, in `app/server/deps.server.ts`. */
export interface Deps {
  readonly db: PrismaClient;
  readonly storage: SealedStorage;
  readonly clock: Clock;
  readonly calendar: WorkCalendar;
  readonly argon2id: Argon2id;
  /** the same function in a line of its own: codes that are tried in the inbox must not keep tips out */
  readonly argon2idForTips: Argon2id;
  readonly secrets: StaffSecrets;
  readonly log: LogSigner;
  readonly settings: {
    /** public salt of all key stretching of this deployment, 16 bytes */
    readonly deploymentSalt: Uint8Array;
    readonly rewardCeilingFen: number;
    readonly relaySlotSeconds: number;
    /** how often checkpoints of the log are cut, counted from midnight in China; a divisor of a day */
    readonly logSlotSeconds: number;
    readonly witnesses: readonly Witness[];
    /** where "leave quickly" leads */
    readonly leaveUrl: string;
    readonly demo: boolean;
    /** scheme, host and port: what passkeys are bound to and links begin with */
    readonly origin: string;
  };
}

/** A signed-in member of staff, made by the guard; services trust nothing else about who is acting. */
export type StaffActor = {
  readonly personId: string;
  readonly displayName: string;
  readonly officeId: string;
  readonly sessionId: string;
  readonly roles: readonly { readonly officeId: string; readonly role: Role }[];
  /** second factor given within the last ten minutes */
  readonly steppedUp: boolean;
};
