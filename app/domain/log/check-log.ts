import { addDays, dayInChina, type Day } from "../shared/day";
import {
  fenOf,
  textOf,
  type LogFact,
  type LogFault,
  type ReportFault,
} from "./log-fact";
import { isMoneyKind, MoneyReplay } from "./replay-money";
import { PeopleReplay } from "./replay-people";
import {
  isLeadStep,
  receivedLead,
  replayLead,
  type LeadTrack,
} from "./replay-lead";
import { limitAtEnd, requireLimit } from "./replay-limits";
import { isRewardKind, isSettled, replayReward } from "./replay-reward";

export type LogSums = {
  readonly leads: number;
  readonly openLeads: number;
  /** decided rewards and what became of them, in fen, as texts of whole numbers */
  readonly money: Readonly<Record<string, string>>;
};

/** Day and time of an act are read one after the other. */
const MIDNIGHT_MS = 60_000;

/**
 * Replays the whole log by the rules that made it: feed every entry in the order of the index, then `finish`. Memory is bounded
 * by open leads and claims and by the entries of one cut; of a settled lead a few bytes stay.
 *
 * Inside one cut only entries of the same lead, or of the same claim, have an order. What ties a lead to a claim, to the books
 * or to the people who acted is therefore judged at the end of the cut (LOG_CUT).
 */
export class LogCheck {
  private readonly leads = new Map<string, LeadTrack>();
  private readonly settled = new Set<number>();
  private readonly unknown = new Set<string>();
  /** entries of leads whose tip did not come yet: a cut that was broken off and finished later may hold them first */
  private early = new Map<string, LogFact[]>();
  private earlyBefore = new Map<string, LogFact[]>();
  private readonly touched = new Set<LeadTrack>();
  private readonly money: MoneyReplay;
  private readonly people: PeopleReplay;
  private ceilings: readonly number[] = [];
  private ceilingsOfCut: number[] = [];
  private figuresOfCut: LogFact[] = [];
  private upToDay = "";
  /** claims that wait for their money, by lead */
  private readonly payments = new Map<
    string,
    { readonly claimId: string; readonly due: string; missed: boolean }
  >();
  private readonly leadOfClaim = new Map<string, string>();
  private paidInCut: string[] = [];
  private received = 0;
  /** entries after the last cut, whose order says nothing yet */
  uncut = 0;

  constructor(private readonly found: (fault: LogFault) => void) {
    this.money = new MoneyReplay(this.report);
    this.people = new PeopleReplay(this.report);
  }

  private readonly report: ReportFault = (code, fact, values = {}) =>
    this.found({ code, fact, values });

  add(fact: LogFact): void {
    this.uncut++;
    const { kind } = fact;
    this.people.wait(fact);
    requireLimit(fact, this.report);
    this.requireDay(fact);
    if (fact.leadId !== null) this.addOfLead(fact.leadId, fact);
    else if (isMoneyKind(kind)) {
      this.money.wait(fact);
      if (kind === "CLAIM_PAID") this.paidInCut.push(textOf(fact, "claimId"));
    } else if (kind === "SETTINGS_IN_FORCE")
      this.ceilingsOfCut.push(fenOf(fact, "rewardCeilingFen") ?? 0);
    else if (kind === "LOG_CUT") this.endCut(fact);
  }

  finish(): LogSums {
    // without its LOG_CUT the end of the log has no order yet: what it ties together is judged when it is cut
    if (this.uncut === 0) {
      this.dropEarly();
      this.dropEarly();
      this.money.finish();
    }
    return {
      leads: this.received,
      openLeads: this.leads.size,
      money: this.money.totals,
    };
  }

  /** The day of an entry is that of its time, and none that the log was said to be complete for. */
  private requireDay(fact: LogFact): void {
    const { at, day } = fact;
    if (at !== null) {
      const time = Date.parse(at);
      const near = [time - MIDNIGHT_MS, time + MIDNIGHT_MS].map((each) =>
        dayInChina(new Date(each)),
      );
      if (!near.includes(day as Day)) this.report("DAY_DIFFERS", fact, { day });
    }
    // what is written just before midnight may come behind the cut of its day
    if (this.upToDay !== "" && addDays(day as Day, 1) < this.upToDay)
      this.report("ENTRY_BACKDATED", fact, { day, complete: this.upToDay });
  }

  private endCut(fact: LogFact): void {
    const upToDay = textOf(fact, "upToDay");
    if (upToDay < this.upToDay)
      this.report("CUT_BACKWARDS", fact, { before: this.upToDay });
    this.endPayments();
    if (this.upToDay < upToDay) this.judgeLimits(fact);
    this.upToDay = upToDay;
    this.people.endCut();
    this.judgeCeilings();
    this.money.endCut();
    for (const track of this.touched) {
      track.officesOfCut.clear();
      track.officesOfCut.add(track.officeId);
    }
    this.touched.clear();
    this.dropEarly();
    this.uncut = 0;
  }

  private endPayments(): void {
    for (const claimId of this.paidInCut) {
      this.payments.delete(this.leadOfClaim.get(claimId) ?? "");
      this.leadOfClaim.delete(claimId);
    }
    this.paidInCut = [];
  }

