import { assertNever, CodedError } from "../shared/coded-error";
import type { Day } from "../shared/day";
import { type Fen, fen } from "../shared/fen";
import { claimDue, clockDue } from "../deadline/clocks";
import { dueDate, isLate, type WorkCalendar } from "../deadline/due-date";
import {
  type RewardResult,
  calculateConfirmed,
  calculateReward,
} from "./calculate";
import { compareBlind } from "./compare-blind";
import type { CheckedRewardInput, RewardInput } from "./reward-input";
import type { RuleSet } from "./rule-set";
import type { RefusalCode, ZeroCode } from "./worksheet";

/**
 * One reward from the machine's proposal to the payment. A machine proposes, people decide (个人信息保护法 art. 24): a maker
 * confirms the inputs, a checker enters them again without seeing the first, a leader approves; a cashier enters, an
 * accountant authorises, a finance head signs. Persons are opaque ids.
 */
export type RewardState =
  | { readonly state: "NONE" }
  | ({ readonly state: "COMPUTED" } & Proposed)
  /** the rule gives no figure (code in `result`): a maker must decide one, with a reason */
  | ({ readonly state: "NEEDS_RULE" } & Proposed)
  | ({ readonly state: "MAKER_CONFIRMED" } & Made)
  /** the two entries differ: the chain stops until a leader sends it back */
  | ({
      readonly state: "MISMATCH";
      readonly checkerId: string;
      readonly differing: readonly (keyof CheckedRewardInput)[];
    } & Made)
  | ({ readonly state: "REVIEWED"; readonly checkerId: string } & Made)
  | ({ readonly state: "NOT_ELIGIBLE"; readonly code: NoRewardCode } & Decided)
  | ({ readonly state: "APPROVED" } & Award)
  | ({ readonly state: "NOTIFIED" } & Notified)
  | ({ readonly state: "CLAIMED" } & Claimed)
  | ({
      readonly state: "PAYMENT_ENTERED";
      readonly cashierId: string;
    } & Claimed)
  | ({
      readonly state: "PAYMENT_AUTHORISED";
      readonly cashierId: string;
      readonly accountantId: string;
    } & Claimed)
  | ({ readonly state: "PAYMENT_SIGNED" } & Signed & Claimed)
  | ({ readonly state: "PAID"; readonly paidDay: Day } & Signed & Claimed)
  /** the bank sent the money back or refused the transfer: the tipster may name another payee until `claimBy` */
  | ({ readonly state: "RETURNED" } & Notified)
  | ({ readonly state: "LAPSED"; readonly lapsedDay: Day } & Award)
  | ({ readonly state: "DECLINED"; readonly declinedDay: Day } & Award)
  | ({ readonly state: "CLAWED_BACK"; readonly clawBackFen: Fen } & Award);

type Proposed = {
  /** what the worker took from the case, and what it gave */
  readonly proposedInput: RewardInput;
  readonly ceilingFen: number | null;
  readonly result: RewardResult;
};
type Made = Proposed & {
  readonly makerId: string;
  readonly makerInput: RewardInput;
};
type Decided = {
  readonly makerId: string;
  readonly checkerId: string;
  readonly leaderId: string;
  readonly decidedDay: Day;
  /** stored with its worksheet, never computed again: a later change of the rule set changes nothing here */
  readonly result: RewardResult;
};
type Award = Decided & { readonly fen: Fen };
type Notified = Award & {
  readonly noticeDay: Day;
  readonly readDay: Day | null;
  readonly claimBy: Day;
};
type Claimed = Notified & {
  readonly claimId: string;
  readonly claimDay: Day;
  /** a changed payee waits: no payment before this day */
  readonly payFrom: Day;
};
type Signed = {
  readonly cashierId: string;
  readonly accountantId: string;
  readonly headId: string;
};

/** TOO_SMALL: the rule has no floor and the amount rounds to 0.00 yuan. */
export type NoRewardCode = ZeroCode | "TOO_SMALL";

