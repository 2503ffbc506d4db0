// `npm run canary`: both paths on both grounds; one JSON line for each store searched, then one for each run. Ends with code 1
// when a mark was found, when a journey did not come to its end, or when the planted leak was missed.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import setUpCluster from "../setup/cluster";
import { runCanary, type CanaryResult, type Ground } from "./canary";

const write = (value: unknown) =>
  process.stdout.write(`${JSON.stringify(value)}\n`);
let wrong = 0;
const stopCluster = await setUpCluster();

function tell({ searched, leaks, problems, ...run }: CanaryResult): void {
  for (const { store, things, bytes, leaks: found } of searched)
    write({ ...run, store, things, bytes, found: found.length });
  write({
    ...run,
    bytes: searched.reduce((sum, { bytes }) => sum + bytes, 0),
    leaks,
    problems,
  });
}

try {
  for (const ground of ["embedded", "servers"] as const satisfies Ground[])
    for (const path of ["sealed", "script-free"] as const) {
      const result = await runCanary({
        ground,
        path,
        log: (line) => process.stderr.write(`${line}\n`),
      });
      tell(result);
      if (result.leaks.length > 0 || result.problems.length > 0) wrong += 1;
    }

  const planted = await runCanary({
    ground: "embedded",
    path: "script-free",
    log: () => {},
    plant: ({ dataDir, mark }) =>
      writeFile(join(dataDir, "planted.txt"), Buffer.from(mark, "utf16le")),
  });
  write({ planted: true, found: planted.leaks.length });
  if (planted.leaks.length === 0) wrong += 1;
} finally {
  await stopCluster();
}
process.exitCode = wrong > 0 ? 1 : 0;
