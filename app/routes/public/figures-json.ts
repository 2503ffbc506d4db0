import { CodedError } from "#app/domain/shared/coded-error";
import { newestFigures } from "#app/queries/published-figures.server";
import { tipsterApiGet } from "#app/server/guards.server";

/** Byte for byte what was hashed for the log. */
export const loader = tipsterApiGet(async ({ deps }) => {
  const newest = await newestFigures(deps);
  if (!newest) throw new CodedError("NOT_FOUND");
  return new Response(newest.content, {
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });
});
