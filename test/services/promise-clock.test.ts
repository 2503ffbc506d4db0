import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson } from "#app/crypto/canonical-json";
import { utf8Bytes } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import { fromBase64 } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import { day, weekday } from "#app/domain/shared/day";
import { countOverdue, overdueLeads } from "#app/queries/overdue-leads.server";
import {
  newestFigures,
  provenFigures,
} from "#app/queries/published-figures.server";
import { staffLead } from "#app/queries/staff-lead.server";
import { explainLatePayment } from "#app/services/claim/explain-late-payment.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { publishFigures } from "#app/services/figures/publish-figures.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { hashForLog } from "#app/services/log/append-log.server";
import { noteMissedClocks } from "#app/services/lead/note-missed-clocks.server";
import { readEntry } from "#app/services/log/read-entry";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { notifyReward } from "#app/services/reward/notify-reward.server";
import { storedDayOrNull } from "#app/services/stored-day";
import {
  CaseDesk,
  makeWorld,
  someFacts,
  type World,
} from "#test/factories/portal-world";
import {
  claimedReward,
  claimStep,
  closedLead,
  refusal,
  rewardStep,
  sendTip,
} from "#test/factories/play";

let world: World;
const start = day("2026-03-02");
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(() => world.clock.goTo(start));
afterAll(() => world.close());

const missedOf = async (leadId: string) =>
  (
    await world.db.lateStage.findMany({
      where: { leadId },
      orderBy: [{ dueDay: "asc" }],
    })
  ).map(({ stage, dueDay, missedDay, reasonCode, extendedDay, metDay }) => ({
    stage,
    dueDay: storedDayOrNull(dueDay),
    missedDay: storedDayOrNull(missedDay),
    reasonCode,
    extendedDay: storedDayOrNull(extendedDay),
    metDay: storedDayOrNull(metDay),
  }));
const told = async (leadId: string) =>
  (
    await world.db.timelineEntry.findMany({
      where: {
        tip: { leadId },
        code: { in: ["LATE", "DELAY_EXPLAINED", "EXTENDED"] },
      },
      orderBy: { position: "asc" },
    })
  ).map(({ code, values }) => [code, values]);
const logged = async (leadId: string) =>
  (
    await world.db.logEntry.findMany({
      where: {
        leadId,
        kind: { in: ["CLOCK_MISSED", "DELAY_EXPLAINED", "CLOCK_EXTENDED"] },
      },
      orderBy: { place: "asc" },
    })
  ).map((row) => [row.kind, readEntry(row).data]);
const clockOf = async (seeds: Parameters<typeof readInbox>[1]) =>
  (await readInbox(world.deps, seeds)).clock;

