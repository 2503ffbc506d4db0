import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { ed25519 } from "@noble/curves/ed25519.js";
import { fromBase64, toBase64 } from "#app/crypto/tlog/base64";
import { parseVerifierKey, verifierKey } from "#app/crypto/tlog/signed-note";
import { concatBytes, equalBytes } from "#app/crypto/encoding";

/**
 * A witness's key in a file of one line, as other programs for signed notes keep theirs:
 * `PRIVATE+KEY+<name>+<key id>+<base64 of 0x04 and the 32-byte seed>`.
 */
export type WitnessKey = {
  readonly name: string;
  readonly seed: Uint8Array;
  readonly verifier: string;
};

const COSIGNATURE = 0x04;

/** @throws when the file is there already, or cannot be written @returns the verifier key, which the log's operator is told */
export async function makeWitnessKey(
  path: string,
  name: string,
): Promise<string> {
  const seed = randomBytes(32);
  const { verifier, text } = spell(name, seed);
  // refuses names that no note can carry
  parseVerifierKey(verifier);
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: "wx", flush: true });
  return verifier;
}

/** @returns null when the file holds no such key */
export async function readWitnessKey(path: string): Promise<WitnessKey | null> {
  const text = (await readFile(path, "utf8")).trim();
  const match = /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+(\S+)$/.exec(text);
  if (!match) return null;
  try {
    const typed = fromBase64(match[2]!);
    const seed = typed.slice(1);
    if (!equalBytes(typed.slice(0, 1), Uint8Array.of(COSIGNATURE))) return null;
    if (seed.length !== 32) return null;
    const spelled = spell(match[1]!, seed);
    if (spelled.text !== text) return null;
    return { name: match[1]!, seed, verifier: spelled.verifier };
  } catch {
    return null;
  }
}

function spell(name: string, seed: Uint8Array) {
  const verifier = verifierKey(name, ed25519.getPublicKey(seed), COSIGNATURE);
  const keyId = /^[^+]*\+([0-9a-f]{8})\+/.exec(verifier)?.[1];
  const typed = concatBytes(Uint8Array.of(COSIGNATURE), seed);
  return {
    verifier,
    text: `PRIVATE+KEY+${name}+${keyId}+${toBase64(typed)}`,
  };
}
