import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterEach, describe, expect, it } from "vitest";
import { fromBase64 } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import {
  cosignLine,
  openNote,
  signNote,
  verifierKey,
} from "#app/crypto/tlog/signed-note";
import { verifyConsistency } from "#app/crypto/tlog/tree";
import { changeLogKey } from "#app/server/log-keys.server";
import { addCheckpointOverHttp } from "#app/server/witness/add-checkpoint.server";
import {
  cosign,
  handIn,
  watchLog,
  type WitnessState,
} from "#app/server/witness/watch-log.server";
import {
  makeWitnessKey,
  readWitnessKey,
} from "#app/server/witness/witness-key.server";
import { witnessRounds } from "#app/services/log/ask-witnesses.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { textOf } from "#app/services/log/take-cosignatures.server";
import type { Deps, Witness } from "#app/services/ports";
import { closed, listen, openLogDesk } from "#test/setup/log-desk";
import { appendOther, openLogWorld } from "#test/setup/log-world";

let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

function aWitness(name: string, url: string | null = null) {
  const seed = new Uint8Array(randomBytes(32));
  const verifier = verifierKey(name, ed25519.getPublicKey(seed), 0x04);
  return { name, seed, verifier, url };
}

async function openDesk(witnesses: readonly Witness[] = []) {
  const world = await openLogWorld();
  closing.push(() => world.close());
  const deps: Deps = {
    ...world.deps,
    settings: { ...world.deps.settings, witnesses },
  };
  const desk = await openLogDesk(deps);
  closing.push(() => desk.close());
  /** a day with some entries goes by */
  const passDay = async (entries: number) => {
    const today = world.clock.today();
    await Promise.all(
      Array.from({ length: entries }, () => appendOther(deps, today)),
    );
    world.clock.passDays(1);
    await sequenceLog(deps);
  };
  const get = (path: string) => fetch(`${desk.origin}/log/${path}`);
  const post = (body: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${desk.origin}/log/cosignatures`, { method: "POST", body });
  return { ...world, deps, desk, passDay, get, post };
}

const codeOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

describe("what the log shows to everybody", () => {
  it("has nothing before the first checkpoint", async () => {
    const { get } = await openDesk();
    for (const path of [
      "checkpoint",
      "checkpoint/1",
      "tile/0/000",
      "tile/0/000.p/1",
    ])
      expect(await codeOf(await get(path)), path).toEqual([404, "NOT_FOUND"]);
    expect((await get("keys")).status).toBe(200);
    expect(await (await get("key-changes")).text()).toBe("");
  });

  it("is checkpoints and tiles up to the newest checkpoint, and how long they may be kept", async () => {
    const { deps, db, get, passDay } = await openDesk();
    await passDay(300);
    const { size, note } = (await newestCheckpoint(db))!;
    // what is in the tree behind it is nobody's business yet
    await passDay(4);
    const hidden = (await newestCheckpoint(db))!.size;
    await db.$executeRaw`ALTER TABLE log_checkpoint DISABLE TRIGGER USER`;
    await db.$executeRaw`DELETE FROM log_checkpoint WHERE size = ${BigInt(hidden)}`;

    const newest = await get("checkpoint");
    expect(await newest.text()).toBe(note);
    expect(newest.headers.get("content-type")).toBe(
      "text/plain; charset=utf-8",
    );
    const kept = async (path: string) => {
      const answer = await get(path);
      await answer.arrayBuffer();
      return [answer.status, answer.headers.get("cache-control")];
    };
    const short = [200, "public, max-age=60"];
    const forever = [200, "public, max-age=31536000, immutable"];
    expect(await kept("checkpoint")).toEqual(short);
    expect(await kept(`checkpoint/${size}`)).toEqual(short);
    expect(await kept("tile/0/000")).toEqual(forever);
    expect(await kept(`tile/0/001.p/${size - 256}`)).toEqual(short);
    expect(await kept("tile/1/000.p/1")).toEqual(short);
    expect(await kept("keys")).toEqual(short);
    expect(await kept("witnesses")).toEqual(short);

    const leaves = await db.sequencedEntry.findMany({
      orderBy: { index: "asc" },
      select: { leafHash: true },
    });
    const part = await get("tile/0/001.p/3");
    expect(part.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await part.arrayBuffer())).toEqual(
      Buffer.concat(leaves.slice(256, 259).map(({ leafHash }) => leafHash)),
    );
    for (const path of [
      `tile/0/001.p/${hidden - 256}`,
      `tile/0/001.p/${size - 255}`,
      "tile/0/001",
      "tile/0/002.p/1",
      "tile/1/000.p/2",
      "tile/1/000",
      "tile/2/000.p/1",
      "tile/6/x999/x999/x999/x999/999",
      "tile/0/000.p/256",
      "tile/0/000.p/0",
      "tile/0/0",
      "tile/0/x000/000",
      "tile/7/000",
      "tile/-1/000",
      "tile/entries/000",
      "tile/entries/000.p/5",
      "tile/",
      "tile/0/%00",
      `checkpoint/${hidden}`,
      `checkpoint/${size - 1}`,
      "checkpoint/0",
      "checkpoint/01",
      "checkpoint/-1",
      "checkpoint/9007199254740993",
      "checkpoint/99999999999999999999",
      "checkpoint/x",
      "checkpoint/%00",
    ])
      expect(await codeOf(await get(path)), path).toEqual([404, "NOT_FOUND"]);
    expect(await (await get("keys")).text()).toBe(
      `${(await deps.log.verifiers())[0]}\n`,
    );
  });

  it("lets older checkpoints be kept for ever", async () => {
    const { db, get, passDay } = await openDesk();
    await passDay(1);
    const { size } = (await newestCheckpoint(db))!;
    await passDay(1);
    const answer = await get(`checkpoint/${size}`);
    expect(answer.headers.get("cache-control")).toContain("immutable");
  });
});

describe("cosignatures that witnesses hand in", () => {
  it("are kept and published with their checkpoint; the first of each stays", async () => {
    const [one, two] = [aWitness("w.example/1"), aWitness("w.example/2")];
    const { db, get, post, passDay } = await openDesk([one, two]);
    await passDay(2);
    const { note } = (await newestCheckpoint(db))!;
    const text = textOf(note);
    const lineOf = (witness: typeof one, at: number) =>
      `${cosignLine(text, witness, at)}\n`;
    const answer = await post(
      `${text}\n${lineOf(two, 1_000)}${lineOf(one, 1_001)}`,
    );
    expect(await answer.json()).toMatchObject({
      ok: true,
      witnesses: [two.name, one.name],
    });
    // again, later, with a line of somebody unknown beside it
    const stranger = aWitness("stranger.example");
    expect(
      (await post(`${text}\n${lineOf(stranger, 1_002)}${lineOf(one, 2_000)}`))
        .status,
    ).toBe(200);
    const published = await (await get("checkpoint")).text();
    expect(published).toBe(note + lineOf(one, 1_001) + lineOf(two, 1_000));
    expect(
      openNote(published, [one.verifier, two.verifier]).signatures.map(
        ({ at }) => at,
      ),
    ).toEqual([null, 1_001, 1_000]);
    expect(await (await get("witnesses")).text()).toBe(
      `${one.verifier}\n${two.verifier}\n`,
    );
  });

  it("are refused with a code when they are not what they should be", async () => {
    const one = aWitness("w.example/1");
    const { db, desk, post, passDay } = await openDesk([one]);
    await passDay(1);
    const { note, size } = (await newestCheckpoint(db))!;
    const text = textOf(note);
    const line = cosignLine(text, one, 1_000);
    const other = text.replace(`\n${size}\n`, `\n${size + 1}\n`);
    const wrongRoot = text.replace(/\n.{10}(?=[^\n]*\n$)/, "\nAAAAAAAAAA");
    const ofOther = (changed: string) =>
      `${changed}\n${cosignLine(changed, one, 1_000)}\n`;
    for (const [body, status, code] of [
      ["", 400, "NOTE_NOT_VALID"],
      [text, 400, "NOTE_NOT_VALID"],
      [`${text}\n${line}`, 400, "NOTE_NOT_VALID"],
      [`${text}\n${line.slice(0, -6)}AAAAA=\n`, 400, "NOTE_NOT_VALID"],
      [`${text}\n${line}\n${line}\n`, 400, "NOTE_NOT_VALID"],
      [`${text}\n${cosignLine(other, one, 1)}\n`, 400, "NOTE_NOT_VALID"],
      [ofOther(other), 404, "CHECKPOINT_UNKNOWN"],
      [ofOther(wrongRoot), 404, "CHECKPOINT_UNKNOWN"],
      [ofOther("hello\n"), 400, "CHECKPOINT_NOT_VALID"],
      [note, 403, "WITNESS_UNKNOWN"],
      [
        `${text}\n${cosignLine(text, aWitness("w.example/1"), 1)}\n`,
        403,
        "WITNESS_UNKNOWN",
      ],
      [
        `${text}\n${cosignLine(text, aWitness("x.example"), 1)}\n`,
        403,
        "WITNESS_UNKNOWN",
      ],
      [`${text}\n${line}\n${"x".repeat(20_000)}`, 413, "BODY_TOO_LARGE"],
      [
        `${text}\n${`${line}\n`.repeat(70)}`.slice(0, 15_000),
        400,
        "NOTE_NOT_VALID",
      ],
    ] as const)
      expect(await codeOf(await post(body)), code).toEqual([status, code]);
    expect(await codeOf(await post(Uint8Array.of(0xff, 0xfe)))).toEqual([
      400,
      "TEXT_NOT_READABLE",
    ]);
    const put = await fetch(`${desk.origin}/log/cosignatures`, {
      method: "PUT",
    });
    expect(await codeOf(put)).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(await db.logCosignature.count()).toBe(0);
    // the right one is still taken
    expect((await post(`${text}\n${line}\n`)).status).toBe(200);
  });
});

/** A witness as C2SP tlog-witness describes it, with state in memory. */
async function openWitnessSite(
  name: string,
  logKeys: () => Promise<readonly string[]>,
) {
  const seed = new Uint8Array(randomBytes(32));
  const seen = { size: 0, root: new Uint8Array(0) };
  const asked: { old: number; status: number }[] = [];
  const behaviour = { answer: null as { status: number; body: string } | null };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const end = body.indexOf("\n\n");
      const [oldLine, ...proof] = body.slice(0, end).split("\n");
      const note = body.slice(end + 2);
      const old = Number(/^old (0|[1-9]\d*)$/.exec(oldLine!)?.[1]);
      const reply = (status: number, text = "", type = "text/plain") => {
        asked.push({ old, status });
        outgoing.writeHead(status, { "Content-Type": type }).end(text);
      };
      if (
        incoming.method !== "POST" ||
        incoming.url !== "/yanlu/add-checkpoint"
      )
        return reply(404);
      if (behaviour.answer)
        return reply(behaviour.answer.status, behaviour.answer.body);
      const { text, signatures } = openNote(note, await logKeys());
      if (!signatures.some(({ verifier }) => verifier)) return reply(403);
      const { size, rootHash } = parseCheckpoint(text);
      if (old > size) return reply(400);
      if (old !== seen.size)
        return reply(409, `${seen.size}\n`, "text/x.tlog.size");
      const consistent = verifyConsistency({
        oldSize: old,
        oldRoot:
          old === 0
            ? fromBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
            : seen.root,
        newSize: size,
        newRoot: rootHash,
        proof: proof.map(fromBase64),
      });
      if (!consistent) return reply(422);
      Object.assign(seen, { size, root: rootHash });
      reply(200, `${cosignLine(text, { name, seed }, 1_700_000_000)}\n`);
    })().catch(() => outgoing.writeHead(500).end());
  });
  const origin = await listen(server);
  closing.push(() => closed(server));
  return {
    seen,
    asked,
    behaviour,
    witness: {
      name,
      verifier: verifierKey(name, ed25519.getPublicKey(seed), 0x04),
      url: `${origin}/yanlu`,
    } satisfies Witness,
  };
}

describe("checkpoints that are sent to witnesses (C2SP tlog-witness)", () => {
  async function withSites() {
    const world = await openDesk();
    const good = await openWitnessSite("good.example", () =>
      world.deps.log.verifiers(),
    );
    const other = await openWitnessSite("other.example", () =>
      world.deps.log.verifiers(),
    );
    const deps: Deps = {
      ...world.deps,
      settings: {
        ...world.deps.settings,
        witnesses: [
          good.witness,
          other.witness,
          aWitness("comes-itself.example"),
        ],
      },
    };
    world.desk.show(deps);
    const failures: unknown[] = [];
    const rounds = () =>
      witnessRounds(deps, addCheckpointOverHttp, (error) =>
        failures.push(error),
      );
    return { ...world, deps, good, other, failures, rounds };
  }

  it("come back cosigned, with the proof of growth from what each has seen", async () => {
    const { db, get, passDay, good, other, rounds, failures } =
      await withSites();
    const round = rounds();
    expect(await round()).toEqual({ cosigned: 0 });
    for (const entries of [3, 300, 1]) {
      await passDay(entries);
      expect(await round()).toEqual({ cosigned: 2 });
      expect(await round()).toEqual({ cosigned: 0 });
    }
    expect(failures).toEqual([]);
    expect(good.asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(other.seen.size).toBe((await newestCheckpoint(db))!.size);
    const published = await (await get("checkpoint")).text();
    expect(
      openNote(published, [good.witness.verifier, other.witness.verifier])
        .signatures.filter(({ at }) => at !== null)
        .map(({ name }) => name),
    ).toEqual(["good.example", "other.example"]);
  });

  it("are sent again from the size the witness names (409), also when the log remembers less", async () => {
    const { db, passDay, good, other, rounds, failures } = await withSites();
    await passDay(3);
    await rounds()();
    await db.$executeRaw`ALTER TABLE log_cosignature DISABLE TRIGGER USER`;
    await db.logCosignature.deleteMany();
    await passDay(5);
    good.asked.length = 0;
    expect(await rounds()()).toEqual({ cosigned: 2 });
    expect(good.asked).toEqual([
      { old: 0, status: 409 },
      { old: 4 + 1, status: 200 },
    ]);
    // a signed answer got lost on the way: the witness is asked for the same checkpoint once more
    await db.logCosignature.deleteMany();
    expect(await rounds()()).toEqual({ cosigned: 2 });
    expect(failures).toEqual([]);
    expect(other.seen).toEqual(good.seen);
  });

  it("do not wait for one that fails, which is left alone for a while", async () => {
    const { clock, passDay, good, other, rounds, failures } = await withSites();
    await passDay(3);
    const round = rounds();
    other.behaviour.answer = { status: 503, body: "no" };
    expect(await round()).toEqual({ cosigned: 1 });
    expect(await round()).toEqual({ cosigned: 0 });
    expect(other.asked).toHaveLength(1);
    clock.passSeconds(31);
    await round();
    clock.passSeconds(31);
    await round();
    expect(other.asked).toHaveLength(2);
    other.behaviour.answer = null;
    clock.passSeconds(31);
    expect(await round()).toEqual({ cosigned: 1 });
    expect(failures).toMatchObject([
      { code: "WITNESS_REFUSED" },
      { code: "WITNESS_REFUSED" },
    ]);
    expect(good.asked).toHaveLength(1);
  });

  it("are not believed to be cosigned by an answer that is no signature of this witness", async () => {
    const { db, passDay, other, good, rounds, failures } = await withSites();
    await passDay(1);
    const text = textOf((await newestCheckpoint(db))!.note);
    const stranger = aWitness("stranger.example");
    for (const body of ["", "hello\n", `${cosignLine(text, stranger, 5)}\n`]) {
      other.behaviour.answer = { status: 200, body };
      await rounds()();
    }
    other.behaviour.answer = { status: 200, body: "x".repeat(70_000) };
    await rounds()();
    other.behaviour.answer = { status: 409, body: "12\n" };
    await rounds()();
    expect(failures).toHaveLength(5);
    expect(
      await db.logCosignature.count({ where: { witness: other.witness.name } }),
    ).toBe(0);
    // a witness that has seen more than there is: the database is an old one
    failures.length = 0;
    other.behaviour.answer = null;
    other.seen.size = 10_000;
    good.behaviour.answer = { status: 404, body: "" };
    await rounds()();
    expect(failures).toMatchObject([{ code: "WITNESS_AHEAD" }]);
  });
});

describe("the witness for another machine", () => {
  async function withWitness() {
    const folder = await mkdtemp(join(tmpdir(), "yanlu-witness-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, "witness.key");
    const verifier = await makeWitnessKey(path, "w.example/1");
    const key = (await readWitnessKey(path))!;
    expect(key.verifier).toBe(verifier);
    const world = await openDesk([{ name: key.name, verifier, url: null }]);
    const look = async (
      state: WitnessState | null,
      trusted: readonly string[] = [],
    ) => {
      const seen = await watchLog({ log: world.desk.origin, trusted, state });
      await handIn(
        world.desk.origin,
        seen.text,
        cosign(seen.text, key, 1_700_000_000),
      );
      return seen.state;
    };
    return { ...world, folder, key, path, look };
  }

  it("follows the log from day to day and hands its signatures in", async () => {
    const { db, deps, get, passDay, look, key } = await withWitness();
    await passDay(2);
    let state = await look(null, [(await deps.log.verifiers())[0]!]);
    for (const entries of [1, 300, 0, 700]) {
      await passDay(entries);
      state = await look(state);
      // and once more without news
      state = await look(state);
    }
    expect(state.size).toBe((await newestCheckpoint(db))!.size);
    const published = await (await get("checkpoint")).text();
    expect(openNote(published, [key.verifier]).signatures.at(-1)).toMatchObject(
      {
        name: key.name,
        at: 1_700_000_000,
      },
    );
    expect(await db.logCosignature.count()).toBe(5);
  });

  it("refuses another history, a shorter log, and one that shows no tree", async () => {
    const { deps, desk, passDay, look } = await withWitness();
    await passDay(3);
    const state = await look(null);
    await passDay(3);

    // the same keys sign for a second database
    const second = await openDesk(deps.settings.witnesses);
    const signer = deps.log;
    const shown = { ...second.deps, log: signer };
    const cutSecond = async (entries: number) => {
      const today = second.clock.today();
      for (let count = 0; count < entries; count++)
        await appendOther(shown, today);
      second.clock.passDays(1);
      await sequenceLog(shown);
    };
    await cutSecond(1);
    desk.show(shown);
    await expect(look(state)).rejects.toMatchObject({
      code: "LOG_SHRANK",
      evidence: [state.note, expect.any(String)],
    });
    await cutSecond(state.size);
    await expect(look(state)).rejects.toMatchObject({
      code: "SPLIT_VIEW",
      message: expect.stringContaining("another history") as string,
    });
    // of the same size
    const same = await second.db.logCheckpoint.findFirst({
      orderBy: { size: "desc" },
    });
    await expect(
      look({ ...state, size: Number(same!.size) }),
    ).rejects.toMatchObject({ code: "SPLIT_VIEW" });
    // tiles that do not fit the signed root
    await second.db.$executeRaw`ALTER TABLE log_tile DISABLE TRIGGER USER`;
    await second.db
      .$executeRaw`UPDATE log_tile SET hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1)`;
    await expect(look(null, await signer.verifiers())).rejects.toMatchObject({
      code: "TILES_WRONG",
    });
    // the true one is still followed
    desk.show(deps);
    expect((await look(state)).size).toBeGreaterThan(state.size);
  });

  it("tells wrong tiles from another history, wherever in the tree they are wrong", async () => {
    const { db, passDay, look } = await withWitness();
    await passDay(300);
    const state = await look(null);
    await passDay(300);
    await db.$executeRaw`ALTER TABLE log_tile DISABLE TRIGGER USER`;
    const flip = (level: number, n: number, at: number) =>
      db.$executeRaw`UPDATE log_tile SET hashes = set_byte(hashes, ${at}::int, get_byte(hashes, ${at}::int) # 1) WHERE level = ${level} AND n = ${BigInt(n)}`;
    // in a tile that the root needs; below one, where only the proof of growth looks
    for (const place of [
      [1, 0, 5],
      [0, 2, 5],
      [0, 1, 5 + 32 * 60],
    ] satisfies [number, number, number][]) {
      await flip(...place);
      await expect(look(state), String(place)).rejects.toMatchObject({
        code: "TILES_WRONG",
        evidence: [expect.any(String)],
      });
      await flip(...place);
    }
    expect((await look(state)).size).toBeGreaterThan(state.size);
  });

  it("believes a key no more that gave way to another, from the checkpoint on that says so", async () => {
    const { deps, db, dataDir, clock, desk, passDay, look } =
      await withWitness();
    await passDay(1);
    const first = await look(null);
    const old = await deps.log.open();
    await changeLogKey({ db, dataDir }, { origin: deps.log.origin, clock });
    // not yet told under any checkpoint
    await passDay(0);
    const state = await look(first);
    const [next, ...gone] = await deps.log.verifiers();
    expect(gone).toEqual(first.keys);
    expect(state.keys).toEqual([next]);
    // who looks for the first time, or was told both keys, ends there too
    expect((await look(null)).keys).toEqual([next]);
    expect((await look(null, [...gone, next!])).keys).toEqual([next]);
    // the thief of the old key goes on with it
    const sign = (text: string) => Promise.resolve(old.sign(text));
    const log = { ...deps.log, sign };
    await appendOther(deps, clock.today());
    clock.passDays(1);
    await sequenceLog({ ...deps, log });
    desk.show(deps);
    await expect(look(state)).rejects.toMatchObject({ code: "KEY_NOT_KNOWN" });
    await passDay(1);
    expect((await look(state)).keys).toEqual([next]);
  });

  it("believes a new key only when a known one signed the entry of the change", async () => {
    const { deps, db, clock, dataDir, desk, passDay, look } =
      await withWitness();
    await passDay(1);
    const first = await look(null);
    const rotate = () =>
      changeLogKey({ db, dataDir }, { origin: deps.log.origin, clock });
    // two changes, and the witness sleeps over all of it
    for (let change = 0; change < 2; change++) {
      await rotate();
      await passDay(260);
    }
    await passDay(1);
    await passDay(1);
    const state = await look(first);
    // those that gave way are believed no more
    expect(state.keys).toEqual((await deps.log.verifiers()).slice(0, 1));
    // a key of somebody else under the same name, which says that it followed
    const seed = new Uint8Array(randomBytes(32));
    const forged = verifierKey(deps.log.origin, ed25519.getPublicKey(seed));
    const sign = (text: string) =>
      Promise.resolve(signNote(text, [{ name: deps.log.origin, seed }]));
    const log = { ...deps.log, sign, verifiers: async () => [forged] };
    const today = clock.today();
    await appendOther(deps, today);
    clock.passDays(1);
    await sequenceLog({ ...deps, log });
    desk.show({ ...deps, log });
    await expect(look(state)).rejects.toMatchObject({ code: "KEY_NOT_KNOWN" });
    // and an entry of the change that is not the one under the checkpoint
    const [, last] = await deps.log.verifiers();
    await db.$executeRaw`ALTER TABLE log_entry DISABLE TRIGGER USER`;
    await db.$executeRaw`UPDATE log_entry SET entry = replace(entry, ${`"verifier":"${last}"`}, ${`"verifier":"${forged}"`}) WHERE kind = 'LOG_KEY_CHANGED'`;
    await expect(look(first)).rejects.toMatchObject({ code: "KEY_NOT_KNOWN" });
  });

  it("says in one sentence what is in the way", async () => {
    const { desk, passDay, look, deps, key, folder, path } =
      await withWitness();
    await expect(look(null)).rejects.toMatchObject({ code: "NOT_READABLE" });
    await passDay(1);
    const other = verifierKey(
      "other.example/log",
      ed25519.getPublicKey(key.seed),
    );
    await expect(look(null, [other])).rejects.toMatchObject({
      code: "KEY_NOT_KNOWN",
    });
    const state = await look(null);
    await expect(
      look({ ...state, origin: "other.example/log" }),
    ).rejects.toMatchObject({ code: "OTHER_LOG" });
    desk.show({ ...deps, settings: { ...deps.settings, witnesses: [] } });
    await expect(look(state)).rejects.toMatchObject({
      code: "NOT_TAKEN",
      message: expect.stringContaining("WITNESSES") as string,
    });
    await expect(
      watchLog({ log: "http://127.0.0.1:9", trusted: [], state }),
    ).rejects.toMatchObject({ code: "NOT_REACHED" });
    await expect(makeWitnessKey(path, "w.example/1")).rejects.toMatchObject({
      code: "EEXIST",
    });
    await expect(
      makeWitnessKey(join(folder, "x"), "a b"),
    ).rejects.toMatchObject({ code: "VERIFIER_KEY_NOT_VALID" });
    const damaged = join(folder, "damaged.key");
    await writeFile(
      damaged,
      (await readFile(path, "utf8")).replace(/.(?=\n$)/, "A"),
    );
    expect(await readWitnessKey(damaged)).toBeNull();
  });
});
