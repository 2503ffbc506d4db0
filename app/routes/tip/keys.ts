import { tipOfficeKey } from "#app/queries/tip-directory.server";
import { tipsterApiGet } from "#app/server/guards.server";

export const loader = tipsterApiGet(async ({ deps, params }) => ({
  recipient: await tipOfficeKey(deps, params.officeKeyId ?? ""),
}));
