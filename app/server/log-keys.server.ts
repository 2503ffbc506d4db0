import { createPrivateKey, randomBytes, sign as signBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import {
  parseVerifierKey,
  signNote,
  verifierKey,
  type ReadySigner,
} from "#app/crypto/tlog/signed-note";
import { appendLog } from "#app/services/log/append-log.server";
import { lockLog } from "#app/services/log/log-lock.server";
import { isDuplicate } from "#app/services/in-transaction.server";
import type {
  Clock,
  LogSigner,
  OpenLogSigner,
  Transaction,
} from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { ConfigurationError } from "./env.server";
import type { PrismaClient } from "./generated/client";

/**
 * Keys of the log: the public halves in the database, each private half in a file of its own under `keys/` of the data folder
 * (mode 0600), which all web processes and workers share. Whoever copies the database alone can sign nothing.
 */
type KeyPlace = { readonly db: PrismaClient; readonly dataDir: string };

const ORIGIN_SETTING = "logOrigin";

/** Opens the log for signing; the first process of a deployment names it and makes its first key. */
export async function openLogSigner(
  place: KeyPlace & { readonly origin: string; readonly clock: Clock },
): Promise<LogSigner> {
  const { db, dataDir, clock } = place;
  const origin = await nameOfLog(db, place.origin);
  await makeFirstKey({ db, dataDir }, { origin, clock });
  const rows = () =>
    db.logKey.findMany({
      orderBy: [{ fromDay: "desc" }, { keyId: "asc" }],
      select: { keyId: true, verifier: true, untilDay: true, fromDay: true },
    });
  /** current first, then the one that ended last */
  const inOrder = async () => {
    const all = await rows();
    const rank = ({ untilDay }: { untilDay: Date | null }) =>
      untilDay?.getTime() ?? Infinity;
    const order = await orderOfChanges(db);
    return [...all].sort(
      (a, b) =>
        rank(b) - rank(a) ||
        order.indexOf(b.verifier) - order.indexOf(a.verifier),
    );
  };
  /** A key's file never changes, and its id follows from what is in it. */
  const signers = new Map<string, ReadySigner>();
  const signerOf = (keyId: string) => {
    const signer =
      signers.get(keyId) ?? nativeSigner(origin, readSeed(dataDir, keyId));
    signers.set(keyId, signer);
    return signer;
  };
  const open = async (): Promise<OpenLogSigner> => {
    const keys = await inOrder();
    const [current] = keys;
    if (current) signerOf(current.keyId);
    return {
      origin,
      verifiers: keys.map(({ verifier }) => verifier),
      sign: (text, { previous = false } = {}) =>
        signNote(
          text,
          keys.slice(0, previous ? 2 : 1).map(({ keyId }) => signerOf(keyId)),
        ),
    };
  };
  return {
    origin,
    open,
    async verifiers() {
      return (await inOrder()).map(({ verifier }) => verifier);
    },
    async sign(text, options) {
      return (await open()).sign(text, options);
    },
  };
}

/** PKCS #8 frame of an Ed25519 seed (RFC 8410 section 7) */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function nativeSigner(name: string, seed: Uint8Array): ReadySigner {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8, seed]),
    format: "der",
    type: "pkcs8",
  });
  return {
    name,
    publicKey: ed25519.getPublicKey(seed),
    sign: (bytes) => new Uint8Array(signBytes(null, bytes, key)),
  };
}

/** Verifier keys in the order in which the log says they began: two may end on one day. */
async function orderOfChanges(db: PrismaClient): Promise<readonly string[]> {
  const entries = await db.logEntry.findMany({
    where: { kind: { in: ["LOG_KEY_PUBLISHED", "LOG_KEY_CHANGED"] } },
    orderBy: { place: "asc" },
    select: { entry: true },
  });
  return entries.map(
    ({ entry }) =>
      (JSON.parse(entry) as { data: { verifier: string } }).data.verifier,
  );
}

