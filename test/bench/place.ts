import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { startEmbeddedPostgres } from "#app/server/embedded-postgres.server";
import {
  copyOf,
  createEmptyDatabase,
  ensureNamedTemplate,
} from "../setup/database";
import { freePort } from "../setup/portal";
import { connectTo } from "./sql";

export const ROOT = resolve(import.meta.dirname, "../..");
/** Kept between runs: the cluster and the demo data. Apart from the portal's own data and from that of the tests. */
const DATA = join(ROOT, "var/bench");
const READY_LIMIT_MS = 60_000;

export type BenchDatabase = {
  readonly url: string;
  /** sealed files and server key that belong to it */
  readonly dataDir: string;
};

export type Portal = BenchDatabase & {
  readonly origin: string;
  readonly pids: { readonly web: number; readonly worker: number };
};

/** Where benches run: real PostgreSQL that flushes to disk, and the built portal as two processes, on loopback. */
export type Place = {
  /** web and worker, started when first asked for */
  portal(): Promise<Portal>;
  /** a copy of the demo deployment that no process uses */
  demoDatabase(): Promise<BenchDatabase>;
  emptyDatabase(): Promise<string>;
  close(): Promise<void>;
};

export async function openPlace(
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<Place> {
  const closings: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      for (const step of closings.reverse())
        await step().catch((error: Error) => progress(error.message));
    })());
  try {
    progress("building");
    await promisify(execFile)(process.execPath, [join(ROOT, "bin/build.mjs")], {
      cwd: ROOT,
      signal,
    });
    progress("starting PostgreSQL");
    const { startEmbeddedPostgres: start } =
      await import("#app/server/embedded-postgres.server");
    const cluster = await start({ dataDir: DATA });
    closings.push(() => cluster.stop());
    process.env.TEST_CLUSTER_URL = cluster.url;
    const demo = await demoTemplate(cluster, { progress, signal });

    const demoDatabase = async (): Promise<BenchDatabase> => {
      const database = await copyOf(demo.template);
      closings.push(() => database.drop());
      const dataDir = await mkdtemp(join(tmpdir(), "yanlu-bench-"));
      closings.push(() => rm(dataDir, { recursive: true, force: true }));
      await cp(demo.dataDir, dataDir, { recursive: true });
      return { url: database.url, dataDir };
    };
    let portal: Promise<Portal> | undefined;
    return {
      demoDatabase,
      async emptyDatabase() {
        const database = await createEmptyDatabase();
        closings.push(() => database.drop());
        return database.url;
      },
      portal: () =>
        (portal ??= demoDatabase().then((database) =>
          startPortal(database, (step) => closings.push(step)),
        )),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Cluster = Awaited<ReturnType<typeof startEmbeddedPostgres>>;

/** The demo deployment of this state of the sources, loaded once and kept. */
async function demoTemplate(
  cluster: Cluster,
  {
    progress,
    signal,
  }: {
    readonly progress: (line: string) => void;
    readonly signal: AbortSignal;
  },
) {
  const name = `template_demo_${await sourcesHash()}`;
  const dataDir = join(DATA, name);
  if (cluster.found !== "running") await dropLeftOvers(cluster.url, name);
  const template = await ensureNamedTemplate(name, "migrated", async (url) => {
    progress("loading demo data (once for a state of the sources)");
    await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    await promisify(execFile)(
      process.execPath,
      [join(ROOT, "bin/yanlu.mjs"), "demo", "load"],
      {
        cwd: ROOT,
        signal,
        env: {
          ...process.env,
          NODE_ENV: "test",
          DATABASE_URL: url,
          DATA_DIR: dataDir,
        },
      },
    );
  });
  return { template, dataDir };
}

/** Everything the demo's leads go through on their way. */
const DEMO_SOURCES = [
  "app/crypto",
  "app/domain",
  "app/forms",
  "app/server",
  "app/services",
  "prisma/migrations",
];

async function sourcesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of DEMO_SOURCES)
    for (const entry of (
      await readdir(join(ROOT, folder), { recursive: true })
    ).sort())
      if (/(?<!\.test)\.(?:ts|sql)$/.test(entry) && !/^generated/.test(entry))
        hash
          .update(`${folder}/${entry}\0`)
          .update(await readFile(join(ROOT, folder, entry)));
  return hash.digest("hex").slice(0, 16);
}

/** What killed runs and former sources left. Nobody can be using it: the server was not running. */
async function dropLeftOvers(url: string, keep: string): Promise<void> {
  for (const entry of await readdir(DATA))
    if (entry.startsWith("build-"))
      await rm(join(DATA, entry), { recursive: true, force: true });
  const client = await connectTo({ connectionString: url });
  try {
    const found = await client.query<{ datname: string }>(
      "select datname from pg_database where datname ~ '^(test|making|template_demo)_' and datname <> $1",
      [keep],
    );
    for (const { datname } of found.rows) {
      await client.query(
        `drop database ${client.escapeIdentifier(datname)} with (force)`,
      );
      if (datname.startsWith("template_demo_"))
        await rm(join(DATA, datname), { recursive: true, force: true });
    }
  } finally {
    await client.end();
  }
}

/** As a deployment runs it: NODE_ENV=production, without which React renders with its development checks. */
async function startPortal(
  database: BenchDatabase,
  onClose: (step: () => Promise<unknown>) => void,
): Promise<Portal> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // a copy, so that a build beside the run changes nothing under it; inside the repository, where the packages are found
  const build = join(DATA, `build-${process.pid}`);
  onClose(() => rm(build, { recursive: true, force: true }));
  await cp(join(ROOT, "build"), build, { recursive: true });
  const written: string[] = [];
  const start = (file: string): ChildProcess => {
    const child = spawn(process.execPath, [join(build, file)], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: "production",
        DATABASE_URL: database.url,
        DATA_DIR: database.dataDir,
        PORT: String(port),
        HOST: "127.0.0.1",
        ORIGIN: origin,
        RELAY_SLOT_SECONDS: "0",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.on("data", (chunk: Buffer) => {
        written.push(chunk.toString());
        if (written.length > 1_000) written.shift();
      });
    onClose(() => end(child));
    return child;
  };
  const web = start("server.js");
  const worker = start("worker.js");
  for (const limit = Date.now() + READY_LIMIT_MS; ;) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) break;
    if (web.exitCode !== null || worker.exitCode !== null || Date.now() > limit)
      throw new Error(
        `the portal did not become ready: ${(await answer?.text()) ?? "no answer"}\n${written.join("")}`,
      );
    await new Promise((done) => setTimeout(done, 200));
  }
  return { ...database, origin, pids: { web: web.pid!, worker: worker.pid! } };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once("exit", () => done());
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
  });
}
