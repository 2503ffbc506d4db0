import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps, Transaction } from "./ports";

/**
 * One change: state, log entry, timeline and outbox row together or not at all. Two changes that met in the database become
 * a refusal the caller can repeat (CHANGED_MEANWHILE), never a fault.
 */
export async function inTransaction<Result>(
  deps: Pick<Deps, "db">,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await deps.db.$transaction(work, {
      maxWait: 15_000,
      timeout: 30_000,
    });
  } catch (error) {
    if (isWriteConflict(error)) throw new CodedError("CHANGED_MEANWHILE");
    if (isOutOfTime(error)) throw new CodedError("BUSY");
    throw error;
  }
}

/** Deadlock or serialisation failure (P2034). */
function isWriteConflict(error: unknown): boolean {
  return errorCode(error) === "P2034";
}

/** No connection came free, or the work took too long (P2028); nothing of it was kept. */
function isOutOfTime(error: unknown): boolean {
  return errorCode(error) === "P2028";
}

/** A row with the same unique value exists already (P2002). */
export function isDuplicate(error: unknown): boolean {
  return errorCode(error) === "P2002";
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
