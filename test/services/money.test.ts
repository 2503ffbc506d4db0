import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { approveReward } from "#app/domain/ledger/posting";
import { fen } from "#app/domain/shared/fen";
import { rewardDetail } from "#app/queries/reward-detail.server";
import { rewardList } from "#app/queries/reward-list.server";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { grantBudget } from "#app/services/ledger/grant-budget.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import {
  availableBudget,
  requireBudget,
} from "#app/services/ledger/require-budget.server";
import { newRandomId } from "#app/services/new-id.server";
import { repairStuck } from "#app/services/outbox/repair-stuck.server";
import { makeWorld, someFacts, type World } from "#test/factories/portal-world";
import {
  claimedReward,
  claimStep,
  closedLead,
  notifiedReward,
  refusal,
  rewardStep,
} from "#test/factories/play";

/** The last locks before money leaves. */
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const rewardOf = (rewardId: string) =>
  world.db.reward.findUniqueOrThrow({ where: { id: rewardId } });
const claimOf = (claimId: string) =>
  world.db.claim.findUniqueOrThrow({ where: { id: claimId } });
const steps = [
  ["ENTER", "jn-fin-cashier-1"],
  ["AUTHORISE", "jn-fin-accountant-1"],
  ["SIGN", "jn-fin-finance_head-1"],
] as const;

async function reviewed(input = someFacts()) {
  const closed = await closedLead(world, { facts: input });
  const { rewardId } = closed;
  await rewardStep(world, rewardId, {
    as: "jn-intake-2",
    command: "CONFIRM_AS_MAKER",
    input,
  });
  await rewardStep(world, rewardId, {
    as: "jn-legal-1",
    command: "CONFIRM_AS_CHECKER",
    input,
  });
  return closed;
}

describe("who decided a reward does not pay it", () => {
  it("in no step, whatever roles they hold", async () => {
    const { claimId, amountFen, rewardId } = await claimedReward(world);
    const { makerId, checkerId, leaderId } = await rewardOf(rewardId);
    for (const [command, usual] of steps) {
      const { version } = await claimOf(claimId);
      for (const personId of [makerId!, checkerId!, leaderId!])
        expect(
          await refusal(
            changeClaim(
              world.deps,
              { ...world.actor(usual), personId },
              { claimId, command: { command, version, amountFen } },
            ),
          ),
        ).toBe("SEPARATION_OF_DUTIES");
      await claimStep(world, claimId, {
        as: usual,
        command,
        ...(command === "ENTER" && { amountFen }),
      });
    }
  });

  it("nor who took part in a round that was sent back", async () => {
    const { claimId, amountFen, leadId } = await claimedReward(world);
    const personId = world.member("jn-reviewer-2").id;
    await world.db.leadDuty.create({
      data: {
        leadId,
        duty: "REWARD_CHECKER",
        personId,
        at: world.clock.now(),
      },
    });
    expect(
      await refusal(
        changeClaim(
          world.deps,
          { ...world.actor("jn-fin-cashier-1"), personId },
          { claimId, command: { command: "ENTER", version: 0, amountFen } },
        ),
      ),
    ).toBe("SEPARATION_OF_DUTIES");
  });
});

describe("a payee the tipster did not sign", () => {
  const spoil = async (claimId: string) => {
    const { envelope } = await claimOf(claimId);
    const write = (bytes: Uint8Array<ArrayBuffer>) =>
      world.db.claim.update({
        where: { id: claimId },
        data: { envelope: bytes },
      });
    const other = new Uint8Array(envelope);
    other[other.length - 1]! ^= 1;
    await write(other);
    return () => write(envelope);
  };

  it("stops every step, and the booking of the payment", async () => {
    const { claimId, amountFen } = await claimedReward(world);
    for (const [command, as] of steps) {
      const step = () =>
        refusal(
          claimStep(world, claimId, {
            as,
            command,
            ...(command === "ENTER" && { amountFen }),
          }),
        );
      const restore = await spoil(claimId);
      expect([command, await step()]).toEqual([
        command,
        "CLAIM_SIGNATURE_WRONG",
      ]);
      await restore();
      expect([command, await step()]).toEqual([command, "NONE"]);
    }
    const restore = await spoil(claimId);
    expect(await refusal(settlePayment(world.deps, { claimId }))).toBe(
      "CLAIM_SIGNATURE_WRONG",
    );
    expect((await claimOf(claimId)).state).toBe("SIGNED");
    await restore();
    await settlePayment(world.deps, { claimId });
    expect((await claimOf(claimId)).state).toBe("PAID");
  });

  it("also when another claim's envelope and signature are put there together", async () => {
    const [one, two] = [await claimedReward(world), await claimedReward(world)];
    const { envelope, signature } = await claimOf(two.claimId);
    await world.db.claim.update({
      where: { id: one.claimId },
      data: { envelope, signature },
    });
    expect(
      await refusal(
        claimStep(world, one.claimId, {
          as: "jn-fin-cashier-1",
          command: "ENTER",
          amountFen: one.amountFen,
        }),
      ),
    ).toBe("CLAIM_SIGNATURE_WRONG");
  });
});

