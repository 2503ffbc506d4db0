import type { Role } from "#app/domain/access/roles";
import type { Deps, StaffActor } from "#app/services/ports";
import {
  IDLE_MILLIS,
  sessionTokenHash,
  STEP_UP_MILLIS,
} from "./session-token.server";

/** Within this time a session is not written again: a page with many requests needs one write. */
const SEEN_MILLIS = 20_000;

/**
 * Who is acting, read anew with each request: a role taken away or a person gone is felt at once. Null for an unknown, idle
 * (15 minutes) or old (8 hours) session, which is then removed.
 */
export async function readSession(
  deps: Pick<Deps, "db" | "clock">,
  token: string,
): Promise<StaffActor | null> {
  const tokenHash = sessionTokenHash(token);
  if (!tokenHash) return null;
  const session = await deps.db.staffSession.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      lastSeenAt: true,
      expiresAt: true,
      steppedUpAt: true,
      person: {
        select: {
          id: true,
          displayName: true,
          officeId: true,
          active: true,
          roles: { select: { officeId: true, role: true } },
        },
      },
    },
  });
  if (!session) return null;
  const { id: sessionId, person } = session;
  const now = deps.clock.now().getTime();
  const idle = now - session.lastSeenAt.getTime();
  if (
    !person.active ||
    idle > IDLE_MILLIS ||
    now >= session.expiresAt.getTime()
  ) {
    await deps.db.staffSession.deleteMany({ where: { id: sessionId } });
    return null;
  }
  if (idle > SEEN_MILLIS)
    await deps.db.staffSession.updateMany({
      where: { id: sessionId },
      data: { lastSeenAt: new Date(now) },
    });
  return {
    personId: person.id,
    displayName: person.displayName,
    officeId: person.officeId,
    sessionId,
    roles: person.roles.map(({ officeId, role }) => ({
      officeId,
      role: role as Role,
    })),
    steppedUp:
      session.steppedUpAt !== null &&
      now - session.steppedUpAt.getTime() < STEP_UP_MILLIS,
  };
}
