import { signIn as signInBody } from "#app/forms/staff/commands";
import { openApi } from "#app/server/guards.server";
import { sessionCookie } from "#app/server/session-cookie.server";
import { signIn } from "#app/services/staff/sign-in.server";
import { signOut } from "#app/services/staff/sign-out.server";

export const action = openApi(
  { body: signInBody },
  async ({ deps, body, token: oldToken }) => {
    const { token } = await signIn(deps, body);
    // One browser, one session: the one before must not live on unseen.
    await signOut(deps, oldToken);
    return Response.json(
      { ok: true },
      { headers: { "Set-Cookie": sessionCookie(token) } },
    );
  },
);
