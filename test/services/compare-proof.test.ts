import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inboxIdHash } from "#app/crypto/inbox-keys";
import { toBase64 } from "#app/crypto/tlog/base64";
import { checkpointText, parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { proofFileText } from "#app/crypto/tlog/proof-file";
import { openNote } from "#app/crypto/tlog/signed-note";
import { register } from "#app/server/cli/log.server";
import { CommandFailure } from "#app/server/command-line.server";
import { parseEnv } from "#app/server/env.server";
import { readProofFile } from "#app/services/inbox/read-proof-file.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { sendTip } from "#test/factories/play";
import { makeWorld, type World } from "#test/factories/portal-world";
import { openLogDesk } from "#test/setup/log-desk";
import { appendOther, openLogWorld } from "#test/setup/log-world";

let world: World;
let second: Awaited<ReturnType<typeof openLogWorld>>;
let desk: Awaited<ReturnType<typeof openLogDesk>>;
let sent: Awaited<ReturnType<typeof sendTip>>;
beforeAll(async () => {
  world = await makeWorld();
  second = await openLogWorld();
  desk = await openLogDesk(world.deps);
  sent = await sendTip(world);
  await sequenceLog(world.deps, { force: true });
  await save("proof.json", await proofText());
});
afterAll(async () => {
  await desk.close();
  await second.close();
  await world.close();
});
afterEach(() => {
  process.exitCode = 0;
  desk.show(world.deps);
});

const save = (name: string, text: string) =>
  writeFile(join(second.dataDir, name), text);
async function proofText() {
  const hash = inboxIdHash(sent.seeds.inboxId);
  return proofFileText((await readProofFile(world.deps, hash))!);
}
const shownNow = async () =>
  (await fetch(`${desk.origin}/log/checkpoint`)).text();
const headOf = (note: string) => parseCheckpoint(openNote(note, []).text);

type Said = {
  readonly comparisons: readonly {
    readonly verdict: string;
    readonly evidence: readonly string[];
  }[];
};

/** @returns verdicts, evidence, what a person reads, and the code the command ends with */
async function compare(...words: string[]) {
  const said: { json: unknown; text: string }[] = [];
  const program = new Command("yanlu").exitOverride();
  register(program, {
    env: parseEnv({}),
    json: () => false,
    output: (json, text) => void said.push({ json, text }),
    file: (path) => join(second.dataDir, path),
    progress: () => {},
    withDatabase: () => expect.unreachable("needs no database"),
  });
  process.exitCode = 0;
  await program.parseAsync(["log", "verify-proof", "proof.json", ...words], {
    from: "user",
  });
  expect(said).toHaveLength(1);
  const { comparisons } = said[0]!.json as Said;
  return {
    verdicts: comparisons.map(({ verdict }) => verdict),
    evidence: comparisons.flatMap(({ evidence }) => evidence),
    text: said[0]!.text,
    code: process.exitCode,
  };
}

test("a proof agrees with what the portal shows, also after the log has grown", async () => {
  const first = await shownNow();
  await save("first.txt", first);
  expect(await compare("--against", "first.txt")).toMatchObject({
    verdicts: ["SAME_LOG"],
    code: 0,
  });
  for (const entries of [0, 300]) {
    for (let count = 0; count < entries; count++)
      await appendOther(world.deps, world.clock.today());
    if (entries > 0) await sequenceLog(world.deps, { force: true });
    const { text, ...found } = await compare("--log", desk.origin);
    expect(found).toEqual({ verdicts: ["SAME_LOG"], evidence: [], code: 0 });
    expect(text).toContain(
      `of ${headOf(await shownNow()).size} entries, begins with the ${headOf(first).size} of`,
    );
  }
  // another size can be told with the log's hashes alone
  await save("later.json", await proofText());
  const apart = await compare("--against", "later.json");
  expect(apart).toMatchObject({ verdicts: ["NOT_COMPARED"], code: 1 });
  expect(apart.text).toContain("Add --log");
  expect(
    await compare("--against", "later.json", "--log", desk.origin),
  ).toMatchObject({ verdicts: ["SAME_LOG", "SAME_LOG"], code: 0 });
});

test("two checkpoints of one size with different roots are two faces", async () => {
  const { checkpoint } = JSON.parse(await proofText()) as {
    checkpoint: string;
  };
  await save("proof.json", await proofText());
  const { origin, size, rootHash } = headOf(checkpoint);
  const otherRoot = new Uint8Array(32).fill(7);
  const other = await world.deps.log.sign(
    checkpointText({ origin, size, rootHash: otherRoot }),
  );
  await save("other.txt", other);
  const found = await compare("--against", "other.txt");
  expect(found).toMatchObject({
    verdicts: ["TWO_FACES"],
    evidence: [checkpoint, other],
    code: 1,
  });
  expect(found.text).toContain("two faces".toUpperCase());
  for (const root of [rootHash, otherRoot])
    expect(found.text).toContain(
      `${size} entries with the root ${toBase64(root)}`,
    );
  // what the log did not sign convicts nobody
  await save("forged.txt", other.replace(/.{6}\n$/, "AAAAA=\n"));
  for (const name of ["forged.txt", "proof.json.key"]) {
    await save("proof.json.key", "");
    await expect(compare("--against", name)).rejects.toThrow(CommandFailure);
  }
});

test("a portal that shows another log than the one of the proof has two faces", async () => {
  const before = headOf(await shownNow());
  const deps = { ...second.deps, log: world.deps.log };
  await appendOther(deps, second.clock.today());
  await sequenceLog(deps, { force: true });
  desk.show(deps);
  expect(await compare("--log", desk.origin)).toMatchObject({
    verdicts: ["SHRANK"],
    code: 1,
  });
  for (let count = 0; count < before.size + 10; count++)
    await appendOther(deps, second.clock.today());
  await sequenceLog(deps, { force: true });
  const other = await shownNow();
  const found = await compare("--log", desk.origin);
  expect(found).toMatchObject({ verdicts: ["TWO_FACES"], code: 1 });
  expect(found.evidence[1]).toBe(other);
  for (const { size, rootHash } of [before, headOf(other)])
    expect(found.text).toContain(
      `${size} entries with the root ${toBase64(rootHash)}`,
    );
  // and one that cannot be reached is no verdict
  expect(await compare("--log", "http://127.0.0.1:9")).toMatchObject({
    verdicts: ["NOT_COMPARED"],
    code: 1,
  });
});
