import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import { day } from "#app/domain/shared/day";
import { auditAnomalies } from "#app/queries/audit-anomalies.server";
import { auditEntries, auditOffices } from "#app/queries/audit-entries.server";
import { auditCheckpoints, auditEntry } from "#app/queries/audit-entry.server";
import {
  csvCell,
  exportEntries,
} from "#app/services/log/export-entries.server";
import { openLead } from "#app/services/lead/open-lead.server";
import { leafHashOf } from "#app/services/log/verify-entry.server";
import { playedWorld, type PlayedWorld } from "#test/factories/played-log";
import { refusal } from "#test/factories/play";

let played: PlayedWorld;
let world: PlayedWorld["world"];
beforeAll(async () => {
  played = await playedWorld();
  world = played.world;
});
afterAll(() => world.close());

const auditor = () => world.actor("auditor");
const search = (filter: Parameters<typeof auditEntries>[2] = {}) =>
  auditEntries(world.deps, auditor(), filter);
const text = async (stream: ReadableStream<Uint8Array>) =>
  // with the mark at its beginning, which text() would drop
  Buffer.from(await new Response(stream).arrayBuffer()).toString("utf8");

describe("who may read the log", () => {
  it("is the auditor alone; for everybody else there is no such page", async () => {
    const { rows } = await search();
    const leaf = rows[0]!.leafHash;
    for (const { loginName } of world.members) {
      const actor = world.actor(loginName);
      const answers = await Promise.all(
        [
          () => auditEntries(world.deps, actor, {}),
          () => auditOffices(world.deps, actor),
          () => auditEntry(world.deps, actor, { leaf }),
          () => auditCheckpoints(world.deps, actor, {}),
          () => auditAnomalies(world.deps, actor, {}),
          async () => {
            const stream = await exportEntries(world.deps, actor, {
              filter: { day: "2020-01-01" },
              format: "csv",
            });
            await stream.cancel();
          },
        ].map(async (read) => refusal(read())),
      );
      expect(new Set(answers), loginName).toEqual(
        new Set([loginName === "auditor" ? "NONE" : "NOT_FOUND"]),
      );
    }
  });
});

describe("searching the log", () => {
  it("follows a lead by number or id, a person by login name, an office, a claim", async () => {
    const { leadId } = played.paid;
    const { number } = await world.db.lead.findUniqueOrThrow({
      where: { id: leadId },
      select: { number: true },
    });
    const byNumber = await search({ leadId: number.toLowerCase() });
    expect(byNumber.subject.lead).toBe(number);
    expect(byNumber.rows).toEqual((await search({ leadId })).rows);
    expect(new Set(byNumber.rows.map((row) => row.leadId))).toEqual(
      new Set([leadId]),
    );
    const intake = await search({ personId: "JN-intake-1" });
    expect(intake.subject.person).toBe("人员 jn-intake-1");
    expect(new Set(intake.rows.map(({ personName }) => personName))).toEqual(
      new Set(["人员 jn-intake-1"]),
    );
    const finance = await search({ officeId: world.officeId("JN-FIN") });
    expect(finance.subject.office).toEqual({ zh: "机构JN-FIN", en: "JN-FIN" });
    expect(finance.total).toBeGreaterThan(0);
    const claim = await search({ claimId: played.paid.claimId });
    expect(claim.rows.map(({ kind }) => kind).sort()).toEqual([
      "CLAIM_AUTHORISED",
      "CLAIM_ENTERED",
      "CLAIM_PAID",
      "CLAIM_SIGNED",
      "REWARD_CLAIMED",
    ]);
  });

  it("finds nothing for a number or a name that nobody has, rather than everything", async () => {
    for (const filter of [
      { leadId: "2222-2222-2222" },
      { personId: "nobody" },
      { claimId: "2222-2222-2222" },
      { officeId: "nowhere" },
    ])
      expect((await search(filter)).total).toBe(0);
  });

  it("filters by group, kind, days and hash", async () => {
    const reads = await search({ group: "READ" });
    expect(new Set(reads.rows.map(({ kind }) => kind))).toEqual(
      new Set(["LEAD_OPENED", "IDENTITY_OPENED"]),
    );
    const days = await search({ from: "2026-03-03", to: "2026-03-03" });
    expect(new Set(days.rows.map((row) => row.day))).toEqual(
      new Set(["2026-03-03"]),
    );
    const { leafHash } = days.rows[0]!;
    expect((await search({ leaf: leafHash })).rows).toMatchObject([
      { leafHash },
    ]);
    expect((await search({ kind: "CLAIM_PAID" })).total).toBe(1);
  });

  it("puts acts of a tipster behind those of staff of the day", async () => {
    const { rows } = await search({ leadId: played.paid.leadId });
    for (const on of new Set(rows.map((row) => row.day))) {
      const timed = rows.filter((row) => row.day === on).map((row) => row.at);
      const firstUntimed = timed.indexOf(null);
      if (firstUntimed >= 0)
        expect(timed.slice(firstUntimed).every((at) => at === null)).toBe(true);
    }
  });

  it("shows no number of what a tipster answered to the office", async () => {
    const { rows } = await search({ leadId: played.paid.leadId });
    const claim = await world.db.sequencedEntry.findFirstOrThrow({
      where: { kind: "REWARD_CLAIMED" },
    });
    expect((await search({ index: String(claim.index) })).total).toBe(0);
    const leaf = rows.find(({ kind }) => kind === "REWARD_CLAIMED")!.leafHash;
    const entry = await auditEntry(world.deps, auditor(), { leaf });
    expect(entry).toMatchObject({ proofState: "NOT_SHOWN", proof: null });
    // neither does anything else that the page is given
    expect(Object.keys(entry).concat(Object.keys(entry.row))).not.toContain(
      "index",
    );
  });
});

