import { randomBytes } from "node:crypto";
import type { SealedStorage } from "#app/services/ports";

/**
 * Sealed files under random keys; what is stored is ciphertext. In a folder, files and the folders around them carry midnight
 * UTC of the day as time of change; the file system's own times of creation and status (ctime) cannot be set. An object store
 * keeps the exact `LastModified` of every object, and no client can change it: see docs/threat-model.md.
 */
export type OpenStorage = SealedStorage & {
  exists(key: string): Promise<boolean>;
};

/** A new key: 32 random bytes in hexadecimal, which no path or URL can misread. */
export function newStorageKey(): string {
  return randomBytes(32).toString("hex");
}

const KEY = /^[0-9a-z][0-9a-z-]{15,127}$/;

/** Keys come out of the database; a wrong one is a defect or an attack on it, never a path to follow. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error("not a storage key");
  return key;
}
