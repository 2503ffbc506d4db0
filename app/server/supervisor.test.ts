import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  ChildStartError,
  restartDelay,
  supervise,
  type Supervisor,
} from "./supervisor.server";

describe("restartDelay", () => {
  it("doubles from a quarter of a second and stops growing at half a minute", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map(restartDelay)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });
});

describe("supervise", () => {
  let folder: string;
  let supervisor: Supervisor | undefined;
  const lines: string[] = [];
  const soon = { timeout: 20_000, interval: 20 };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "yanlu-children-"));
    lines.length = 0;
  });
  afterEach(async () => {
    supervisor?.kill();
    supervisor = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  /** A child that notes its process id for each start. */
  const child = async (name: string, rest: string) => {
    const file = join(folder, `${name}.mjs`);
    const note = `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(join(folder, name))}, process.pid + "\\n");`;
    await writeFile(file, `${note}\nsetInterval(() => {}, 60_000);\n${rest}`);
    return { name, file };
  };
  const pids = async (name: string) =>
    (await readFile(join(folder, name), "utf8").catch(() => ""))
      .split("\n")
      .filter(Boolean)
      .map(Number);
  const run = (children: { name: string; file: string }[], stopMs = 10_000) =>
    (supervisor = supervise({
      children,
      log: (line) => lines.push(line),
      stopMs,
      delay: () => 10,
    }));
  const alive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const obedient = `process.on("SIGTERM", () => process.exit(0)); process.send("ready");`;

  it("is ready when all children are, and ends them all", async () => {
    const { ready, stop } = run([
      await child("web", obedient),
      await child("worker", obedient),
    ]);
    await ready;
    const [web, worker] = [(await pids("web"))[0]!, (await pids("worker"))[0]!];
    expect([alive(web), alive(worker)]).toEqual([true, true]);
    await stop();
    expect([alive(web), alive(worker)]).toEqual([false, false]);
    expect(lines).toEqual([]);
  });

  it("starts a child again that was killed, and leaves the other alone", async () => {
    const { ready } = run([
      await child("web", obedient),
      await child("worker", obedient),
    ]);
    await ready;
    for (const deaths of [1, 2, 3]) {
      process.kill((await pids("worker")).at(-1)!, "SIGKILL");
      await vi.waitFor(
        async () => expect(await pids("worker")).toHaveLength(deaths + 1),
        soon,
      );
      await vi.waitFor(
        () =>
          expect(
            lines.filter((line) => line === "worker is back"),
          ).toHaveLength(deaths),
        soon,
      );
    }
    expect(await pids("web")).toHaveLength(1);
    expect(lines[0]).toBe(
      "worker was killed (SIGKILL); starting it again in 0.01 s",
    );
  });

  it("is not ready when a child ends first", async () => {
    const { ready } = run([
      await child("web", "process.exit(3);"),
      await child("worker", obedient),
    ]);
    await expect(ready).rejects.toEqual(
      new ChildStartError("web ended with code 3 before it was ready."),
    );
  });

  it("kills a child that does not end in time", async () => {
    const { ready, stop } = run(
      [
        await child(
          "worker",
          `process.on("SIGTERM", () => {}); process.send("ready");`,
        ),
      ],
      100,
    );
    await ready;
    const [pid] = await pids("worker");
    await stop();
    expect(alive(pid!)).toBe(false);
    expect(lines).toEqual(["still running after 0.1 s, killed: worker"]);
  });

  it("starts nothing again while it stops", async () => {
    const slow = `process.on("SIGTERM", () => setTimeout(() => process.exit(1), 100)); process.send("ready");`;
    const { ready, stop } = run([await child("worker", slow)]);
    await ready;
    await stop();
    await new Promise((done) => setTimeout(done, 100));
    expect(await pids("worker")).toHaveLength(1);
  });
});
