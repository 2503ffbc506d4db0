import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import type { Bench } from "./bench";
import { benchLine, rounded } from "./line";

const LIMIT_MB = 350;
const SETTLE_MS = 3_000;

/** Web and worker together after a few pages, with nothing to do. */
export const bench: Bench = async ({ place }) => {
  const { origin, pids } = await place.portal();
  for (const path of ["/zh", "/en", "/zh/report"])
    for (let count = 0; count < 5; count++)
      await (await fetch(`${origin}${path}`)).arrayBuffer();
  await new Promise((done) => setTimeout(done, SETTLE_MS));
  const web = residentMb(pids.web);
  const worker = residentMb(pids.worker);
  return [
    benchLine(
      {
        name: "process.memory",
        unit: "MB",
        better: "lower",
        ours: web + worker,
        limit: LIMIT_MB,
        limitIs: "budget of the project",
      },
      {
        webMb: rounded(web),
        workerMb: rounded(worker),
        // pages of Node itself that both map count once here
        ownShareMb: proportionalMb([pids.web, pids.worker]),
      },
    ),
  ];
};

function residentMb(pid: number): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], {
    encoding: "utf8",
  });
  return Number(kilobytes) / 1024;
}

function proportionalMb(pids: readonly number[]): number | null {
  const files = pids.map((pid) => `/proc/${pid}/smaps_rollup`);
  if (!files.every((file) => existsSync(file))) return null;
  const sizes = files.map((file) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(file, "utf8"))?.[1]),
  );
  return rounded(sizes.reduce((sum, size) => sum + size / 1024, 0));
}
