import { describe, expect, it } from "vitest";
import { chinaWorkCalendar } from "../deadline/china-work-calendar";
import { day } from "../shared/day";
import { recordedStates } from "./recorded-state";
import {
  type RewardCommand,
  type RewardEvent,
  type RewardFacts,
  type RewardState,
  decide,
  evolve,
  noReward,
} from "./reward";
import type { RewardInput } from "./reward-input";
import type { RuleSet } from "./rule-set";
import { ruleSets } from "./rule-sets-data";

const rule = (id: string): RuleSet => ruleSets.find((set) => set.id === id)!;
const facts = (
  actorId: string,
  today = "2026-03-02",
  ruleSet: RuleSet = rule("JX"),
): RewardFacts => ({
  actorId,
  today: day(today),
  calendar: chinaWorkCalendar,
  rule: { ruleSet, ceilingFen: 10_000_000 },
});
const input: RewardInput = { kind: "LOSS", baseFen: 30_000_000 };

type Move = readonly [RewardCommand, RewardFacts];
const run = (moves: readonly Move[], from: RewardState = noReward) =>
  moves.reduce<RewardState>(
    (state, [command, who]) =>
      decide(command, state, who).reduce<RewardState>(evolve, state),
    from,
  );
const given = (...moves: Move[]) => ({
  state: run(moves),
  when: (command: RewardCommand, who: RewardFacts) => ({
    then: (...types: RewardEvent["type"][]) => {
      const events = decide(command, run(moves), who);
      expect(events.map(({ type }) => type)).toEqual(types);
      return events;
    },
    thenRefused: (code: string) =>
      expect(() => decide(command, run(moves), who)).toThrow(
        expect.objectContaining({ code }),
      ),
  }),
});

const compute: Move = [{ type: "COMPUTE", input }, facts("worker")];
const make: Move = [{ type: "CONFIRM_AS_MAKER", input }, facts("m")];
const check: Move = [{ type: "CONFIRM_AS_CHECKER", input }, facts("c")];
const approve: Move = [{ type: "APPROVE" }, facts("l")];
const notify: Move = [{ type: "NOTIFY" }, facts("worker")];
const claim: Move = [{ type: "CLAIM", claimId: "K1" }, facts("tipster")];
const enter: Move = [
  { type: "ENTER_PAYMENT", amountFen: 700_000 },
  facts("cash"),
];
const authorise: Move = [{ type: "AUTHORISE_PAYMENT" }, facts("acc")];
const sign: Move = [{ type: "SIGN_PAYMENT" }, facts("head")];
const pay: Move = [
  { type: "CONFIRM_PAID", amountFen: 700_000 },
  facts("worker"),
];
const chain = [
  compute,
  make,
  check,
  approve,
  notify,
  claim,
  enter,
  authorise,
  sign,
  pay,
] as const;
const until = (last: Move) => chain.slice(0, chain.indexOf(last) + 1);

describe("the whole way", () => {
  it("goes from the proposal to the payment, one state a step", () => {
    const states = chain.map(
      (_, index) => run(chain.slice(0, index + 1)).state,
    );
    expect(states).toEqual([
      "COMPUTED",
      "MAKER_CONFIRMED",
      "REVIEWED",
      "APPROVED",
      "NOTIFIED",
      "CLAIMED",
      "PAYMENT_ENTERED",
      "PAYMENT_AUTHORISED",
      "PAYMENT_SIGNED",
      "PAID",
    ]);
    expect(run(chain)).toMatchObject({
      fen: 700_000,
      makerId: "m",
      checkerId: "c",
      leaderId: "l",
      cashierId: "cash",
      accountantId: "acc",
      headId: "head",
    });
  });
  it("is plain data in every state", () => {
    chain.forEach((_, index) => {
      const state = run(chain.slice(0, index + 1));
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    });
  });
  it("takes no step twice and none out of turn", () => {
    chain.forEach(([command, who], at) => {
      chain.forEach((_, before) => {
        const fits =
          before === at - 1 || (command.type === "COMPUTE" && before === 0);
        if (fits) return;
        given(...chain.slice(0, before + 1))
          .when(command, who)
          .thenRefused("REWARD_STATE");
      });
    });
  });
});

