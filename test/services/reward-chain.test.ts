import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkLedger } from "#app/domain/ledger/check-ledger";
import type { LedgerTransaction } from "#app/domain/ledger/posting";
import { rewardDetail } from "#app/queries/reward-detail.server";
import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { declineReward } from "#app/services/inbox/decline-reward.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { readEntry } from "#app/services/log/read-entry";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { day } from "#app/domain/shared/day";
import {
  aFinding,
  CaseDesk,
  makeWorld,
  someFacts,
  type World,
} from "#test/factories/portal-world";
import {
  claimedReward,
  claimStep,
  closedLead,
  notifiedReward,
  paidReward,
  payee,
  refusal,
  rewardStep,
  sendTip,
} from "#test/factories/play";

type Posted = {
  readonly day: LedgerTransaction["day"];
  readonly officeId: string;
  readonly data: Pick<
    LedgerTransaction,
    "budgetYear" | "onceKey" | "postings"
  > & { readonly ledgerKind: LedgerTransaction["kind"] };
};

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const make = (rewardId: string, input = someFacts(), as = "jn-intake-2") =>
  rewardStep(world, rewardId, { as, command: "CONFIRM_AS_MAKER", input });
const check = (rewardId: string, input = someFacts(), as = "jn-legal-1") =>
  rewardStep(world, rewardId, { as, command: "CONFIRM_AS_CHECKER", input });
/** what the tipster can prove of the end without money */
const noneOf = async (leadId: string) =>
  (
    await world.db.logEntry.findMany({ where: { leadId, kind: "REWARD_NONE" } })
  ).map((row) => {
    const { personId, at, data } = readEntry(row);
    return { personId, at, data };
  });
const stateOf = async (rewardId: string) =>
  (await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } })).state;

describe("the proposal", () => {
  it("comes from the confirmed finding, the rule in force and the ceiling", async () => {
    const { rewardId } = await closedLead(world);
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({
      state: "PROPOSED",
      ruleSetId: "JN-2020",
      ceilingFen: 10_000_000n,
      fen: 432_716n,
      code: null,
      input: { baseFen: 8_654_321, otherFoundFen: 100_000 },
    });
  });

  it("is zero for who wants none, whatever the investigator entered", async () => {
    const { rewardId } = await closedLead(world, {
      registered: { rewardWanted: false },
    });
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({ state: "PROPOSED", fen: 0n, code: "DECLINED" });
  });

  it("knows a real name from the registration", async () => {
    const { rewardId } = await closedLead(world, {
      registered: { nameKind: "REAL" as "ANON_CLAIM" },
    });
    const { input } = await world.db.reward.findUniqueOrThrow({
      where: { id: rewardId },
    });
    expect(input).toMatchObject({ realName: true });
  });

  it.each(["NOT_FILED", "NOT_TRUE"] as const)(
    "%s: no money, told at once, with its reason",
    async (how) => {
      const { leadId, seeds } = await sendTip(world);
      const desk = await CaseDesk.open(world, leadId);
      if (how === "NOT_FILED") {
        await desk.file("NOT_FILED");
        await desk.send("leader-1", {
          command: "CLOSE",
          ...(await desk.note()),
        });
      } else
        await desk.close(
          aFinding(someFacts({ baseFen: 0 }), { substantiated: false }),
        );
      const computed = await computeReward(world.deps, { leadId });
      expect(await noneOf(leadId)).toEqual([
        {
          personId: null,
          at: null,
          data: { rewardId: computed!.rewardId, reasonCode: "NOT_TRUE" },
        },
      ]);
      const inbox = await readInbox(world.deps, seeds);
      expect(inbox.reward).toMatchObject({ state: "NONE", code: "NOT_TRUE" });
      expect(inbox.timeline.slice(-2)).toMatchObject([
        {
          code: "CLOSED",
          values: {
            outcomeClass: how === "NOT_FILED" ? how : "NOT_SUBSTANTIATED",
          },
        },
        { code: "REWARD_NONE", values: { code: "NOT_TRUE" } },
      ]);
      expect(inbox.clock).toBeNull();
    },
  );

  it("is not made for a lead that is open", async () => {
    const { leadId } = await sendTip(world);
    expect(await computeReward(world.deps, { leadId })).toBeNull();
    expect(await computeReward(world.deps, { leadId: "x" })).toBeNull();
  });

  it("where the rule gives no figure, waits for a person's figure with a reason", async () => {
    const { rewardId } = await closedLead(world, {
      registered: { areaCode: "320200" },
    });
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({ state: "PROPOSED", fen: null, code: "RATE_UNKNOWN" });
    expect(await refusal(make(rewardId))).toBe("REASON_REQUIRED");
    const decided = someFacts({ proposedFen: 200_000, reason: "参照本省做法" });
    await make(rewardId, decided);
    await check(rewardId, someFacts({ proposedFen: 200_000, reason: "同意" }));
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({ state: "REVIEWED", fen: 200_000n });
  });
});

