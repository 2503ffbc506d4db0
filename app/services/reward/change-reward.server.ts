import {
  may,
  rolesIn,
  separationViolated,
  type Duty,
} from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import type { Finding } from "#app/domain/lead/finding";
import type { LoggedRank } from "#app/domain/lead/first-reporter";
import { approveReward } from "#app/domain/ledger/posting";
import {
  decide,
  evolve,
  type RewardCommand as DomainCommand,
  type RewardEvent,
} from "#app/domain/reward/reward";
import { assertNever, CodedError } from "#app/domain/shared/coded-error";
import { fen } from "#app/domain/shared/fen";
import { Prisma } from "#app/server/generated/client";
import type { RewardCommand } from "#app/forms/staff/commands";
import { inTransaction } from "#app/services/in-transaction.server";
import {
  confirmedFinding,
  dutyDone,
  requireVisible,
} from "#app/services/lead/load-lead.server";
import { loggedRank } from "#app/services/lead/linked-facts.server";
import { meetLimit, noteMissed } from "#app/services/lead/time-limits.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { requireBudget } from "#app/services/ledger/require-budget.server";
import { appendLog } from "#app/services/log/append-log.server";
import { enqueue } from "#app/services/outbox/enqueue.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { toJson } from "#app/services/stored-json";
import { ledgerEntryOf } from "./book-reward.server";
import {
  figureOf,
  lockReward,
  recorded,
  ruleSetOf,
  type LockedReward,
} from "./load-reward.server";
import { confirmedInputOf, proposedInputOf } from "./reward-input";
import { ruleInForce } from "./rule-in-force.server";

type Name = RewardCommand["command"];

/** Who takes which step; the three duties are three people (casework's separation of duties). */
export const rewardRules: Readonly<
  Record<Name, { readonly roles: readonly Role[]; readonly duty: Duty | null }>
> = {
  CONFIRM_AS_MAKER: {
    roles: ["INTAKE", "INVESTIGATOR"],
    duty: "REWARD_MAKER",
  },
  CONFIRM_AS_CHECKER: {
    roles: ["REVIEWER", "LEGAL"],
    duty: "REWARD_CHECKER",
  },
  APPROVE: { roles: ["LEADER"], duty: "REWARD_LEADER" },
  SEND_BACK: { roles: ["LEADER"], duty: "REWARD_LEADER" },
  RECOMPUTE: { roles: ["INTAKE", "INVESTIGATOR", "LEADER"], duty: null },
};

type Change = {
  readonly actor: StaffActor;
  readonly locked: LockedReward;
  readonly event: RewardEvent;
  readonly now: Date;
};

/**
 * One step of a reward's decision: maker, blind checker, leader. An unequal second entry is not an error: it is recorded, and
 * stops the chain until the leader sends it back.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, CHANGED_MEANWHILE, SEPARATION_OF_DUTIES, NOT_IN_THIS_STATE, STEP_UP_NEEDED (APPROVE),
 *   BUDGET_EXCEEDED (APPROVE), BASE_DIFFERS, ANON_CANNOT_BE_PAID, RANK_NOT_AS_LOGGED (maker, checker), and the refusals of the engine (RATE_UNKNOWN, REASON_REQUIRED, OUT_OF_RANGE, …)
 */
export async function changeReward(
  deps: Deps,
  actor: StaffActor,
  input: { readonly rewardId: string; readonly command: RewardCommand },
): Promise<{ readonly version: number }> {
  const { rewardId, command } = input;
  return inTransaction(deps, async (tx) => {
    const locked = await lockReward(tx, rewardId);
    const { officeId } = locked.lead;
    requireVisible(actor, "reward.read", officeId);
    const { roles, duty } = rewardRules[command.command];
    if (
      !may(actor, "reward.change", officeId) ||
      !rolesIn(actor, officeId).some((role) => roles.includes(role))
    )
      throw new CodedError("NOT_PERMITTED");
    if (command.version !== locked.version)
      throw new CodedError("CHANGED_MEANWHILE");
    if (
      duty &&
      separationViolated(locked.lead.duties.map(dutyDone), actor.personId, duty)
    )
      throw new CodedError("SEPARATION_OF_DUTIES");
    if (command.command === "APPROVE") requireStepUp(actor);

    const rule = {
      ruleSet:
        command.command === "RECOMPUTE"
          ? await ruleInForce(
              tx,
              locked.lead.areaCode,
              storedDay(locked.registrationDay),
            )
          : ruleSetOf(locked.ruleSet.document),
      ceilingFen:
        command.command === "RECOMPUTE"
          ? deps.settings.rewardCeilingFen
          : Number(locked.ceilingFen),
    };
    const finding = confirmedFinding(locked.lead);
    const logged = await loggedRank(
      tx,
      locked.leadId,
      finding?.misconduct ?? null,
    );
    const asked = domainCommand(command, locked, { finding, logged });
    const event = decideOne(asked, locked, {
      actorId: actor.personId,
      today: deps.clock.today(),
      calendar: deps.calendar,
      rule,
    });
    const now = deps.clock.now();
    await noteMissed(tx, deps, locked.leadId);
    const change = { actor, locked, event, now };
    await writeReward(tx, change);
    if (duty)
      await tx.leadDuty.createMany({
        data: [
          { leadId: locked.leadId, duty, personId: actor.personId, at: now },
        ],
        skipDuplicates: true,
      });
    await writeConsequences(tx, deps, change);
    return { version: locked.version + 1 };
  });
}