describe("two pairs of eyes and more", () => {
  it("stops when the second entry differs, and names only the fields", () => {
    const other = { ...input, baseFen: 30_000_001, grade: "G1" };
    const [event] = given(...until(make))
      .when({ type: "CONFIRM_AS_CHECKER", input: other }, facts("c"))
      .then("CheckerDiffered");
    expect(event).toMatchObject({ differing: ["baseFen", "grade"] });
    expect(JSON.stringify(event)).not.toContain("30000000");
  });
  it("compares meaning: what is left out equals what is written out", () => {
    const spelt: RewardInput = {
      ...input,
      rank: 1,
      insider: false,
      grade: null,
      proposedFen: null,
      reporterKind: "PERSON",
    };
    given(...until(make))
      .when({ type: "CONFIRM_AS_CHECKER", input: spelt }, facts("c"))
      .then("CheckerAgreed");
  });
  it("starts anew after a leader sent it back, from the worker's proposal", () => {
    const other: RewardInput = { ...input, baseFen: 1_000 };
    const stopped: Move[] = [
      compute,
      [{ type: "CONFIRM_AS_MAKER", input: other }, facts("m")],
      check,
    ];
    expect(run(stopped).state).toBe("MISMATCH");
    given(...stopped)
      .when(...approve)
      .thenRefused("REWARD_STATE");
    const back: RewardCommand = { type: "SEND_BACK", reason: "录入不一致" };
    for (const person of ["m", "c"])
      given(...stopped)
        .when(back, facts(person))
        .thenRefused("SEPARATION_OF_DUTIES");
    given(...stopped)
      .when({ type: "SEND_BACK", reason: "  " }, facts("l"))
      .thenRefused("REASON_REQUIRED");
    const again = run([...stopped, [back, facts("l")]]);
    expect(again).toEqual(run([compute]));
  });
  it.each([
    [
      "CONFIRM_AS_CHECKER",
      until(make),
      { type: "CONFIRM_AS_CHECKER", input },
      ["m"],
    ],
    ["APPROVE", until(check), { type: "APPROVE" }, ["m", "c"]],
    ["SEND_BACK", until(check), { type: "SEND_BACK", reason: "x" }, ["m", "c"]],
    [
      "ENTER_PAYMENT",
      until(claim),
      { type: "ENTER_PAYMENT", amountFen: 700_000 },
      ["m", "c", "l"],
    ],
    [
      "AUTHORISE_PAYMENT",
      until(enter),
      { type: "AUTHORISE_PAYMENT" },
      ["m", "c", "l", "cash"],
    ],
    [
      "SIGN_PAYMENT",
      until(authorise),
      { type: "SIGN_PAYMENT" },
      ["m", "c", "l", "cash", "acc"],
    ],
  ] satisfies [string, readonly Move[], RewardCommand, string[]][])(
    "%s is not for those who acted before",
    (_, before, command, persons) => {
      for (const person of persons)
        given(...before)
          .when(command, facts(person))
          .thenRefused("SEPARATION_OF_DUTIES");
    },
  );
});

