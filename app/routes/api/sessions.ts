import { z } from "zod";
import { staffApi } from "#app/server/guards.server";
import { endOtherSessions } from "#app/services/staff/end-sessions.server";

export const action = staffApi(
  {
    can: "account.own",
    body: z.object({ command: z.literal("END_OTHERS") }).strict(),
  },
  ({ deps, actor }) => endOtherSessions(deps, actor),
);
