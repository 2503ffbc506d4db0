import type { RewardResult } from "#app/domain/reward/calculate";
import { recordedStates } from "#app/domain/reward/recorded-state";
import type { RewardState } from "#app/domain/reward/reward";
import type { RewardInput } from "#app/domain/reward/reward-input";
import { assertRuleSet, type RuleSet } from "#app/domain/reward/rule-set";
import { CodedError } from "#app/domain/shared/coded-error";
import { fen } from "#app/domain/shared/fen";
import { isId } from "#app/services/new-id.server";
import type { Prisma } from "#app/server/generated/client";
import type { Transaction } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";

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
  result: true,
  fen: true,
  code: true,
  makerId: true,
  makerInput: true,
  checkerId: true,
  leaderId: true,
  approvedDay: true,
  noticeDay: true,
  claimDueDay: true,
  ruleSet: { select: { document: true } },
  claim: {
    select: {
      id: true,
      state: true,
      claimDay: true,
      cashierId: true,
      accountantId: true,
      headId: true,
      paidDay: true,
    },
  },
  lead: {
    select: {
      id: true,
      officeId: true,
      state: true,
      receivedDay: true,
      areaCode: true,
      nameKind: true,
      rewardWanted: true,
      duties: { select: { duty: true, personId: true } },
      findings: {
        where: { state: "CONFIRMED" },
        select: { data: true, state: true, id: true, recordedBy: true },
      },
      office: { select: { financeOfficeId: true } },
      tip: { select: { id: true } },
    },
  },
} satisfies Prisma.RewardSelect;

/** Locks the reward until the transaction ends. @throws CodedError NOT_FOUND */
export async function lockReward(tx: Transaction, rewardId: string) {
  if (!isId(rewardId)) throw new CodedError("NOT_FOUND");
  await tx.$queryRaw`SELECT 1 FROM reward WHERE id = ${rewardId}::uuid FOR UPDATE`;
  const row = await tx.reward.findUnique({
    where: { id: rewardId },
    select: columns,
  });
  if (!row?.lead.tip) throw new CodedError("NOT_FOUND");
  return { ...row, tipId: row.lead.tip.id, reward: rewardOf(row) };
}

export type LockedReward = Awaited<ReturnType<typeof lockReward>>;

type Row = Prisma.RewardGetPayload<{ select: typeof columns }>;

/** The rule set a proposal was computed from; a document in the database is checked like one from outside. */
export function ruleSetOf(document: unknown): RuleSet {
  const ruleSet = document as RuleSet;
  assertRuleSet(ruleSet);
  return ruleSet;
}

/** Reads the two rows (casework's and finance's) into the one union; a row that fits no state is damaged. */
function rewardOf(row: Row): RewardState {
  const proposed = {
    proposedInput: row.input as unknown as RewardInput,
    ceilingFen: Number(row.ceilingFen),
    result: row.result as unknown as RewardResult,
  };
  const made = () => ({
    ...proposed,
    makerId: held(row.makerId),
    makerInput: row.makerInput as unknown as RewardInput,
  });
  const decided = () => ({
    makerId: held(row.makerId),
    checkerId: held(row.checkerId),
    leaderId: held(row.leaderId),
    decidedDay: storedDay(held(row.approvedDay)),
    result: proposed.result,
  });
  const award = () => ({ ...decided(), fen: fen(held(row.fen)) });
  const notified = () => ({
    ...award(),
    noticeDay: storedDay(held(row.noticeDay)),
    // reading is not recorded: staff must not see when a tipster looked in
    readDay: null,
    claimBy: storedDay(held(row.claimDueDay)),
  });
  switch (row.state) {
    case "PROPOSED":
      return proposed.result.outcome === "REFUSED"
        ? { state: "NEEDS_RULE", ...proposed }
        : { state: "COMPUTED", ...proposed };
    case "MADE":
      return { state: "MAKER_CONFIRMED", ...made() };
    case "STOPPED":
      return {
        state: "MISMATCH",
        ...made(),
        checkerId: held(row.checkerId),
        differing: [],
      };
    case "REVIEWED":
      return { state: "REVIEWED", ...made(), checkerId: held(row.checkerId) };
    case "APPROVED":
      return { state: "APPROVED", ...award() };
    case "NOTIFIED":
      return { state: "NOTIFIED", ...notified() };
    case "CLAIMED":
    case "PAID":
      return claimedOf(row, notified());
    case "LAPSED":
      return { state: "LAPSED", ...award(), lapsedDay: unknownDay(row) };
    case "DECLINED":
      return { state: "DECLINED", ...award(), declinedDay: unknownDay(row) };
    default:
      return { state: "NONE" };
  }
}

function claimedOf(
  row: Row,
  notified: Omit<Extract<RewardState, { state: "NOTIFIED" }>, "state">,
): RewardState {
  const claim = held(row.claim);
  const claimDay = storedDay(claim.claimDay);
  const claimed = {
    ...notified,
    claimId: claim.id,
    claimDay,
    payFrom: claimDay,
  };
  const { cashierId, accountantId, headId } = claim;
  switch (claim.state) {
    case "ENTERED":
      return {
        state: "PAYMENT_ENTERED",
        ...claimed,
        cashierId: held(cashierId),
      };
    case "AUTHORISED":
      return {
        state: "PAYMENT_AUTHORISED",
        ...claimed,
        cashierId: held(cashierId),
        accountantId: held(accountantId),
      };
    case "SIGNED":
    case "PAID": {
      const signed = {
        ...claimed,
        cashierId: held(cashierId),
        accountantId: held(accountantId),
        headId: held(headId),
      };
      return claim.state === "SIGNED"
        ? { state: "PAYMENT_SIGNED", ...signed }
        : { state: "PAID", ...signed, paidDay: storedDay(held(claim.paidDay)) };
    }
    default:
      return { state: "CLAIMED", ...claimed };
  }
}

/** The row keeps no day of lapsing or declining; the log does. Nothing follows from these states. */
function unknownDay(row: Row) {
  return storedDay(held(row.claimDueDay));
}

function held<Value>(value: Value | null): Value {
  if (value === null) throw new Error("a reward lacks a field of its state");
  return value;
}

/** State columns of both rows. */
export function recorded(state: RewardState) {
  const { reward, claim } = recordedStates(state.state);
  if (reward === null) throw new Error("a reward cannot be unmade");
  return { reward, claim };
}

/** `fen` and `code` as columns: an amount, a zero with its reason, or no figure. */
export function figureOf(result: RewardResult) {
  switch (result.outcome) {
    case "AMOUNT":
      return { fen: BigInt(result.fen), code: null };
    case "ZERO":
      return { fen: 0n, code: result.code as string };
    case "REFUSED":
      return { fen: null, code: result.code as string };
    case "CLAW_BACK":
      return { fen: BigInt(result.fen), code: result.code as string };
  }
}
