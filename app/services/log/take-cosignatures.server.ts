import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";

/**
 * Keeps cosignatures of known witnesses; from then on they are published with their checkpoint. The first of each witness
 * stays, and those of unknown keys are passed over.
 * @param note the text of one of our checkpoints, an empty line, signature lines
 * @returns size of the checkpoint, names of the witnesses whose signature is kept now
 * @throws CodedError NOTE_NOT_VALID (also when a known witness's signature is wrong), CHECKPOINT_NOT_VALID,
 * CHECKPOINT_UNKNOWN: we published no such checkpoint, WITNESS_UNKNOWN: no line is of a witness
 */
export async function takeCosignatures(
  { db, settings }: Pick<Deps, "db" | "settings">,
  note: string,
): Promise<{ readonly size: number; readonly witnesses: readonly string[] }> {
  const { text, signatures } = openNote(
    note,
    settings.witnesses.map(({ verifier }) => verifier),
  );
  const { size } = parseCheckpoint(text);
  const stored = await db.logCheckpoint.findUnique({
    where: { size: BigInt(size) },
    select: { note: true },
  });
  if (!stored || textOf(stored.note) !== text)
    throw new CodedError("CHECKPOINT_UNKNOWN");
  const known = signatures.filter(
    ({ verifier, at }) => verifier !== null && at !== null,
  );
  if (known.length === 0) throw new CodedError("WITNESS_UNKNOWN");
  await db.logCosignature.createMany({
    data: known.map(({ name, line }) => ({
      size: BigInt(size),
      witness: name,
      line,
    })),
    skipDuplicates: true,
  });
  return { size, witnesses: [...new Set(known.map(({ name }) => name))] };
}

/** What is signed: everything before the empty line. */
export function textOf(note: string): string {
  return note.slice(0, note.lastIndexOf("\n\n") + 1);
}
