import {
  separationViolated,
  type Duty,
  type DutyDone,
} from "../access/permissions";
import {
  approveReward,
  assertBalanced,
  claimReward,
  declineReward,
  grantBudget,
  lapseReward,
  payReward,
  type LedgerAccount,
  type LedgerTransaction,
  type Posting,
  type RewardEntry,
} from "../ledger/posting";
import { CodedError } from "../shared/coded-error";
import type { Day } from "../shared/day";
import { fen } from "../shared/fen";
import { fenOf, textOf, type LogFact, type ReportFault } from "./log-fact";

type ClaimStage = "CLAIMED" | "ENTERED" | "AUTHORISED" | "SIGNED";
type ClaimTrack = {
  readonly rewardId: string;
  readonly amountFen: number;
  readonly duties: DutyDone[];
  stage: ClaimStage;
};

const claimSteps: Readonly<
  Record<
    string,
    { readonly from: ClaimStage; readonly to: ClaimStage; readonly duty: Duty }
  >
> = {
  CLAIM_ENTERED: { from: "CLAIMED", to: "ENTERED", duty: "CASHIER" },
  CLAIM_AUTHORISED: { from: "ENTERED", to: "AUTHORISED", duty: "ACCOUNTANT" },
  CLAIM_SIGNED: { from: "AUTHORISED", to: "SIGNED", duty: "FINANCE_HEAD" },
};

/** Kinds of bookings a reward causes, with the postings they must have. */
const bookingOf: Readonly<
  Record<string, (entry: RewardEntry) => LedgerTransaction>
> = {
  APPROVE: approveReward,
  CLAIM: claimReward,
  PAY: payReward,
  LAPSE: lapseReward,
  DECLINE: declineReward,
};
/** in which order bookings of one cut can have come about: their index says nothing of it */
const rank = ["GRANT", "APPROVE", "CLAIM", "LAPSE", "DECLINE", "PAY"];

type Expected = { readonly fact: LogFact; readonly amountFen: number };
type Book = { readonly officeId: string; readonly year: number };

export function isMoneyKind(kind: string): boolean {
  return (
    kind === "LEDGER_POSTED" || kind === "CLAIM_PAID" || kind in claimSteps
  );
}

/**
 * Claims and books. Their entries stand in other groups of a cut than the lead's, so nothing follows from the order of the
 * indexes there: they wait for the end of the cut, where all of it is known. Memory: open claims, rewards that are booked
 * and not settled, entries of one cut.
 */
export class MoneyReplay {
  private waiting: LogFact[] = [];
  /** what found no counterpart yet: a cut that was broken off and finished later may hold only one of the two */
  private carried = new Set<LogFact>();
  private readonly claims = new Map<string, ClaimTrack>();
  private readonly expected = new Map<string, Expected>();
  private readonly books = new Map<string, Book>();
  private readonly available = new Map<string, bigint>();
  private readonly grants = new Set<string>();
  private readonly balances = new Map<LedgerAccount, bigint>();
  /** of rewards, from the entries that decided them: what the books must come to */
  private readonly sums = {
    approved: 0n,
    claimed: 0n,
    lapsed: 0n,
    declined: 0n,
    paid: 0n,
  };
  private faulty = false;

  constructor(private readonly tell: ReportFault) {}

  get totals(): Readonly<Record<string, string>> {
    const { approved, claimed, lapsed, declined, paid } = this.sums;
    return Object.fromEntries(
      Object.entries({
        approved,
        claimed,
        lapsed,
        declined,
        paid,
        open: approved - claimed - lapsed - declined,
      }).map(([name, sum]) => [`${name}Fen`, String(sum)]),
    );
  }

  wait(fact: LogFact): void {
    this.waiting.push(fact);
  }

  approved(fact: LogFact, amountFen: number): void {
    this.sums.approved += BigInt(amountFen);
    this.expect("APPROVE", fact, amountFen);
  }

  /** The tipster gave the reward up, or let the last day pass. */
  givenUp(fact: LogFact, amountFen: number): void {
    const lapsed = fact.kind === "REWARD_LAPSED";
    this.sums[lapsed ? "lapsed" : "declined"] += BigInt(amountFen);
    this.expect(lapsed ? "LAPSE" : "DECLINE", fact, amountFen);
  }

