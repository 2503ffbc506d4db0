import type { Deps } from "#app/services/ports";
import { sessionTokenHash } from "./session-token.server";

/** Ends the session of a cookie; one that is not there any more is ended too. */
export async function signOut(
  deps: Pick<Deps, "db">,
  token: string | null,
): Promise<void> {
  const tokenHash = token === null ? null : sessionTokenHash(token);
  if (tokenHash)
    await deps.db.staffSession.deleteMany({ where: { tokenHash } });
}
