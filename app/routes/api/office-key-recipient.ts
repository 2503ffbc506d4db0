import { officeKeyRecipient } from "#app/queries/office-key-recipient.server";
import { staffApiGet } from "#app/server/guards.server";

export const loader = staffApiGet({ can: "keys.own" }, ({ deps, params }) =>
  officeKeyRecipient(deps, params.officeKeyId ?? ""),
);
