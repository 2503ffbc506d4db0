import { publishedCheckpoint } from "#app/queries/log-resources.server";
import { tipsterApiGet } from "#app/server/guards.server";
import { keptText } from "./kept";

/** The newest one: a signed note (C2SP tlog-checkpoint), with the cosignatures of witnesses that came so far. */
export const loader = tipsterApiGet(async ({ deps }) =>
  keptText((await publishedCheckpoint(deps)).note, "short"),
);
