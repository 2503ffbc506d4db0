import { keyChanges } from "#app/queries/log-resources.server";
import { tipsterApiGet } from "#app/server/guards.server";
import { keptText } from "./kept";

export const loader = tipsterApiGet(async ({ deps }) =>
  keptText(await keyChanges(deps), "short"),
);
