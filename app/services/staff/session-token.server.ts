import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

export const IDLE_MILLIS = 15 * 60_000;
export const SESSION_MILLIS = 8 * 3_600_000;
export const STEP_UP_MILLIS = 10 * 60_000;

/** What the cookie holds; the database keeps its hash only, so that a stolen table signs nobody in. */
export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** SHA-256, null for what cannot be a token. */
export function sessionTokenHash(
  token: string,
): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return new Uint8Array(createHash("sha256").update(token).digest());
}