  claimed(
    fact: LogFact,
    {
      amountFen,
      duties,
    }: { readonly amountFen: number; readonly duties: readonly DutyDone[] },
  ): void {
    this.sums.claimed += BigInt(amountFen);
    this.expect("CLAIM", fact, amountFen);
    const claimId = textOf(fact, "claimId");
    if (this.claims.has(claimId)) this.report("CLAIM_NOT_OPEN", fact);
    this.claims.set(claimId, {
      rewardId: textOf(fact, "rewardId"),
      amountFen,
      duties: [...duties],
      stage: "CLAIMED",
    });
  }

  private report: ReportFault = (code, fact, values) => {
    this.faulty = true;
    this.tell(code, fact, values);
  };

  private expect(ledgerKind: string, fact: LogFact, amountFen: number): void {
    this.expected.set(`${ledgerKind}.${textOf(fact, "rewardId")}`, {
      fact,
      amountFen,
    });
  }

  endCut(): void {
    this.settle(false);
  }

  private settle(last: boolean): void {
    const facts = this.waiting;
    this.waiting = [];
    const open = (fact: LogFact) => !last && !this.carried.has(fact);
    const again: LogFact[] = [];
    const booked: LogFact[] = [];
    for (const fact of facts)
      if (fact.kind === "LEDGER_POSTED") booked.push(fact);
      else if (open(fact) && !this.claims.has(textOf(fact, "claimId")))
        again.push(fact);
      else this.claimStep(fact);
    booked.sort(
      (a, b) =>
        rank.indexOf(textOf(a, "ledgerKind")) -
          rank.indexOf(textOf(b, "ledgerKind")) || a.index - b.index,
    );
    const spent = new Map<string, LogFact>();
    for (const fact of booked) {
      if (open(fact) && !this.hasCause(fact)) {
        again.push(fact);
        continue;
      }
      const book = this.book(fact);
      if (book && textOf(fact, "ledgerKind") === "APPROVE")
        spent.set(book, fact);
    }
    for (const [book, fact] of spent)
      if ((this.available.get(book) ?? 0n) < 0n)
        this.report("BUDGET_EXCEEDED", fact, {
          short: String(-this.available.get(book)!),
        });
    const unbooked = [...this.expected.values()].map(({ fact }) => fact);
    for (const [key, { fact }] of this.expected)
      if (!open(fact)) {
        this.report("NOT_BOOKED", fact);
        this.expected.delete(key);
      }
    this.waiting = again;
    this.carried = new Set([...again, ...unbooked]);
  }

  private hasCause(fact: LogFact): boolean {
    const kind = textOf(fact, "ledgerKind");
    return kind === "GRANT" || this.expected.has(`${kind}.${subjectOf(fact)}`);
  }

  private claimStep(fact: LogFact): void {
    const claimId = textOf(fact, "claimId");
    const claim = this.claims.get(claimId);
    if (!claim) return this.report("CLAIM_NOT_OPEN", fact);
    const amountFen = fenOf(fact, "amountFen");
    if (amountFen !== claim.amountFen)
      this.report("AMOUNT_DIFFERS", fact, {
        expected: claim.amountFen,
        found: amountFen ?? "-",
      });
    if (fact.kind === "CLAIM_PAID") {
      if (claim.stage !== "SIGNED")
        this.report("STATE_NOT_LEGAL", fact, { state: claim.stage });
      this.claims.delete(claimId);
      this.sums.paid += BigInt(claim.amountFen);
      this.expected.set(`PAY.${claim.rewardId}`, {
        fact,
        amountFen: claim.amountFen,
      });
      return;
    }
    const { from, to, duty } = claimSteps[fact.kind]!;
    if (claim.stage !== from)
      this.report("STATE_NOT_LEGAL", fact, { state: claim.stage });
    const personId = fact.personId ?? "";
    if (separationViolated(claim.duties, personId, duty))
      this.report("DUTIES_NOT_SEPARATE", fact, { duty });
    claim.duties.push({ duty, personId });
    claim.stage = to;
  }

