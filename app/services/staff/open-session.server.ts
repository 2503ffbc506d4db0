import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import {
  newSessionToken,
  SESSION_MILLIS,
  sessionTokenHash,
} from "./session-token.server";

export type OpenedSession = {
  readonly token: string;
  readonly expiresAt: Date;
};

/** For somebody who has just proven both factors: it counts as stepping up. */
export async function openSession(
  deps: Deps,
  person: { readonly id: string; readonly officeId: string },
): Promise<OpenedSession> {
  const now = deps.clock.now();
  const token = newSessionToken();
  const expiresAt = new Date(now.getTime() + SESSION_MILLIS);
  await inTransaction(deps, async (tx) => {
    await tx.staffSession.deleteMany({
      where: { personId: person.id, expiresAt: { lte: now } },
    });
    await tx.staffSession.create({
      data: {
        id: newStaffId(now),
        tokenHash: sessionTokenHash(token)!,
        personId: person.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt,
        steppedUpAt: now,
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "STAFF_SIGNED_IN",
      day: deps.clock.today(),
      at: now,
      personId: person.id,
      officeId: person.officeId,
      data: {},
    });
  });
  return { token, expiresAt };
}