describe("maker and checker", () => {
  it("unequal entries stop the chain, and the leader sends it back", async () => {
    const { rewardId } = await closedLead(world);
    await make(rewardId);
    await check(rewardId, someFacts({ proof: true }));
    expect(await stateOf(rewardId)).toBe("STOPPED");
    const step = (as: string, command: string) =>
      refusal(rewardStep(world, rewardId, { as, command }));
    expect(await step("jn-leader-1", "APPROVE")).toBe("NOT_IN_THIS_STATE");
    expect(await refusal(check(rewardId, someFacts(), "jn-legal-2"))).toBe(
      "NOT_IN_THIS_STATE",
    );
    expect(await step("jn-leader-1", "SEND_BACK")).toBe("NONE");
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({
      state: "PROPOSED",
      makerId: null,
      makerInput: null,
      checkerId: null,
    });
    await make(rewardId);
    await check(rewardId);
    expect(await step("jn-leader-1", "APPROVE")).toBe("NONE");
    const entries = await world.db.logEntry.findMany({
      where: { kind: "REWARD_CHECKED" },
      orderBy: { place: "asc" },
    });
    expect(
      entries
        .map(
          (row) => readEntry(row).data as { rewardId: string; equal: boolean },
        )
        .filter((data) => data.rewardId === rewardId)
        .map(({ equal }) => equal),
    ).toEqual([false, true]);
  });

  it("the refusal of the second entry tells no figure of the first", async () => {
    const { rewardId } = await closedLead(world);
    await make(rewardId);
    await check(rewardId, someFacts({ proof: true }));
    const seen = JSON.stringify(
      await rewardDetail(world.deps, world.actor("jn-legal-2"), rewardId),
    );
    expect(seen).not.toContain("8654321");
    expect(seen).not.toContain("432716");
  });

  it("are different people, over all rounds", async () => {
    const { rewardId, leadId } = await closedLead(world);
    await make(rewardId);
    const { id } = world.member("jn-intake-2");
    const officeId = world.officeId("JN");
    await world.db.personRole.create({
      data: { personId: id, officeId, role: "REVIEWER" },
    });
    const two = {
      ...world.actor("jn-intake-2"),
      roles: [
        { officeId, role: "INTAKE" as const },
        { officeId, role: "REVIEWER" as const },
        { officeId, role: "LEADER" as const },
      ],
    };
    const { changeReward } =
      await import("#app/services/reward/change-reward.server");
    const attempt = (
      command: "CONFIRM_AS_CHECKER" | "APPROVE",
      version: number,
    ) =>
      refusal(
        changeReward(world.deps, two, {
          rewardId,
          command:
            command === "APPROVE"
              ? { command, version }
              : { command, version, input: someFacts() },
        }),
      );
    expect(await attempt("CONFIRM_AS_CHECKER", 1)).toBe("SEPARATION_OF_DUTIES");
    await check(rewardId);
    expect(await attempt("APPROVE", 2)).toBe("SEPARATION_OF_DUTIES");
    const duties = await world.db.leadDuty.findMany({
      where: { leadId, duty: { startsWith: "REWARD" } },
    });
    expect(duties.map(({ duty }) => duty).sort()).toEqual([
      "REWARD_CHECKER",
      "REWARD_MAKER",
    ]);
  });

  it("a zero that the leader approves ends without money and is told with its reason", async () => {
    const facts = someFacts({ knownBefore: true });
    const { leadId, rewardId, seeds } = await closedLead(world, { facts });
    expect(await noneOf(leadId)).toEqual([]);
    await make(rewardId, facts);
    await check(rewardId, facts);
    await rewardStep(world, rewardId, {
      as: "jn-leader-1",
      command: "APPROVE",
    });
    expect(await stateOf(rewardId)).toBe("NOT_ELIGIBLE");
    expect(await noneOf(leadId)).toEqual([
      {
        personId: null,
        at: null,
        data: { rewardId, reasonCode: "ALREADY_KNOWN" },
      },
    ]);
    const { reward, timeline } = await readInbox(world.deps, seeds);
    expect(reward).toMatchObject({ state: "NONE", code: "ALREADY_KNOWN" });
    expect(timeline.at(-1)).toMatchObject({
      code: "REWARD_NONE",
      values: { code: "ALREADY_KNOWN" },
    });
    expect(
      await world.db.ledgerTransaction.count({
        where: { subjectId: rewardId },
      }),
    ).toBe(0);
    expect(
      await world.db.outboxRow.count({
        where: { job: "notify-reward", payload: { equals: { rewardId } } },
      }),
    ).toBe(0);
  });

  it("RECOMPUTE takes the rule that is in force now, until somebody confirmed", async () => {
    const { rewardId } = await closedLead(world);
    const recompute = () =>
      refusal(
        rewardStep(world, rewardId, {
          as: "jn-leader-1",
          command: "RECOMPUTE",
        }),
      );
    expect(await recompute()).toBe("NONE");
    await make(rewardId);
    expect(await recompute()).toBe("NOT_IN_THIS_STATE");
  });
});

