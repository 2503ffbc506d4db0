import { newSubmissionToken } from "#app/crypto/tracking-code";
import type { RewardFacts } from "#app/forms/staff/commands";
import type { TipBody } from "#app/forms/tip/tip-body";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { changeReward } from "#app/services/reward/change-reward.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { notifyReward } from "#app/services/reward/notify-reward.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import {
  aTip,
  aFinding,
  CaseDesk,
  someFacts,
  type registration,
  type World,
} from "./portal-world";

export const payee = {
  v: 1 as const,
  name: "收款人",
  idNumber: "",
  bank: "某银行",
  account: "6222000000001",
};

/** Sends a tip and finds its lead. */
export async function sendTip(world: World, change: Partial<TipBody> = {}) {
  const { trackingCode } = await submitTip(world.deps, {
    token: newSubmissionToken(),
    body: aTip(change),
    identity: null,
    thread: null,
    staged: [],
  });
  const { seeds } = await openInbox(world.deps, trackingCode);
  const tip = await world.db.tip.findFirstOrThrow({
    orderBy: { lead: { number: "asc" } },
    where: {
      inboxIdHash: new Uint8Array(
        await crypto.subtle.digest("SHA-256", new Uint8Array(seeds.inboxId)),
      ),
    },
    select: { id: true, leadId: true, lead: { select: { officeId: true } } },
  });
  return { trackingCode, seeds, tipId: tip.id, leadId: tip.leadId };
}

/** A closed lead with its computed reward. */
export async function closedLead(
  world: World,
  {
    facts = someFacts(),
    registered = {},
  }: {
    readonly facts?: RewardFacts;
    readonly registered?: Partial<typeof registration>;
  } = {},
) {
  const sent = await sendTip(world);
  const desk = await CaseDesk.open(world, sent.leadId);
  await desk.close(aFinding(facts), registered);
  const computed = await computeReward(world.deps, { leadId: sent.leadId });
  return { ...sent, desk, rewardId: computed!.rewardId, facts };
}
export type ClosedLead = Awaited<ReturnType<typeof closedLead>>;

export async function rewardStep(
  world: World,
  rewardId: string,
  {
    as,
    ...command
  }: { readonly as: string; readonly command: string } & Record<
    string,
    unknown
  >,
) {
  const { version } = await world.db.reward.findUniqueOrThrow({
    where: { id: rewardId },
    select: { version: true },
  });
  return changeReward(world.deps, world.actor(as), {
    rewardId,
    command: { version, ...command } as never,
  });
}

/** Maker, checker and leader agree; the notice is out. */
export async function notifiedReward(
  world: World,
  options: Parameters<typeof closedLead>[1] = {},
) {
  const closed = await closedLead(world, options);
  const { rewardId, facts } = closed;
  await rewardStep(world, rewardId, {
    as: "jn-investigator-2",
    command: "CONFIRM_AS_MAKER",
    input: facts,
  });
  await rewardStep(world, rewardId, {
    as: "jn-legal-1",
    command: "CONFIRM_AS_CHECKER",
    input: facts,
  });
  await rewardStep(world, rewardId, { as: "jn-leader-1", command: "APPROVE" });
  await notifyReward(world.deps, { rewardId });
  return closed;
}

export async function claimedReward(world: World) {
  const notified = await notifiedReward(world);
  await claimReward(world.deps, notified.seeds, { payee });
  const claim = await world.db.claim.findUniqueOrThrow({
    where: { rewardId: notified.rewardId },
  });
  return { ...notified, claimId: claim.id, amountFen: Number(claim.amountFen) };
}

export async function claimStep(
  world: World,
  claimId: string,
  {
    as,
    ...command
  }: { readonly as: string; readonly command: string } & Record<
    string,
    unknown
  >,
) {
  const { version } = await world.db.claim.findUniqueOrThrow({
    where: { id: claimId },
    select: { version: true },
  });
  return changeClaim(world.deps, world.actor(as), {
    claimId,
    command: { version, ...command } as never,
  });
}

export async function paidReward(world: World) {
  const claimed = await claimedReward(world);
  const { claimId, amountFen } = claimed;
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
  return claimed;
}

/** The code of the refusal, "NONE" when there was none. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "NONE";
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      error.name === "CodedError"
    )
      return String(error.code);
    throw error;
  }
}
