import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** A real Redis on a free loopback port that keeps nothing on disk. `stop` ends this one process. */
export async function startRedis(): Promise<{
  readonly url: string;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "yanlu-redis-"));
  const port = await freePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
  ];
  const bounds = [
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory",
    "128mb",
    "--maxmemory-policy",
    "noeviction",
  ];
  const server = spawn("redis-server", [...options, ...bounds], {
    stdio: "ignore",
  });
  const failed = new Promise<never>((_, fail) => {
    server.once("error", () =>
      fail(
        new Error(
          "redis-server is not installed: apt-get install redis-server",
        ),
      ),
    );
    server.once("exit", (code) =>
      fail(new Error(`redis-server ended with code ${code}`)),
    );
  });
  failed.catch(() => {});
  const url = `redis://127.0.0.1:${port}`;
  await Promise.race([answers(url), failed]);
  return {
    url,
    async stop() {
      if (server.exitCode === null) {
        server.kill("SIGKILL");
        await once(server, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, {
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  client.on("error", () => {});
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
