import { createHmac } from "node:crypto";
import {
  createChallenge,
  randomInt,
  verifySolution,
  type Challenge,
} from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import { usedOnce } from "./used-once";

/**
 * ALTCHA's proof of work, asked for only while demand is higher than the portal can bear. Nothing in it tells who solves it.
 * One guess is 1,000 rounds of PBKDF2; a solution takes 500 to 1,000 guesses: about a second on a telephone, and as much for
 * each single request of a flood.
 */
const ROUNDS = 1_000;
const GUESSES = { least: 500, most: 1_000 };
const GOOD_FOR_MS = 3 * 60_000;
const MOST_REMEMBERED = 200_000;

/** Header that carries the solution: base64url of {challenge, solution} */
export const WORK_HEADER = "yanlu-work";
const MOST_HEADER_CHARACTERS = 4_000;

const payload = z.object({
  challenge: z.object({
    parameters: z
      .object({
        algorithm: z.literal("PBKDF2/SHA-256"),
        cost: z.literal(ROUNDS),
        nonce: z.string().max(200),
        expiresAt: z.number(),
      })
      .loose(),
    signature: z.string().max(200),
  }),
  solution: z.object({
    counter: z.int().min(0).max(GUESSES.most),
    derivedKey: z.string().max(200),
    time: z.number().optional(),
  }),
});

export type ProofOfWork = {
  challenge(): Promise<Challenge>;
  /** Whether this is a solution, not used before. */
  accepts(header: string): Promise<boolean>;
};

/** @param key shared by the web processes; a solution is remembered by the process that took it */
export function proofOfWork(
  key: () => Promise<Uint8Array>,
  now: () => number,
): ProofOfWork {
  const remembered = usedOnce(MOST_REMEMBERED, now);
  const secrets = async () => {
    const shared = await key();
    const secret = (label: string) =>
      createHmac("sha256", shared).update(label).digest("base64");
    return {
      hmacSignatureSecret: secret("yanlu/v1/work"),
      hmacKeySignatureSecret: secret("yanlu/v1/work-key"),
    };
  };
  return {
    async challenge() {
      return createChallenge({
        algorithm: "PBKDF2/SHA-256",
        cost: ROUNDS,
        counter: randomInt(GUESSES.most, GUESSES.least),
        deriveKey,
        expiresAt: new Date(now() + GOOD_FOR_MS),
        ...(await secrets()),
      });
    },
    async accepts(header) {
      const read = readHeader(header);
      if (!read) return false;
      const { challenge, solution } = read;
      const { nonce, expiresAt } = challenge.parameters;
      const { verified } = await verifySolution({
        challenge: challenge as unknown as Challenge,
        solution: solution,
        deriveKey,
        ...(await secrets()),
      });
      return verified && remembered.use(nonce, expiresAt * 1_000);
    },
  };
}

function readHeader(header: string) {
  if (header.length > MOST_HEADER_CHARACTERS) return null;
  try {
    return payload.parse(
      JSON.parse(Buffer.from(header, "base64url").toString("utf8")),
    );
  } catch {
    return null;
  }
}
