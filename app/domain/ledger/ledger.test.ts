import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../shared/day";
import { fen } from "../shared/fen";
import { balances, checkLedger, reconcile } from "./check-ledger";
import {
  type LedgerTransaction,
  type RewardEntry,
  approveReward,
  assertBalanced,
  claimReward,
  clawBackReward,
  declineReward,
  grantBudget,
  lapseReward,
  payReward,
  returnPayment,
} from "./posting";

const book = {
  financeOfficeId: "F1",
  budgetYear: 2026,
  day: day("2026-03-02"),
};
const reward = (rewardId: string, amountFen: number, attempt?: number) =>
  ({
    ...book,
    rewardId,
    amountFen: fen(amountFen),
    ...(attempt ? { attempt } : {}),
  }) satisfies RewardEntry;
const grant = grantBudget({ ...book, grantId: "G", amountFen: fen(1_000_000) });

describe("postings", () => {
  const one = reward("R", 48_362);
  it.each([
    grant,
    approveReward(one),
    claimReward(one),
    payReward(one),
    lapseReward(one),
    lapseReward(one, "RETURNED"),
    declineReward(one),
    returnPayment(one, "PAID"),
    returnPayment(one, "PAYABLE"),
    clawBackReward(one),
  ])("$kind balances", (transaction) => {
    expect(() => assertBalanced(transaction)).not.toThrow();
    expect(
      transaction.postings.reduce((sum, { amountFen }) => sum + amountFen, 0),
    ).toBe(0);
  });
  it("refuse nothing, floats and negatives", () => {
    expect(() => approveReward(reward("R", 0))).toThrow("INPUT_INVALID");
    for (const amountFen of [0.5, -1, Number.NaN])
      expect(() =>
        approveReward({ ...one, amountFen: amountFen as typeof one.amountFen }),
      ).toThrow("FEN_NOT_INTEGER");
  });
  it.each([
    [[]],
    [[{ account: "PAID", amountFen: 0 }]],
    [
      [
        { account: "PAID", amountFen: 1 },
        { account: "PAYABLE", amountFen: -2 },
      ],
    ],
    [
      [
        { account: "PAID", amountFen: 0.5 },
        { account: "PAYABLE", amountFen: -0.5 },
      ],
    ],
  ] as const)("%j is not balanced", (postings) => {
    expect(() => assertBalanced({ kind: "PAY", postings })).toThrow(
      "LEDGER_UNBALANCED",
    );
  });
});

describe("a sound ledger", () => {
  const sound: readonly LedgerTransaction[] = [
    grant,
    ...[approveReward, claimReward, payReward].map((f) => f(reward("A", 700))),
    approveReward(reward("B", 11)),
    lapseReward(reward("B", 11)),
    approveReward(reward("C", 13)),
    declineReward(reward("C", 13)),
    ...[approveReward, claimReward, payReward].map((f) => f(reward("D", 17))),
    returnPayment(reward("D", 17), "PAID"),
    claimReward(reward("D", 17, 2), "RETURNED"),
    ...[approveReward, claimReward, payReward].map((f) => f(reward("E", 19))),
    clawBackReward(reward("E", 19)),
    ...[approveReward, claimReward].map((f) => f(reward("F", 23))),
    returnPayment(reward("F", 23), "PAYABLE"),
  ];
  it("has no fault and reconciles", () => {
    expect(checkLedger(sound)).toEqual([]);
    expect(reconcile(sound)).toEqual({
      approved: 783n,
      paid: 700n,
      pending: 17n,
      returned: 23n,
      lapsed: 11n,
      declined: 13n,
      clawedBack: 19n,
      agrees: true,
    });
    // lapsed and declined money is available again
    expect(balances(sound).BUDGET_AVAILABLE).toBe(1_000_000n - 783n + 24n);
  });
  it.each([
    ["BOOKED_TWICE", [...sound, payReward(reward("A", 700))]],
    ["NEGATIVE_BALANCE", [grant, payReward(reward("A", 1))]],
    [
      "NEGATIVE_BALANCE",
      [grant, approveReward(reward("A", 5)), claimReward(reward("A", 6))],
    ],
    // in the end the sums agree; the order does not
    [
      "NEGATIVE_BALANCE",
      [grant, claimReward(reward("A", 5)), approveReward(reward("A", 5))],
    ],
    [
      "PAID_EXCEEDS_APPROVED",
      [
        grant,
        approveReward(reward("A", 5)),
        claimReward(reward("A", 6)),
        payReward(reward("A", 6)),
      ],
    ],
    // balanced, yet booked as a claim what nobody approved
    [
      "NOT_RECONCILED",
      [grant, { ...approveReward(reward("A", 5)), kind: "CLAIM" }],
    ],
    [
      "CHANGED_BOOK",
      [
        grant,
        approveReward(reward("A", 5)),
        claimReward({ ...reward("A", 5), budgetYear: 2027 }),
      ],
    ],
    [
      "UNBALANCED",
      [{ ...grant, postings: [{ account: "PAID", amountFen: 1 }] }],
    ],
    [
      "BUDGET_NOT_RECONCILED",
      [
        {
          ...grant,
          postings: [
            { account: "BUDGET_AVAILABLE", amountFen: 5 },
            { account: "RELEASED", amountFen: -5 },
          ],
        },
      ],
    ],
  ] satisfies [string, readonly LedgerTransaction[]][])(
    "finds %s",
    (code, broken) => {
      const codes = checkLedger(broken).map((fault) => fault.code);
      expect(codes).toContain(code);
    },
  );
});

