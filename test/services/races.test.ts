import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { addTipsterFiles } from "#app/services/inbox/add-tipster-files.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { declineReward } from "#app/services/inbox/decline-reward.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { changeLead } from "#app/services/lead/change-lead.server";
import { changeReward } from "#app/services/reward/change-reward.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { notifyReward } from "#app/services/reward/notify-reward.server";
import { stageFile } from "#app/services/tip/stage-file.server";
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
  claimStep,
  closedLead,
  notifiedReward,
  payee,
  refusal,
  rewardStep,
  sendTip,
} from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** All at once, answers sorted: which of them came first is chance. */
async function together(
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<string[]> {
  const all = await Promise.all(
    Array.from({ length: count }, (_, index) => refusal(work(index))),
  );
  return all.sort();
}

describe("one form, one tip", () => {
  it("sent six times at the same instant: one tip, one code, once for the first time", async () => {
    const token = newSubmissionToken();
    const thread = await newIdentity();
    const staged = await stageFile(world.deps, {
      stream: new Blob(["x"]).stream(),
      name: "a.txt",
      type: "text/plain",
      threadRecipient: await recipientOf(thread),
    });
    const before = await world.db.tip.count();
    const sent = await Promise.all(
      Array.from({ length: 6 }, () =>
        submitTip(world.deps, {
          token,
          body: aTip(),
          identity: null,
          thread: { identity: thread },
          staged: [staged],
        }),
      ),
    );
    expect(new Set(sent.map(({ trackingCode }) => trackingCode)).size).toBe(1);
    expect(sent.filter(({ firstTime }) => firstTime)).toHaveLength(1);
    expect((await world.db.tip.count()) - before).toBe(1);
    expect(
      await world.db.sealedFile.count({
        where: { storageKey: staged.storageKey },
      }),
    ).toBe(1);
  });

  it("a staged file goes to one tip, and a purged one is refused without a trace", async () => {
    const staged = await stageFile(world.deps, {
      stream: new Blob(["x"]).stream(),
      name: "a.txt",
      type: "text/plain",
      threadRecipient: await recipientOf(await newIdentity()),
    });
    const before = await world.db.lead.count();
    const answers = await together(3, () =>
      submitTip(world.deps, {
        token: newSubmissionToken(),
        body: aTip(),
        identity: null,
        thread: null,
        staged: [staged],
      }),
    );
    expect(answers).toEqual(["NONE", "STAGED_FILE_GONE", "STAGED_FILE_GONE"]);
    expect((await world.db.lead.count()) - before).toBe(1);
  });
});

describe("one lead, two officers", () => {
  it("takes up once; the other is told that it changed", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    const keys = await Promise.all([desk.takeUpKeys(), desk.takeUpKeys()]);
    const answers = await together(2, (index) =>
      changeLead(world.deps, world.actor(`jn-intake-${index + 1}`), {
        leadId,
        command: { command: "TAKE_UP", version: 0, ...keys[index]! },
      }),
    );
    expect(answers).toEqual(["CHANGED_MEANWHILE", "NONE"]);
    expect(await world.db.caseKeyWrap.count({ where: { leadId } })).toBe(1);
    expect(
      await world.db.logEntry.count({
        where: { leadId, kind: "LEAD_TAKEN_UP" },
      }),
    ).toBe(1);
  });

  it("accepts or refuses, never both", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    const note = await desk.note();
    const version = await desk.version();
    const answers = await together(2, (index) =>
      changeLead(world.deps, world.actor(`jn-intake-${index + 1}`), {
        leadId,
        command:
          index === 0
            ? {
                command: "REFUSE",
                version,
                reasonCode: "OUT_OF_SCOPE",
                ...note,
              }
            : { command: "TRANSFER", version, targetCode: "POLICE", ...note },
      }),
    );
    expect(answers).toEqual(["CHANGED_MEANWHILE", "NONE"]);
  });

  it("a message sent twice is there once, and is not an error", async () => {
    const { leadId, seeds, tipId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    const message = await desk.message("一");
    const command = {
      command: "SEND_MESSAGE" as const,
      version: 0,
      ...message,
    };
    const answers = await together(4, () =>
      changeLead(world.deps, world.actor("jn-intake-1"), { leadId, command }),
    );
    expect(answers).toEqual(["NONE", "NONE", "NONE", "NONE"]);
    const mine = await together(4, () =>
      sendTipsterMessage(world.deps, seeds, { text: "二", once: "same" }),
    );
    expect(mine).toEqual(["NONE", "NONE", "NONE", "NONE"]);
    expect(await world.db.message.count({ where: { tipId } })).toBe(2);
  });

  it("files added twice are added once", async () => {
    const { seeds, tipId } = await sendTip(world);
    const tip = await world.db.tip.findUniqueOrThrow({ where: { id: tipId } });
    const staged = [
      await stageFile(world.deps, {
        stream: new Blob(["x"]).stream(),
        name: "a.txt",
        type: "text/plain",
        threadRecipient: tip.threadRecipient as never,
      }),
    ];
    const inbox = await findInboxOf(world.db, seeds);
    expect(
      await together(2, () => addTipsterFiles(world.deps, inbox, { staged })),
    ).toEqual(["NONE", "STAGED_FILE_GONE"]);
  });
});

