import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { copyOf, ensureNamedTemplate, type TestDatabase } from "./database";

const ROOT = resolve(import.meta.dirname, "../..");

/** Sealed files and the server key that belong to the demo template. */
export const DEMO_DATA_DIR = join(ROOT, "var/test/demo");

/** A database with the demo deployment, as `yanlu demo load` makes it; made once a run, then copied. */
export async function createDemoDatabase(): Promise<TestDatabase> {
  const template = await ensureNamedTemplate(
    `template_demo_${process.env.TEST_RUN_ID ?? "local"}`,
    "migrated",
    async (url) => {
      await rm(DEMO_DATA_DIR, { recursive: true, force: true });
      await mkdir(DEMO_DATA_DIR, { recursive: true });
      await promisify(execFile)(
        process.execPath,
        [join(ROOT, "bin/yanlu.mjs"), "demo", "load"],
        {
          cwd: ROOT,
          env: {
            ...process.env,
            NODE_ENV: "test",
            DATABASE_URL: url,
            DATA_DIR: DEMO_DATA_DIR,
          },
        },
      );
    },
  );
  return copyOf(template);
}
