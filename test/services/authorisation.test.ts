import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClaim } from "#app/services/claim/open-claim.server";
import { auditEntries } from "#app/queries/audit-entries.server";
import { financeClaim } from "#app/queries/finance-claim.server";
import { financeClaims } from "#app/queries/finance-claims.server";
import { financeLedger } from "#app/queries/finance-ledger.server";
import { countOverdue, overdueLeads } from "#app/queries/overdue-leads.server";
import { rewardDetail } from "#app/queries/reward-detail.server";
import { rewardList } from "#app/queries/reward-list.server";
import { staffLead } from "#app/queries/staff-lead.server";
import { staffQueue } from "#app/queries/staff-queue.server";
import { day } from "#app/domain/shared/day";
import type { LeadCommand } from "#app/forms/staff/commands";
import { explainLatePayment } from "#app/services/claim/explain-late-payment.server";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { changeLead } from "#app/services/lead/change-lead.server";
import { openFile } from "#app/services/lead/open-file.server";
import { openIdentity } from "#app/services/lead/open-identity.server";
import { openLead } from "#app/services/lead/open-lead.server";
import { changeReward } from "#app/services/reward/change-reward.server";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { submitTip } from "#app/services/tip/submit-tip.server";
import {
  aTip,
  CaseDesk,
  makeWorld,
  someFacts,
  type World,
} from "#test/factories/portal-world";
import {
  claimedReward,
  closedLead,
  refusal,
  sendTip,
} from "#test/factories/play";

let world: World;
/** a fresh lead, one with a reward to decide, one with a claim, all of the office JN */
let fresh: { leadId: string };
let closed: Awaited<ReturnType<typeof closedLead>>;
let claimed: Awaited<ReturnType<typeof claimedReward>>;
let named: string;

beforeAll(async () => {
  world = await makeWorld();
  fresh = await sendTip(world);
  closed = await closedLead(world);
  claimed = await claimedReward(world);
  await submitTip(world.deps, {
    token: newSubmissionToken(),
    body: aTip(),
    identity: { v: 1, name: "某人", contact: "" },
    thread: null,
    staged: [],
  });
  named = (
    await world.db.lead.findFirstOrThrow({
      where: { tip: { identity: { isNot: null } } },
    })
  ).id;
});
afterAll(() => world.close());

const caseRoles = ["intake", "investigator", "reviewer", "legal", "leader"];
const everybody = [
  ...[...caseRoles, "supervisor"].flatMap((role) => [
    `jn-${role}-1`,
    `lx-${role}-1`,
    `nat-${role}-1`,
  ]),
  ...["cashier", "accountant", "finance_head"].flatMap((role) => [
    `jn-fin-${role}-1`,
    `nat-fin-${role}-1`,
  ]),
  "auditor",
  "admin",
];
const isCase = (name: string) =>
  caseRoles.some((role) => name === `jn-${role}-1`);
const isFinance = (name: string) => name.startsWith("jn-fin-");

async function answers(
  work: (name: string) => Promise<unknown>,
): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of everybody) all[name] = await refusal(work(name));
  return all;
}
const expected = (code: (name: string) => string) =>
  Object.fromEntries(everybody.map((name) => [name, code(name)]));
const NOT_FOUND = "NOT_FOUND";