export type RewardCommand =
  /** worker; again by an officer after rules or facts of the case changed */
  | { readonly type: "COMPUTE"; readonly input: RewardInput }
  | { readonly type: "CONFIRM_AS_MAKER"; readonly input: RewardInput }
  | { readonly type: "CONFIRM_AS_CHECKER"; readonly input: RewardInput }
  /** leader */
  | { readonly type: "APPROVE" }
  | { readonly type: "SEND_BACK"; readonly reason: string }
  /** worker */
  | { readonly type: "NOTIFY" }
  /** the tipster opened the notice */
  | { readonly type: "READ_NOTICE" }
  /** leader: a later last day */
  | {
      readonly type: "EXTEND_CLAIM";
      readonly claimBy: Day;
      readonly reason: string;
    }
  /** tipster */
  | { readonly type: "CLAIM"; readonly claimId: string }
  | { readonly type: "DECLINE" }
  /** worker */
  | { readonly type: "LAPSE" }
  /** cashier, accountant, finance head */
  | { readonly type: "ENTER_PAYMENT"; readonly amountFen: number }
  | { readonly type: "AUTHORISE_PAYMENT" }
  | { readonly type: "SIGN_PAYMENT" }
  /** accountant or finance head finds a fault before the signature: back to the cashier */
  | { readonly type: "VOID_PAYMENT"; readonly reason: string }
  /** the bank's answer */
  | { readonly type: "CONFIRM_PAID"; readonly amountFen: number }
  | { readonly type: "RETURN_PAYMENT"; readonly reason: string }
  /** leader, after fraud by the tipster was proven */
  | { readonly type: "CLAW_BACK"; readonly reason: string };

export type RewardEvent =
  | ({ readonly type: "RewardComputed" } & Proposed)
  | ({ readonly type: "RuleNeeded"; readonly code: RefusalCode } & Proposed)
  | {
      readonly type: "MakerConfirmed";
      readonly makerId: string;
      readonly makerInput: RewardInput;
      readonly result: RewardResult;
    }
  | { readonly type: "CheckerAgreed"; readonly checkerId: string }
  | {
      readonly type: "CheckerDiffered";
      readonly checkerId: string;
      readonly differing: readonly (keyof CheckedRewardInput)[];
    }
  | ({
      readonly type: "RewardSentBack";
      readonly leaderId: string;
      readonly reason: string;
    } & Proposed)
  | {
      readonly type: "RewardApproved";
      readonly leaderId: string;
      readonly fen: Fen;
      readonly day: Day;
    }
  | {
      readonly type: "RewardRefused";
      readonly leaderId: string;
      readonly code: NoRewardCode;
      readonly day: Day;
    }
  | {
      readonly type: "RewardNotified";
      readonly noticeDay: Day;
      readonly claimBy: Day;
    }
  | { readonly type: "NoticeRead"; readonly day: Day; readonly claimBy: Day }
  | {
      readonly type: "ClaimExtended";
      readonly leaderId: string;
      readonly claimBy: Day;
      readonly reason: string;
    }
  | {
      readonly type: "RewardClaimed";
      readonly claimId: string;
      readonly day: Day;
      readonly payFrom: Day;
    }
  | { readonly type: "RewardDeclined"; readonly day: Day }
  | { readonly type: "RewardLapsed"; readonly day: Day }
  | { readonly type: "PaymentEntered"; readonly cashierId: string }
  | { readonly type: "PaymentAuthorised"; readonly accountantId: string }
  | { readonly type: "PaymentSigned"; readonly headId: string }
  | {
      readonly type: "PaymentVoided";
      readonly personId: string;
      readonly reason: string;
    }
  | { readonly type: "RewardPaid"; readonly day: Day; readonly fen: Fen }
  | {
      readonly type: "PaymentReturned";
      readonly day: Day;
      readonly claimBy: Day;
      readonly reason: string;
    }
  | {
      readonly type: "RewardClawedBack";
      readonly leaderId: string;
      readonly fen: Fen;
      readonly reason: string;
    };

export type RewardFacts = {
  /** who acts: a person's id, or the name of the worker or of the tipster's side */
  readonly actorId: string;
  readonly today: Day;
  readonly calendar: WorkCalendar;
  /** rule set in force on the registration day, and the ceiling; needed until the decision, null afterwards */
  readonly rule: {
    readonly ruleSet: RuleSet;
    readonly ceilingFen: number | null;
  } | null;
};

export const noReward: RewardState = { state: "NONE" };

/**
 * What may happen next. Pure.
 * @throws CodedError REWARD_STATE (command does not fit the state), SEPARATION_OF_DUTIES, RULE_SET_DIFFERS, the engine's
 *   refusals (RATE_UNKNOWN, REASON_REQUIRED, OUT_OF_RANGE, …), REASON_REQUIRED, LAPSED, CLAIM_NOT_LATE, AMOUNT_DIFFERS,
 *   PAYEE_COOLING_OFF, INPUT_INVALID
 */