describe("a limit that passes", () => {
  it("is noted once, by row, log and a line for the tipster, on the day after the last one", async () => {
    const { leadId, seeds } = await sendTip(world);
    world.clock.goTo(day("2026-03-23"));
    await noteMissedClocks(world.deps);
    expect(await missedOf(leadId)).toEqual([]);
    world.clock.goTo(day("2026-03-24"));
    expect((await noteMissedClocks(world.deps)).noted).toBe(1);
    expect((await noteMissedClocks(world.deps)).noted).toBe(0);
    world.clock.passDays(40);
    expect((await noteMissedClocks(world.deps)).noted).toBe(0);
    expect(await missedOf(leadId)).toEqual([
      {
        stage: "ACCEPT",
        dueDay: "2026-03-23",
        missedDay: "2026-03-24",
        reasonCode: null,
        extendedDay: null,
        metDay: null,
      },
    ]);
    expect(await told(leadId)).toEqual([["LATE", { stage: "ACCEPT" }]]);
    expect(await logged(leadId)).toEqual([
      ["CLOCK_MISSED", { stage: "ACCEPT", dueDay: "2026-03-23" }],
    ]);
    expect(await clockOf(seeds)).toEqual({
      stage: "ACCEPT",
      dueDay: "2026-03-23",
      late: true,
      delayReason: null,
      extension: null,
    });
  });

  it("is met by the act, late as it is; acts in time leave no note", async () => {
    const { leadId } = await sendTip(world);
    const prompt = await sendTip(world);
    await (await CaseDesk.open(world, prompt.leadId)).accept();
    world.clock.goTo(day("2026-03-24"));
    await noteMissedClocks(world.deps);
    world.clock.goTo(day("2026-03-30"));
    await (await CaseDesk.open(world, leadId)).accept();
    expect(await missedOf(leadId)).toMatchObject([
      { stage: "ACCEPT", metDay: "2026-03-30" },
    ]);
    expect(await missedOf(prompt.leadId)).toEqual([]);
  });

  it("is noted by the act itself where the job stood still: what is late never looks in time", async () => {
    const { leadId } = await sendTip(world);
    world.clock.goTo(day("2026-03-30"));
    await (await CaseDesk.open(world, leadId)).screen();
    const desk = await CaseDesk.open(world, leadId);
    await desk.send("intake-1", {
      command: "REFUSE",
      reasonCode: "OUT_OF_SCOPE",
      ...(await desk.note()),
    });
    expect(await missedOf(leadId)).toMatchObject([
      { stage: "ACCEPT", missedDay: "2026-03-30", metDay: "2026-03-30" },
    ]);
    expect(await told(leadId)).toEqual([["LATE", { stage: "ACCEPT" }]]);
    expect(await noteMissedClocks(world.deps)).toEqual({ noted: 0 });
  });

  it("of a finish, a reward and a payment too, each met by what it waited for", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.accept();
    world.clock.goTo(day("2026-04-30"));
    await noteMissedClocks(world.deps);
    expect(await missedOf(leadId)).toMatchObject([
      { stage: "FINISH", dueDay: "2026-04-14", metDay: null },
    ]);

    world.clock.goTo(start);
    const facts = someFacts();
    const closed = await closedLead(world, { facts });
    world.clock.goTo(day("2026-03-19"));
    await noteMissedClocks(world.deps);
    expect(await missedOf(closed.leadId)).toMatchObject([
      { stage: "REWARD", dueDay: "2026-03-18", metDay: null },
    ]);
    const { rewardId } = closed;
    for (const [as, command] of [
      ["jn-investigator-2", "CONFIRM_AS_MAKER"],
      ["jn-legal-1", "CONFIRM_AS_CHECKER"],
    ] as const)
      await rewardStep(world, rewardId, { as, command, input: facts });
    await rewardStep(world, rewardId, {
      as: "jn-leader-1",
      command: "APPROVE",
    });
    expect((await missedOf(closed.leadId))[0]!.metDay).toBeNull();
    world.clock.passDays(1);
    await notifyReward(world.deps, { rewardId });
    expect((await missedOf(closed.leadId))[0]!.metDay).toBe("2026-03-20");

    world.clock.goTo(start);
    const claimed = await claimedReward(world);
    const { claimId, amountFen } = claimed;
    world.clock.goTo(day("2026-04-27"));
    await noteMissedClocks(world.deps);
    const [payment] = await world.db.lateStage.findMany({
      where: { leadId: claimed.leadId },
    });
    expect(payment).toMatchObject({
      stage: "PAY",
      officeId: world.officeId("JN-FIN"),
    });
    await claimStep(world, claimId, {
      as: "jn-fin-cashier-1",
      command: "ENTER",
      amountFen,
    });
    await claimStep(world, claimId, {
      as: "jn-fin-accountant-1",
      command: "AUTHORISE",
    });
    await claimStep(world, claimId, {
      as: "jn-fin-finance_head-1",
      command: "SIGN",
    });
    await settlePayment(world.deps, { claimId });
    expect(await missedOf(claimed.leadId)).toMatchObject([
      { stage: "PAY", metDay: "2026-04-27" },
    ]);
  });

  it("stays as it was noted, in the database too", async () => {
    const { leadId } = await sendTip(world);
    world.clock.goTo(day("2026-03-24"));
    await noteMissedClocks(world.deps);
    const where = { leadId };
    for (const work of [
      () => world.db.lateStage.deleteMany({ where }),
      () =>
        world.db.lateStage.updateMany({
          where,
          data: { missedDay: new Date("2026-04-01") },
        }),
      () =>
        world.db.lateStage.updateMany({
          where,
          data: { metDay: new Date("2026-03-20") },
        }),
      () =>
        world.db.lateStage.updateMany({
          where,
          data: { extendedDay: new Date("2026-03-25") },
        }),
    ])
      await expect(work()).rejects.toThrow();
    expect(await missedOf(leadId)).toHaveLength(1);
  });

  it("is noted once when the job and an act meet", async () => {
    const { leadId } = await sendTip(world);
    world.clock.goTo(day("2026-03-24"));
    const desk = await CaseDesk.open(world, leadId);
    await Promise.all([
      noteMissedClocks(world.deps),
      desk.screen(),
      noteMissedClocks(world.deps),
    ]);
    expect(await told(leadId)).toEqual([["LATE", { stage: "ACCEPT" }]]);
    expect(await logged(leadId)).toHaveLength(1);
  });

  it("is never left open when the job meets the act that ends it", async () => {
    const facts = someFacts();
    const { rewardId, leadId } = await closedLead(world, { facts });
    for (const [as, command] of [
      ["jn-investigator-2", "CONFIRM_AS_MAKER"],
      ["jn-legal-1", "CONFIRM_AS_CHECKER"],
    ] as const)
      await rewardStep(world, rewardId, { as, command, input: facts });
    await rewardStep(world, rewardId, {
      as: "jn-leader-1",
      command: "APPROVE",
    });
    // the notice itself waited too long
    world.clock.goTo(day("2026-03-19"));
    await Promise.all([
      noteMissedClocks(world.deps),
      notifyReward(world.deps, { rewardId }),
      noteMissedClocks(world.deps),
    ]);
    expect(await missedOf(leadId)).toMatchObject([
      { stage: "REWARD", dueDay: "2026-03-18", metDay: "2026-03-19" },
    ]);
    expect(await told(leadId)).toEqual([["LATE", { stage: "REWARD" }]]);
  });
});

