import { readdirSync } from "node:fs";
import type { Bench } from "./bench";
import { lineText } from "./line";
import { openPlace } from "./place";

/**
 * `npm run bench`: one JSON object a line on standard output, what goes on on standard error. `npm run bench -- PART …`
 * runs the benches whose name has one of the parts in it. Ends with 1 when one of them failed.
 */
/** Without the set-up: the first run of a state of the sources also builds and loads the demo data. */
const BENCHES_MS = 360_000;
/** The idle processes first, and last what fills the database. */
const ORDER = ["process.memory", "page", "report", "inbox", "seal", "reward"];

const began = performance.now();
const progress = (line: string) =>
  process.stderr.write(
    `[${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}\n`,
  );

function benchNames(parts: readonly string[]): readonly string[] {
  const rank = (name: string) => {
    const found = ORDER.findIndex((start) => name.startsWith(start));
    return found < 0 ? ORDER.length : found;
  };
  return readdirSync(import.meta.dirname)
    .flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? [])
    .filter(
      (name) => parts.length === 0 || parts.some((part) => name.includes(part)),
    )
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

async function main(): Promise<number> {
  const names = benchNames(process.argv.slice(2));
  if (names.length === 0) {
    progress("no bench has such a name");
    return 1;
  }
  const ending = new AbortController();
  const opening = openPlace(progress, ending.signal);
  let stopping = false;
  const stop = (why: string, code: number) => {
    if (stopping) return;
    stopping = true;
    progress(`${why}, ending everything`);
    ending.abort();
    // whatever fails in the bench that loses its place says nothing
    process.on("uncaughtException", () => {});
    process.on("unhandledRejection", () => {});
    void opening
      .then((place) => place.close())
      .catch(() => {})
      .finally(() => process.exit(code));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => stop("told to end", 130));

  const place = await opening.catch((error: Error) => {
    if (!stopping) progress(`set-up FAILED: ${error.stack}`);
    return null;
  });
  if (!place) return stopping ? new Promise(() => {}) : 1;
  setTimeout(() => stop("out of time", 1), BENCHES_MS).unref();
  let failed = 0;
  for (const name of names) {
    if (stopping) return new Promise(() => {});
    progress(name);
    try {
      const { bench } = (await import(`./${name}.bench.ts`)) as {
        readonly bench: Bench;
      };
      for (const line of await bench({ place, progress }))
        process.stdout.write(`${lineText(line)}\n`);
    } catch (error) {
      if (stopping) continue;
      failed += 1;
      progress(
        `${name} FAILED: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
  stopping = true;
  progress("ending everything");
  await place.close();
  progress(failed === 0 ? "done" : `${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
process.stdout.write("", () => process.exit());