export function decide(
  command: RewardCommand,
  state: RewardState,
  facts: RewardFacts,
): readonly RewardEvent[] {
  const { actorId, today, calendar } = facts;
  const outOfPlace = () =>
    new CodedError("REWARD_STATE", {
      values: { state: state.state, command: command.type },
    });
  switch (command.type) {
    case "COMPUTE": {
      if (
        state.state !== "NONE" &&
        state.state !== "COMPUTED" &&
        state.state !== "NEEDS_RULE"
      )
        throw outOfPlace();
      const { ruleSet, ceilingFen } = ruleOf(facts);
      return [
        proposalEvent({
          proposedInput: command.input,
          ceilingFen,
          result: calculateReward(ruleSet, command.input, { ceilingFen }),
        }),
      ];
    }
    case "CONFIRM_AS_MAKER": {
      if (state.state !== "COMPUTED" && state.state !== "NEEDS_RULE")
        throw outOfPlace();
      const result = calculateConfirmed(
        sameRule(facts, state),
        command.input,
        state,
      );
      if (result.outcome === "REFUSED") throw new CodedError(result.code);
      if (result.outcome === "CLAW_BACK")
        throw new CodedError("INPUT_INVALID", { field: "kind" });
      return [
        {
          type: "MakerConfirmed",
          makerId: actorId,
          makerInput: command.input,
          result,
        },
      ];
    }
    case "CONFIRM_AS_CHECKER": {
      if (state.state !== "MAKER_CONFIRMED") throw outOfPlace();
      requireOther(actorId, [state.makerId]);
      const comparison = compareBlind(state.makerInput, command.input, {
        ruleSet: sameRule(facts, state),
        ceilingFen: state.ceilingFen,
      });
      return [
        comparison.equal
          ? { type: "CheckerAgreed", checkerId: actorId }
          : {
              type: "CheckerDiffered",
              checkerId: actorId,
              differing: comparison.differing,
            },
      ];
    }
    case "APPROVE": {
      if (state.state !== "REVIEWED") throw outOfPlace();
      requireOther(actorId, [state.makerId, state.checkerId]);
      const { result } = state;
      if (result.outcome === "AMOUNT" && result.fen > 0)
        return [
          {
            type: "RewardApproved",
            leaderId: actorId,
            fen: result.fen,
            day: today,
          },
        ];
      return [
        {
          type: "RewardRefused",
          leaderId: actorId,
          code: result.outcome === "ZERO" ? result.code : "TOO_SMALL",
          day: today,
        },
      ];
    }
    case "SEND_BACK": {
      if (state.state !== "MISMATCH" && state.state !== "REVIEWED")
        throw outOfPlace();
      requireOther(actorId, [state.makerId, state.checkerId]);
      const { proposedInput, ceilingFen } = state;
      return [
        {
          type: "RewardSentBack",
          leaderId: actorId,
          reason: reasonOf(command.reason),
          proposedInput,
          ceilingFen,
          result: calculateReward(sameRule(facts, state), proposedInput, {
            ceilingFen,
          }),
        },
      ];
    }
    case "NOTIFY":
      if (state.state !== "APPROVED") throw outOfPlace();
      return [
        {
          type: "RewardNotified",
          noticeDay: today,
          claimBy: claimDue({ noticeDay: today, readDay: null, calendar }),
        },
      ];
    case "READ_NOTICE": {
      if (state.state !== "NOTIFIED") throw outOfPlace();
      // read again: the clock started on the first reading
      if (state.readDay !== null) return [];
      const { noticeDay } = state;
      const unread = claimDue({ noticeDay, readDay: null, calendar });
      const read = claimDue({ noticeDay, readDay: today, calendar });
      // a day a leader gave stays; reading never shortens it
      const claimBy = state.claimBy === unread ? read : state.claimBy;
      return [{ type: "NoticeRead", day: today, claimBy }];
    }
    case "EXTEND_CLAIM":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED")
        throw outOfPlace();
      if (command.claimBy <= state.claimBy || isLate(command.claimBy, today))
        throw new CodedError("INPUT_INVALID", { field: "claimBy" });
      return [
        {
          type: "ClaimExtended",
          leaderId: actorId,
          claimBy: command.claimBy,
          reason: reasonOf(command.reason),
        },
      ];
    case "CLAIM": {
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED")
        throw outOfPlace();
      if (isLate(state.claimBy, today)) throw new CodedError("LAPSED");
      const changedPayee = state.state === "RETURNED";
      return [
        {
          type: "RewardClaimed",
          claimId: command.claimId,
          day: today,
          payFrom: changedPayee
            ? dueDate({ start: today, count: 1, unit: "WORKING_DAY", calendar })
            : today,
        },
      ];
    }
    case "DECLINE":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED")
        throw outOfPlace();
      return [{ type: "RewardDeclined", day: today }];
    case "LAPSE":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED")
        throw outOfPlace();
      if (!isLate(state.claimBy, today)) throw new CodedError("CLAIM_NOT_LATE");
      return [{ type: "RewardLapsed", day: today }];
    case "ENTER_PAYMENT":
      if (state.state !== "CLAIMED") throw outOfPlace();
      requireOther(actorId, deciders(state));
      if (today < state.payFrom) throw new CodedError("PAYEE_COOLING_OFF");
      requireWholeAmount(command.amountFen, state.fen);
      return [{ type: "PaymentEntered", cashierId: actorId }];
    case "AUTHORISE_PAYMENT":
      if (state.state !== "PAYMENT_ENTERED") throw outOfPlace();
      requireOther(actorId, [...deciders(state), state.cashierId]);
      return [{ type: "PaymentAuthorised", accountantId: actorId }];
    case "SIGN_PAYMENT":
      if (state.state !== "PAYMENT_AUTHORISED") throw outOfPlace();
      requireOther(actorId, [
        ...deciders(state),
        state.cashierId,
        state.accountantId,
      ]);
      return [{ type: "PaymentSigned", headId: actorId }];
    case "VOID_PAYMENT":
      if (
        state.state !== "PAYMENT_ENTERED" &&
        state.state !== "PAYMENT_AUTHORISED"
      )
        throw outOfPlace();
      return [
        {
          type: "PaymentVoided",
          personId: actorId,
          reason: reasonOf(command.reason),
        },
      ];
    case "CONFIRM_PAID":
      if (state.state !== "PAYMENT_SIGNED") throw outOfPlace();
      requireWholeAmount(command.amountFen, state.fen);
      return [{ type: "RewardPaid", day: today, fen: state.fen }];
    case "RETURN_PAYMENT":
      if (state.state !== "PAYMENT_SIGNED" && state.state !== "PAID")
        throw outOfPlace();
      return [
        {
          type: "PaymentReturned",
          day: today,
          claimBy: clockDue("CLAIM", today, calendar),
          reason: reasonOf(command.reason),
        },
      ];
    case "CLAW_BACK": {
      if (state.state !== "PAID") throw outOfPlace();
      return [
        {
          type: "RewardClawedBack",
          leaderId: actorId,
          fen: state.fen,
          reason: reasonOf(command.reason),
        },
      ];
    }
    default:
      return assertNever(command);
  }
}

