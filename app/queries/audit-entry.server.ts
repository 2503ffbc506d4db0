import { equalBytes, fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { toBase64 } from "#app/crypto/tlog/base64";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  newestCheckpoint,
  proveEntries,
} from "#app/services/log/read-tree.server";
import { leafHashOf } from "#app/services/log/verify-entry.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { storedDay } from "#app/services/stored-day";
import { auditRows } from "./audit-entries.server";
import { kindsWithoutIndex } from "./audit-filter.server";
import { pageOf, pagesFor } from "./page";

/** PROVEN: checked here and now against the newest checkpoint. WAITING: no checkpoint holds it yet. */
export type ProofState = "PROVEN" | "WAITING" | "WRONG" | "NOT_SHOWN";

/**
 * One entry with both its texts and its place in the tree, but for `kindsWithoutIndex`: their proof is with the tipster, and
 * `yanlu log verify` checks all.
 * @param leaf leaf hash, base64url
 * @throws CodedError NOT_FOUND, also for everybody but auditors
 */
export async function auditEntry(
  deps: Deps,
  actor: StaffActor,
  { leaf }: { readonly leaf: string },
) {
  if (!may(actor, "audit.read") || !/^[A-Za-z0-9_-]{43}$/.test(leaf))
    throw new CodedError("NOT_FOUND");
  const row = await deps.db.logEntry.findFirst({
    where: { leafHash: bytesToStore(fromBase64Url(leaf)) },
    select: {
      id: true,
      index: true,
      kind: true,
      schemaVersion: true,
      entry: true,
      innerEntry: true,
      leafHash: true,
    },
  });
  if (!row) throw new CodedError("NOT_FOUND");
  const [shown] = await auditRows(deps, [row.id]);
  const { state, proof } = await proofOf(deps, row);
  return {
    row: shown!,
    id: row.id,
    schemaVersion: row.schemaVersion,
    entry: row.entry,
    innerEntry: row.innerEntry,
    proofState: state,
    proof,
  };
}
export type AuditEntry = Awaited<ReturnType<typeof auditEntry>>;

async function proofOf(
  { db }: Pick<Deps, "db">,
  row: {
    readonly index: bigint | null;
    readonly kind: string;
    readonly entry: string;
    readonly leafHash: Uint8Array;
  },
): Promise<{
  readonly state: ProofState;
  readonly proof: {
    readonly index: number;
    readonly size: number;
    /** base64 */
    readonly leafHash: string;
    readonly hashes: readonly string[];
    readonly checkpoint: string;
  } | null;
}> {
  if (kindsWithoutIndex.includes(row.kind))
    return { state: "NOT_SHOWN", proof: null };
  const head = await newestCheckpoint(db);
  const index = row.index === null ? null : Number(row.index);
  if (head === null || index === null || index >= head.size)
    return { state: "WAITING", proof: null };
  const { size, rootHash, note } = head;
  const leafHash = leafHashOf(row.entry);
  const hashes = (await proveEntries(db, [index], size)).get(index)!;
  const right =
    equalBytes(leafHash, row.leafHash) &&
    verifyInclusion({ leafHash, index, size, proof: hashes, root: rootHash });
  return {
    state: right ? "PROVEN" : "WRONG",
    proof: {
      index,
      size,
      leafHash: toBase64(leafHash),
      hashes: hashes.map(toBase64),
      checkpoint: note,
    },
  };
}

/** Checkpoints, the newest first. @throws CodedError NOT_FOUND for everybody but auditors */
export async function auditCheckpoints(
  { db }: Deps,
  actor: StaffActor,
  { page }: { readonly page?: number | undefined },
) {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  const at = pageOf(page);
  const [count, waiting, rows] = await Promise.all([
    db.logCheckpoint.count(),
    db.logPending.count(),
    db.logCheckpoint.findMany({
      orderBy: { size: "desc" },
      skip: at.skip,
      take: at.take,
      select: {
        size: true,
        rootHash: true,
        day: true,
        cosignatures: {
          orderBy: { witness: "asc" },
          select: { witness: true },
        },
      },
    }),
  ]);
  return {
    rows: rows.map((row) => ({
      size: Number(row.size),
      day: storedDay(row.day),
      root: toBase64Url(row.rootHash),
      witnesses: row.cosignatures.map(({ witness }) => witness),
    })),
    waiting,
    page: at.page,
    pages: pagesFor(count),
  };
}
