import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { utf8Bytes } from "#app/crypto/encoding";
import { checkProof, checkProofBytes } from "#app/crypto/tlog/check-proof";
import { proofFileText } from "#app/crypto/tlog/proof-file";
import {
  claimId,
  life,
  logKey,
  makePromised,
  makeProof,
  nextLogKey,
} from "#test/factories/proof-world";
import { randomFrom } from "#test/fuzz/random";

/**
 * A second verifier, in another language, on nobody's libraries, written after the published formats: what it and ours both say
 * of a file does not rest on a mistake of either.
 */
const verifier = fileURLToPath(
  new URL("../verifier/verify_proof.py", import.meta.url),
);
const CHANGES = 1000;

type Report = {
  readonly ok: boolean;
  readonly problem?: string;
  readonly entries?: readonly { readonly state: string }[];
};

function python(args: readonly string[], input = "") {
  const { error, status, stdout, stderr } = spawnSync(
    "python3",
    [verifier, ...args],
    { input, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (error)
    throw new Error(
      "python3 is not installed: the independent verifier needs it (Debian: apt-get install python3).",
    );
  if (stderr) throw new Error(`verify_proof.py: ${stderr}`);
  return {
    status,
    reports: stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Report),
  };
}

const base64Lines = (files: readonly Uint8Array[]) =>
  files.map((bytes) => `${Buffer.from(bytes).toString("base64")}\n`).join("");

describe("the independent verifier", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "yanlu-verifier-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("accepts what we make, and reports the same of it", async () => {
    const claimed = {
      ...life,
      acts: [
        ...life.acts,
        {
          kind: "CLAIM_PAID",
          day: "2026-05-02",
          data: { claimId },
          ofClaim: true,
        },
      ],
      signers: [nextLogKey, logKey],
    };
    const extension = {
      kind: "CLOCK_EXTENDED",
      day: "2026-05-19",
      data: { stage: "PAY", fromDay: "2026-05-20", toDay: "2026-06-05" },
    };
    const missed = {
      kind: "CLOCK_MISSED",
      day: "2026-06-02",
      data: { stage: "REWARD", dueDay: "2026-06-01" },
    };
    const texts = [
      (await makeProof(life)).text,
      (await makeProof(claimed)).text,
      (await makeProof({ ...life, others: 300 })).text,
      (await makeProof({ ...life, others: 0, acts: life.acts.slice(0, 1) }))
        .text,
      (await makeProof({ ...life, acts: life.acts.slice(0, 4) })).text,
      (await makeProof({ ...life, acts: [...life.acts, extension, missed] }))
        .text,
      proofFileText(
        await makePromised([{ kind: "TIP_RECEIVED", day: "2026-06-30" }]),
      ),
    ];
    const { status, reports } = python(
      ["--lines"],
      base64Lines(texts.map(utf8Bytes)),
    );
    expect(status).toBe(0);
    expect(reports).toHaveLength(texts.length);
    for (const [at, text] of texts.entries()) {
      const { problems, entries, checkpoint, ...ours } = checkProof(text);
      expect(problems).toEqual([]);
      expect(reports[at]).toEqual({
        ...ours,
        checkpoint: checkpoint && {
          ...checkpoint,
          cosignedBy: checkpoint.cosignedBy.map(
            ({ known: _known, ...seen }) => seen,
          ),
        },
        entries: entries.map(({ data: _data, ...entry }) => entry),
      });
    }
    expect(checkProof(texts[5]!).neglect.map(({ stage }) => stage)).toEqual([
      "REWARD",
      "PAY",
    ]);
  });

  it(`refuses each of ${CHANGES} files in which one bit was changed, as ours does`, async () => {
    const seed = Number(
      process.env.VERIFIER_SEED ?? randomBytes(4).readUInt32BE(),
    );
    process.stdout.write(`VERIFIER_SEED=${seed}\n`);
    const random = randomFrom(seed);
    const good = utf8Bytes((await makeProof(life)).text);
    const bits = Array.from({ length: CHANGES }, () =>
      random.below(good.length * 8),
    );
    const changed = bits.map((bit) => {
      const bytes = good.slice();
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      return bytes;
    });

    const { status, reports } = python(
      ["--lines"],
      base64Lines([good, ...changed]),
    );
    expect(status).toBe(1);
    expect(reports).toHaveLength(CHANGES + 1);
    expect(reports[0]).toMatchObject({ ok: true });
    expect(checkProofBytes(good).ok).toBe(true);
    // positions, so that a file that passes can be looked at
    const accepted = bits.filter((_, at) => reports[at + 1]!.ok);
    expect(accepted, `python, seed ${seed}`).toEqual([]);
    const acceptedByUs = bits.filter(
      (_, at) => checkProofBytes(changed[at]!).ok,
    );
    expect(acceptedByUs, `ours, seed ${seed}`).toEqual([]);
  }, 300_000);

  it("answers on the command line with its exit code", async () => {
    const { text } = await makeProof(life);
    const file = join(folder, "proof.json");
    writeFileSync(file, text);
    expect(python([file]).status).toBe(0);
    const keys = [logKey, nextLogKey].flatMap(({ verifier: key }) => [
      "--key",
      key,
    ]);
    expect(python([file, ...keys]).status).toBe(0);
    expect(python([file, "--key", logKey.verifier])).toEqual({
      status: 1,
      reports: [{ ok: false, problem: "key not trusted" }],
    });
    writeFileSync(file, `${text}\n`);
    expect(python([file]).status).toBe(1);
  });
});