describe("the base of a loss", () => {
  it("is the confirmed finding's, for maker and checker", async () => {
    const { rewardId, facts } = await closedLead(world);
    const make = (baseFen: number) =>
      refusal(
        rewardStep(world, rewardId, {
          as: "jn-intake-2",
          command: "CONFIRM_AS_MAKER",
          input: { ...facts, baseFen },
        }),
      );
    for (const off of [-1, 1])
      expect(await make(facts.baseFen + off)).toBe("BASE_DIFFERS");
    expect(await make(facts.baseFen)).toBe("NONE");
    expect(
      await refusal(
        rewardStep(world, rewardId, {
          as: "jn-legal-1",
          command: "CONFIRM_AS_CHECKER",
          input: { ...facts, baseFen: facts.baseFen + 1 },
        }),
      ),
    ).toBe("BASE_DIFFERS");
    expect((await rewardOf(rewardId)).state).toBe("MADE");
  });
});

describe("who may be the checker", () => {
  const sees = async (name: string, rewardId: string) => {
    const actor = world.actor(name);
    const one = await rewardDetail(world.deps, actor, rewardId);
    const { rows } = await rewardList(world.deps, actor, {});
    const row = rows.find(({ id }) => id === rewardId)!;
    expect([name, row.blind, row.fen === null]).toEqual([
      name,
      one.blind,
      one.blind,
    ]);
    expect([name, one.makerInput === null, one.result === null]).toEqual([
      name,
      one.blind,
      one.blind,
    ]);
    return !one.blind;
  };
  const eyes = async (rewardId: string) =>
    Object.fromEntries(
      await Promise.all(
        ["intake-2", "legal-1", "legal-2", "reviewer-1", "leader-1"].map(
          async (name) => [name, await sees(`jn-${name}`, rewardId)] as const,
        ),
      ),
    );

  it("sees nothing before checking, in whatever state, and nothing again once it was sent back", async () => {
    const { rewardId, facts } = await reviewed();
    const others = { "legal-2": false, "reviewer-1": false };
    expect(await eyes(rewardId)).toEqual({
      ...others,
      "intake-2": true,
      "legal-1": true,
      "leader-1": true,
    });
    await rewardStep(world, rewardId, {
      as: "jn-leader-2",
      command: "SEND_BACK",
    });
    await rewardStep(world, rewardId, {
      as: "jn-investigator-2",
      command: "CONFIRM_AS_MAKER",
      input: facts,
    });
    expect(await eyes(rewardId)).toMatchObject({ ...others, "legal-1": false });
    await rewardStep(world, rewardId, {
      as: "jn-legal-2",
      command: "CONFIRM_AS_CHECKER",
      input: facts,
    });
    await rewardStep(world, rewardId, {
      as: "jn-leader-1",
      command: "APPROVE",
    });
    expect(await eyes(rewardId)).toMatchObject({
      "legal-1": false,
      "legal-2": true,
      "reviewer-1": false,
      "leader-1": true,
    });
  });
});

