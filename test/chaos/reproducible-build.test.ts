import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const COPIED = [
  "app",
  "bin",
  "public",
  "workers",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "remix.config.js",
];

async function hashes(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path)] = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  }
  return found;
}

async function run(
  file: string,
  words: readonly string[],
  folder = ROOT,
): Promise<void> {
  const child = spawn(file, words, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", TZ: "Asia/Tokyo" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  expect(code, Buffer.concat(said).toString()).toBe(0);
}

test(
  "two builds of the same sources, in different folders, give the same bytes",
  { timeout: 300_000 },
  async () => {
    await mkdir(join(ROOT, "build"), { recursive: true });
    const copy = await mkdtemp(join(ROOT, "build", "second-"));
    try {
      for (const name of COPIED)
        await cp(join(ROOT, name), join(copy, name), { recursive: true });
      // a symbolic link would put the packages outside the folder, and bundlers name modules by their path in it
      await run("cp", ["-al", join(ROOT, "node_modules"), copy]);
      await run(
        process.execPath,
        [join(copy, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build"],
        copy,
      );
      const built = await hashes(join(ROOT, "build", "pages", "client"));
      expect(Object.keys(built).length).toBeGreaterThan(20);
      expect(await hashes(join(copy, "build", "pages", "client"))).toEqual(
        built,
      );
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
);