describe("a reason", () => {
  const explain = (stage: string, reasonCode: string) => ({
    command: "EXPLAIN_DELAY",
    stage,
    reasonCode,
  });

  it("reaches the tipster, the log and the level above; the last one given stands", async () => {
    const { leadId, seeds } = await sendTip(world, { areaCode: "370102" });
    const desk = await CaseDesk.open(world, leadId, "LX");
    expect(
      await refusal(desk.send("intake-1", explain("ACCEPT", "STAFF_SHORT"))),
    ).toBe("NOT_LATE");
    world.clock.goTo(day("2026-03-25"));
    // the job has not run yet
    await desk.send("intake-1", explain("ACCEPT", "STAFF_SHORT"));
    expect(
      await refusal(desk.send("intake-2", explain("ACCEPT", "STAFF_SHORT"))),
    ).toBe("REASON_GIVEN");
    await desk.send("leader-1", explain("ACCEPT", "OVERSIGHT"));
    expect(await clockOf(seeds)).toMatchObject({
      late: true,
      delayReason: "OVERSIGHT",
    });
    expect(await told(leadId)).toEqual([
      ["LATE", { stage: "ACCEPT" }],
      ["DELAY_EXPLAINED", { stage: "ACCEPT", delayReason: "STAFF_SHORT" }],
      ["DELAY_EXPLAINED", { stage: "ACCEPT", delayReason: "OVERSIGHT" }],
    ]);
    expect((await logged(leadId)).map(([kind]) => kind)).toEqual([
      "CLOCK_MISSED",
      "DELAY_EXPLAINED",
      "DELAY_EXPLAINED",
    ]);
    const { rows } = await overdueLeads(
      world.deps,
      world.actor("jn-supervisor-1"),
      { office: "LX" },
    );
    expect(rows).toMatchObject([
      {
        stage: "ACCEPT",
        dueDay: "2026-03-23",
        daysLate: 2,
        reasonCode: "OVERSIGHT",
        state: "RECEIVED",
      },
    ]);
    const lead = await staffLead(world.deps, desk.actor("leader-1"), leadId);
    expect(lead.allowed).toContain("EXPLAIN_DELAY");
    expect(lead.limits.stages).toMatchObject([
      {
        stage: "ACCEPT",
        late: true,
        daysLeft: -2,
        missed: [{ dueDay: "2026-03-23", reasonCode: "OVERSIGHT" }],
      },
    ]);
  });

  it("for a payment comes from finance, and tells finance nothing of the lead", async () => {
    const { leadId, seeds, claimId } = await claimedReward(world);
    const cashier = world.actor("jn-fin-cashier-1");
    const give = (actor = cashier, reasonCode = "FUNDS_PENDING") =>
      explainLatePayment(world.deps, actor, { claimId, reasonCode });
    expect(await refusal(give())).toBe("NOT_LATE");
    world.clock.goTo(day("2026-04-27"));
    for (const name of ["jn-leader-1", "nat-fin-cashier-1", "auditor"])
      expect(await refusal(give(world.actor(name)))).toBe("NOT_FOUND");
    expect(await give()).toBeUndefined();
    expect(await refusal(give(cashier, "BECAUSE"))).toBe("CODE_UNKNOWN");
    expect(await clockOf(seeds)).toMatchObject({
      stage: "PAY",
      late: true,
      delayReason: "FUNDS_PENDING",
    });
    const desk = world.actor("jn-leader-1");
    const lead = await staffLead(world.deps, desk, leadId);
    expect(lead.allowed).toEqual([]);
    expect(lead.limits.stages.at(-1)).toMatchObject({
      stage: "PAY",
      missed: [{ reasonCode: "FUNDS_PENDING" }],
    });
  });
});