describe("rules", () => {
  it("holds the decision when the rule set changes later", () => {
    const jx = rule("JX");
    const changed = { ...jx, version: 2, capFen: 100 };
    given(compute)
      .when(make[0], facts("m", "2026-03-02", changed))
      .thenRefused("RULE_SET_DIFFERS");
    given(...until(make))
      .when(check[0], facts("c", "2026-03-02", changed))
      .thenRefused("RULE_SET_DIFFERS");
    const approved = run(
      [[{ type: "APPROVE" }, facts("l", "2026-03-02", changed)]],
      run(until(check)),
    );
    expect(approved).toMatchObject({ fen: 700_000 });
    expect(approved).toEqual(run(until(approve)));
  });
  it("keeps the ceiling of the proposal", () => {
    const raised: RewardFacts = {
      ...facts("m"),
      rule: { ruleSet: rule("JX"), ceilingFen: 1 },
    };
    const state = run([compute, [make[0], raised]]);
    expect(state).toMatchObject({ result: { fen: 700_000 } });
  });
  it("needs a person where no rate is known, and recomputes from their proposal", () => {
    const national = rule("NAT-2022");
    const at = (who: string) => facts(who, "2026-03-02", national);
    const start: Move = [{ type: "COMPUTE", input }, at("worker")];
    expect(run([start])).toMatchObject({
      state: "NEEDS_RULE",
      result: { code: "RATE_UNKNOWN" },
    });
    given(start)
      .when({ type: "CONFIRM_AS_MAKER", input }, at("m"))
      .thenRefused("REASON_REQUIRED");
    const proposed = { ...input, proposedRateBp: 200, reason: "参照邻近地区" };
    const decided: Move = [
      { type: "CONFIRM_AS_MAKER", input: proposed },
      at("m"),
    ];
    expect(run([start, decided])).toMatchObject({
      state: "MAKER_CONFIRMED",
      result: { fen: 600_000, discretionary: true },
    });
    given(start, decided)
      .when(
        {
          type: "CONFIRM_AS_CHECKER",
          input: { ...proposed, reason: "另一种说法" },
        },
        at("c"),
      )
      .then("CheckerAgreed");
    given(start, decided)
      .when(
        {
          type: "CONFIRM_AS_CHECKER",
          input: { ...proposed, proposedRateBp: 201 },
        },
        at("c"),
      )
      .then("CheckerDiffered");
  });
  it("refuses a maker's figure outside the range", () => {
    const weifang = facts("m", "2026-03-02", rule("WF-2021"));
    given([{ type: "COMPUTE", input }, weifang])
      .when(
        {
          type: "CONFIRM_AS_MAKER",
          input: { ...input, proposedFen: 550_000, reason: "线索具体" },
        },
        weifang,
      )
      .thenRefused("OUT_OF_RANGE");
  });
  it("has three people confirm that there is no reward", () => {
    const known: RewardInput = { ...input, knownBefore: true };
    const state = run([
      [{ type: "COMPUTE", input: known }, facts("worker")],
      [{ type: "CONFIRM_AS_MAKER", input: known }, facts("m")],
      [{ type: "CONFIRM_AS_CHECKER", input: known }, facts("c")],
      approve,
    ]);
    expect(state).toMatchObject({
      state: "NOT_ELIGIBLE",
      code: "ALREADY_KNOWN",
      leaderId: "l",
    });
  });
  it("does not approve a reward of 0.00", () => {
    const tiny: RewardInput = { kind: "LOSS", baseFen: 1 };
    const at = (who: string) => facts(who, "2026-03-02", rule("NM-2019"));
    const state = run([
      [{ type: "COMPUTE", input: tiny }, at("worker")],
      [{ type: "CONFIRM_AS_MAKER", input: tiny }, at("m")],
      [{ type: "CONFIRM_AS_CHECKER", input: tiny }, at("c")],
      [{ type: "APPROVE" }, at("l")],
    ]);
    expect(state).toMatchObject({ state: "NOT_ELIGIBLE", code: "TOO_SMALL" });
  });
});

describe("claiming", () => {
  // notice on 2026-03-02: unread it counts as received on 2026-04-01; 2 months end on 2026-06-01, a Monday
  it("gives 2 months from the 30th day when nobody reads the notice", () => {
    expect(run(until(notify))).toMatchObject({ claimBy: "2026-06-01" });
  });
  it("gives 2 months from the day it was read, once", () => {
    const read: Move = [
      { type: "READ_NOTICE" },
      facts("tipster", "2026-03-10"),
    ];
    const state = run([...until(notify), read]);
    // 2026-05-10 is a Sunday
    expect(state).toMatchObject({
      readDay: "2026-03-10",
      claimBy: "2026-05-11",
    });
    given(...until(notify), read)
      .when({ type: "READ_NOTICE" }, facts("tipster", "2026-03-20"))
      .then();
  });
  it("lapses after the last day and not on it", () => {
    const lapse: RewardCommand = { type: "LAPSE" };
    given(...until(notify))
      .when(lapse, facts("worker", "2026-06-01"))
      .thenRefused("CLAIM_NOT_LATE");
    given(...until(notify))
      .when(claim[0], facts("tipster", "2026-06-01"))
      .then("RewardClaimed");
    given(...until(notify))
      .when(claim[0], facts("tipster", "2026-06-02"))
      .thenRefused("LAPSED");
    const late = facts("worker", "2026-06-02");
    given(...until(notify))
      .when(lapse, late)
      .then("RewardLapsed");
    expect(run([...until(notify), [lapse, late]])).toMatchObject({
      state: "LAPSED",
      fen: 700_000,
    });
  });
  it("keeps a day that a leader gave, also when the notice is read later", () => {
    const extend: Move = [
      {
        type: "EXTEND_CLAIM",
        claimBy: day("2026-07-01"),
        reason: "住院",
      },
      facts("l"),
    ];
    const read: Move = [
      { type: "READ_NOTICE" },
      facts("tipster", "2026-03-10"),
    ];
    expect(run([...until(notify), extend, read])).toMatchObject({
      claimBy: "2026-07-01",
    });
    given(...until(notify))
      .when(
        { type: "EXTEND_CLAIM", claimBy: day("2026-05-01"), reason: "x" },
        facts("l"),
      )
      .thenRefused("INPUT_INVALID");
  });
  it("can be declined until it is claimed", () => {
    given(...until(notify))
      .when({ type: "DECLINE" }, facts("tipster"))
      .then("RewardDeclined");
    given(...until(claim))
      .when({ type: "DECLINE" }, facts("tipster"))
      .thenRefused("REWARD_STATE");
  });
});