describe("who may read", () => {
  it("a lead, its sealed content: casework roles of its own office", async () => {
    const table = expected((name) => (isCase(name) ? "NONE" : NOT_FOUND));
    const { deps } = world;
    expect(
      await answers((name) => staffLead(deps, world.actor(name), fresh.leadId)),
    ).toEqual(table);
    expect(
      await answers((name) =>
        openLead(deps, world.actor(name), { leadId: fresh.leadId }),
      ),
    ).toEqual(table);
  });

  it("each reading of sealed content leaves one entry, refused ones none", async () => {
    const before = await world.db.logEntry.count({
      where: { kind: { startsWith: "LEAD_OPENED" } },
    });
    await answers((name) =>
      openLead(world.deps, world.actor(name), { leadId: fresh.leadId }),
    );
    const after = await world.db.logEntry.count({
      where: { kind: { startsWith: "LEAD_OPENED" } },
    });
    expect(after - before).toBe(caseRoles.length);
    // the tipster is told once a day of each person, however often a page is loaded
    const told = await world.db.logEntry.findMany({
      where: { kind: "LEAD_OPENED", leadId: fresh.leadId },
      select: { personId: true, day: true },
    });
    expect(
      new Set(told.map(({ personId, day }) => `${personId} ${day.getTime()}`))
        .size,
    ).toBe(told.length);
  });

  it("a reward: casework roles of its office; a claim: finance roles of its finance office", async () => {
    const { deps } = world;
    expect(
      await answers((name) =>
        rewardDetail(deps, world.actor(name), closed.rewardId),
      ),
    ).toEqual(expected((name) => (isCase(name) ? "NONE" : NOT_FOUND)));
    const finance = expected((name) => (isFinance(name) ? "NONE" : NOT_FOUND));
    expect(
      await answers((name) =>
        financeClaim(deps, world.actor(name), claimed.claimId),
      ),
    ).toEqual(finance);
    expect(
      await answers((name) =>
        openClaim(deps, world.actor(name), { claimId: claimed.claimId }),
      ),
    ).toEqual(finance);
  });

  it("the log: the auditor", async () => {
    expect(
      await answers((name) => auditEntries(world.deps, world.actor(name), {})),
    ).toEqual(expected((name) => (name === "auditor" ? "NONE" : NOT_FOUND)));
  });

  it("what is late below: the supervisors, each of their own offices below", async () => {
    expect(
      await answers((name) => overdueLeads(world.deps, world.actor(name), {})),
    ).toEqual(
      expected((name) => (name.includes("supervisor") ? "NONE" : NOT_FOUND)),
    );
    for (const name of everybody)
      expect([name, await countOverdue(world.deps, world.actor(name))]).toEqual(
        [name, 0],
      );
  });

  it("the log tells no order of what tipsters did, nor a number", async () => {
    const { rows } = await auditEntries(world.deps, world.actor("auditor"), {});
    const days = rows.map(({ day }) => day);
    expect(days).toEqual([...days].sort().reverse());
    for (const day of new Set(days)) {
      const ofDay = rows.filter((row) => row.day === day);
      const apart = ofDay.filter(({ at }) => at === null);
      expect(ofDay.slice(ofDay.length - apart.length)).toEqual(apart);
      const hashes = apart.map(({ leafHash }) =>
        Buffer.from(leafHash, "base64url").toString("hex"),
      );
      expect(hashes).toEqual([...hashes].sort());
    }
    expect(rows.some(({ kind }) => kind === "TIP_RECEIVED")).toBe(true);
    expect(rows.some((row) => "id" in row)).toBe(false);
  });

  it("what does not exist looks like what is another's", async () => {
    const { deps } = world;
    const actor = world.actor("jn-intake-1");
    for (const id of [crypto.randomUUID(), "1", "", "' OR 1=1 --"]) {
      expect(await refusal(staffLead(deps, actor, id))).toBe(NOT_FOUND);
      expect(await refusal(openLead(deps, actor, { leadId: id }))).toBe(
        NOT_FOUND,
      );
      expect(await refusal(openFile(deps, actor, { fileId: id }))).toBe(
        NOT_FOUND,
      );
      expect(await refusal(rewardDetail(deps, actor, id))).toBe(NOT_FOUND);
      expect(
        await refusal(
          changeLead(deps, actor, {
            leadId: id,
            command: { command: "START_CHECK", version: 0 },
          }),
        ),
      ).toBe(NOT_FOUND);
      const cashier = world.actor("jn-fin-cashier-1");
      expect(await refusal(financeClaim(deps, cashier, id))).toBe(NOT_FOUND);
      expect(
        await refusal(
          changeClaim(deps, cashier, {
            claimId: id,
            command: { command: "AUTHORISE", version: 0 },
          }),
        ),
      ).toBe(NOT_FOUND);
    }
  });
});

