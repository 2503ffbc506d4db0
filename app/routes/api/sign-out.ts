import { z } from "zod";
import { openApi } from "#app/server/guards.server";
import { expiredSessionCookie } from "#app/server/session-cookie.server";
import { signOut } from "#app/services/staff/sign-out.server";

export const action = openApi(
  { body: z.object({}).strict() },
  async ({ deps, token }) => {
    await signOut(deps, token);
    return Response.json(
      { ok: true },
      { headers: { "Set-Cookie": expiredSessionCookie() } },
    );
  },
);
