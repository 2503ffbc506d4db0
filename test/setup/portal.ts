import { spawn, type ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createDemoDatabase, DEMO_DATA_DIR } from "./demo-database";

const ROOT = resolve(import.meta.dirname, "../..");
const READY_LIMIT_MS = 60_000;

export type Portal = {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** everything web and worker wrote to standard output and error so far */
  output(): string;
  /** process id of the web process */
  readonly webPid: number;
  /** kill -9, then a new worker: what a power cut does to it */
  killWorker(): Promise<void>;
  stop(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * The built web process and worker as two real processes on a copy of the demo database, on loopback. The build is made by
 * `npm test` (or `node bin/build.mjs`) before.
 */
export async function startPortal(
  settings: Readonly<Record<string, string>> = {},
): Promise<Portal> {
  const database = await createDemoDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-portal-"));
  await mkdir(dataDir, { recursive: true });
  await cp(DEMO_DATA_DIR, dataDir, { recursive: true });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: "localhost",
    ORIGIN: origin,
    RELAY_SLOT_SECONDS: "0",
    ...settings,
  };
  const written: string[] = [];
  const start = (file: string): ChildProcess => {
    const child = spawn(process.execPath, [join(ROOT, "build", file)], {
      cwd: ROOT,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.stdout!.on("data", (chunk: Buffer) => written.push(chunk.toString()));
    child.stderr!.on("data", (chunk: Buffer) => written.push(chunk.toString()));
    return child;
  };
  const end = (child: ChildProcess, signal: NodeJS.Signals) =>
    new Promise<void>((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once("exit", () => done());
      child.kill(signal);
      setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
    });
  const web = start("server.js");
  let worker = start("worker.js");

  const stop = async () => {
    await Promise.all([end(web, "SIGTERM"), end(worker, "SIGTERM")]);
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(origin, web);
  } catch (error) {
    await stop();
    throw new Error(`the portal did not become ready:\n${written.join("")}`, {
      cause: error,
    });
  }
  return {
    origin,
    databaseUrl: database.url,
    dataDir,
    webPid: web.pid!,
    output: () => written.join(""),
    async killWorker() {
      await end(worker, "SIGKILL");
      worker = start("worker.js");
    },
    stop,
  };
}

async function untilReady(origin: string, web: ChildProcess): Promise<void> {
  const limit = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (web.exitCode !== null || Date.now() > limit)
      throw new Error(answer ? await answer.text() : "no answer");
    await new Promise((done) => setTimeout(done, 200));
  }
}
