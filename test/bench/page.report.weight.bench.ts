import { publicWeight } from "../e2e/js/public-weight";
import type { Bench } from "./bench";
import { benchLine } from "./line";

const LIMIT_BYTES = 150 * 1024;

/** What the report form loads after "begin": form, renderer and sealing worker of a tip without files, gzip. */
export const bench: Bench = async () => {
  const { entry, program, places, files } = await publicWeight();
  return [
    benchLine(
      {
        name: "page.report.weight",
        unit: "bytes",
        better: "lower",
        ours: program,
        limit: LIMIT_BYTES,
        limitIs: "budget of the project",
      },
      { entry, places, onlyForFiles: files },
    ),
  ];
};