describe("one reward", () => {
  it("is computed once by four workers", async () => {
    const sent = await sendTip(world);
    const desk = await CaseDesk.open(world, sent.leadId);
    await desk.close();
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        computeReward(world.deps, { leadId: sent.leadId }),
      ),
    );
    expect(new Set(made.map((each) => each?.rewardId)).size).toBe(1);
    expect(
      await world.db.logEntry.count({
        where: { leadId: sent.leadId, kind: "REWARD_COMPUTED" },
      }),
    ).toBe(1);
  });

  it("has one maker, one checker, one approval, one notice", async () => {
    const { rewardId, facts } = await closedLead(world);
    const both = async (
      names: readonly [string, string],
      command: Record<string, unknown> & { command: string },
    ) => {
      const { version } = await world.db.reward.findUniqueOrThrow({
        where: { id: rewardId },
      });
      return together(2, (index) =>
        changeReward(world.deps, world.actor(names[index]!), {
          rewardId,
          command: { version, ...command } as never,
        }),
      );
    };
    const once = ["CHANGED_MEANWHILE", "NONE"];
    expect(
      await both(["jn-intake-1", "jn-investigator-2"], {
        command: "CONFIRM_AS_MAKER",
        input: facts,
      }),
    ).toEqual(once);
    expect(
      await both(["jn-legal-1", "jn-legal-2"], {
        command: "CONFIRM_AS_CHECKER",
        input: facts,
      }),
    ).toEqual(once);
    expect(
      await both(["jn-leader-1", "jn-leader-2"], { command: "APPROVE" }),
    ).toEqual(once);
    await Promise.all(
      [1, 2, 3].map(() => notifyReward(world.deps, { rewardId })),
    );
    const reward = await world.db.reward.findUniqueOrThrow({
      where: { id: rewardId },
      include: { lead: { include: { tip: { include: { timeline: true } } } } },
    });
    const codes = reward.lead.tip!.timeline.map(({ code }) => code);
    expect(codes.filter((code) => code === "REWARD_READY")).toHaveLength(1);
    expect(
      await world.db.ledgerTransaction.count({
        where: { subjectId: rewardId, kind: "APPROVE" },
      }),
    ).toBe(1);
  });

  it("is claimed once, or declined once, never both", async () => {
    const twice = await notifiedReward(world);
    expect(
      await together(3, () => claimReward(world.deps, twice.seeds, { payee })),
    ).toEqual(["ALREADY_CLAIMED", "ALREADY_CLAIMED", "NONE"]);
    const either = await notifiedReward(world);
    const answers = await together(2, (index) =>
      index === 0
        ? claimReward(world.deps, either.seeds, { payee })
        : declineReward(world.deps, either.seeds),
    );
    expect(answers.filter((answer) => answer === "NONE")).toHaveLength(1);
    const kinds = await world.db.ledgerTransaction.findMany({
      where: { subjectId: either.rewardId },
      select: { kind: true },
    });
    expect(kinds).toHaveLength(2);
  });
});

describe("one claim", () => {
  it("is entered by one of two cashiers, and paid once by three workers", async () => {
    const { claimId, amountFen, rewardId } = await claimedReward(world);
    expect(
      await together(2, (index) =>
        changeClaim(world.deps, world.actor(`jn-fin-cashier-${index + 1}`), {
          claimId,
          command: { command: "ENTER", version: 0, amountFen },
        }),
      ),
    ).toEqual(["CHANGED_MEANWHILE", "NONE"]);
    await claimStep(world, claimId, {
      as: "jn-fin-accountant-1",
      command: "AUTHORISE",
    });
    await claimStep(world, claimId, {
      as: "jn-fin-finance_head-1",
      command: "SIGN",
    });
    await Promise.all(
      [1, 2, 3].map(() => settlePayment(world.deps, { claimId })),
    );
    expect(
      await world.db.ledgerTransaction.count({
        where: { subjectId: rewardId, kind: "PAY" },
      }),
    ).toBe(1);
    const paid = await world.db.timelineEntry.count({
      where: { code: "PAID", tip: { lead: { reward: { id: rewardId } } } },
    });
    expect(paid).toBe(1);
  });
});

describe("a stale page", () => {
  it("is told so, and changes nothing", async () => {
    const { rewardId } = await closedLead(world);
    await rewardStep(world, rewardId, {
      as: "jn-intake-2",
      command: "CONFIRM_AS_MAKER",
      input: someFacts(),
    });
    expect(
      await refusal(
        changeReward(world.deps, world.actor("jn-legal-1"), {
          rewardId,
          command: {
            command: "CONFIRM_AS_CHECKER",
            version: 0,
            input: someFacts(),
          },
        }),
      ),
    ).toBe("CHANGED_MEANWHILE");
  });
});