describe("the budget", () => {
  const approve = (rewardId: string, as: string) =>
    refusal(rewardStep(world, rewardId, { as, command: "APPROVE" }));

  it("is never promised twice, also by two leaders at the same instant; a grant opens it again", async () => {
    const financeOfficeId = world.officeId("JN-FIN");
    const book = { financeOfficeId, budgetYear: 2026 };
    const pair = [await reviewed(), await reviewed()];
    await inTransaction(world.deps, async (tx) => {
      const left = Number(await availableBudget(tx, book));
      await postLedger(
        tx,
        approveReward({
          ...book,
          day: world.clock.today(),
          rewardId: newRandomId(),
          amountFen: fen(left - 432_716),
        }),
      );
    });
    const answers = await Promise.all(
      pair.map(({ rewardId }, index) =>
        approve(rewardId, `jn-leader-${index + 1}`),
      ),
    );
    expect([...answers].sort()).toEqual(["BUDGET_EXCEEDED", "NONE"]);
    const refused = pair[answers.indexOf("BUDGET_EXCEEDED")]!.rewardId;
    expect(await rewardOf(refused)).toMatchObject({
      state: "REVIEWED",
      leaderId: null,
    });
    const grant = (amountFen: number, once: string | null) =>
      grantBudget(world.deps, {
        officeCode: "JN-FIN",
        budgetYear: 2026,
        amountFen: fen(amountFen),
        once,
      });
    expect(await grant(432_715, "A-1")).toEqual({
      granted: true,
      availableFen: 432_715n,
    });
    expect(await approve(refused, "jn-leader-1")).toBe("BUDGET_EXCEEDED");
    expect(await grant(432_715, "A-1")).toEqual({
      granted: false,
      availableFen: 432_715n,
    });
    expect(await refusal(grant(1, "A-1"))).toBe("GRANT_DIFFERS");
    await grant(1, null);
    expect(await approve(refused, "jn-leader-1")).toBe("NONE");
    // for the tests after this one
    await grant(100_000_000, null);
  });

  it("makes an approval wait for another one that is not yet committed", async () => {
    const book = {
      financeOfficeId: world.officeId("JN-FIN"),
      budgetYear: 2026,
    };
    const { rewardId } = await reviewed();
    let answer: Promise<string> | undefined;
    await inTransaction(world.deps, async (tx) => {
      const amountFen = fen(await availableBudget(tx, book));
      await requireBudget(tx, { ...book, amountFen });
      let done = false;
      answer = approve(rewardId, "jn-leader-1").finally(() => (done = true));
      await vi.waitUntil(async () => {
        const waiting = await world.db.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
        return done || waiting.length > 0;
      }, 20_000);
      await postLedger(
        tx,
        approveReward({
          ...book,
          day: world.clock.today(),
          rewardId: newRandomId(),
          amountFen,
        }),
      );
    });
    expect(await answer).toBe("BUDGET_EXCEEDED");
    await grantBudget(world.deps, {
      officeCode: "JN-FIN",
      budgetYear: 2026,
      amountFen: fen(100_000_000),
      once: null,
    });
  });

  it("is granted to finance offices only", async () => {
    for (const officeCode of ["JN", "NOWHERE"])
      expect(
        await refusal(
          grantBudget(world.deps, {
            officeCode,
            budgetYear: 2026,
            amountFen: fen(1),
            once: null,
          }),
        ),
      ).toBe("OFFICE_MISSING");
  });
});

describe("jobs over many rewards", () => {
  it("one that cannot lapse holds up no other, and the job fails all the same", async () => {
    const ids = [];
    for (let count = 0; count < 3; count += 1)
      ids.push((await notifiedReward(world)).rewardId);
    const [broken, ...sound] = ids.sort();
    // its office has nobody who pays
    await world.db.lead.updateMany({
      where: { reward: { id: broken! } },
      data: { officeId: world.officeId("JN-FIN") },
    });
    world.clock.passDays(200);
    const failed: unknown[] = [];
    expect(
      await refusal(lapseClaims(world.deps, (error) => failed.push(error))),
    ).toBe("OFFICE_MISSING");
    expect(failed).toEqual([
      expect.objectContaining({ code: "OFFICE_MISSING" }),
    ]);
    for (const id of sound) expect((await rewardOf(id)).state).toBe("LAPSED");
    expect((await rewardOf(broken!)).state).toBe("NOTIFIED");
  });

  it("a repair has one id for ever: neither a row that waits nor a dead job multiplies", async () => {
    const { rewardId } = await reviewed();
    await rewardStep(world, rewardId, {
      as: "jn-leader-1",
      command: "APPROVE",
    });
    const promised = async () => {
      await repairStuck(world.deps);
      const rows = await world.db.outboxRow.findMany({
        where: { payload: { equals: { rewardId } } },
      });
      return rows.map(({ id }) => id);
    };
    await world.db.outboxRow.deleteMany();
    const [id, ...more] = await promised();
    expect(more).toEqual([]);
    world.clock.passDays(1);
    expect(await promised()).toEqual([id]);
    await world.db.outboxRow.deleteMany();
    world.clock.passDays(1);
    expect(await promised()).toEqual([id]);
  });
});