/** The name is chosen once: a log that changed its name would be another log. */
async function nameOfLog(db: PrismaClient, address: string): Promise<string> {
  await db.setting.createMany({
    data: [{ key: ORIGIN_SETTING, value: `${new URL(address).host}/log` }],
    skipDuplicates: true,
  });
  const row = await db.setting.findUniqueOrThrow({
    where: { key: ORIGIN_SETTING },
  });
  if (typeof row.value !== "string")
    throw new Error(`the setting ${ORIGIN_SETTING} is not a text`);
  return row.value;
}

async function makeFirstKey(
  { db, dataDir }: KeyPlace,
  { origin, clock }: { readonly origin: string; readonly clock: Clock },
): Promise<void> {
  if ((await db.logKey.count()) > 0) return;
  const { keyId, verifier } = writeNewKey(dataDir, origin);
  const day = clock.today();
  try {
    await db.$transaction(async (tx) => {
      await tx.logKey.create({
        data: { keyId, verifier, fromDay: dayToStore(day) },
        select: { keyId: true },
      });
      await appendLog(tx, {
        kind: "LOG_KEY_PUBLISHED",
        day,
        data: { verifier },
      });
    });
  } catch (error) {
    // another process was first, or nothing was written: this key signed nothing
    rmSync(pathOf(dataDir, keyId), { force: true });
    if (!isDuplicate(error)) throw error;
  }
}

/**
 * Ends the current key and begins another. The checkpoint that holds the entry is signed by both; the file of the old key is
 * needed until then, and may be destroyed afterwards.
 * @returns the new verifier key
 */
export async function changeLogKey(
  { db, dataDir }: KeyPlace,
  { origin, clock }: { readonly origin: string; readonly clock: Clock },
): Promise<{ readonly keyId: string; readonly verifier: string }> {
  const { keyId, verifier } = writeNewKey(dataDir, origin);
  const day = clock.today();
  try {
    await db.$transaction(async (tx: Transaction) => {
      // no checkpoint is signed in between
      await lockLog(tx);
      const [previous] = await tx.logKey.updateManyAndReturn({
        where: { untilDay: null },
        data: { untilDay: dayToStore(day) },
        select: { verifier: true },
      });
      if (!previous) throw new Error("the log has no key yet");
      await tx.logKey.create({
        data: { keyId, verifier, fromDay: dayToStore(day) },
        select: { keyId: true },
      });
      await appendLog(tx, {
        kind: "LOG_KEY_CHANGED",
        day,
        data: { verifier, previous: previous.verifier },
      });
    });
  } catch (error) {
    rmSync(pathOf(dataDir, keyId), { force: true });
    throw error;
  }
  return { keyId, verifier };
}

function pathOf(dataDir: string, keyId: string): string {
  return join(dataDir, "keys", `log-${keyId}.key`);
}

/** The file is whole on the disk before anybody is told of the key. */
function writeNewKey(dataDir: string, origin: string) {
  const seed = randomBytes(32);
  const verifier = verifierKey(origin, ed25519.getPublicKey(seed));
  const { keyId } = parseVerifierKey(verifier);
  const path = pathOf(dataDir, keyId);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  writeFileSync(draft, seed.toString("base64url"), {
    mode: 0o600,
    flush: true,
  });
  linkSync(draft, path);
  rmSync(draft);
  chmodSync(path, 0o600);
  return { keyId, verifier };
}

/** @throws ConfigurationError when the file is missing or is not this key */
function readSeed(dataDir: string, keyId: string): Uint8Array {
  const path = pathOf(dataDir, keyId);
  const lost = new ConfigurationError(
    "DATA_DIR",
    `The key of the log, keys/log-${keyId}.key in the data folder, is missing or damaged; restore it from a backup, or give every process the same DATA_DIR.`,
  );
  if (!existsSync(path)) throw lost;
  const seed = Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
  if (seed.length !== 32) throw lost;
  return new Uint8Array(seed);
}
