import { decide, noReward } from "#app/domain/reward/reward";
import { confirmedFinding } from "#app/services/lead/load-lead.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { meetLimit, noteMissed } from "#app/services/lead/time-limits.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { toJson } from "#app/services/stored-json";
import { figureOf } from "./load-reward.server";
import { proposedInputOf } from "./reward-input";
import { ruleInForce } from "./rule-in-force.server";

/**
 * Proposes the reward of a closed lead; people decide it (个人信息保护法 art. 24). May run twice: a lead has one reward. What proved
 * untrue, or was not filed, gives NOT_TRUE at once: that was decided by the leader who closed the lead.
 * @returns null when the lead is not closed
 * @throws CodedError RULE_SET_MISSING
 */
export async function computeReward(
  deps: Deps,
  { leadId }: { readonly leadId: string },
): Promise<{ readonly rewardId: string } | null> {
  if (!isId(leadId)) return null;
  return inTransaction(deps, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM lead WHERE id = ${leadId}::uuid FOR UPDATE`;
    const lead = await tx.lead.findUnique({
      where: { id: leadId },
      select: {
        state: true,
        officeId: true,
        receivedDay: true,
        areaCode: true,
        nameKind: true,
        rewardWanted: true,
        findings: {
          where: { state: "CONFIRMED" },
          select: { id: true, state: true, recordedBy: true, data: true },
        },
        tip: { select: { id: true } },
        reward: { select: { id: true } },
      },
    });
    if (lead?.reward) return { rewardId: lead.reward.id };
    if (lead?.state !== "CLOSED" || !lead.tip) return null;

    await noteMissed(tx, deps, leadId);
    const day = deps.clock.today();
    const registrationDay = storedDay(lead.receivedDay);
    const ruleSet = await ruleInForce(tx, lead.areaCode, registrationDay);
    const ceilingFen = deps.settings.rewardCeilingFen;
    const finding = confirmedFinding(lead);
    const proposal = finding?.substantiated
      ? proposalOf(
          decide(
            { type: "COMPUTE", input: proposedInputOf(finding, lead) },
            noReward,
            {
              actorId: "worker",
              today: day,
              calendar: deps.calendar,
              rule: { ruleSet, ceilingFen },
            },
          ),
        )
      : null;
    const figure = proposal
      ? figureOf(proposal.result)
      : { fen: 0n, code: "NOT_TRUE" };
    const rewardId = newRandomId();
    await tx.reward.create({
      data: {
        id: rewardId,
        leadId,
        state: proposal ? "PROPOSED" : "NOT_ELIGIBLE",
        ruleSetId: ruleSet.id,
        ruleSetVersion: ruleSet.version,
        registrationDay: dayToStore(registrationDay),
        ceilingFen: BigInt(ceilingFen),
        input: toJson(proposal?.proposedInput ?? {}),
        result: toJson(proposal?.result ?? {}),
        ...figure,
      },
      select: { id: true },
    });
    if (!proposal) await meetLimit(tx, { leadId, stage: "REWARD", day });
    await writeTimeline(
      tx,
      lead.tip.id,
      proposal
        ? { code: "REWARD_PREPARING", day }
        : { code: "REWARD_NONE", values: { code: "NOT_TRUE" }, day },
    );
    await appendLog(tx, {
      kind: "REWARD_COMPUTED",
      day,
      leadId,
      officeId: lead.officeId,
      data: {
        rewardId,
        fen: figure.fen === null ? null : Number(figure.fen),
        code: figure.code,
        ruleSetId: ruleSet.id,
        ruleSetVersion: ruleSet.version,
        ceilingFen,
      },
    });
    if (!proposal)
      await appendLog(tx, {
        kind: "REWARD_NONE",
        day,
        leadId,
        officeId: lead.officeId,
        data: { rewardId, reasonCode: "NOT_TRUE" },
      });
    return { rewardId };
  });
}

function proposalOf(events: ReturnType<typeof decide>) {
  const [event] = events;
  if (event?.type !== "RewardComputed" && event?.type !== "RuleNeeded")
    throw new Error("computing gives a proposal");
  return event;
}
