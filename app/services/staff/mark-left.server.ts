import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { forgetCredentials } from "./forget-credentials.server";
import { changePeople, requireOtherPerson } from "./people-change.server";

/**
 * Somebody leaves for good: signed out everywhere, nothing left to sign in or to open keys with. What they did stays under
 * their name. The keys they knew are replaced by a member of the office, who is asked to.
 * @throws CodedError as `changePeople` and `requireOtherPerson`
 */
export async function markLeft(
  deps: Deps,
  actor: StaffActor,
  { personId }: { readonly personId: string },
): Promise<void> {
  await changePeople(deps, actor, async (tx) => {
    const now = deps.clock.now();
    const person = await requireOtherPerson(tx, actor, personId);
    await forgetCredentials(deps, tx, { personId, by: actor });
    await tx.person.update({
      where: { id: personId },
      data: { active: false, leftAt: now },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "PERSON_LEFT",
      day: deps.clock.today(),
      at: now,
      personId: actor.personId,
      officeId: person.officeId,
      data: { leftPersonId: personId },
    });
  });
}
