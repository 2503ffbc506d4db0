import { publishedTile } from "#app/queries/log-resources.server";
import { tipsterApiGet } from "#app/server/guards.server";
import { keptBytes } from "./kept";

export const loader = tipsterApiGet(async ({ deps, params }) => {
  const { hashes, full } = await publishedTile(
    deps,
    `tile/${params["*"] ?? ""}`,
  );
  return keptBytes(hashes, full ? "forever" : "short");
});
