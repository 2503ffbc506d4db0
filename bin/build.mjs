// Turns sources into what runs: Prisma client, operator's tool, web server, worker. Each step is skipped while the content
// it depends on is unchanged; `node bin/build.mjs` runs all of them, `--force` also those.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(
  /[\\/]$/,
  "",
);
const at = (...parts) => join(root, ...parts);
const require = createRequire(import.meta.url);

/** @param {readonly string[]} names files and folders below the root @returns every file, sorted */
function filesOf(names) {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "generated" && entry.name !== "node_modules")
          walk(child);
      } else if (!/\.test\.tsx?$/.test(entry.name)) found.push(child);
    }
  };
  for (const name of names) {
    const path = at(name);
    if (!existsSync(path)) continue;
    if (
      readdirSync(resolve(path, ".."), { withFileTypes: true })
        .find((entry) => entry.name === basename(path))
        ?.isDirectory()
    )
      walk(path);
    else found.push(path);
  }
  return found.sort();
}

function contentHash(names) {
  const hash = createHash("sha256").update(process.version.split(".")[0]);
  for (const file of filesOf(names))
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Runs `make` unless the content of `from` is what it was when `results` were made. */
async function whenChanged({ name, from, results, force }, make) {
  const stampFile = at("build", "stamps", name);
  const stamp = contentHash(from);
  const fresh =
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === stamp &&
    results.every((path) => existsSync(at(path)));
  if (fresh && !force) return false;
  rmSync(stampFile, { force: true });
  await make();
  mkdirSync(at("build", "stamps"), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

/** Runs a program to its end, quiet unless it fails. */
function run(file, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.once("error", fail);
    child.once("exit", (code) =>
      code === 0
        ? done(Buffer.concat(said).toString())
        : fail(
            new BuildError(
              `${basename(file)} ${args.join(" ")} ended with code ${code}:\n${Buffer.concat(said)}`,
            ),
          ),
    );
  });
}

/** A failure that is told without a stack. */
export class BuildError extends Error {
  name = "BuildError";
}

const packageFiles = ["package.json", "package-lock.json"];
const serverSources = [
  "app",
  "workers",
  "bin/build.mjs",
  "tsconfig.json",
  ...packageFiles,
];

/** Prisma client under app/server/generated. */
export function ensureGenerated({ force = false } = {}) {
  if (!existsSync(at("prisma/schema.prisma"))) return Promise.resolve(false);
  const from = [
    "prisma/schema.prisma",
    "prisma.config.ts",
    "package-lock.json",
  ];
  return whenChanged(
    {
      name: "client",
      from,
      results: ["app/server/generated/client.ts"],
      force,
    },
    async () => {
      rmSync(at("app/server/generated"), { recursive: true, force: true });
      const prisma = require.resolve("prisma/build/index.js");
      // The client needs no engine, but the generator looks for one and would download it; any executable satisfies it.
      await run(
        process.execPath,
        [prisma, "generate", "--schema", "prisma/schema.prisma"],
        {
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: "1",
          CHECKPOINT_DISABLE: "1",
          DATABASE_URL:
            process.env.DATABASE_URL || "postgresql://nobody@127.0.0.1:9/none",
        },
      );
    },
  );
}

/** Shared by everything esbuild makes: our TypeScript in, npm packages left where they are. */
function bundleOptions() {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "#app": at("app"), "#workers": at("workers") },
    jsx: "automatic",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
  };
}

