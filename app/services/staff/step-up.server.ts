import { CodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey } from "#app/forms/staff/people";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { countAttempt, forgetAttempts } from "./attempts.server";
import { checkPasskey } from "./check-passkey.server";
import { matchedCounter, useCounter } from "./second-factor.server";

/**
 * Takes a fresh second factor, a code or a passkey; for ten minutes the session may then approve, sign and open identities.
 * Against somebody who sits down at an unlocked desk.
 * @throws CodedError TOTP_WRONG (also for a code that was used) | SIGN_IN_LOCKED | PASSKEY_TOO_LATE | PASSKEY_REFUSED
 */
export async function stepUp(
  deps: Deps,
  actor: StaffActor,
  given: { readonly totp: string } | { readonly passkey: GivenPasskey },
): Promise<void> {
  if ("passkey" in given)
    await checkPasskey(deps, {
      ...given.passkey,
      purpose: "STEP_UP",
      personId: actor.personId,
    });
  else await requireCode(deps, actor, given.totp);
  const now = deps.clock.now();
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

async function requireCode(
  deps: Deps,
  { personId }: StaffActor,
  totp: string,
): Promise<void> {
  const now = deps.clock.now();
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { totpSecret: true },
  });
  await countAttempt(deps, personId);
  const counter =
    person.totpSecret &&
    matchedCounter(deps.secrets.openTotpSecret(person.totpSecret), {
      code: totp,
      now,
    });
  if (counter === null || !(await useCounter(deps.db, personId, counter)))
    throw new CodedError("TOTP_WRONG", { field: "totp" });
  await forgetAttempts(deps, personId);
}

/** @throws CodedError STEP_UP_NEEDED */
export function requireStepUp(actor: StaffActor): void {
  if (!actor.steppedUp) throw new CodedError("STEP_UP_NEEDED");
}
