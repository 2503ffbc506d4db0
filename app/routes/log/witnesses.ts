import { tipsterApiGet } from "#app/server/guards.server";
import { keptText } from "./kept";

/** Verifier keys of the witnesses whose signatures this log takes, a line each. */
export const loader = tipsterApiGet(({ deps }) =>
  keptText(
    deps.settings.witnesses.map(({ verifier }) => `${verifier}\n`).join(""),
    "short",
  ),
);