/** Each file appears whole or not at all: two commands may build at the same time. */
async function bundle(options) {
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      ...bundleOptions(),
      ...options,
      write: false,
    });
    for (const { path, contents } of outputFiles) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.${process.pid}`, contents);
      renameSync(`${path}.${process.pid}`, path);
    }
  } catch (error) {
    if (!error.errors) throw error;
    const lines = await esbuild.formatMessages(error.errors, {
      kind: "error",
      color: false,
    });
    throw new BuildError(lines.join("\n"));
  }
}

const commandNames = () =>
  readdirSync(at("app/server/cli"))
    .filter((file) => file.endsWith(".server.ts"))
    .map((file) => file.slice(0, -".server.ts".length))
    .sort();

function bundleCommands(names, outfile) {
  const lines = names.map(
    (name, index) =>
      `import { register as register${index} } from "./app/server/cli/${name}.server";`,
  );
  const list = names.map((_, index) => `register${index}`).join(", ");
  const contents = [
    'import { runCommandLine } from "./app/server/command-line.server";',
    ...lines,
    `export const main = (argv, calledFrom) => runCommandLine({ argv, calledFrom, commands: [${list}] });`,
  ].join("\n");
  return bundle({
    stdin: { contents, resolveDir: root, loader: "ts", sourcefile: "yanlu.ts" },
    outfile: at(outfile),
  });
}

/**
 * The operator's tool with every command of app/server/cli.
 * @param {string} [wanted] when some other command does not compile, this one alone is built, so that `yanlu migrate`
 *   works in the middle of a change
 * @returns {Promise<string>} path of the module that exports `main(argv, calledFrom)`
 */
export async function ensureCommandLine(wanted, { force = false } = {}) {
  await ensureGenerated();
  const whole = "build/cli/yanlu.js";
  try {
    await whenChanged(
      {
        name: "cli",
        from: serverSources,
        results: [whole],
        force,
      },
      () => bundleCommands(commandNames(), whole),
    );
    return at(whole);
  } catch (error) {
    if (
      !(error instanceof BuildError) ||
      !wanted ||
      !commandNames().includes(wanted)
    )
      throw error;
    const alone = `build/cli/${wanted}.js`;
    process.stderr.write(
      "Some commands do not compile; running this one alone.\n",
    );
    await bundleCommands([wanted], alone);
    return at(alone);
  }
}

/**
 * The parent process of `npm start`.
 * @returns {Promise<string>} path of the module that exports `checkSettings()` and `runPortal({buildFolder, log})`
 */
export async function ensurePortal(log = () => {}, { force = false } = {}) {
  if (await ensureGenerated({ force })) log("database client generated");
  const outfile = "build/portal.js";
  const hasDemo = existsSync(at("app/server/cli/demo.server.ts"));
  const contents = [
    'import { loadEnv } from "./app/server/env.server";',
    'import { runPortal as run } from "./app/server/portal.server";',
    hasDemo
      ? 'import { loadDemo } from "./app/server/cli/demo.server";'
      : "const loadDemo = undefined;",
    "export const checkSettings = () => void loadEnv();",
    "export const runPortal = (parts) => run({ ...parts, loadDemo });",
  ].join("\n");
  await whenChanged(
    { name: "portal", from: serverSources, results: [outfile], force },
    () =>
      bundle({
        stdin: {
          contents,
          resolveDir: root,
          loader: "ts",
          sourcefile: "portal.ts",
        },
        outfile: at(outfile),
      }),
  );
  return at(outfile);
}

/**
 * Pages and their assets through Remix' Vite plugin, then server and worker.
 * @param {(line: string) => void} [log]
 */
export async function ensureApplication(
  log = () => {},
  { force = false } = {},
) {
  if (await ensureGenerated({ force })) log("database client generated");
  const pages = [
    "app",
    "tsconfig.json",
    ...packageFiles,
    "public",
    "vite.config.ts",
    "remix.config.js",
    "bin/public-modules.mjs",
    "bin/pack-areas.mjs",
  ];
  const remix = require.resolve("@remix-run/dev/dist/cli.js");
  const environment = { NODE_ENV: "production" };
  const made = await whenChanged(
    {
      name: "pages",
      from: pages,
      results: ["build/pages/client", "build/pages/server"],
      force,
    },
    () => run(process.execPath, [remix, "vite:build"], environment),
  );
  if (made) log("pages built");
  const processes = { server: "server.ts", worker: "workers/main.ts" };
  for (const [name, entry] of Object.entries(processes)) {
    const built = await whenChanged(
      {
        name,
        from: [...serverSources, "server.ts"],
        results: [`build/${name}.js`],
        force,
      },
      () =>
        bundle({
          entryPoints: [at(entry)],
          outfile: at(`build/${name}.js`),
        }),
    );
    if (built) log(`${name} built`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const force = process.argv.includes("--force");
  try {
    await ensureCommandLine(undefined, { force });
    await ensurePortal(undefined, { force });
    await ensureApplication((line) => process.stdout.write(`${line}\n`), {
      force,
    });
  } catch (error) {
    process.stderr.write(
      `${error instanceof BuildError ? error.message : error.stack}\n`,
    );
    process.exit(1);
  }
}
