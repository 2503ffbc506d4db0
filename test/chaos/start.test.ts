import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nodeTooOld, packagesAreInstalled } from "../../bin/packages.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const soon = { timeout: 60_000, interval: 50 };

type Run = {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
};

function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Run {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: "", SURFACE: "public", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return {
    child,
    said: () => text,
    ended: once(child, "close").then(([code]) => code as number | null),
  };
}

describe("the portal's parent process", () => {
  let dataDir: string;
  const runs: Run[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "yanlu-start-"));
  });
  afterEach(async () => {
    for (const { child, ended } of runs.splice(0)) {
      if (child.exitCode === null && child.signalCode === null)
        child.kill("SIGTERM");
      await ended;
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async () => {
    const run = runNode(
      [
        "--import",
        "tsx",
        join(ROOT, "test/setup/processes/portal-without-pages.ts"),
      ],
      { DATA_DIR: dataDir },
    );
    runs.push(run);
    await vi.waitFor(() => expect(run.said()).toContain("ready: "), soon);
    return run;
  };
  const pidOf = async (name: string) =>
    Number(await readFile(join(dataDir, "build", `${name}.js.pid`), "utf8"));
  const isAlive = async (pid: number) => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(
      () => "State:\tZ",
    );
    return !/^State:\tZ/m.test(status);
  };

  it("starts, ends in order, and starts again on the same data", async () => {
    const first = await start();
    expect(first.said()).toMatch(
      /creating the database\n.*migrations applied: \d+/s,
    );
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(first.said()).toMatch(
      /ending web and worker\nstopping the database\nended\n$/,
    );

    const second = await start();
    expect(second.said()).toMatch(/^database started\n/);
    expect(second.said()).not.toContain("migrations applied");
  });

  it("takes the Ctrl-C that npm sends on for the one that the terminal sent", async () => {
    const { child, ended, said } = await start();
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(said()).toMatch(/ended\n$/);
  });

  it("killed, leaves no web and no worker behind, and the next one takes over the database", async () => {
    const killed = await start();
    const children = [await pidOf("server"), await pidOf("worker")];
    killed.child.kill("SIGKILL");
    await killed.ended;
    await vi.waitFor(
      async () =>
        expect(await Promise.all(children.map(isAlive))).toEqual([
          false,
          false,
        ]),
      soon,
    );
    const next = await start();
    expect(next.said()).toMatch(/^database was still running, joined\n/);
  });

  it("starts a killed worker again and leaves the web process alone", async () => {
    const { said } = await start();
    const [web, worker] = [await pidOf("server"), await pidOf("worker")];
    process.kill(worker, "SIGKILL");
    await vi.waitFor(() => expect(said()).toContain("worker is back"), soon);
    expect(await pidOf("worker")).not.toBe(worker);
    expect([await pidOf("server"), await isAlive(web)]).toEqual([web, true]);
  });

  it("says in one sentence that the database cannot be used", async () => {
    const first = await start();
    first.child.kill("SIGTERM");
    await first.ended;
    await writeFile(join(dataDir, "postgres/data/PG_VERSION"), "9.6\n");
    const run = runNode(
      [
        "--import",
        "tsx",
        join(ROOT, "test/setup/processes/portal-without-pages.ts"),
      ],
      { DATA_DIR: dataDir },
    );
    runs.push(run);
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(
      /^The database folder .+ was made by PostgreSQL 9\.6, but .+\.\nended\n$/,
    );
  });
});

describe("npm start", () => {
  const start = (env: Readonly<Record<string, string>>) =>
    runNode(["bin/start.mjs"], env);

  it("says that the port is taken before it does anything", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { ended, said } = start({ PORT: String(port) });
    expect(await ended).toBe(1);
    expect(said()).toBe(
      `PORT ${port} is in use, perhaps by a Yanlu that already runs. End that program, or choose another port: PORT=3001 npm start\n`,
    );
    other.close();
  });

  it.each([
    ["PORT", "http", "PORT must be a whole number from 1 to 65535."],
    ["SURFACE", "hunter2", "SURFACE must be public, staff or all."],
    [
      "DATABASE_URL",
      "hunter2",
      "DATABASE_URL must be a URL beginning with postgres:// or postgresql://.",
    ],
  ])(
    "names the wrong setting %s and ends with code 78",
    async (setting, value, sentence) => {
      const { ended, said } = start({ PORT: "1", [setting]: value });
      expect(await ended).toBe(78);
      expect(said().trim().split("\n").at(-1)).toBe(sentence);
    },
  );
});

describe("before the packages are there", () => {
  it("an old Node is told, a newer one is not", () => {
    expect(nodeTooOld("18.20.0")).toBe(
      "Yanlu needs Node 20.19 or newer; this is Node 18.20.0.",
    );
    expect(nodeTooOld("20.18.9")).toBeDefined();
    for (const version of ["20.19.0", "22.0.0", "24.1.0"])
      expect(nodeTooOld(version)).toBeUndefined();
  });

  it("missing, older and left-out packages are told apart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "yanlu-packages-"));
    const write = async (name: string, packages: object) => {
      await writeFile(join(folder, name), JSON.stringify({ packages }));
    };
    const wanted = {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0", optional: true },
      "node_modules/c": { version: "3.0.0", dev: true },
    };
    await write("package-lock.json", wanted);
    expect(packagesAreInstalled(folder)).toBe(false);
    await mkdir(join(folder, "node_modules"));
    await write("node_modules/.package-lock.json", {
      "node_modules/a": { version: "1.0.0" },
    });
    expect(packagesAreInstalled(folder)).toBe(true);
    await write("node_modules/.package-lock.json", {
      "node_modules/a": { version: "0.9.0" },
    });
    expect(packagesAreInstalled(folder)).toBe(false);
    await rm(folder, { recursive: true });
  });

  // npm leaves platform packages out of the lock file when it is made on another platform, and then npm ci refuses it
  it("the lock file names every package that any platform needs", async () => {
    type Locked = { optionalDependencies?: Record<string, string> };
    const { packages } = JSON.parse(
      await readFile(join(ROOT, "package-lock.json"), "utf8"),
    ) as { packages: Record<string, Locked> };
    const missing = Object.entries(packages).flatMap(
      ([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).filter((name) => {
          for (
            let at = path;
            ;
            at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))
          ) {
            if (
              packages[
                at === ""
                  ? `node_modules/${name}`
                  : `${at}/node_modules/${name}`
              ]
            )
              return false;
            if (at === "" || !at.includes("/node_modules/"))
              return !packages[`node_modules/${name}`];
          }
        }),
    );
    expect(missing).toEqual([]);
  });
});