describe("paying", () => {
  it.each([699_999, 700_001, 0, -700_000, Number.NaN, 700_000.5])(
    "refuses %d fen for 700,000",
    (amountFen) => {
      given(...until(claim))
        .when({ type: "ENTER_PAYMENT", amountFen }, facts("cash"))
        .thenRefused("AMOUNT_DIFFERS");
      given(...until(sign))
        .when({ type: "CONFIRM_PAID", amountFen }, facts("worker"))
        .thenRefused("AMOUNT_DIFFERS");
    },
  );
  it("goes back to the cashier when a fault is found before the signature", () => {
    const voided: RewardCommand = { type: "VOID_PAYMENT", reason: "账户有误" };
    for (const before of [until(enter), until(authorise)])
      expect(run([...before, [voided, facts("acc")]])).toEqual(
        run(until(claim)),
      );
    given(...until(sign))
      .when(voided, facts("acc"))
      .thenRefused("REWARD_STATE");
  });
  it("waits a working day for a changed payee after the bank sent the money back", () => {
    const returned: RewardCommand = { type: "RETURN_PAYMENT", reason: "AC04" };
    for (const before of [until(sign), [...chain]]) {
      // Friday; the next working day is Monday
      const again: Move[] = [
        ...before,
        [returned, facts("worker", "2026-03-12")],
        [{ type: "CLAIM", claimId: "K2" }, facts("tipster", "2026-03-13")],
      ];
      expect(run(again)).toMatchObject({
        state: "CLAIMED",
        claimId: "K2",
        payFrom: "2026-03-16",
      });
      expect(run(again)).not.toHaveProperty("cashierId");
      given(...again)
        .when(enter[0], facts("cash", "2026-03-15"))
        .thenRefused("PAYEE_COOLING_OFF");
      given(...again)
        .when(enter[0], facts("cash", "2026-03-16"))
        .then("PaymentEntered");
    }
  });
  it("takes a paid reward back for fraud, with a reason", () => {
    const clawBack: RewardCommand = { type: "CLAW_BACK", reason: "伪造材料" };
    expect(run([...chain, [clawBack, facts("l")]])).toMatchObject({
      state: "CLAWED_BACK",
      clawBackFen: 700_000,
    });
    given(...until(sign))
      .when(clawBack, facts("l"))
      .thenRefused("REWARD_STATE");
    given(...chain)
      .when({ type: "CLAW_BACK", reason: "" }, facts("l"))
      .thenRefused("REASON_REQUIRED");
  });
});

describe("recorded states", () => {
  it("keep casework and finance apart", () => {
    expect(recordedStates("NEEDS_RULE")).toEqual({
      reward: "PROPOSED",
      claim: null,
    });
    expect(recordedStates("PAYMENT_AUTHORISED")).toEqual({
      reward: "CLAIMED",
      claim: "AUTHORISED",
    });
  });
});

it("does not follow a broken record", () => {
  expect(() =>
    evolve(noReward, { type: "PaymentEntered", cashierId: "x" }),
  ).toThrow("does not follow");
});