  /**
   * A limit that passed is noted on the day after it, just after midnight or before the act that comes too late. Where the cut
   * before this one already was of that day or a later one, the note was left out; before it, nobody may have been at work.
   */
  private judgeLimits(fact: LogFact): void {
    const over = (due: string) => due !== "" && due < this.upToDay;
    for (const [leadId, track] of this.leads) {
      const limit = limitAtEnd(track);
      if (!limit || !over(limit.due)) continue;
      const { stage, due } = limit;
      const noted = track.missed.get(stage);
      // one note is enough where nothing moves the limit
      if (noted !== undefined && (stage !== "FINISH" || noted >= due)) continue;
      track.missed.set(stage, due);
      this.report("LIMIT_NOT_NOTED", fact, { lead: leadId, stage, due });
    }
    for (const [leadId, payment] of this.payments) {
      if (payment.missed || !over(payment.due)) continue;
      payment.missed = true;
      this.report("LIMIT_NOT_NOTED", fact, {
        lead: leadId,
        stage: "PAY",
        due: payment.due,
      });
    }
  }

  private dropEarly(): void {
    for (const [leadId, [first]] of this.earlyBefore) {
      this.report("LEAD_UNKNOWN", first!);
      this.unknown.add(leadId);
    }
    this.earlyBefore = this.early;
    this.early = new Map();
  }

  private judgeCeilings(): void {
    if (this.ceilingsOfCut.length > 0 || this.ceilings.length > 0) {
      const highest = Math.max(...this.ceilings, ...this.ceilingsOfCut);
      for (const fact of this.figuresOfCut) {
        const fen = fenOf(fact, "ceilingFen") ?? fenOf(fact, "fen") ?? 0;
        if (fen > highest)
          this.report("ABOVE_CEILING", fact, { fen, ceiling: highest });
      }
    }
    this.figuresOfCut = [];
    if (this.ceilingsOfCut.length > 0) this.ceilings = this.ceilingsOfCut;
    this.ceilingsOfCut = [];
  }

  private addOfLead(leadId: string, fact: LogFact): void {
    const { kind } = fact;
    const known = this.leads.get(leadId);
    if (kind === "TIP_RECEIVED") {
      if (known || this.settled.has(shortOf(leadId)))
        return this.report("LEAD_RECEIVED_TWICE", fact);
      this.received++;
      const track = receivedLead(fact);
      this.leads.set(leadId, track);
      this.touched.add(track);
      for (const held of [this.earlyBefore, this.early]) {
        const facts = held.get(leadId) ?? [];
        held.delete(leadId);
        for (const each of facts) this.addOfLead(leadId, each);
      }
      return;
    }
    const payment = this.payments.get(leadId);
    if (payment && kind === "CLOCK_MISSED" && textOf(fact, "stage") === "PAY")
      payment.missed = true;
    if (!known) return this.addOfOther(leadId, fact);
    this.touched.add(known);
    if (!isRewardKind(kind)) replayLead(known, fact, this.report);
    else {
      replayReward(known, fact, this.report);
      this.addFigure(known, fact);
    }
    if (isSettled(known)) {
      this.leads.delete(leadId);
      this.settled.add(shortOf(leadId));
    }
  }

  private awaitPayment(fact: LogFact): void {
    const claimId = textOf(fact, "claimId");
    this.payments.set(fact.leadId ?? "", {
      claimId,
      due: textOf(fact, "payDueDay"),
      missed: false,
    });
    this.leadOfClaim.set(claimId, fact.leadId ?? "");
  }

  /** An entry of a lead that is over, or of one nobody ever sent. */
  private addOfOther(leadId: string, fact: LogFact): void {
    if (!this.settled.has(shortOf(leadId))) {
      const held = this.early.get(leadId);
      if (this.unknown.has(leadId)) return;
      if (held) held.push(fact);
      else this.early.set(leadId, [fact]);
    } else if (changesLead(fact.kind))
      this.report("STATE_NOT_LEGAL", fact, { state: "SETTLED" });
  }

  private addFigure(track: LeadTrack, fact: LogFact): void {
    const reward = track.reward;
    if (!reward) return;
    const fen = reward.fen ?? 0;
    switch (fact.kind) {
      case "REWARD_COMPUTED":
      case "REWARD_RECOMPUTED":
        this.figuresOfCut.push(fact);
        return;
      case "REWARD_APPROVED":
        if (fen > 0) {
          this.money.approved(fact, fen);
          if (reward.ceilingFen === null) this.figuresOfCut.push(fact);
        }
        return;
      case "REWARD_LAPSED":
      case "REWARD_DECLINED":
        this.money.givenUp(fact, fen);
        return;
      case "REWARD_CLAIMED":
        this.money.claimed(fact, { amountFen: fen, duties: track.duties });
        this.awaitPayment(fact);
        return;
      default:
    }
  }
}

function changesLead(kind: string): boolean {
  return isLeadStep(kind) || isRewardKind(kind);
}

/** 52 bits of a random id: enough to remember that a lead is over, at a tenth of the memory. */
function shortOf(leadId: string): number {
  const digits = leadId.replaceAll("-", "");
  return Number.parseInt(digits.slice(0, 12) + digits.slice(-1), 16);
}
