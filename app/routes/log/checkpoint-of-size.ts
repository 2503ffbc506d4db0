import { publishedCheckpointOfSize } from "#app/queries/log-resources.server";
import { tipsterApiGet } from "#app/server/guards.server";
import { keptText } from "./kept";

/** Witnesses may still sign the newest. */
export const loader = tipsterApiGet(async ({ deps, params }) => {
  const { note, newest } = await publishedCheckpointOfSize(
    deps,
    params.size ?? "",
  );
  return keptText(note, newest ? "short" : "forever");
});
