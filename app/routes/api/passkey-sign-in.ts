import { passkeySignIn } from "#app/forms/staff/people";
import { openApi } from "#app/server/guards.server";
import { sessionCookie } from "#app/server/session-cookie.server";
import {
  passkeyRequest,
  signInByPasskey,
} from "#app/services/staff/sign-in-by-passkey.server";
import { signOut } from "#app/services/staff/sign-out.server";

export const action = openApi(
  { body: passkeySignIn },
  async ({ deps, body, token: oldToken }) => {
    if (body.command === "CHALLENGE")
      return passkeyRequest(deps, { purpose: "SIGN_IN", personId: null });
    const { token, userKeyWrap } = await signInByPasskey(deps, body.passkey);
    // One browser, one session: the one before must not live on unseen.
    await signOut(deps, oldToken);
    return Response.json(
      { ok: true, userKeyWrap },
      { headers: { "Set-Cookie": sessionCookie(token) } },
    );
  },
);