describe("claim and payment", () => {
  it("needs the whole amount, three people, in order", async () => {
    const { claimId, amountFen } = await claimedReward(world);
    const step = (as: string, command: string, more = {}) =>
      refusal(claimStep(world, claimId, { as, command, ...more }));
    for (const wrong of [amountFen - 1, amountFen + 1, 0])
      expect(
        await step("jn-fin-cashier-1", "ENTER", { amountFen: wrong }),
      ).toBe("AMOUNT_DIFFERS");
    expect(await step("jn-fin-finance_head-1", "SIGN")).toBe(
      "NOT_IN_THIS_STATE",
    );
    expect(await step("jn-fin-cashier-1", "ENTER", { amountFen })).toBe("NONE");
    expect(await step("jn-fin-cashier-1", "ENTER", { amountFen })).toBe(
      "NOT_IN_THIS_STATE",
    );
  });

  it("keeps one person from two steps, whatever their roles", async () => {
    const { claimId, amountFen } = await claimedReward(world);
    const officeId = world.officeId("JN-FIN");
    const actor = {
      ...world.actor("jn-fin-cashier-1"),
      roles: (["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"] as const).map(
        (role) => ({
          officeId,
          role,
        }),
      ),
    };
    const { changeClaim } =
      await import("#app/services/claim/change-claim.server");
    await changeClaim(world.deps, actor, {
      claimId,
      command: { command: "ENTER", version: 0, amountFen },
    });
    expect(
      await refusal(
        changeClaim(world.deps, actor, {
          claimId,
          command: { command: "AUTHORISE", version: 1 },
        }),
      ),
    ).toBe("SEPARATION_OF_DUTIES");
  });

  it("lapses after the last day and not on it; a late claim is refused", async () => {
    const { seeds, rewardId } = await notifiedReward(world);
    const { claimDueDay } = await world.db.reward.findUniqueOrThrow({
      where: { id: rewardId },
    });
    world.clock.goTo(day(claimDueDay!.toISOString().slice(0, 10)));
    await lapseClaims(world.deps);
    expect(await stateOf(rewardId)).toBe("NOTIFIED");
    world.clock.passDays(1);
    expect(await refusal(claimReward(world.deps, seeds, { payee }))).toBe(
      "CLAIM_TOO_LATE",
    );
    expect((await lapseClaims(world.deps)).lapsed).toBeGreaterThan(0);
    expect(await lapseClaims(world.deps)).toEqual({ lapsed: 0 });
    expect(await stateOf(rewardId)).toBe("LAPSED");
    expect((await readInbox(world.deps, seeds)).reward).toMatchObject({
      state: "LAPSED",
    });
    expect(await refusal(claimReward(world.deps, seeds, { payee }))).toBe(
      "CLAIM_TOO_LATE",
    );
  });

  it("declining twice is declining once, and ends the matter", async () => {
    const { seeds, rewardId } = await notifiedReward(world);
    await declineReward(world.deps, seeds);
    await declineReward(world.deps, seeds);
    expect(await refusal(claimReward(world.deps, seeds, { payee }))).toBe(
      "NOT_IN_THIS_STATE",
    );
    expect(
      await world.db.ledgerTransaction.count({
        where: { subjectId: rewardId, kind: "DECLINE" },
      }),
    ).toBe(1);
  });

  it("after everything the books are sound", async () => {
    await paidReward(world);
    const rows = await world.db.logEntry.findMany({
      where: { kind: "LEDGER_POSTED" },
      orderBy: { place: "asc" },
    });
    const booked = rows.map((row) => {
      const { data, officeId, ...posted } = readEntry(row) as unknown as Posted;
      return {
        kind: data.ledgerKind,
        financeOfficeId: officeId,
        budgetYear: data.budgetYear,
        day: posted.day,
        subjectId: data.onceKey.split(".")[1]!,
        onceKey: data.onceKey,
        postings: data.postings,
      };
    });
    expect(booked.length).toBe(await world.db.ledgerTransaction.count());
    expect(new Set(booked.map(({ kind }) => kind))).toEqual(
      new Set(["GRANT", "APPROVE", "CLAIM", "PAY", "LAPSE", "DECLINE"]),
    );
    expect(checkLedger(booked)).toEqual([]);
  });
});