describe("random lives of rewards", () => {
  type Stage = "NEW" | "COMMITTED" | "PAYABLE" | "PAID" | "RETURNED" | "OVER";
  /** One step a reward in this stage may take. */
  const steps: Record<
    Stage,
    readonly [Stage, (entry: RewardEntry) => LedgerTransaction][]
  > = {
    NEW: [["COMMITTED", approveReward]],
    COMMITTED: [
      ["PAYABLE", (entry) => claimReward(entry)],
      ["OVER", (entry) => lapseReward(entry)],
      ["OVER", (entry) => declineReward(entry)],
    ],
    PAYABLE: [
      ["PAID", payReward],
      ["RETURNED", (entry) => returnPayment(entry, "PAYABLE")],
    ],
    PAID: [
      ["RETURNED", (entry) => returnPayment(entry, "PAID")],
      ["OVER", clawBackReward],
    ],
    RETURNED: [
      ["PAYABLE", (entry) => claimReward(entry, "RETURNED")],
      ["OVER", (entry) => lapseReward(entry, "RETURNED")],
      ["OVER", (entry) => declineReward(entry, "RETURNED")],
    ],
    OVER: [],
  };
  const lives = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 2 })), {
    maxLength: 80,
  });
  const amounts = fc.array(fc.integer({ min: 1, max: 10_000_000 }), {
    minLength: 6,
    maxLength: 6,
  });
  const play = (
    moves: readonly (readonly [number, number])[],
    sums: readonly number[],
  ) => {
    const stages: Stage[] = sums.map(() => "NEW");
    const books: LedgerTransaction[] = [grant];
    moves.forEach(([who, choice], attempt) => {
      const possible = steps[stages[who]!];
      const step = possible[choice % Math.max(possible.length, 1)];
      if (!step) return;
      books.push(step[1](reward(`R${who}`, sums[who]!, attempt + 1)));
      stages[who] = step[0];
    });
    return { books, stages };
  };

  it("keep the books sound at every moment", () => {
    fc.assert(
      fc.property(lives, amounts, (moves, sums) => {
        const { books, stages } = play(moves, sums);
        expect(checkLedger(books)).toEqual([]);
        const total = Object.values(balances(books)).reduce(
          (a, b) => a + b,
          0n,
        );
        expect(total).toBe(0n);
        const paid = stages.reduce(
          (sum, stage, who) => sum + (stage === "PAID" ? sums[who]! : 0),
          0,
        );
        expect(reconcile(books).paid).toBe(BigInt(paid));
      }),
    );
  });
  it("lose a posting, lose the peace", () => {
    fc.assert(
      fc.property(lives, amounts, fc.nat(), (moves, sums, pick) => {
        const { books } = play(moves, sums);
        const at = pick % books.length;
        const broken = books.map((transaction, index) =>
          index === at
            ? { ...transaction, postings: transaction.postings.slice(1) }
            : transaction,
        );
        expect(checkLedger(broken)).not.toEqual([]);
      }),
    );
  });
});