describe("lists and counts", () => {
  it("hold the leads of the own office only, by role", async () => {
    for (const name of everybody) {
      const queue = await staffQueue(world.deps, world.actor(name), {});
      const sees = isCase(name) || name === "jn-supervisor-1" ? 4 : 0;
      const counted = Object.values(queue.counts).reduce((a, b) => a + b, 0);
      expect([name, queue.rows.length, counted]).toEqual([name, sees, sees]);
      const rewards = await rewardList(world.deps, world.actor(name), {});
      expect([name, rewards.rows.length]).toEqual([name, isCase(name) ? 2 : 0]);
      const claims = await financeClaims(world.deps, world.actor(name), {});
      expect([name, claims.rows.length]).toEqual([
        name,
        isFinance(name) ? 1 : 0,
      ]);
      const ledger = await financeLedger(world.deps, world.actor(name), {});
      expect([name, ledger.transactions.length > 0]).toEqual([
        name,
        name.includes("-fin-"),
      ]);
    }
  });

  it("filter by state, without losing the counts", async () => {
    const actor = world.actor("jn-intake-1");
    const queue = await staffQueue(world.deps, actor, { state: "RECEIVED" });
    expect(queue.rows.map(({ state }) => state)).toEqual([
      "RECEIVED",
      "RECEIVED",
    ]);
    expect(queue.counts).toEqual({ RECEIVED: 2, CLOSED: 2 });
    const none = await staffQueue(world.deps, actor, { state: "'; DROP" });
    expect(none.rows).toEqual([]);
  });

  it("what finance is given names neither lead, tip, reward nor category", async () => {
    const actor = world.actor("jn-fin-cashier-1");
    const lead = await world.db.lead.findUniqueOrThrow({
      where: { id: claimed.leadId },
    });
    const given = JSON.stringify([
      await financeClaims(world.deps, actor, {}),
      await financeClaim(world.deps, actor, claimed.claimId),
      await financeLedger(world.deps, actor, {}),
      await openClaim(world.deps, actor, { claimId: claimed.claimId }),
    ]);
    for (const hidden of [
      lead.id,
      lead.number,
      claimed.tipId,
      claimed.rewardId,
      "HOS-06",
      "370100",
    ])
      expect([hidden, given.includes(hidden)]).toEqual([hidden, false]);
    expect(given).toContain(claimed.claimId);
  });

  it("what casework is given names no claim", async () => {
    const claim = await world.db.claim.findUniqueOrThrow({
      where: { id: claimed.claimId },
    });
    const actor = world.actor("jn-leader-1");
    const given = JSON.stringify([
      await rewardList(world.deps, actor, {}),
      await rewardDetail(world.deps, actor, claimed.rewardId),
      await staffLead(world.deps, actor, claimed.leadId),
    ]);
    for (const hidden of [claim.id, claim.number])
      expect([hidden, given.includes(hidden)]).toEqual([hidden, false]);
  });
});

