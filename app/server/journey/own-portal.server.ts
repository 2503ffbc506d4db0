import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JourneyError } from "./page-client.server";

const READY_LIMIT_MS = 300_000;

export type OwnPortal = { readonly origin: string; stop(): Promise<void> };

/** Whether a portal answers here and is ready. */
export async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(new URL("/readyz", origin), {
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
  return answer?.ok === true;
}

/** `npm start` on a free port with a data folder of its own, for one journey; nothing of it stays. */
export async function startOwnPortal(
  log: (line: string) => void,
): Promise<OwnPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-journey-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "development",
      PORT: String(port),
      HOST: "localhost",
      ORIGIN: origin,
      DATA_DIR: dataDir,
      RELAY_SLOT_SECONDS: "0",
      LOG_SLOT_SECONDS: "5",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) =>
      chunk
        .toString()
        .split("\n")
        .forEach((line) => line.trim() && log(`portal: ${line}`)),
    );
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null)
      child.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const limit = Date.now() + READY_LIMIT_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || Date.now() > limit) {
      await stop();
      throw new JourneyError("the portal for the journey did not start");
    }
    await new Promise((done) => setTimeout(done, 300));
  }
  return { origin, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string")
    throw new JourneyError("no free port");
  return address.port;
}