describe("more time", () => {
  const extend = (
    reasonCode: string,
    to: string,
    participants: number | null = null,
  ) => ({ command: "EXTEND", reasonCode, to, participants });

  it("from the leader: complex, then very serious, counted from acceptance; what was missed stays missed", async () => {
    const { leadId, seeds } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.accept();
    const send = (role: string, command: ReturnType<typeof extend>) =>
      refusal(desk.send(role, command));
    expect(await send("intake-1", extend("COMPLEX", "2026-06-02"))).toBe(
      "NOT_PERMITTED",
    );
    expect(
      await send("leader-1", extend("VERY_SERIOUS", "2026-09-02", 3)),
    ).toBe("EXTENSION_NOT_NOW");
    world.clock.goTo(day("2026-04-20"));
    await noteMissedClocks(world.deps);
    expect(await send("leader-1", extend("COMPLEX", "2026-06-03"))).toBe(
      "EXTENSION_DAY",
    );
    expect(await send("leader-1", extend("COMPLEX", "2026-06-02"))).toBe(
      "NONE",
    );
    expect(await clockOf(seeds)).toEqual({
      stage: "FINISH",
      dueDay: "2026-06-02",
      late: false,
      delayReason: null,
      extension: { reason: "COMPLEX", day: "2026-04-20" },
    });
    expect(
      await refusal(
        desk.send("leader-1", {
          command: "EXPLAIN_DELAY",
          stage: "FINISH",
          reasonCode: "LARGE_CASE",
        }),
      ),
    ).toBe("NOT_LATE");
    world.clock.goTo(day("2026-06-03"));
    await noteMissedClocks(world.deps);
    expect(await missedOf(leadId)).toMatchObject([
      { dueDay: "2026-04-14", extendedDay: "2026-04-20", metDay: null },
      { dueDay: "2026-06-02", extendedDay: null, metDay: null },
    ]);
    expect(
      await send("leader-1", extend("VERY_SERIOUS", "2026-09-02", 2)),
    ).toBe("STUDY_MISSING");
    expect(
      await send("leader-1", extend("VERY_SERIOUS", "2026-09-02", 5)),
    ).toBe("NONE");
    expect(await send("leader-1", extend("COMPLEX", "2026-09-02"))).toBe(
      "EXTENSION_NOT_NOW",
    );
    expect(await told(leadId)).toEqual([
      ["LATE", { stage: "FINISH" }],
      ["EXTENDED", { extensionReason: "COMPLEX", toDay: "2026-06-02" }],
      ["LATE", { stage: "FINISH" }],
      ["EXTENDED", { extensionReason: "VERY_SERIOUS", toDay: "2026-09-02" }],
    ]);
    expect(await logged(leadId)).toMatchObject([
      ["CLOCK_MISSED", { dueDay: "2026-04-14" }],
      [
        "CLOCK_EXTENDED",
        { fromDay: "2026-04-14", toDay: "2026-06-02", participants: null },
      ],
      ["CLOCK_MISSED", { dueDay: "2026-06-02" }],
      [
        "CLOCK_EXTENDED",
        { fromDay: "2026-06-02", toDay: "2026-09-02", participants: 5 },
      ],
    ]);
    const { limits } = await staffLead(
      world.deps,
      desk.actor("leader-1"),
      leadId,
    );
    expect(limits).toMatchObject({
      next: null,
      extensions: [{ kind: "COMPLEX" }, { kind: "VERY_SERIOUS" }],
    });
  });
});

