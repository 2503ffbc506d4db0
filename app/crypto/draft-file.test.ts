/**
 * The age program asks its passphrase of a terminal; `script` (util-linux) gives it one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Encrypter } from "age-encryption";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isCodedError } from "#app/domain/shared/coded-error";
import { openDraft, sealDraft } from "./draft-file";
import {
  newPassphrase,
  normalPassphrase,
  passphraseProblem,
} from "./draft-passphrase";
import { newIdentity, recipientOf } from "./identity";
import { sealBytes } from "./seal";
import { utf8Bytes } from "./encoding";

const PASSPHRASE = "红灯 停 green light go";
const draft = { what: "病床上没有人。\n“引号” 😡𠮷", misconduct: ["HOS-06"] };

async function refusal(file: Uint8Array, passphrase = PASSPHRASE) {
  try {
    await openDraft(file, passphrase);
  } catch (error) {
    if (isCodedError(error)) return error.code;
    throw error;
  }
  return "opened";
}

let sealed: Uint8Array;
beforeAll(async () => {
  sealed = await sealDraft(draft, PASSPHRASE);
});

async function foreign(content: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalPassphrase(PASSPHRASE));
  encrypter.setScryptWorkFactor(10);
  return encrypter.encrypt(utf8Bytes(content));
}

test("what was sealed comes back, and nothing of it shows outside", async () => {
  expect(await openDraft(sealed, PASSPHRASE)).toEqual(draft);
  expect(Buffer.from(sealed).toString("latin1")).toMatch(
    /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 16\n/,
  );
  expect(Buffer.from(sealed).includes("HOS-06")).toBe(false);
});

test("drafts of a bucket have one length, whatever they say", async () => {
  const lengths = await Promise.all(
    ["", "字", "字".repeat(1_000)].map(
      async (what) => (await sealDraft({ what }, "x")).length,
    ),
  );
  expect(new Set(lengths).size).toBe(1);
  expect((await sealDraft({ what: "字".repeat(20_000) }, "x")).length).toBe(
    lengths[0]! + (64 - 4) * 1024,
  );
  await expect(
    sealDraft({ what: "字".repeat(100_000) }, "x"),
  ).rejects.toMatchObject({ code: "TEXT_TOO_LONG" });
});

describe("what cannot be opened is told apart", () => {
  test("another passphrase", async () => {
    expect(await refusal(sealed, "another one")).toBe("DRAFT_PASSPHRASE_WRONG");
  });

  test("a file that lacks its end, its middle or one bit", async () => {
    for (const length of [25, 120, sealed.length - 1])
      expect(await refusal(sealed.slice(0, length)), String(length)).toBe(
        "DRAFT_DAMAGED",
      );
    for (const place of [160, 220, 400, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[place]! ^= 1;
      expect(await refusal(changed), String(place)).toBe("DRAFT_DAMAGED");
    }
    expect(await refusal(new Uint8Array([...sealed, 0]))).toBe("DRAFT_DAMAGED");
  });

  test("another file", async () => {
    const toSomebody = await sealBytes(utf8Bytes("{}"), [
      await recipientOf(await newIdentity()),
    ]);
    for (const file of [
      new Uint8Array(0),
      utf8Bytes("%PDF-1.7"),
      utf8Bytes("ag"),
      toSomebody,
      new Uint8Array(400_000),
      await foreign("hello"),
      await foreign('{"purpose":"tip","v":1,"value":{}}'),
      await foreign("null"),
    ])
      expect(await refusal(file)).toBe("DRAFT_OTHER_FILE");
  });

  test("one that asks for gigabytes is not tried", async () => {
    const greedy = Buffer.from(
      Buffer.from(sealed).toString("latin1").replace(" 16\n", " 30\n"),
      "latin1",
    );
    expect(await refusal(greedy)).toBe("DRAFT_OTHER_FILE");
  });

  test("one of a later version", async () => {
    expect(
      await refusal(await foreign('{"purpose":"draft","v":2,"new":[]}')),
    ).toBe("DRAFT_NEWER");
  });
});

describe("passphrases", () => {
  test("it does not matter how digits were grouped or how wide they are", () => {
    expect(normalPassphrase(" 123 456-789\n０１２ ")).toBe("123456789012");
    expect(normalPassphrase(" two  words ")).toBe("two  words");
  });

  test.each([
    ["", "PASSPHRASE_MISSING"],
    ["   ", "PASSPHRASE_MISSING"],
    ["short", "PASSPHRASE_WEAK"],
    ["aaaaaaaaaaaaaaaaaa", "PASSPHRASE_WEAK"],
    ["abcdefghijklmnop", "PASSPHRASE_WEAK"],
    ["123456789012345", "PASSPHRASE_WEAK"],
    ["19491001", "PASSPHRASE_WEAK"],
    ["12121212121212121212", "PASSPHRASE_WEAK"],
    ["床前明月光", "PASSPHRASE_WEAK"],
    ["the rain in march", null],
    ["床前明月光疑是", null],
    ["271 828 182 845 904", null],
  ])("%j: %s", (typed, problem) =>
    expect(passphraseProblem(typed)).toBe(problem),
  );

  test("generated ones are groups of digits, all equally likely, and strong enough", () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 500; round++) {
      const made = newPassphrase((bytes) => crypto.getRandomValues(bytes));
      expect(made).toMatch(/^\d{3}( \d{3}){5}$/);
      for (const digit of made.replaceAll(" ", ""))
        counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    // 9,000 digits: 900 each, and less than 720 or more than 1,080 once in 10^9
    for (const digit of "0123456789") {
      expect(counts.get(digit)).toBeGreaterThan(720);
      expect(counts.get(digit)).toBeLessThan(1_080);
    }
  });

  test("bytes that would favour small digits are left out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 250, max: 255 }), (high) => {
        let first = true;
        const made = newPassphrase((bytes) => {
          bytes.fill(first ? high : 7);
          first = false;
        });
        expect(made).toBe("777 777 777 777 777 777");
      }),
    );
  });
});

describe("the age program", () => {
  let folder: string;
  beforeAll(() => {
    for (const program of ["age", "script"])
      if (spawnSync("which", [program]).status !== 0)
        throw new Error(`${program} is needed for this test`);
    folder = mkdtempSync(join(tmpdir(), "yanlu-draft-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const openWithAge = (passphrase: string) => {
    const [file, out] = [join(folder, "notes.dat"), join(folder, "opened")];
    rmSync(out, { force: true });
    writeFileSync(file, sealed);
    const run = spawnSync(
      "script",
      ["-qec", `age -d -o '${out}' '${file}'`, "/dev/null"],
      { input: `${passphrase}\n`, timeout: 30_000 },
    );
    return { status: run.status, out, said: run.stdout.toString() };
  };

  test("opens a draft and shows readable JSON", () => {
    const { status, out, said } = openWithAge(PASSPHRASE);
    expect(status, said).toBe(0);
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual({
      purpose: "draft",
      v: 1,
      value: draft,
    });
  });

  test("refuses another passphrase", () => {
    const { status, said } = openWithAge("another one");
    expect(status).not.toBe(0);
    expect(said).toContain("incorrect passphrase");
  });
});