  /** @returns the book, when it could be added up */
  private book(fact: LogFact): string | null {
    const kind = textOf(fact, "ledgerKind");
    const onceKey = textOf(fact, "onceKey");
    const year = fenOf(fact, "budgetYear") ?? 0;
    const officeId = fact.officeId ?? "";
    const postings = postingsOf(fact);
    const subjectId = subjectOf(fact);
    const expected = this.takeExpected(fact, { kind, subjectId });
    try {
      assertBalanced({ kind: kind as "GRANT", postings });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.report("LEDGER_UNBALANCED", fact, { onceKey });
      return null;
    }
    if (kind === "GRANT") {
      if (this.grants.has(onceKey))
        this.report("BOOKED_WITHOUT_CAUSE", fact, { onceKey });
      this.grants.add(onceKey);
    } else this.sameBook(fact, { kind, subjectId, officeId, year });
    const amountFen =
      expected?.amountFen ??
      Math.max(0, ...postings.map((posting) => posting.amountFen));
    if (!samePostings(fact, { kind, subjectId, amountFen, year, officeId }))
      this.report("POSTINGS_WRONG", fact, { onceKey, amount: amountFen });
    const book = `${officeId} ${year}`;
    for (const { account, amountFen: moved } of postings) {
      this.balances.set(
        account,
        (this.balances.get(account) ?? 0n) + BigInt(moved),
      );
      if (account === "BUDGET_AVAILABLE")
        this.available.set(
          book,
          (this.available.get(book) ?? 0n) + BigInt(moved),
        );
    }
    return book;
  }

  private takeExpected(
    fact: LogFact,
    { kind, subjectId }: { readonly kind: string; readonly subjectId: string },
  ): Expected | null {
    if (kind === "GRANT") return null;
    const key = `${kind}.${subjectId}`;
    const found = this.expected.get(key) ?? null;
    if (!found)
      this.report("BOOKED_WITHOUT_CAUSE", fact, {
        onceKey: textOf(fact, "onceKey"),
      });
    this.expected.delete(key);
    return found;
  }

  /** A reward stays in the book of its approval. */
  private sameBook(
    fact: LogFact,
    {
      kind,
      subjectId,
      officeId,
      year,
    }: Book & { readonly kind: string; readonly subjectId: string },
  ): void {
    if (kind === "APPROVE") {
      this.books.set(subjectId, { officeId, year });
      return;
    }
    const first = this.books.get(subjectId);
    if (first && (first.officeId !== officeId || first.year !== year))
      this.report("BOOK_CHANGED", fact);
    if (kind !== "CLAIM") this.books.delete(subjectId);
  }

  /** What was decided and what stands in the books must be the same money; a fault named above explains a difference. */
  finish(): void {
    this.settle(true);
    if (this.faulty) return;
    const { approved, claimed, lapsed, declined, paid } = this.sums;
    const wanted: Partial<Record<LedgerAccount, bigint>> = {
      COMMITTED: approved - claimed - lapsed - declined,
      PAYABLE: claimed - paid,
      PAID: paid,
      LAPSED: lapsed,
      DECLINED: declined,
    };
    for (const [account, sum] of Object.entries(wanted)) {
      const booked = this.balances.get(account as LedgerAccount) ?? 0n;
      if (booked !== sum)
        this.report("SUMS_DIFFER", null, {
          account,
          expected: String(sum),
          found: String(booked),
        });
    }
  }
}

/** the reward, or the grant */
function subjectOf(fact: LogFact): string {
  return textOf(fact, "onceKey").split(".")[1] ?? "";
}

function postingsOf({ data }: LogFact): readonly Posting[] {
  return Array.isArray(data.postings) ? (data.postings as Posting[]) : [];
}

/** Whether a booking is, to the fen and to the account, the one its kind makes. */
function samePostings(
  fact: LogFact,
  booked: Book & {
    readonly kind: string;
    readonly subjectId: string;
    readonly amountFen: number;
  },
): boolean {
  const entry = {
    financeOfficeId: booked.officeId,
    budgetYear: booked.year,
    day: fact.day as Day,
  };
  try {
    const amountFen = fen(booked.amountFen);
    const wanted =
      booked.kind === "GRANT"
        ? grantBudget({ ...entry, grantId: booked.subjectId, amountFen })
        : bookingOf[booked.kind]?.({
            ...entry,
            rewardId: booked.subjectId,
            amountFen,
          });
    const text = (postings: readonly Posting[]) =>
      postings
        .map(({ account, amountFen: each }) => `${account} ${each}`)
        .join();
    return (
      wanted !== undefined &&
      wanted.onceKey === textOf(fact, "onceKey") &&
      text(wanted.postings) === text(postingsOf(fact))
    );
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