describe("the level above", () => {
  const listed = async (name: string, filter = {}) =>
    (await overdueLeads(world.deps, world.actor(name), filter)).rows.map(
      ({ number }) => number,
    );
  const numberOf = async (leadId: string) =>
    (await world.db.lead.findUniqueOrThrow({ where: { id: leadId } })).number;

  it("is told of the offices below it, two levels up only what is late for long, the office itself never", async () => {
    const { leadId } = await sendTip(world, { areaCode: "370102" });
    const own = await sendTip(world);
    const number = await numberOf(leadId);
    const numberOfOwn = await numberOf(own.leadId);
    world.clock.goTo(day("2026-03-24"));
    expect(await listed("jn-supervisor-1")).not.toContain(number);
    await noteMissedClocks(world.deps);
    expect(await listed("jn-supervisor-1")).toContain(number);
    expect(await listed("jn-supervisor-1")).not.toContain(numberOfOwn);
    expect(await listed("nat-supervisor-1")).toContain(numberOfOwn);
    expect(await listed("nat-supervisor-1")).not.toContain(number);
    expect(await listed("lx-supervisor-1")).toEqual([]);
    // 30 working days after 23 March: 8 May 2026; the 9th is a Saturday that is worked
    world.clock.goTo(day("2026-05-08"));
    expect(await listed("nat-supervisor-1")).not.toContain(number);
    world.clock.goTo(day("2026-05-09"));
    expect(await listed("nat-supervisor-1")).toContain(number);

    const all = await overdueLeads(
      world.deps,
      world.actor("jn-supervisor-1"),
      {},
    );
    expect(await countOverdue(world.deps, world.actor("jn-supervisor-1"))).toBe(
      all.total,
    );
    expect(await listed("jn-supervisor-1", { stage: "FINISH" })).not.toContain(
      number,
    );
    expect(await listed("jn-supervisor-1", { office: "NAT" })).toEqual([]);
    expect(await listed("jn-supervisor-1", { stage: "'; DROP" })).toContain(
      number,
    );
    await (await CaseDesk.open(world, leadId, "LX")).accept();
    expect(await listed("jn-supervisor-1")).not.toContain(number);
  });

  it("is told no content, and nothing at all where the tipster struck it out", async () => {
    const { leadId, tipId } = await sendTip(world, { areaCode: "370102" });
    const number = await numberOf(leadId);
    world.clock.goTo(day("2026-03-24"));
    await noteMissedClocks(world.deps);
    const given = await overdueLeads(
      world.deps,
      world.actor("jn-supervisor-1"),
      {},
    );
    expect(Object.keys(given.rows[0]!).sort()).toEqual([
      "daysLate",
      "dueDay",
      "key",
      "nameEn",
      "nameZh",
      "number",
      "officeCode",
      "reasonCode",
      "stage",
      "state",
    ]);
    expect(JSON.stringify(given)).not.toContain(leadId);
    await world.db.struckOutOffice.create({
      data: {
        tipId,
        officeId: world.officeId("JN"),
        day: new Date("2026-03-24"),
      },
    });
    expect(await listed("jn-supervisor-1")).not.toContain(number);
  });
});

