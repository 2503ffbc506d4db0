import { utf8Bytes } from "#app/crypto/encoding";
import { leafHash as hashOfLeaf } from "#app/crypto/merkle-leaf";
import { toBase64 } from "#app/crypto/tlog/base64";
import {
  PROOF_FORMAT,
  type ProofFile,
  type ProvenEntry,
} from "#app/crypto/tlog/proof-file";
import { openNote, parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { statementText } from "#app/crypto/tlog/statement";
import { day, type Day } from "#app/domain/shared/day";
import { logKinds, type LogKind } from "#app/services/log/entries";
import { promiseEntry } from "#app/services/log/promise-entry.server";
import {
  newestCheckpoint,
  proveEntries,
} from "#app/services/log/read-tree.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { storedDay } from "#app/services/stored-day";

/** Belongs to no tip: what is asked for an inbox that does not exist. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

type Row = {
  readonly index: bigint | null;
  readonly kind: string;
  readonly day: Day;
  readonly entry: string;
  readonly leafHash: Uint8Array;
};

/**
 * All that the log has of a tip and of its claim, with proofs to the newest checkpoint: the open text of what the tipster is
 * told, and for the office's inner business its hash in a signed statement. Person, time and inner text are not even read. For
 * an unknown inbox the same is asked and signed, and nothing given.
 * @param idHash SHA-256 of the inbox id
 * @returns null when there is no such inbox
 */
export async function readProofFile(
  deps: Deps,
  idHash: Uint8Array,
): Promise<ProofFile | null> {
  const { db } = deps;
  const tip = await db.tip.findUnique({
    where: { inboxIdHash: bytesToStore(idHash) },
    select: {
      leadId: true,
      lead: {
        select: { reward: { select: { claim: { select: { id: true } } } } },
      },
    },
  });
  const leadId = tip?.leadId ?? NOBODY;
  const claimId = tip?.lead.reward?.claim?.id ?? NOBODY;
  // first the checkpoint: what comes into the tree after it waits in this file
  const checkpoint = await newestCheckpoint(db);
  const found = (
    await db.logEntry.findMany({
      where: { OR: [{ leadId }, { claimId }] },
      orderBy: { place: "asc" },
      select: {
        index: true,
        kind: true,
        day: true,
        entry: true,
        leafHash: true,
      },
    })
  ).map((row): Row => ({ ...row, day: storedDay(row.day) }));
  const rows = tip ? found : [nobodysEntry(deps.clock.today())];
  const cut = checkpoint && (await lastLeaf(deps, checkpoint.size));
  const file = await composeFile(deps, { rows, checkpoint, cut });
  return tip && file;
}

type Checkpoint = NonNullable<Awaited<ReturnType<typeof newestCheckpoint>>>;

async function composeFile(
  deps: Deps,
  given: {
    readonly rows: readonly Row[];
    readonly checkpoint: Checkpoint | null;
    readonly cut: Row | null;
  },
): Promise<ProofFile> {
  const { db } = deps;
  const log = await deps.log.open();
  const { rows, checkpoint, cut } = given;
  const size = checkpoint?.size ?? 0;
  const placed = rows.filter((row) => placeOf(row, size) !== null);
  const shown = (row: Row) => logKinds[row.kind as LogKind].toTipster;
  const indexes = [...placed.filter(shown), ...(cut ? [cut] : [])].map((row) =>
    Number(row.index),
  );
  const proofs = await proveEntries(db, indexes, size);
  const proven = (row: Row): ProvenEntry => {
    const index = placeOf(row, size);
    return {
      entry: row.entry,
      index,
      proof: index === null ? [] : proofs.get(index)!.map(toBase64),
      promise: promiseEntry(log, row),
    };
  };
  const entries = rows.filter(shown).map(proven);
  const provenCut = cut && proven(cut);
  const statement =
    checkpoint &&
    cut &&
    log.sign(
      statementText({
        origin: log.origin,
        size,
        rootHash: checkpoint.rootHash,
        upToDay: upToDayOf(cut),
        entries: placed.map((row) => ({
          index: Number(row.index),
          leafHash: row.leafHash,
          kind: shown(row) ? row.kind : null,
          day: row.day,
        })),
      }),
    );
  const { verifiers } = log;
  const witnesses = deps.settings.witnesses.map(({ verifier }) => verifier);
  const head =
    checkpoint &&
    withKnownSignatures(checkpoint.note, [...verifiers, ...witnesses]);
  const notes = [
    ...(head === null ? [] : [head]),
    ...(statement === null ? [] : [statement]),
    ...[...entries, ...(provenCut ? [provenCut] : [])].map(
      ({ promise }) => promise,
    ),
  ];
  return {
    format: PROOF_FORMAT,
    origin: log.origin,
    keys: signersOf(notes, verifiers),
    witnesses: head === null ? [] : signersOf([head], witnesses),
    checkpoint: head,
    cut: provenCut,
    entries,
    statement,
  };
}

/** null while no checkpoint holds it. */
function placeOf({ index }: Row, size: number): number | null {
  return index !== null && Number(index) < size ? Number(index) : null;
}

/** Of the verifier keys those whose signature stands on one of the notes; whoever reads the file checks it. */
function signersOf(
  notes: readonly string[],
  verifiers: readonly string[],
): readonly string[] {
  const signed = new Set(
    notes.flatMap((note) =>
      openNote(note, []).signatures.map(
        ({ name, keyId }) => `${name}+${keyId}`,
      ),
    ),
  );
  return verifiers.filter((verifier) => {
    const { name, keyId } = parseVerifierKey(verifier);
    return signed.has(`${name}+${keyId}`);
  });
}

/** Without the lines of keys that nobody can be told: a reader could not check them. */
function withKnownSignatures(
  note: string,
  verifiers: readonly string[],
): string {
  const { text, signatures } = openNote(note, verifiers);
  return `${text}\n${signatures
    .filter(({ verifier }) => verifier !== null)
    .map(({ line }) => `${line}\n`)
    .join("")}`;
}

async function lastLeaf({ db }: Pick<Deps, "db">, size: number): Promise<Row> {
  const row = await db.sequencedEntry.findUniqueOrThrow({
    where: { index: BigInt(size - 1) },
    select: { index: true, kind: true, day: true, entry: true, leafHash: true },
  });
  return { ...row, day: storedDay(row.day) };
}

function upToDayOf({ entry }: Row): Day {
  const { data } = JSON.parse(entry) as { data: { upToDay: string } };
  return day(data.upToDay);
}

function nobodysEntry(today: Day): Row {
  const entry = JSON.stringify({ kind: "TIP_RECEIVED", day: today });
  return {
    index: null,
    kind: "TIP_RECEIVED",
    day: today,
    entry,
    leafHash: hashOfLeaf(utf8Bytes(entry)),
  };
}
