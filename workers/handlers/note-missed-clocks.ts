import { noteMissedClocks } from "#app/services/lead/note-missed-clocks.server";
import type { Handler } from "../handler";
import { logFailure } from "../log-failure";

export const handle: Handler<"note-missed-clocks"> = async ({ deps }) => {
  await noteMissedClocks(deps, logFailure);
};