describe("the public figures", () => {
  it("are those up to Sunday, once a week, with their hash in the log, and can be proven by who keeps them", async () => {
    const db = world.db;
    world.clock.goTo(day("2026-07-05"));
    await noteMissedClocks(world.deps);
    const leads = await db.lead.count();
    world.clock.passDays(1);
    // of this week: not a matter of these figures, whenever in the week they are published
    await sendTip(world);
    world.clock.passDays(2);
    expect(await publishFigures(world.deps)).toEqual({ published: true });
    expect(await publishFigures(world.deps)).toEqual({ published: false });
    const newest = await newestFigures(world.deps);
    const { content, figures } = newest!;
    expect(content).toBe(canonicalJson(figures));
    expect(await provenFigures(world.deps, newest!)).toMatchObject({
      figures: content,
      index: null,
      proof: null,
    });
    await sequenceLog(world.deps, { force: true });
    const kept = await provenFigures(
      world.deps,
      (await newestFigures(world.deps))!,
    );
    expect(JSON.parse(kept.entry!)).toMatchObject({
      data: { figuresHash: hashForLog(kept.figures) },
    });
    const { text } = openNote(
      kept.checkpoint!,
      await world.deps.log.verifiers(),
    );
    const { size, rootHash } = parseCheckpoint(text);
    expect(
      verifyInclusion({
        leafHash: leafHash(utf8Bytes(kept.entry!)),
        index: kept.index!,
        size,
        proof: kept.proof!.map(fromBase64),
        root: rootHash,
      }),
    ).toBe(true);
    const entry = await db.logEntry.findMany({
      where: { kind: "FIGURES_PUBLISHED" },
    });
    expect(entry.map((row) => readEntry(row).data)).toEqual([
      { figuresHash: hashForLog(content) },
    ]);
    expect(figures).toMatchObject({ v: 2, day: "2026-07-05" });
    expect(figures.offices.map(({ code }) => code)).toEqual([
      "JN",
      "LX",
      "NAT",
    ]);
    // every tip of this file came to JN or LX; payments late in JN-FIN count with JN
    const told = figures.offices.map(({ received }) => received ?? 0);
    const all = figures.all.received ?? 0;
    expect(all).toBe(told.reduce((a, b) => a + b, 0));
    expect(leads - all).toBeLessThan(14);
    expect(leads).toBeGreaterThanOrEqual(all);
    for (const office of figures.offices)
      for (const count of [
        office.received,
        office.open,
        office.late,
        office.missed,
      ])
        expect((count ?? 5) % 5).toBe(0);
    // what happened in the week shows when it is over, also when the job runs late
    for (let each = 0; each < 10; each++) await sendTip(world);
    world.clock.goTo(day("2026-07-12"));
    expect(await publishFigures(world.deps)).toEqual({ published: false });
    world.clock.goTo(day("2026-07-14"));
    expect(await publishFigures(world.deps)).toEqual({ published: true });
    const later = (await newestFigures(world.deps))!.figures;
    expect(later.day).toBe("2026-07-12");
    expect(later.all.received).toBeGreaterThanOrEqual(all + 10);
  });

  it("count what was missed in the year, and late only what is not met", async () => {
    const fresh = await makeWorld();
    try {
      for (let each = 0; each < 6; each++) await sendTip(fresh);
      const [first] = await fresh.db.lead.findMany();
      fresh.clock.goTo(day("2026-03-24"));
      await noteMissedClocks(fresh.deps);
      const sundayOver = () =>
        fresh.clock.passDays(8 - (weekday(fresh.clock.today()) || 7));
      const figuresOf = async () => {
        await publishFigures(fresh.deps);
        return (await newestFigures(fresh.deps))!.figures.all;
      };
      // missed this week: not a matter of the last
      expect(await figuresOf()).toMatchObject({ received: 5, late: null });
      sundayOver();
      expect(await figuresOf()).toMatchObject({
        open: 5,
        late: 5,
        missed: 5,
      });
      const desk = await CaseDesk.open(fresh, first!.id);
      await desk.accept();
      const other = await CaseDesk.open(
        fresh,
        (
          await fresh.db.lead.findFirstOrThrow({
            where: { acceptedDay: null },
          })
        ).id,
      );
      await other.accept();
      sundayOver();
      // four of six are late
      expect(await figuresOf()).toMatchObject({
        open: 5,
        late: null,
        missed: 5,
      });
      fresh.clock.goTo(day("2027-01-04"));
      expect(await figuresOf()).toMatchObject({
        received: null,
        open: 5,
        missed: null,
      });
    } finally {
      await fresh.close();
    }
  });

  it("once published are never changed", async () => {
    await expect(world.db.publishedFigures.deleteMany()).rejects.toThrow();
    await expect(
      world.db.publishedFigures.updateMany({ data: { content: "{}" } }),
    ).rejects.toThrow();
  });
});