describe("who may act", () => {
  it("TAKE_UP: intake; others of the office may not, strangers see nothing", async () => {
    const desk = await CaseDesk.open(world, fresh.leadId);
    const keys = await desk.takeUpKeys();
    const seen = await answers((name) =>
      name === "jn-intake-1"
        ? Promise.resolve()
        : changeLead(world.deps, world.actor(name), {
            leadId: fresh.leadId,
            command: { command: "TAKE_UP", version: 0, ...keys },
          }),
    );
    expect(seen).toEqual(
      expected((name) =>
        name === "jn-intake-1"
          ? "NONE"
          : isCase(name)
            ? "NOT_PERMITTED"
            : NOT_FOUND,
      ),
    );
    const lead = await world.db.lead.findUniqueOrThrow({
      where: { id: fresh.leadId },
    });
    expect([lead.state, lead.version]).toEqual(["RECEIVED", 0]);
  });

  it("a reason for a delay: casework of the office; more time: its leader; a late payment: finance", async () => {
    const { deps } = world;
    const send = (name: string, command: LeadCommand) =>
      changeLead(deps, world.actor(name), { leadId: fresh.leadId, command });
    expect(
      await answers((name) =>
        send(name, {
          command: "EXPLAIN_DELAY",
          version: 0,
          stage: "ACCEPT",
          reasonCode: "STAFF_SHORT",
        }),
      ),
    ).toEqual(expected((name) => (isCase(name) ? "NOT_LATE" : NOT_FOUND)));
    expect(
      await answers((name) =>
        send(name, {
          command: "EXTEND",
          version: 0,
          reasonCode: "COMPLEX",
          to: day("2026-06-01"),
          participants: null,
        }),
      ),
    ).toEqual(
      expected((name) =>
        name === "jn-leader-1"
          ? "NOT_IN_THIS_STATE"
          : isCase(name)
            ? "NOT_PERMITTED"
            : NOT_FOUND,
      ),
    );
    expect(
      await answers((name) =>
        explainLatePayment(deps, world.actor(name), {
          claimId: claimed.claimId,
          reasonCode: "FUNDS_PENDING",
        }),
      ),
    ).toEqual(expected((name) => (isFinance(name) ? "NOT_LATE" : NOT_FOUND)));
  });

  it("a reward's steps: their roles, with a fresh second factor for the last", async () => {
    const maker = await answers((name) =>
      ["jn-intake-1", "jn-investigator-1"].includes(name)
        ? Promise.resolve()
        : changeReward(world.deps, world.actor(name), {
            rewardId: closed.rewardId,
            command: {
              command: "CONFIRM_AS_MAKER",
              version: 0,
              input: someFacts(),
            },
          }),
    );
    const roles = ["jn-intake-1", "jn-investigator-1"];
    expect(maker).toEqual(
      expected((name) =>
        roles.includes(name)
          ? "NONE"
          : isCase(name)
            ? "NOT_PERMITTED"
            : NOT_FOUND,
      ),
    );
    const leader = world.actor("jn-leader-1", { steppedUp: false });
    expect(
      await refusal(
        changeReward(world.deps, leader, {
          rewardId: closed.rewardId,
          command: { command: "APPROVE", version: 0 },
        }),
      ),
    ).toBe("STEP_UP_NEEDED");
  });

  it("a claim's steps: each its one role, stepped up", async () => {
    const command = {
      ENTER: { command: "ENTER", version: 0, amountFen: 432_716 },
      AUTHORISE: { command: "AUTHORISE", version: 0 },
      SIGN: { command: "SIGN", version: 0 },
    } as const;
    const right = {
      ENTER: "jn-fin-cashier-1",
      AUTHORISE: "jn-fin-accountant-1",
      SIGN: "jn-fin-finance_head-1",
    };
    for (const step of ["ENTER", "AUTHORISE", "SIGN"] as const) {
      const seen = await answers((name) =>
        name === right[step]
          ? Promise.resolve()
          : changeClaim(world.deps, world.actor(name), {
              claimId: claimed.claimId,
              command: command[step],
            }),
      );
      expect(seen).toEqual(
        expected((name) =>
          name === right[step]
            ? "NONE"
            : isFinance(name)
              ? "NOT_PERMITTED"
              : NOT_FOUND,
        ),
      );
      const idle = world.actor(right[step], { steppedUp: false });
      expect(
        await refusal(
          changeClaim(world.deps, idle, {
            claimId: claimed.claimId,
            command: command[step],
          }),
        ),
      ).toBe("STEP_UP_NEEDED");
    }
  });

  it("an identity: intake, investigator, leader; stepped up; with an entry and a line for the tipster", async () => {
    const allowed = ["jn-intake-1", "jn-investigator-1", "jn-leader-1"];
    const reasonCode = "VERIFY_EVIDENCE";
    expect(
      await answers((name) =>
        openIdentity(world.deps, world.actor(name), {
          leadId: named,
          reasonCode,
        }),
      ),
    ).toEqual(
      expected((name) =>
        allowed.includes(name)
          ? "NONE"
          : isCase(name)
            ? "NOT_PERMITTED"
            : NOT_FOUND,
      ),
    );
    const idle = world.actor("jn-intake-1", { steppedUp: false });
    expect(
      await refusal(
        openIdentity(world.deps, idle, { leadId: named, reasonCode }),
      ),
    ).toBe("STEP_UP_NEEDED");
    const { db } = world;
    const told = { code: "IDENTITY_OPENED", tip: { leadId: named } };
    expect(await db.timelineEntry.count({ where: told })).toBe(3);
    const entries = await db.logEntry.findMany({
      where: { kind: "IDENTITY_OPENED", leadId: named },
    });
    expect(entries).toHaveLength(3);
    expect(entries[0]!.entry).toContain(reasonCode);
    expect(
      await refusal(
        openIdentity(world.deps, world.actor("jn-intake-1"), {
          leadId: fresh.leadId,
          reasonCode,
        }),
      ),
    ).toBe(NOT_FOUND);
  });

  it("offers on the page exactly what the services take", async () => {
    for (const name of everybody.filter(isCase)) {
      const page = await staffLead(world.deps, world.actor(name), fresh.leadId);
      expect([name, page.allowed.includes("TAKE_UP")]).toEqual([
        name,
        name === "jn-intake-1",
      ]);
      const reward = await rewardDetail(
        world.deps,
        world.actor(name),
        closed.rewardId,
      );
      expect([name, reward.allowed.includes("CONFIRM_AS_MAKER")]).toEqual([
        name,
        ["jn-intake-1", "jn-investigator-1"].includes(name),
      ]);
    }
  });
});

describe("the checker is blind", () => {
  it("until the second entry is made, and nobody else is", async () => {
    for (const name of everybody.filter(isCase)) {
      const reward = await rewardDetail(
        world.deps,
        world.actor(name),
        closed.rewardId,
      );
      const blind = ["jn-reviewer-1", "jn-legal-1"].includes(name);
      expect([name, reward.blind]).toEqual([name, blind]);
      expect([name, reward.fen, reward.result === null]).toEqual([
        name,
        blind ? null : 432_716,
        blind,
      ]);
      if (blind) {
        const text = JSON.stringify([
          reward,
          await rewardList(world.deps, world.actor(name), {}),
        ]);
        for (const figure of ["8654321", "8,654,321", "86543.21"])
          expect([name, text.includes(figure)]).toEqual([name, false]);
        const row = (
          await rewardList(world.deps, world.actor(name), {})
        ).rows.find(({ id }) => id === closed.rewardId);
        expect(row).toMatchObject({ blind: true, fen: null, code: null });
      }
    }
    const decided = await rewardDetail(
      world.deps,
      world.actor("jn-legal-1"),
      claimed.rewardId,
    );
    expect(decided).toMatchObject({ blind: false, fen: 432_716 });
  });
});
