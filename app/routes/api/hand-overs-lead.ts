import { staffApiGet } from "#app/server/guards.server";
import { keysToHandOver } from "#app/services/lead/offer-hand-over.server";

export const loader = staffApiGet(
  { can: "lead.change" },
  ({ deps, actor, params }) => keysToHandOver(deps, actor, params.leadId ?? ""),
);
