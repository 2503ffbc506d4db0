import { randomBytes } from "node:crypto";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveWork } from "#app/browser/tip/solve-work";
import type { Day } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";
import { gatedPath } from "#app/server/flood/gate.server";
import { proofOfWork } from "#app/server/flood/proof-of-work.server";
import { tokenBucket } from "#app/server/flood/token-bucket";
import { TURN_SECONDS, turns } from "#app/server/flood/turn.server";
import { usedOnce } from "#app/server/flood/used-once";

describe("a bucket of tokens", () => {
  it("never gives more than its burst and its rate allow, however it is asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 300 }),
        (pauses) => {
          let at = 0;
          const bucket = tokenBucket({ perSecond: 3, burst: 5 }, () => at);
          let given = 0;
          for (const pause of pauses) {
            at += pause;
            if (bucket.take()) given += 1;
          }
          expect(given).toBeLessThanOrEqual(5 + (at / 1_000) * 3);
        },
      ),
    );
  });

  it("keeps a reserve for those who may go below it", () => {
    const bucket = tokenBucket({ perSecond: 0, burst: 4 }, () => 0);
    const young = Array.from({ length: 9 }, () => bucket.take({ reserve: 2 }));
    expect(young.filter(Boolean)).toHaveLength(2);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("what is used once", () => {
  it("is refused until it would have expired, and the memory stays bounded", () => {
    let at = 0;
    const used = usedOnce(3, () => at);
    expect([used.use("a", 10), used.use("a", 10)]).toEqual([true, false]);
    at = 11;
    expect(used.use("a", 20)).toBe(true);
    for (const id of ["b", "c", "d", "e"]) expect(used.use(id, 30)).toBe(true);
    expect(used.use("e", 30)).toBe(false);
  });
});

describe("the gate", () => {
  it.each([
    "/tip/send",
    "/tip/send/",
    "/TIP/Send",
    "/tip/s%65nd",
    "//tip//send",
    "/tip/send.data",
    "/tip/send.data/",
  ])("stands before %s", (path) => expect(gatedPath(path)).toBe("/tip/send"));

  it("lets a path that is none pass to its refusal", () =>
    expect(gatedPath("/tip/%zz")).toBe(""));
});

describe("proof of work", () => {
  const key = randomBytes(32);
  const work = (now = Date.now) => proofOfWork(async () => key, now);

  it("takes the solution the sealing program sends, once", async () => {
    const gate = work();
    const header = await solveWork(await gate.challenge());
    expect(await gate.accepts(header)).toBe(true);
    expect(await gate.accepts(header)).toBe(false);
  });

  it("refuses what was not solved, changed, made elsewhere, or is no solution at all", async () => {
    const gate = work();
    const challenge = await gate.challenge();
    const solution = await solveChallenge({ challenge, deriveKey });
    const header = (value: unknown) =>
      Buffer.from(JSON.stringify(value)).toString("base64url");
    const right = { challenge, solution: solution! };
    const elsewhere = proofOfWork(async () => randomBytes(32), Date.now);
    expect(await elsewhere.accepts(header(right))).toBe(false);
    for (const wrong of [
      {},
      { ...right, solution: { ...solution, derivedKey: "00" } },
      {
        ...right,
        challenge: {
          ...challenge,
          parameters: { ...challenge.parameters, nonce: "00" },
        },
      },
      { ...right, challenge: { ...challenge, signature: "00" } },
    ])
      expect(await gate.accepts(header(wrong))).toBe(false);
    for (const noise of ["", "x", "%", "A".repeat(5_000)])
      expect(await gate.accepts(noise)).toBe(false);
    expect(await gate.accepts(header(right))).toBe(true);
  });

  it("refuses a solution that comes too late", async () => {
    const gate = work(() => Date.now() - 10 * 60_000);
    expect(await gate.accepts(await solveWork(await gate.challenge()))).toBe(
      false,
    );
  });
});

describe("turns on the script-free way", () => {
  const rows = [{ day: new Date("2026-03-02"), key: randomBytes(32) }];
  let at = Date.parse("2026-03-02T04:00:00Z");
  const deps = {
    clock: { now: () => new Date(at), today: () => "2026-03-02" as Day },
    db: { ticketKey: { findMany: async () => rows } },
  } as unknown as Deps;

  async function flood(gate: ReturnType<typeof turns>, count: number) {
    for (let each = 0; each < count; each++)
      await gate.ask(deps, "REPORT", { ticket: "", of: `junk ${each}` });
  }

  it("nobody waits while there is room", async () => {
    const gate = turns(() => at);
    for (let each = 0; each < 20; each++)
      expect(
        await gate.ask(deps, "REPORT", { ticket: "", of: `form ${each}` }),
      ).toEqual({ admitted: true });
  });

  it("under a flood that does not come back, whoever waited gets in with the first ticket", async () => {
    const gate = turns(() => at);
    await flood(gate, 500);
    const first = await gate.ask(deps, "REPORT", { ticket: "", of: "honest" });
    if (first.admitted) throw new Error("there was no flood");
    for (let second = 0; second < TURN_SECONDS; second++) {
      at += 1_000;
      await flood(gate, 100);
    }
    expect(
      await gate.ask(deps, "REPORT", { ticket: first.ticket, of: "honest" }),
    ).toEqual({ admitted: true });
  });

  it("a ticket serves one form, once, and neither another action nor a changed one", async () => {
    const gate = turns(() => at);
    await flood(gate, 500);
    const first = await gate.ask(deps, "REPORT", { ticket: "", of: "mine" });
    if (first.admitted) throw new Error("there was no flood");
    at += 16_000;
    await flood(gate, 500);
    const ask = (ticket: string, of: string) =>
      gate.ask(deps, "REPORT", { ticket, of });
    expect((await ask(first.ticket, "another's")).admitted).toBe(false);
    expect((await ask(`${first.ticket.slice(0, -2)}AA`, "mine")).admitted).toBe(
      false,
    );
    expect((await ask(first.ticket, "mine")).admitted).toBe(true);
    expect((await ask(first.ticket, "mine")).admitted).toBe(false);
    await flood(gate, 500);
  });

  it("who was refused again keeps the age", async () => {
    const gate = turns(() => at);
    await flood(gate, 500);
    const patient: { ticket: string; of: string }[] = [];
    for (let each = 0; each < 60; each++) {
      const turn = await gate.ask(deps, "REPORT", {
        ticket: "",
        of: `patient ${each}`,
      });
      if (!turn.admitted)
        patient.push({ ticket: turn.ticket, of: `patient ${each}` });
    }
    // all of them come back at once, again and again, among a flood
    for (let round = 0; round < 8 && patient.length > 0; round++) {
      at += TURN_SECONDS * 1_000;
      await flood(gate, 500);
      for (const waiting of patient.splice(0)) {
        const turn = await gate.ask(deps, "REPORT", waiting);
        if (!turn.admitted) patient.push({ ...waiting, ticket: turn.ticket });
      }
    }
    expect(patient).toEqual([]);
  });
});