describe("one entry", () => {
  it("comes with a proof that anybody can check", async () => {
    const { rows } = await search({
      leadId: played.paid.leadId,
      kind: "LEAD_ACCEPTED",
    });
    const found = await auditEntry(world.deps, auditor(), {
      leaf: rows[0]!.leafHash,
    });
    expect(found.proofState).toBe("PROVEN");
    const proof = found.proof!;
    const { text: signed, signatures } = openNote(proof.checkpoint, [
      ...(await world.deps.log.verifiers()),
    ]);
    expect(signatures[0]!.verifier).not.toBeNull();
    const { rootHash, size } = parseCheckpoint(signed);
    const leafHash = leafHashOf(found.entry);
    expect(toBase64(leafHash)).toBe(proof.leafHash);
    expect(
      verifyInclusion({
        leafHash,
        index: proof.index,
        size,
        proof: proof.hashes.map(fromBase64),
        root: rootHash,
      }),
    ).toBe(true);
    expect((await search({ index: String(proof.index) })).rows).toMatchObject([
      { leafHash: rows[0]!.leafHash },
    ]);
  });

  it("says so when it waits, and when there is no such entry", async () => {
    await openLead(world.deps, world.actor("jn-intake-2"), {
      leadId: played.unfiled.leadId,
    });
    const { rows } = await search({ personId: "jn-intake-2" });
    const waiting = rows.find(({ kind }) => kind === "LEAD_OPENED")!;
    expect(
      await auditEntry(world.deps, auditor(), { leaf: waiting.leafHash }),
    ).toMatchObject({ proofState: "WAITING", proof: null });
    for (const leaf of ["A".repeat(43), "x", ""])
      expect(await refusal(auditEntry(world.deps, auditor(), { leaf }))).toBe(
        "NOT_FOUND",
      );
  });

  it("says so when it is not the entry that the tree holds", async () => {
    const { rows } = await search({ kind: "LEAD_CLOSED" });
    const { leafHash } = rows[0]!;
    await world.db.$executeRaw`ALTER TABLE log_entry DISABLE TRIGGER USER`;
    const change = (from: string, to: string) =>
      world.db
        .$executeRaw`UPDATE log_entry SET entry = replace(entry, ${from}, ${to}) WHERE kind = 'LEAD_CLOSED'`;
    await change('"outcomeClass":"', '"outcomeClass":"X');
    expect(
      (await auditEntry(world.deps, auditor(), { leaf: leafHash })).proofState,
    ).toBe("WRONG");
    await change('"outcomeClass":"X', '"outcomeClass":"');
    await world.db.$executeRaw`ALTER TABLE log_entry ENABLE TRIGGER USER`;
  });
});

describe("an export", () => {
  it("holds what the page holds, in its order, and is an entry itself", async () => {
    const filter = { leadId: played.paid.leadId };
    const shown = await search(filter);
    const lines = (
      await text(
        await exportEntries(world.deps, auditor(), {
          filter,
          format: "ndjson",
        }),
      )
    )
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ leafHash }) => leafHash)).toEqual(
      shown.rows.map(({ leafHash }) => leafHash),
    );
    expect(Object.keys(lines[0]!)).not.toContain("index");
    const { rows } = await search({ kind: "LOG_EXPORTED" });
    expect(rows[0]).toMatchObject({ personId: auditor().personId });
    expect(JSON.parse(rows[0]!.data)).toMatchObject({ entries: lines.length });
  });

  it("is a table that no spreadsheet runs", async () => {
    const table = await text(
      await exportEntries(world.deps, auditor(), {
        filter: { kind: "LEAD_ACCEPTED" },
        format: "csv",
      }),
    );
    const [head, ...rows] = table.trimEnd().split("\r\n");
    expect(head).toBe(
      "\uFEFFday,at,kind,leadId,claimId,personId,officeId,leafHash,data,entry,innerEntry",
    );
    expect(rows).toHaveLength((await search({ kind: "LEAD_ACCEPTED" })).total);
    for (const [value, cell] of [
      ["=1+1", "'=1+1"],
      ["@SUM(A1)", "'@SUM(A1)"],
      ["-cmd", "'-cmd"],
      ['a"b', '"a""b"'],
      ["a,b", '"a,b"'],
      ["=a,b", `"'=a,b"`],
      ["plain", "plain"],
    ] as const)
      expect(csvCell(value)).toBe(cell);
  });
});

describe("checkpoints and anomalies", () => {
  it("lists every checkpoint, the newest first", async () => {
    const { rows } = await auditCheckpoints(world.deps, auditor(), {});
    expect(rows.map(({ size }) => size)).toEqual(
      (
        await world.db.logCheckpoint.findMany({ orderBy: { size: "desc" } })
      ).map(({ size }) => Number(size)),
    );
  });

  it("names who read a lead without ever working on it, and out of hours", async () => {
    const { kinds } = await auditAnomalies(world.deps, auditor(), {});
    const of = (code: string) => kinds.find((kind) => kind.code === code)!;
    expect(of("READ_WITHOUT_DUTY").items).toMatchObject([
      {
        rows: [
          { personName: "人员 jn-intake-2", leadId: played.unfiled.leadId },
        ],
      },
    ]);
    expect(of("INDEX_GAP").count).toBe(0);
    expect(of("SEQUENCED_LATE").count).toBe(0);
    // the played log rests for 200 days
    expect(of("CHECKPOINT_LATE").count).toBe(0);
    const early = await auditAnomalies(world.deps, auditor(), {
      to: day("2026-03-20"),
    });
    expect(
      early.kinds.find(({ code }) => code === "CHECKPOINT_LATE")!.items,
    ).toMatchObject([{ values: { from: "2026-03-04" } }]);
  });
});