/** What happened. Never refuses: an event that does not fit its state is a broken record and throws a plain Error. */
export function evolve(state: RewardState, event: RewardEvent): RewardState {
  switch (event.type) {
    case "RewardComputed":
      return { state: "COMPUTED", ...proposed(event) };
    case "RuleNeeded":
      return { state: "NEEDS_RULE", ...proposed(event) };
    case "RewardSentBack":
      return {
        state: event.result.outcome === "REFUSED" ? "NEEDS_RULE" : "COMPUTED",
        ...proposed(event),
      };
    case "MakerConfirmed": {
      if (state.state !== "COMPUTED" && state.state !== "NEEDS_RULE") break;
      const { makerId, makerInput, result } = event;
      return {
        ...proposed(state),
        state: "MAKER_CONFIRMED",
        makerId,
        makerInput,
        result,
      };
    }
    case "CheckerAgreed":
      if (state.state !== "MAKER_CONFIRMED") break;
      return { ...state, state: "REVIEWED", checkerId: event.checkerId };
    case "CheckerDiffered":
      if (state.state !== "MAKER_CONFIRMED") break;
      return {
        ...state,
        state: "MISMATCH",
        checkerId: event.checkerId,
        differing: event.differing,
      };
    case "RewardApproved":
      if (state.state !== "REVIEWED") break;
      return { state: "APPROVED", ...decided(state, event), fen: event.fen };
    case "RewardRefused":
      if (state.state !== "REVIEWED") break;
      return {
        state: "NOT_ELIGIBLE",
        ...decided(state, event),
        code: event.code,
      };
    case "RewardNotified":
      if (state.state !== "APPROVED") break;
      return {
        ...state,
        state: "NOTIFIED",
        noticeDay: event.noticeDay,
        readDay: null,
        claimBy: event.claimBy,
      };
    case "NoticeRead":
      if (state.state !== "NOTIFIED") break;
      return { ...state, readDay: event.day, claimBy: event.claimBy };
    case "ClaimExtended":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED") break;
      return { ...state, claimBy: event.claimBy };
    case "RewardClaimed":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED") break;
      return {
        ...state,
        state: "CLAIMED",
        claimId: event.claimId,
        claimDay: event.day,
        payFrom: event.payFrom,
      };
    case "RewardDeclined":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED") break;
      return { state: "DECLINED", ...award(state), declinedDay: event.day };
    case "RewardLapsed":
      if (state.state !== "NOTIFIED" && state.state !== "RETURNED") break;
      return { state: "LAPSED", ...award(state), lapsedDay: event.day };
    case "PaymentEntered":
      if (state.state !== "CLAIMED") break;
      return { ...state, state: "PAYMENT_ENTERED", cashierId: event.cashierId };
    case "PaymentAuthorised":
      if (state.state !== "PAYMENT_ENTERED") break;
      return {
        ...state,
        state: "PAYMENT_AUTHORISED",
        accountantId: event.accountantId,
      };
    case "PaymentSigned":
      if (state.state !== "PAYMENT_AUTHORISED") break;
      return { ...state, state: "PAYMENT_SIGNED", headId: event.headId };
    case "PaymentVoided":
      if (
        state.state !== "PAYMENT_ENTERED" &&
        state.state !== "PAYMENT_AUTHORISED"
      )
        break;
      return {
        state: "CLAIMED",
        ...notified(state),
        claimId: state.claimId,
        claimDay: state.claimDay,
        payFrom: state.payFrom,
      };
    case "RewardPaid":
      if (state.state !== "PAYMENT_SIGNED") break;
      return { ...state, state: "PAID", paidDay: event.day };
    case "PaymentReturned":
      if (state.state !== "PAYMENT_SIGNED" && state.state !== "PAID") break;
      return {
        state: "RETURNED",
        ...notified(state),
        claimBy: event.claimBy,
      };
    case "RewardClawedBack":
      if (state.state !== "PAID") break;
      return {
        state: "CLAWED_BACK",
        ...award(state),
        clawBackFen: event.fen,
      };
    default:
      return assertNever(event);
  }
  throw new Error(`${event.type} does not follow ${state.state}`);
}

