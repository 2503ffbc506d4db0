import {
  rolesIn,
  separationViolated,
  type Duty,
} from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import {
  decide,
  evolve,
  type RewardCommand as DomainCommand,
} from "#app/domain/reward/reward";
import { assertNever, CodedError } from "#app/domain/shared/coded-error";
import type { ClaimCommand } from "#app/forms/staff/commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { dutyDone, requireVisible } from "#app/services/lead/load-lead.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import { enqueue } from "#app/services/outbox/enqueue.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { lockReward, recorded } from "#app/services/reward/load-reward.server";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { requireClaimSignature } from "./require-signature.server";

const roleOf: Readonly<Record<ClaimCommand["command"], Role & Duty>> = {
  ENTER: "CASHIER",
  AUTHORISE: "ACCOUNTANT",
  SIGN: "FINANCE_HEAD",
};
const kindOf = {
  ENTER: "CLAIM_ENTERED",
  AUTHORISE: "CLAIM_AUTHORISED",
  SIGN: "CLAIM_SIGNED",
} as const;

/**
 * Cashier enters, accountant authorises, finance head signs: three people in this order, each with a fresh second factor.
 * The amount entered must equal the decision to the fen; the payee must be the one the tipster signed; who ever took part in
 * deciding the reward takes no part here.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, STEP_UP_NEEDED, CHANGED_MEANWHILE, NOT_IN_THIS_STATE, SEPARATION_OF_DUTIES,
 *   CLAIM_SIGNATURE_WRONG, AMOUNT_DIFFERS
 */
export async function changeClaim(
  deps: Deps,
  actor: StaffActor,
  input: { readonly claimId: string; readonly command: ClaimCommand },
): Promise<{ readonly version: number }> {
  const { claimId, command } = input;
  if (!isId(claimId)) throw new CodedError("NOT_FOUND");
  return inTransaction(deps, async (tx) => {
    const found = await tx.claim.findUnique({
      where: { id: claimId },
      select: { rewardId: true, financeOfficeId: true },
    });
    requireVisible(actor, "finance.read", found?.financeOfficeId);
    const { rewardId, financeOfficeId } = found;
    if (!rolesIn(actor, financeOfficeId).includes(roleOf[command.command]))
      throw new CodedError("NOT_PERMITTED");
    requireStepUp(actor);
    const locked = await lockReward(tx, rewardId);
    const { version, amountFen } = await tx.claim.findUniqueOrThrow({
      where: { id: claimId },
      select: { version: true, amountFen: true },
    });
    if (command.version !== version) throw new CodedError("CHANGED_MEANWHILE");
    // also of a round that was sent back, which the reward itself no longer knows
    if (
      separationViolated(
        locked.lead.duties.map(dutyDone),
        actor.personId,
        roleOf[command.command],
      )
    )
      throw new CodedError("SEPARATION_OF_DUTIES");
    await requireClaimSignature(tx, claimId);
    const [event] = decideStep(domainCommand(command), locked.reward, {
      actorId: actor.personId,
      today: deps.clock.today(),
      calendar: deps.calendar,
      rule: null,
    });
    const after = evolve(locked.reward, event!);
    await tx.claim.update({
      where: { id: claimId },
      data: {
        state: recorded(after).claim!,
        version: version + 1,
        ...personColumn(command, actor.personId),
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: kindOf[command.command],
      day: deps.clock.today(),
      at: deps.clock.now(),
      officeId: financeOfficeId,
      personId: actor.personId,
      data: { claimId, amountFen: Number(amountFen) },
    });
    if (command.command === "SIGN")
      await enqueue(
        tx,
        deps,
        "settle-payment",
        { claimId },
        {
          causedBy: "STAFF",
        },
      );
    return { version: version + 1 };
  });
}

function domainCommand(command: ClaimCommand): DomainCommand {
  switch (command.command) {
    case "ENTER":
      return { type: "ENTER_PAYMENT", amountFen: command.amountFen };
    case "AUTHORISE":
      return { type: "AUTHORISE_PAYMENT" };
    case "SIGN":
      return { type: "SIGN_PAYMENT" };
    default:
      return assertNever(command);
  }
}

function decideStep(...[command, state, facts]: Parameters<typeof decide>) {
  try {
    return decide(command, state, facts);
  } catch (error) {
    if (error instanceof CodedError && error.code === "REWARD_STATE")
      throw new CodedError("NOT_IN_THIS_STATE");
    throw error;
  }
}

function personColumn(command: ClaimCommand, personId: string) {
  switch (command.command) {
    case "ENTER":
      return { cashierId: personId };
    case "AUTHORISE":
      return { accountantId: personId };
    case "SIGN":
      return { headId: personId };
    default:
      return assertNever(command);
  }
}
