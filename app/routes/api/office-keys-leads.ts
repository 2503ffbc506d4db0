import { staffApiGet } from "#app/server/guards.server";
import { leadsToRewrap } from "#app/services/keys/leads-to-rewrap.server";

export const loader = staffApiGet(
  { can: "keys.own" },
  ({ deps, actor, params, request }) =>
    leadsToRewrap(deps, actor, {
      officeId: params.officeId ?? "",
      after: new URL(request.url).searchParams.get("after") ?? "",
    }),
);