function proposalEvent(proposal: Proposed): RewardEvent {
  return proposal.result.outcome === "REFUSED"
    ? { type: "RuleNeeded", code: proposal.result.code, ...proposal }
    : { type: "RewardComputed", ...proposal };
}

function proposed({ proposedInput, ceilingFen, result }: Proposed): Proposed {
  return { proposedInput, ceilingFen, result };
}

function decided(
  state: Made & { readonly checkerId: string },
  event: { readonly leaderId: string; readonly day: Day },
): Decided {
  return {
    makerId: state.makerId,
    checkerId: state.checkerId,
    leaderId: event.leaderId,
    decidedDay: event.day,
    result: state.result,
  };
}

function award(state: Award): Award {
  const { makerId, checkerId, leaderId, decidedDay, result } = state;
  return {
    makerId,
    checkerId,
    leaderId,
    decidedDay,
    result,
    fen: fen(state.fen),
  };
}

function notified(state: Notified): Notified {
  const { noticeDay, readDay, claimBy } = state;
  return { ...award(state), noticeDay, readDay, claimBy };
}

function ruleOf(facts: RewardFacts) {
  if (facts.rule === null) throw new CodedError("RULE_SET_MISSING");
  return facts.rule;
}

/** Maker, checker and leader must look at the very version the proposal was computed from. */
function sameRule(facts: RewardFacts, { result }: Proposed): RuleSet {
  const { ruleSet } = ruleOf(facts);
  if (
    ruleSet.id !== result.ruleSetId ||
    ruleSet.version !== result.ruleSetVersion
  )
    throw new CodedError("RULE_SET_DIFFERS");
  return ruleSet;
}

function requireOther(actorId: string, taken: readonly string[]): void {
  if (taken.includes(actorId)) throw new CodedError("SEPARATION_OF_DUTIES");
}

/** Who decided a reward takes no part in paying it. */
function deciders(state: Decided): readonly string[] {
  return [state.makerId, state.checkerId, state.leaderId];
}

/** Part payment is refused; so is a fen too much. */
function requireWholeAmount(amountFen: number, due: Fen): void {
  if (amountFen !== due) throw new CodedError("AMOUNT_DIFFERS");
}

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === "")
    throw new CodedError("REASON_REQUIRED", { field: "reason" });
  return reason;
}
