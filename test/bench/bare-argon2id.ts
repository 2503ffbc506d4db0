import { randomBytes } from "node:crypto";
import argon2 from "argon2";
import { ARGON2ID_COST } from "#app/crypto/argon2id";
import { repeatFor, type Turn } from "./measure";

export const BARE_ARGON2ID =
  "one native Argon2id (64 MiB, 3 passes) for each, two at once, and nothing else";

/** The wall of everything that begins with a tracking code: each needs one derivation, and the portal runs two at once. */
export function deriveFor(milliseconds: number): Promise<Turn> {
  const salt = randomBytes(16);
  const { memoryKiB, iterations, parallelism, length } = ARGON2ID_COST;
  return repeatFor(
    milliseconds,
    () =>
      argon2
        .hash(randomBytes(24), {
          raw: true,
          type: argon2.argon2id,
          salt,
          memoryCost: memoryKiB,
          timeCost: iterations,
          parallelism,
          hashLength: length,
        })
        .then(() => 1),
    { lanes: 2 },
  );
}
