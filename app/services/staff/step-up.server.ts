import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { countAttempt, forgetAttempts } from "./attempts.server";
import { matchedCounter, useCounter } from "./second-factor.server";

/**
 * Takes a fresh second-factor code; for ten minutes the session may then approve, sign and open identities. Against
 * somebody who sits down at an unlocked desk.
 * @throws CodedError TOTP_WRONG (also for a code that was used) | SIGN_IN_LOCKED
 */
export async function stepUp(
  deps: Deps,
  actor: StaffActor,
  { totp }: { readonly totp: string },
): Promise<void> {
  const now = deps.clock.now();
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { totpSecret: true },
  });
  await countAttempt(deps, actor.personId);
  const counter =
    person.totpSecret &&
    matchedCounter(deps.secrets.openTotpSecret(person.totpSecret), {
      code: totp,
      now,
    });
  if (counter === null || !(await useCounter(deps.db, actor.personId, counter)))
    throw new CodedError("TOTP_WRONG", { field: "totp" });
  await forgetAttempts(deps, actor.personId);
  await inTransaction(deps, async (tx) => {
    await tx.staffSession.updateMany({
      where: { id: actor.sessionId },
      data: { steppedUpAt: now },
    });
    await appendLog(tx, {
      kind: "STAFF_STEPPED_UP",
      day: deps.clock.today(),
      at: now,
      personId: actor.personId,
      officeId: actor.officeId,
      data: {},
    });
  });
}

/** @throws CodedError STEP_UP_NEEDED */
export function requireStepUp(actor: StaffActor): void {
  if (!actor.steppedUp) throw new CodedError("STEP_UP_NEEDED");
}
