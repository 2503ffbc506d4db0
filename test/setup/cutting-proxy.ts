import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line between a browser and the portal that a test can cut. Passes TCP through as it is. */
export type CuttingProxy = {
  readonly port: number;
  /** bytes that went towards the portal so far */
  sent(): number;
  /** Cuts every connection that is open, by reset; new ones pass. */
  cut(): void;
  /** While it is down, connections are refused at once. */
  setDown(down: boolean): void;
  /** Keeps the connections and lets nothing through any more, as a line that hangs. */
  hang(): void;
  readonly close: () => Promise<void>;
};

export async function startCuttingProxy(
  portalPort: number,
  host = "localhost",
): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let sent = 0;
  let isDown = false;
  const server = createServer((near) => {
    if (isDown) return void near.resetAndDestroy();
    const far = connect(portalPort, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    near.on("data", (chunk: Buffer) => (sent += chunk.length));
  });
  server.listen(0, host);
  await once(server, "listening");
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    cut,
    setDown(down) {
      isDown = down;
      if (down) cut();
    },
    hang() {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
