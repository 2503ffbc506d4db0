import { devSignIns } from "#app/queries/dev-sign-ins.server";
import { openApiGet } from "#app/server/guards.server";

/** The same as `/dev/sign-ins`, for `yanlu journey`. */
export const loader = openApiGet(({ deps }) => devSignIns(deps));