function domainCommand(
  command: RewardCommand,
  locked: LockedReward,
  {
    finding,
    logged,
  }: { readonly finding: Finding | null; readonly logged: LoggedRank },
): DomainCommand {
  switch (command.command) {
    case "CONFIRM_AS_MAKER":
    case "CONFIRM_AS_CHECKER":
      return {
        type: command.command,
        input: confirmedInputOf(command.input, {
          finding,
          nameKind: locked.lead.nameKind,
          logged,
        }),
      };
    case "APPROVE":
      return { type: "APPROVE" };
    case "SEND_BACK":
      // why is a note on the lead, sealed; the rule only asks that somebody decided it
      return { type: "SEND_BACK", reason: "SENT_BACK" };
    case "RECOMPUTE":
      if (!finding) throw new CodedError("NOT_IN_THIS_STATE");
      return { type: "COMPUTE", input: proposedInputOf(finding, locked.lead) };
    default:
      return assertNever(command);
  }
}

function decideOne(
  command: DomainCommand,
  { reward }: LockedReward,
  facts: Parameters<typeof decide>[2],
): RewardEvent {
  try {
    const [event] = decide(command, reward, facts);
    if (!event) throw new Error(`${command.type} gave no event`);
    return event;
  } catch (error) {
    if (error instanceof CodedError && error.code === "REWARD_STATE")
      throw new CodedError("NOT_IN_THIS_STATE");
    throw error;
  }
}

async function writeReward(
  tx: Transaction,
  { locked, event }: Change,
): Promise<void> {
  const after = evolve(locked.reward, event);
  await tx.reward.update({
    where: { id: locked.id },
    data: {
      state: recorded(after).reward,
      version: locked.version + 1,
      ...columnsOf(event),
    },
    select: { id: true },
  });
}

function columnsOf(event: RewardEvent) {
  switch (event.type) {
    case "RewardComputed":
    case "RuleNeeded":
    case "RewardSentBack":
      return {
        ruleSetId: event.result.ruleSetId,
        ruleSetVersion: event.result.ruleSetVersion,
        ceilingFen: BigInt(event.ceilingFen ?? 0),
        input: toJson(event.proposedInput),
        result: toJson(event.result),
        ...figureOf(event.result),
        makerId: null,
        makerInput: Prisma.DbNull,
        checkerId: null,
        checkerInput: Prisma.DbNull,
      };
    case "MakerConfirmed":
      return {
        makerId: event.makerId,
        makerInput: toJson(event.makerInput),
        result: toJson(event.result),
        ...figureOf(event.result),
      };
    case "CheckerAgreed":
    case "CheckerDiffered":
      return { checkerId: event.checkerId };
    case "RewardApproved":
      return {
        leaderId: event.leaderId,
        approvedDay: dayToStore(event.day),
        fen: BigInt(event.fen),
        code: null,
      };
    case "RewardRefused":
      return {
        leaderId: event.leaderId,
        approvedDay: dayToStore(event.day),
        fen: 0n,
        code: event.code,
      };
    default:
      throw new Error(`${event.type} is not a step of the decision`);
  }
}

async function writeConsequences(
  tx: Transaction,
  deps: Deps,
  { actor, locked, event, now }: Change,
): Promise<void> {
  const day = deps.clock.today();
  const { id: rewardId, leadId } = locked;
  const of = {
    day,
    at: now,
    leadId,
    officeId: locked.lead.officeId,
    personId: actor.personId,
  };
  switch (event.type) {
    case "RewardComputed":
    case "RuleNeeded":
      await appendLog(tx, {
        ...of,
        kind: "REWARD_RECOMPUTED",
        data: { rewardId, ...logFigure(figureOf(event.result)) },
      });
      return;
    case "MakerConfirmed":
      await appendLog(tx, {
        ...of,
        kind: "REWARD_MADE",
        data: { rewardId, ...logFigure(figureOf(event.result)) },
      });
      return;
    case "CheckerAgreed":
    case "CheckerDiffered":
      await appendLog(tx, {
        ...of,
        kind: "REWARD_CHECKED",
        data: { rewardId, equal: event.type === "CheckerAgreed" },
      });
      return;
    case "RewardSentBack":
      await appendLog(tx, {
        ...of,
        kind: "REWARD_SENT_BACK",
        data: { rewardId },
      });
      return;
    case "RewardApproved": {
      const entry = ledgerEntryOf(
        {
          ...locked,
          fen: BigInt(fen(event.fen)),
          approvedDay: dayToStore(event.day),
        },
        day,
      );
      await requireBudget(tx, entry);
      await appendLog(tx, {
        ...of,
        kind: "REWARD_APPROVED",
        data: { rewardId, fen: event.fen, code: null },
      });
      await postLedger(tx, approveReward(entry));
      await enqueue(
        tx,
        deps,
        "notify-reward",
        { rewardId },
        {
          causedBy: "STAFF",
        },
      );
      return;
    }
    case "RewardRefused":
      await meetLimit(tx, { leadId, stage: "REWARD", day });
      await appendLog(tx, {
        ...of,
        kind: "REWARD_APPROVED",
        data: { rewardId, fen: 0, code: event.code },
      });
      await writeTimeline(tx, locked.tipId, {
        code: "REWARD_NONE",
        values: { code: event.code },
        day,
      });
      await appendLog(tx, {
        kind: "REWARD_NONE",
        day,
        leadId,
        officeId: locked.lead.officeId,
        data: { rewardId, reasonCode: event.code },
      });
      return;
    default:
      throw new Error(`${event.type} is not a step of the decision`);
  }
}

function logFigure(figure: ReturnType<typeof figureOf>) {
  return {
    fen: figure.fen === null ? null : Number(figure.fen),
    code: figure.code,
  };
}
