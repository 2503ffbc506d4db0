import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRandomId, newStaffId } from "#app/services/new-id.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { claimedReward, sendTip } from "#test/factories/play";

/** What the database itself refuses, when a service is wrong or somebody repairs by hand. */
let world: World;
let claimed: Awaited<ReturnType<typeof claimedReward>>;
beforeAll(async () => {
  world = await makeWorld();
  claimed = await claimedReward(world);
});
afterAll(() => world.close());

const sql = (text: string) => world.db.$executeRawUnsafe(text);

describe("append only", () => {
  it.each([
    "log_entry",
    "timeline_entry",
    "ledger_transaction",
    "ledger_posting",
    "rule_set_version",
  ])("%s", async (table) => {
    const before = await world.db.$queryRawUnsafe(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    const column = table === "ledger_posting" ? "line" : "id";
    for (const change of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ])
      await expect(sql(change)).rejects.toThrow(/never changed or deleted/);
    expect(
      await world.db.$queryRawUnsafe(
        `SELECT count(*)::int AS count FROM ${table}`,
      ),
    ).toEqual(before);
  });
});

describe("the ledger", () => {
  const transaction = () => ({
    id: newRandomId(),
    financeOfficeId: world.officeId("JN-FIN"),
    budgetYear: 2026,
    kind: "GRANT",
    onceKey: newRandomId(),
    day: new Date("2026-03-02"),
  });
  const lines = (amounts: readonly bigint[]) => ({
    create: amounts.map((amountFen, index) => ({
      line: index + 1,
      account: "PAID",
      amountFen,
    })),
  });

  it("takes balanced transactions only", async () => {
    const { db } = world;
    for (const amounts of [[], [5n], [5n, -4n], [1n, 1n, -3n]])
      await expect(
        db.ledgerTransaction.create({
          data: { ...transaction(), postings: lines(amounts) },
        }),
      ).rejects.toThrow(/not balanced/);
    await db.ledgerTransaction.create({
      data: { ...transaction(), postings: lines([5n, -3n, -2n]) },
    });
    const [old] = await db.ledgerTransaction.findMany({ take: 1 });
    await expect(
      db.ledgerPosting.create({
        data: {
          transactionId: old!.id,
          line: 9,
          account: "PAID",
          amountFen: 1n,
        },
      }),
    ).rejects.toThrow(/not balanced/);
  });

  it("books one once key once", async () => {
    const first = transaction();
    const post = (data: typeof first) =>
      world.db.ledgerTransaction.create({
        data: { ...data, postings: lines([1n, -1n]) },
      });
    await post(first);
    await expect(
      post({ ...transaction(), onceKey: first.onceKey }),
    ).rejects.toThrow(/[Uu]nique/);
  });
});

