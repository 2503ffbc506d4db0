import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Prisma } from "#app/server/generated/client";
import type { Transaction } from "#app/services/ports";

const columns = {
  id: true,
  leadId: true,
  state: true,
  version: true,
  ruleSetId: true,
  ruleSetVersion: true,
  registrationDay: true,
  ceilingFen: true,
  input: true,
  fen: true,
  code: true,
  makerId: true,
  makerInput: true,
  checkerId: true,
  approvedDay: true,
  noticeDay: true,
  claimDueDay: true,
  ruleSet: { select: { document: true } },
  lead: {
    select: {
      id: true,
      officeId: true,
      duties: { select: { duty: true, personId: true } },
      office: { select: { financeOfficeId: true } },
      tip: { select: { id: true } },
    },
  },
} satisfies Prisma.RewardSelect;

/** Locks the reward until the transaction ends. @throws CodedError NOT_FOUND */
export async function lockReward(tx: Transaction, rewardId: string) {
  if (!isId(rewardId)) throw new CodedError("NOT_FOUND");
  await tx.$queryRaw`SELECT 1 FROM reward WHERE id = ${rewardId}::uuid FOR UPDATE`;
  const reward = await tx.reward.findUnique({
    where: { id: rewardId },
    select: columns,
  });
  if (!reward?.lead.tip) throw new CodedError("NOT_FOUND");
  return { ...reward, tipId: reward.lead.tip.id };
}

export type LockedReward = Awaited<ReturnType<typeof lockReward>>;
