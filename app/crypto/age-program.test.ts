/**
 * A sealed export must open without this software: the `age` program of Debian (package `age`) reads what we seal and we
 * read what it seals. Version 1.1 knows X25519 only; hybrid recipients need 1.3.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";
import { equalBytes, utf8Bytes } from "./encoding";
import { newIdentity, parseIdentity, recipientOf } from "./identity";
import { openBytes, sealBytes } from "./seal";

const identity = parseIdentity(await generateX25519Identity());
const recipient = await recipientOf(identity);
const short = utf8Bytes("言路：导出\n");
const long = new Uint8Array(200_000).map((_, at) => at % 251);

let folder: string;
let identityFile: string;

beforeAll(() => {
  if (spawnSync("which", ["age"]).status !== 0) {
    throw new Error(
      "The age program is needed for this test and is not installed: apt-get install age",
    );
  }
  folder = mkdtempSync(join(tmpdir(), "yanlu-age-"));
  identityFile = join(folder, "identity.txt");
  writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["a line", short],
  ["several chunks", long],
])("age opens what we sealed: %s", async (_, plain) => {
  const sealed = await sealBytes(plain, [recipient]);
  const opened = execFileSync(
    "age",
    ["--decrypt", "--identity", identityFile],
    { input: sealed },
  );
  expect(equalBytes(opened, plain)).toBe(true);
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["a line", short],
  ["several chunks", long],
])("we open what age sealed: %s", async (_, plain) => {
  const sealed = execFileSync("age", ["--encrypt", "--recipient", recipient], {
    input: plain,
  });
  expect(equalBytes(await openBytes(sealed, identity), plain)).toBe(true);
});

test("age refuses what another's key sealed", async () => {
  const other = await recipientOf(
    parseIdentity(await generateX25519Identity()),
  );
  const sealed = await sealBytes(short, [other]);
  const run = spawnSync("age", ["--decrypt", "--identity", identityFile], {
    input: sealed,
  });
  expect(run.status).not.toBe(0);
  expect(run.stderr.toString()).toContain("no identity matched");
});

test("our hybrid recipient's stanza is the one age 1.3 names", async () => {
  const sealed = await sealBytes(short, [
    await recipientOf(await newIdentity()),
  ]);
  expect(new TextDecoder("latin1").decode(sealed.subarray(0, 40))).toMatch(
    /^age-encryption\.org\/v1\n-> mlkem768x25519 /,
  );
});
