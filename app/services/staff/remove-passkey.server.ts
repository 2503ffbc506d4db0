import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "./step-up.server";

/** @throws CodedError STEP_UP_NEEDED | NOT_FOUND | LAST_SECOND_FACTOR: nobody could sign in any more */
export async function removePasskey(
  deps: Deps,
  actor: StaffActor,
  { passkeyId }: { readonly passkeyId: string },
): Promise<void> {
  requireStepUp(actor);
  const { personId, officeId } = actor;
  await inTransaction(deps, async (tx) => {
    // one after the other: two removals at once must not take the last two
    await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`;
    const { count } = await tx.passkey.deleteMany({
      where: { id: passkeyId, personId },
    });
    if (count !== 1) throw new CodedError("NOT_FOUND");
    const person = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { totpSecret: true, _count: { select: { passkeys: true } } },
    });
    if (person.totpSecret === null && person._count.passkeys === 0)
      throw new CodedError("LAST_SECOND_FACTOR");
    await appendLog(tx, {
      kind: "PASSKEY_REMOVED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId,
      officeId,
      data: {},
    });
  });
}
