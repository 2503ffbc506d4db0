#!/usr/bin/env node
// The operator's tool. Bundles the TypeScript under app/server/cli when it changed, then runs it; works on a fresh clone
// after `npm ci`.
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("..", import.meta.url);
if (!existsSync(new URL("node_modules/esbuild", root))) {
  process.stderr.write(
    "The packages are not installed yet: run npm ci first (or npm start).\n",
  );
  process.exit(1);
}
// warnings for developers of the libraries, not for operators
process.noDeprecation = true;
const calledFrom = process.cwd();
process.chdir(fileURLToPath(root));
process.env.NODE_ENV ||= "development";

const { BuildError, ensureCommandLine, ensureGenerated } =
  await import("./build.mjs");
const argv = process.argv.slice(2);
try {
  if (argv[0] === "generate") {
    // without the bundle: the bundle needs what this makes
    await ensureGenerated({ force: true });
    process.stdout.write(
      argv.includes("--json")
        ? '{"generated":"app/server/generated"}\n'
        : "wrote app/server/generated\n",
    );
  } else {
    const { main } = await import(
      pathToFileURL(await ensureCommandLine(argv[0])).href
    );
    process.exitCode = await main(argv, calledFrom);
  }
} catch (error) {
  process.stderr.write(
    `${error instanceof BuildError ? error.message : error.stack}\n`,
  );
  process.exitCode = 1;
}
// Prisma's engine leaves a timer behind that would hold the process for ten seconds: end when everything is written.
process.stdout.write("", () => process.stderr.write("", () => process.exit()));
