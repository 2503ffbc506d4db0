import { tipsterApiGet } from "#app/server/guards.server";
import { keptText } from "./kept";

/** Verifier keys of the log, a line each, the current one first. */
export const loader = tipsterApiGet(async ({ deps }) =>
  keptText(
    (await deps.log.verifiers()).map((key) => `${key}\n`).join(""),
    "short",
  ),
);
