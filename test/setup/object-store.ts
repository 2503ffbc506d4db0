import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";

/** A server of the S3 protocol on loopback with one bucket. `url` is a STORAGE_URL. */
export async function startObjectStore(): Promise<{
  readonly url: string;
  /** where it keeps the objects */
  readonly folder: string;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "yanlu-s3-"));
  const store = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: "sealed", configs: [] }],
  });
  const { port } = await store.run();
  const server = store.httpServer;
  return {
    url: `s3://S3RVER:S3RVER@127.0.0.1:${port}/sealed/tips?tls=0`,
    folder,
    async stop() {
      server.closeAllConnections();
      if (server.listening) {
        server.close();
        await once(server, "close");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
