import type { Deps, StaffActor } from "#app/services/ports";

/** Signs the own account out everywhere else. */
export async function endOtherSessions(
  deps: Pick<Deps, "db">,
  actor: StaffActor,
): Promise<{ readonly ended: number }> {
  const { count } = await deps.db.staffSession.deleteMany({
    where: { personId: actor.personId, id: { not: actor.sessionId } },
  });
  return { ended: count };
}
