import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";

/** Failures without a pause; then 1, 2, 4, 8, 16, 32, 60 minutes. */
const FREE_ATTEMPTS = 5;
const LONGEST_PAUSE_MINUTES = 60;

/**
 * Counts an attempt before it is judged, in one statement: a thousand guesses sent at once are counted one by one and
 * the sixth is refused. A success sets the count back.
 * @throws CodedError SIGN_IN_LOCKED with `minutes` to wait
 */
export async function countAttempt(
  deps: Pick<Deps, "db" | "clock">,
  personId: string,
): Promise<void> {
  const now = deps.clock.now();
  const counted = await deps.db.$executeRaw`
    UPDATE person SET failed_attempts = failed_attempts + 1, locked_until = CASE
      WHEN failed_attempts + 1 >= ${FREE_ATTEMPTS} THEN ${now}::timestamptz
        + make_interval(mins => least(${LONGEST_PAUSE_MINUTES}::int, (2 ^ least(failed_attempts + 1 - ${FREE_ATTEMPTS}, 10))::int))
      END
    WHERE id = ${personId}::uuid AND (locked_until IS NULL OR locked_until <= ${now})`;
  if (counted === 1) return;
  const person = await deps.db.person.findUnique({
    where: { id: personId },
    select: { lockedUntil: true },
  });
  throw locked(person?.lockedUntil ?? now, now);
}

export async function forgetAttempts(
  deps: Pick<Deps, "db">,
  personId: string,
): Promise<void> {
  await deps.db.person.update({
    where: { id: personId },
    data: { failedAttempts: 0, lockedUntil: null },
    select: { id: true },
  });
}

type Count = { failed: number; lockedUntil: number };
const unknownNames = new Map<string, Count>();
const MOST_UNKNOWN_NAMES = 10_000;

/**
 * The same back-off for names that do not exist, else a locked account would tell that it exists. In memory and bounded: it
 * protects nothing but that.
 * @throws CodedError SIGN_IN_LOCKED
 */
export function countUnknownName(name: string, now: Date): void {
  const known = unknownNames.get(name) ?? { failed: 0, lockedUntil: 0 };
  if (known.lockedUntil > now.getTime())
    throw locked(new Date(known.lockedUntil), now);
  const failed = known.failed + 1;
  const minutes = Math.min(
    LONGEST_PAUSE_MINUTES,
    2 ** Math.min(failed - FREE_ATTEMPTS, 10),
  );
  const lockedUntil =
    failed >= FREE_ATTEMPTS ? now.getTime() + minutes * 60_000 : 0;
  unknownNames.delete(name);
  unknownNames.set(name, { failed, lockedUntil });
  const [oldest] = unknownNames.keys();
  if (unknownNames.size > MOST_UNKNOWN_NAMES && oldest !== undefined)
    unknownNames.delete(oldest);
}

function locked(until: Date, now: Date): CodedError {
  const minutes = Math.max(
    1,
    Math.ceil((until.getTime() - now.getTime()) / 60_000),
  );
  return new CodedError("SIGN_IN_LOCKED", { values: { minutes } });
}
