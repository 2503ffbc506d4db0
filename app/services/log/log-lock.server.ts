import type { Transaction } from "#app/services/ports";

/** Of whoever gives indexes or changes the key: the letters "yanlulog" as a number. PostgreSQL lets go when the holder dies. */
const LOG_LOCK = 8746393363435777895n;

/** Waits until nobody else works on the tree; held until the transaction ends. */
export async function lockLog(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOG_LOCK})`;
}

/** @returns false when somebody else holds it */
export async function tryLockLog(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${LOG_LOCK}) AS taken`;
  return row!.taken;
}
