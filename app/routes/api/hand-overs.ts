import { offerHandOverBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { offerHandOver } from "#app/services/lead/offer-hand-over.server";

export const action = staffApi(
  { can: "lead.change", body: offerHandOverBody },
  ({ deps, actor, body }) => offerHandOver(deps, actor, body),
);
