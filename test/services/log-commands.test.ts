import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openNote, parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { register } from "#app/server/cli/log.server";
import { CommandFailure } from "#app/server/command-line.server";
import { parseEnv } from "#app/server/env.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { openLogDesk } from "#test/setup/log-desk";
import { appendTip, openLogWorld } from "#test/setup/log-world";

let world: Awaited<ReturnType<typeof openLogWorld>>;
beforeEach(async () => {
  world = await openLogWorld();
});
afterEach(async () => {
  process.exitCode = 0;
  await world.close();
});

/** Runs `yanlu log …`. @returns what it says on standard output, as JSON and as text */
async function log(...words: string[]) {
  const said: { json: unknown; text: string }[] = [];
  const program = new Command("yanlu").exitOverride();
  register(program, {
    env: parseEnv({ DATABASE_URL: world.url, DATA_DIR: world.dataDir }),
    json: () => false,
    output: (json, text) => void said.push({ json, text }),
    file: (path) => join(world.dataDir, path),
    progress: () => {},
    withDatabase: (use) => use(world.url),
  });
  await program.parseAsync(["log", ...words], { from: "user" });
  expect(said).toHaveLength(1);
  return said[0]!;
}
const refusal = (...words: string[]) =>
  log(...words).then(
    () => expect.unreachable("accepted"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CommandFailure);
      return (error as Error).message;
    },
  );

test("keys, rotate-key, cut, checkpoint: a new key signs beside the old one, then alone", async () => {
  const { db, deps } = world;
  expect(await refusal("checkpoint")).toMatch(/^No checkpoint/);
  await appendTip(deps, deps.clock.today());
  const [first] = await deps.log.verifiers();
  expect((await log("keys")).json).toMatchObject([
    { verifier: first, untilDay: null },
  ]);
  const { json } = await log("rotate-key");
  const { keyId, verifier } = json as { keyId: string; verifier: string };
  const file = join(world.dataDir, "keys", `log-${keyId}.key`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await log("keys")).json).toMatchObject([
    { verifier, untilDay: null },
    { verifier: first, untilDay: expect.any(String) as string },
  ]);
  // a third one only behind a checkpoint that tells of the second
  expect(await refusal("rotate-key")).toContain("yanlu log cut");
  expect(await readdir(join(world.dataDir, "keys"))).toHaveLength(
    2 +
      Number(
        (await readdir(join(world.dataDir, "keys"))).includes("server.key"),
      ),
  );

  expect((await log("cut")).json).toMatchObject({ sequenced: 3, size: 4 });
  const signers = async () =>
    openNote((await newestCheckpoint(db))!.note, [
      verifier,
      first!,
    ]).signatures.map((signature) => signature.verifier);
  expect(await signers()).toEqual([verifier, first]);
  await log("cut");
  expect(await signers()).toEqual([verifier]);

  await log("checkpoint", "--out", "kept.txt");
  const kept = await readFile(join(world.dataDir, "kept.txt"), "utf8");
  expect(kept).toBe((await newestCheckpoint(db))!.note);
  expect((await log("checkpoint")).text).toBe(kept.trimEnd());
  expect(await refusal("checkpoint", "--out", "kept.txt")).toContain(
    "never overwritten",
  );
  expect(await readFile(join(world.dataDir, "kept.txt"), "utf8")).toBe(kept);
});

test("witness-key, witness: follows a log from its state file, and keeps the evidence of another history", async () => {
  const { deps, clock, dataDir } = world;
  const { text: verifier } = await log(
    "witness-key",
    "w.key",
    "--name",
    "w.example/1",
  );
  expect(parseVerifierKey(verifier)).toMatchObject({
    name: "w.example/1",
    type: 4,
  });
  expect((await stat(join(dataDir, "w.key"))).mode & 0o777).toBe(0o600);
  expect(
    await refusal("witness-key", "w.key", "--name", "w.example/2"),
  ).toContain("never overwritten");
  const shown = {
    ...deps,
    settings: {
      ...deps.settings,
      witnesses: [{ name: "w.example/1", verifier, url: null }],
    },
  };
  const desk = await openLogDesk(shown);
  try {
    const words = [
      "witness",
      "--log",
      desk.origin,
      "--key",
      "w.key",
      "--state",
      "w.json",
    ];
    expect(await refusal(...words)).toContain("404");
    await sequenceLog(deps);
    expect((await log(...words)).json).toMatchObject({ size: 1, from: 0 });
    await appendTip(deps, clock.today());
    clock.passDays(1);
    await sequenceLog(deps);
    expect((await log(...words)).json).toMatchObject({ size: 4, from: 1 });
    expect((await newestCheckpoint(deps.db))!.note).toContain("— w.example/1 ");

    // a state that says another root for the same size: what a witness of a split view would hold
    const path = join(dataDir, "w.json");
    const state = JSON.parse(await readFile(path, "utf8")) as object;
    const other = JSON.stringify({ ...state, rootHash: `${"A".repeat(43)}=` });
    await writeFile(path, other);
    expect(await refusal(...words)).toMatch(
      /another history.+kept in .+split-view-/,
    );
    const evidence = (await readdir(dataDir)).filter((name) =>
      name.includes("split-view"),
    );
    expect(evidence).toHaveLength(1);
    expect(await readFile(path, "utf8")).toBe(other);
    await writeFile(path, JSON.stringify({ ...state, size: 100 }));
    expect(await refusal(...words)).toMatch(/^The log shrank/);
    await writeFile(path, "{");
    expect(await refusal(...words)).toContain("no state of a witness");
    expect(await refusal(...words.with(4, "w.json"))).toContain(
      "no key made by",
    );
    expect(await refusal(...words, "--log-key", verifier)).toContain(
      "no key of a log",
    );
  } finally {
    await desk.close();
  }
});
