import { CodedError } from "#app/domain/shared/coded-error";
import {
  newestFigures,
  provenFigures,
} from "#app/queries/published-figures.server";
import { tipsterApiGet } from "#app/server/guards.server";

/**
 * `figures`: the text as published, byte for byte what was hashed. `entry`: the log entry with that hash, byte for byte what its
 * leaf hash is of. `index`, `proof` (base64, as in RFC 6962) and `checkpoint` (signed note): null until the entry is in the tree.
 */
export const loader = tipsterApiGet(async ({ deps }) => {
  const newest = await newestFigures(deps);
  if (!newest) throw new CodedError("NOT_FOUND");
  return Response.json(await provenFigures(deps, newest));
});
