import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const bundle = z.object({ manifest: z.object({ version: z.string() }) });

/**
 * The name of the release in a folder of built programs, as tips carry it; null when no manifest was made there.
 * @throws when there is one that cannot be read
 */
export async function releaseOf(buildFolder: string): Promise<string | null> {
  const text = await readFile(join(buildFolder, "release.json"), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    },
  );
  return text === null ? null : bundle.parse(JSON.parse(text)).manifest.version;
}
