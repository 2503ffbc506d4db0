import { readFile } from "node:fs/promises";

/** Resident memory of a process of this machine, in bytes; 0 when it has ended. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Looks at processes again and again; `most` is the highest sum of their resident memory so far. */
export function watchMemory(pids: readonly number[]): {
  readonly most: () => number;
  stop(): Promise<number>;
} {
  let most = 0;
  let on = true;
  const watching = (async () => {
    while (on) {
      const all = await Promise.all(pids.map(residentBytes));
      most = Math.max(
        most,
        all.reduce((sum, bytes) => sum + bytes, 0),
      );
      await new Promise((done) => setTimeout(done, 100));
    }
  })();
  return {
    most: () => most,
    async stop() {
      on = false;
      await watching;
      return most;
    },
  };
}