describe("states and people", () => {
  it("a lead has the fields of its state", async () => {
    const { leadId } = await sendTip(world);
    for (const change of [
      "state = 'LOST'",
      "state = 'SCREENING'",
      "state = 'ACCEPTED', case_recipient = 'age1x'",
      "state = 'CLOSED'",
      "refusal_reason = 'OUT_OF_SCOPE'",
      "accepted_day = received_day",
      "accept_due_day = received_day - 1",
    ])
      await expect(
        sql(`UPDATE lead SET ${change} WHERE id = '${leadId}'`),
      ).rejects.toThrow(/check constraint/);
  });

  it("a reward has three people and a figure under its ceiling", async () => {
    const maker = world.member("jn-investigator-2").id;
    for (const change of [
      "state = 'GIVEN'",
      `leader_id = '${maker}'`,
      `checker_id = maker_id`,
      "fen = ceiling_fen + 1",
      "fen = -1",
      "leader_id = NULL",
      "fen = NULL",
    ])
      await expect(
        sql(`UPDATE reward SET ${change} WHERE id = '${claimed.rewardId}'`),
      ).rejects.toThrow(/check constraint/);
  });

  it("a claim has three people, in order", async () => {
    const { id } = world.member("jn-fin-cashier-1");
    for (const change of [
      "state = 'PAID'",
      "state = 'ENTERED'",
      `cashier_id = '${id}'`,
      `state = 'AUTHORISED', cashier_id = '${id}', accountant_id = '${id}'`,
      "amount_fen = 0",
    ])
      await expect(
        sql(`UPDATE claim SET ${change} WHERE id = '${claimed.claimId}'`),
      ).rejects.toThrow(/check constraint/);
  });

  it("a finding has a second person, one is open and one confirmed", async () => {
    const { leadId } = claimed;
    const id = world.member("jn-investigator-1").id;
    await expect(
      sql(
        `UPDATE finding SET reviewed_by = recorded_by WHERE lead_id = '${leadId}'`,
      ),
    ).rejects.toThrow(/check constraint/);
    const open = () =>
      world.db.finding.create({
        data: {
          id: newStaffId(world.clock.now()),
          leadId,
          data: {},
          recordedBy: id,
          recordedAt: world.clock.now(),
          state: "OPEN",
        },
      });
    await open();
    await expect(open()).rejects.toThrow(/[Uu]nique/);
  });

  it("an office has one current key, and one a year", async () => {
    const key = (year: number, current: boolean) =>
      world.db.officeKey.create({
        data: {
          id: newStaffId(world.clock.now()),
          officeId: world.officeId("JN"),
          year,
          recipient: "age1x",
          createdAt: world.clock.now(),
          current,
        },
      });
    await expect(key(2027, true)).rejects.toThrow(/[Uu]nique/);
    await expect(key(2026, false)).rejects.toThrow(/[Uu]nique/);
    await key(2025, false);
  });

  it("nobody holds roles in casework and in finance, in whatever office", async () => {
    const grant = (loginName: string, role: string, office: "JN" | "JN-FIN") =>
      world.db.personRole.create({
        data: {
          personId: world.member(loginName).id,
          officeId: world.officeId(office),
          role,
        },
      });
    for (const role of ["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"])
      for (const name of [
        "intake",
        "investigator",
        "reviewer",
        "legal",
        "leader",
      ])
        await expect(grant(`jn-${name}-1`, role, "JN-FIN")).rejects.toThrow(
          /casework and in finance/,
        );
    for (const role of [
      "INTAKE",
      "INVESTIGATOR",
      "REVIEWER",
      "LEGAL",
      "LEADER",
    ])
      await expect(grant("jn-fin-cashier-1", role, "JN")).rejects.toThrow(
        /casework and in finance/,
      );
    await grant("jn-fin-cashier-2", "SUPERVISOR", "JN");
  });

  it("administration and audit hold no casework role, also when two grants meet", async () => {
    const officeId = world.officeId("JN");
    const grant = (loginName: string, role: string) =>
      world.db.personRole.create({
        data: { personId: world.member(loginName).id, officeId, role },
      });
    await expect(grant("admin", "INTAKE")).rejects.toThrow(/hold no role/);
    await expect(grant("auditor", "CASHIER")).rejects.toThrow(/hold no role/);
    await expect(grant("jn-intake-1", "ADMIN")).rejects.toThrow(/hold no role/);
    const { id } = world.member("jn-legal-2");
    await world.db.personRole.deleteMany({ where: { personId: id } });
    const both = await Promise.allSettled([
      grant("jn-legal-2", "ADMIN"),
      grant("jn-legal-2", "LEGAL"),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
    ]);
  });
});

describe("places of lines, messages and files", () => {
  it("count inside a tip: no number runs over all of them, between acts with exact times", async () => {
    const other = await sendTip(world);
    for (const { leadId } of [claimed, other]) {
      const { id } = await world.db.tip.findUniqueOrThrow({
        where: { leadId },
        select: { id: true },
      });
      const lines = await world.db.timelineEntry.findMany({
        where: { tipId: id },
        orderBy: { position: "asc" },
        select: { position: true },
      });
      expect(lines.map(({ position }) => position)).toEqual(
        lines.map((_, index) => index + 1),
      );
    }
    const [{ count }] = await world.db.$queryRawUnsafe<[{ count: number }]>(
      "SELECT count(*)::int AS count FROM pg_sequences WHERE sequencename ~ '^(timeline_entry|message|sealed_file)_'",
    );
    expect(count).toBe(0);
  });
});
