import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError } from "./env.server";

/**
 * The server's own 32-byte key, apart from the database, so that a stolen database alone yields no second-factor secrets.
 * All web processes and workers of a deployment share the file (mode 0600); it is made at the first start.
 * @throws ConfigurationError when the file is there but is not such a key
 */
export function loadServerKey(dataDir: string): Uint8Array {
  const path = join(dataDir, "keys", "server.key");
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, randomBytes(32).toString("base64url"), {
      mode: 0o600,
      flush: true,
    });
    try {
      // link fails if another process was first: its key stays
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
    chmodSync(path, 0o600);
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
  if (key.length !== 32)
    throw new ConfigurationError(
      "DATA_DIR",
      `The file keys/server.key in the data folder is not a 32-byte key; restore it from a backup.`,
    );
  return new Uint8Array(key);
}
