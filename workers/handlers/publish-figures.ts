import { publishFigures } from "#app/services/figures/publish-figures.server";
import type { Handler } from "../handler";

export const handle: Handler<"publish-figures"> = async ({ deps }) => {
  await publishFigures(deps);
};
