import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day } from "#app/domain/shared/day";
import { LogCheck } from "#app/domain/log/check-log";
import {
  textOf,
  type LogFact,
  type LogFault,
  type LogFaultCode,
} from "#app/domain/log/log-fact";
import {
  factsOf,
  playedWorld,
  type PlayedWorld,
} from "#test/factories/played-log";

let played: PlayedWorld;
let facts: readonly LogFact[];
beforeAll(async () => {
  played = await playedWorld();
  facts = await factsOf(played.world);
});
afterAll(() => played.world.close());

function check(entries: readonly LogFact[]) {
  const faults: LogFault[] = [];
  const log = new LogCheck((fault) => faults.push(fault));
  for (const [index, fact] of entries.entries()) log.add({ ...fact, index });
  return { faults, sums: log.finish() };
}

/** What a change of the played entries makes of them. */
type Change = (entries: LogFact[]) => LogFact[];

const ofPaid = () => played.paid.leadId;
const at = (entries: readonly LogFact[], kind: string, leadId?: string) => {
  const index = entries.findIndex(
    (fact) =>
      fact.kind === kind && (leadId === undefined || fact.leadId === leadId),
  );
  if (index < 0) throw new Error(`no ${kind} was played`);
  return index;
};
const changed =
  (
    kind: string,
    change: (fact: LogFact, entries: readonly LogFact[]) => Partial<LogFact>,
    leadId: () => string | undefined = () => undefined,
  ): Change =>
  (entries) =>
    entries.with(
      at(entries, kind, leadId()),
      ((fact) => ({ ...fact, ...change(fact, entries) }))(
        entries[at(entries, kind, leadId())]!,
      ),
    );
const data =
  (kind: string, values: Record<string, unknown>, leadId = ofPaid): Change =>
  (entries) =>
    changed(
      kind,
      (fact) => ({ data: { ...fact.data, ...values } }),
      leadId,
    )(entries);
const without =
  (kind: string, leadId: () => string | undefined = ofPaid): Change =>
  (entries) =>
    entries.toSpliced(at(entries, kind, leadId()), 1);
const twice =
  (kind: string, leadId: () => string | undefined = ofPaid): Change =>
  (entries) => {
    const index = at(entries, kind, leadId());
    return entries.toSpliced(index + 1, 0, entries[index]!);
  };
const byPersonOf =
  (kind: string, of: string): Change =>
  (entries) =>
    changed(
      kind,
      (_, all) => ({ personId: all[at(all, of)]!.personId }),
      () => (kind.startsWith("CLAIM_") ? undefined : ofPaid()),
    )(entries);
/** After an entry of the paid lead, or before the first cut. */
const added =
  (
    after: string | null,
    make: (entries: readonly LogFact[]) => readonly Partial<LogFact>[],
    leadId = ofPaid,
  ): Change =>
  (entries) =>
    entries.toSpliced(
      after === null
        ? at(entries, "LOG_CUT")
        : at(entries, after, leadId()) + 1,
      0,
      ...make(entries).map((fact) => ({
        index: 0,
        kind: "",
        day: "2026-03-02",
        at: null,
        leadId: after === null ? null : leadId(),
        personId: null,
        officeId: null,
        data: {},
        ...fact,
      })),
    );
const booked =
  (ledgerKind: string, change: (fact: LogFact) => LogFact | null): Change =>
  (entries) => {
    const index = entries.findIndex(
      (fact) => fact.data.ledgerKind === ledgerKind,
    );
    const made = change(entries[index]!);
    return made ? entries.with(index, made) : entries.toSpliced(index, 1);
  };
const postings = (fact: LogFact) =>
  fact.data.postings as { account: string; amountFen: number }[];

const office = (code: "JN" | "LX" | "NAT") => played.world.officeId(code);
const person = (name: string) => played.world.member(name).id;
const now = "2026-03-02T05:00:00.000Z";

const breaks: readonly (readonly [string, LogFaultCode, () => Change])[] = [
  [
    "the tip is gone",
    "LEAD_UNKNOWN",
    () => without("TIP_RECEIVED", () => played.unfiled.leadId),
  ],
  ["the tip comes twice", "LEAD_RECEIVED_TWICE", () => twice("TIP_RECEIVED")],
  ["the acceptance is gone", "STATE_NOT_LEGAL", () => without("LEAD_ACCEPTED")],
  ["the check began twice", "STATE_NOT_LEGAL", () => twice("CHECK_STARTED")],
  [
    "no record of the check",
    "GATE_SKIPPED",
    () => (entries) =>
      entries.filter(
        ({ leadId, kind }) => leadId !== ofPaid() || kind !== "NOTE_ADDED",
      ),
  ],
  [
    "closed without confirmed findings",
    "GATE_SKIPPED",
    () => without("FINDINGS_CONFIRMED"),
  ],
  [
    "somebody else decides on filing",
    "NOT_THE_OWNER",
    () =>
      changed(
        "FILING_DECIDED",
        () => ({ personId: person("jn-investigator-2") }),
        ofPaid,
      ),
  ],
  [
    "the investigator confirms the findings",
    "DUTIES_NOT_SEPARATE",
    () => byPersonOf("FINDINGS_CONFIRMED", "FINDINGS_RECORDED"),
  ],
  [
    "the maker checks the reward",
    "DUTIES_NOT_SEPARATE",
    () => byPersonOf("REWARD_CHECKED", "REWARD_MADE"),
  ],
  [
    "the checker approves the reward",
    "DUTIES_NOT_SEPARATE",
    () => byPersonOf("REWARD_APPROVED", "REWARD_CHECKED"),
  ],
  [
    "the cashier authorises the payment",
    "DUTIES_NOT_SEPARATE",
    () => byPersonOf("CLAIM_AUTHORISED", "CLAIM_ENTERED"),
  ],
  [
    "who approved the reward signs the payment",
    "DUTIES_NOT_SEPARATE",
    () => byPersonOf("CLAIM_SIGNED", "REWARD_APPROVED"),
  ],
  [
    "other findings are confirmed",
    "FINDING_DIFFERS",
    () => data("FINDINGS_CONFIRMED", { findingId: randomUUID() }),
  ],
  [
    "the reported part exceeds the whole",
    "FIGURES_NOT_LEGAL",
    () => data("FINDINGS_RECORDED", { reportedPartFen: 99_999_999 }),
  ],
  [
    "a code nobody knows",
    "CODE_UNKNOWN",
    () => data("LEAD_ACCEPTED", { subjectKind: "NOBODY" }),
  ],
  [
    "closed with another outcome",
    "OUTCOME_DIFFERS",
    // the reward of a lead that proved untrue would be another break
    () =>
      data(
        "LEAD_CLOSED",
        { outcomeClass: "SUBSTANTIATED" },
        () => played.unfiled.leadId,
      ),
  ],
  [
    "another office accepts",
    "WRONG_OFFICE",
    () => changed("LEAD_ACCEPTED", () => ({ officeId: office("LX") }), ofPaid),
  ],
  [
    "another office reads",
    "WRONG_OFFICE",
    () => changed("LEAD_OPENED", () => ({ officeId: office("LX") }), ofPaid),
  ],
  [
    "changed while offered",
    "CHANGED_WHILE_OFFERED",
    () => added("LEAD_ACCEPTED", () => [offer("LX")]),
  ],
  [
    "answered without an offer",
    "HAND_OVER_ONE_SIDED",
    () =>
      added("LEAD_ACCEPTED", () => [
        {
          ...offer("LX"),
          kind: "HAND_OVER_WITHDRAWN",
          data: { handOverId: HAND_OVER },
        },
      ]),
  ],
  [
    "answered by the office that offered",
    "HAND_OVER_ONE_SIDED",
    () =>
      added("LEAD_ACCEPTED", () => [
        offer("LX"),
        {
          ...offer("LX"),
          kind: "HAND_OVER_REFUSED",
          data: { handOverId: HAND_OVER, reasonCode: "NOT_OURS" },
        },
      ]),
  ],
  [
    "the struck-out office comes back",
    "STRUCK_OUT_OFFICE_BACK",
    () =>
      added(
        "OFFICE_STRUCK_OUT",
        (entries) => [
          {
            ...by("nat-intake-1", "NAT"),
            ...struckOn(entries),
            kind: "LEAD_TAKEN_UP",
          },
          {
            ...by("nat-intake-1", "NAT"),
            ...struckOn(entries),
            kind: "HAND_OVER_OFFERED",
            data: { handOverId: HAND_OVER, toOfficeId: office("JN") },
          },
        ],
        () => played.struck.leadId,
      ),
  ],
  [
    "a name that was never given is opened",
    "IDENTITY_NOT_GIVEN",
    () => data("TIP_RECEIVED", { identity: false }, () => played.named.leadId),
  ],
  [
    "a name is opened for no reason",
    "IDENTITY_WITHOUT_REASON",
    () =>
      data(
        "IDENTITY_OPENED",
        { reasonCode: "CURIOUS" },
        () => played.named.leadId,
      ),
  ],
  [
    "the time limit is extended from a day it never had",
    "CLOCK_NOT_LEGAL",
    () => added("LEAD_ACCEPTED", () => [extension({ fromDay: "2026-01-01" })]),
  ],
  [
    "the longer extension comes first",
    "CLOCK_NOT_LEGAL",
    () =>
      added("LEAD_ACCEPTED", (entries) => [
        extension({ ...dueOf(entries), reasonCode: "VERY_SERIOUS" }),
      ]),
  ],
  [
    "missed before it was over",
    "CLOCK_NOT_LEGAL",
    () =>
      added("LEAD_ACCEPTED", (entries) => [
        {
          kind: "CLOCK_MISSED",
          data: { stage: "FINISH", dueDay: dueOf(entries).fromDay },
        },
      ]),
  ],
  [
    "a day more to accept",
    "LIMIT_DIFFERS",
    () => data("TIP_RECEIVED", { acceptDueDay: "2026-03-24" }),
  ],
  [
    "a year more to finish",
    "LIMIT_DIFFERS",
    () => data("LEAD_ACCEPTED", { finishDueDay: "2027-04-14" }),
  ],
  [
    "a month more to pay",
    "LIMIT_DIFFERS",
    () => data("REWARD_CLAIMED", { payDueDay: "2026-05-22" }),
  ],
  [
    "a month less to claim",
    "LIMIT_DIFFERS",
    () => data("REWARD_NOTIFIED", { claimDueDay: "2026-05-06" }),
  ],
  [
    "extended beyond what the law counts from acceptance",
    "LIMIT_DIFFERS",
    () =>
      added("LEAD_ACCEPTED", (entries) => [
        extension({ ...dueOf(entries), toDay: "2026-06-03" }),
      ]),
  ],
  [
    "unlinked from a fact it was not linked to",
    "FACT_NOT_LINKED",
    () =>
      added("LEAD_ACCEPTED", () => [
        { kind: "FACT_UNLINKED", data: { factId: randomUUID() } },
      ]),
  ],
  [
    "another amount is approved than made",
    "REWARD_DIFFERS",
    () => data("REWARD_MADE", { fen: 1 }),
  ],
  [
    "above the ceiling of its own computation",
    "ABOVE_CEILING",
    () => data("REWARD_COMPUTED", { ceilingFen: 1_000 }),
  ],
  [
    "above the ceiling in force",
    "ABOVE_CEILING",
    () =>
      added(null, () => [
        {
          kind: "SETTINGS_IN_FORCE",
          data: { rewardCeilingFen: 9_999_999 },
        },
      ]),
  ],
  [
    "the claim is gone",
    "CLAIM_NOT_OPEN",
    () => (entries) =>
      entries.filter(
        ({ kind, data: { ledgerKind } }) =>
          kind !== "REWARD_CLAIMED" &&
          ledgerKind !== "CLAIM" &&
          ledgerKind !== "PAY",
      ),
  ],
  [
    "the cashier enters another amount",
    "AMOUNT_DIFFERS",
    () => data("CLAIM_ENTERED", { amountFen: 1 }, () => undefined as never),
  ],
  [
    "the payment was not signed",
    "STATE_NOT_LEGAL",
    () => without("CLAIM_SIGNED", () => undefined),
  ],
  [
    "a booking does not balance",
    "LEDGER_UNBALANCED",
    () =>
      booked("PAY", (fact) => ({
        ...fact,
        data: {
          ...fact.data,
          postings: postings(fact).map((posting, index) =>
            index === 0
              ? { ...posting, amountFen: posting.amountFen + 1 }
              : posting,
          ),
        },
      })),
  ],
  [
    "a booking of another amount",
    "POSTINGS_WRONG",
    () =>
      booked("PAY", (fact) => ({
        ...fact,
        data: {
          ...fact.data,
          postings: postings(fact).map((posting) => ({
            ...posting,
            amountFen: posting.amountFen * 2,
          })),
        },
      })),
  ],
  ["a payment is not booked", "NOT_BOOKED", () => booked("PAY", () => null)],
  [
    "an approval is not booked",
    "NOT_BOOKED",
    () => booked("APPROVE", () => null),
  ],
  ["a lapse is not booked", "NOT_BOOKED", () => booked("LAPSE", () => null)],
  [
    "a payment is booked twice",
    "BOOKED_WITHOUT_CAUSE",
    () => (entries) => {
      const paid = entries.find((fact) => fact.data.ledgerKind === "PAY")!;
      const { day: today } = entries.at(-1)!;
      return entries.toSpliced(entries.length - 1, 0, { ...paid, day: today });
    },
  ],
  [
    "paid from another year's budget",
    "BOOK_CHANGED",
    () =>
      booked("PAY", (fact) => ({
        ...fact,
        data: { ...fact.data, budgetYear: 2027 },
      })),
  ],
  [
    "approved without a budget",
    "BUDGET_EXCEEDED",
    () => (entries) =>
      entries.filter(({ data: { ledgerKind } }) => ledgerKind !== "GRANT"),
  ],
  [
    "an intake officer known as a reviewer",
    "NOT_IN_THIS_ROLE",
    () =>
      added(null, () => [
        {
          kind: "PERSON_ROLES_SET",
          ...by("admin", "JN"),
          data: { ofPersonId: person("jn-intake-1"), roles: ["REVIEWER"] },
        },
      ]),
  ],
  [
    "somebody acts after leaving",
    "ACTED_AFTER_LEAVING",
    () =>
      added(null, () => [
        {
          kind: "PERSON_LEFT",
          ...by("admin", "JN"),
          day: "2026-01-01",
          at: "2026-01-01T00:00:00.000Z",
          data: { leftPersonId: person("jn-leader-1") },
        },
      ]),
  ],
  [
    "an outsider shares an office key",
    "KEY_SHARED_BY_OUTSIDER",
    () =>
      added(null, () => [
        {
          kind: "OFFICE_KEY_MADE",
          ...by("jn-leader-1", "JN"),
          data: { officeKeyId: HAND_OVER },
        },
        {
          kind: "OFFICE_KEY_SHARED",
          ...by("jn-leader-2", "JN"),
          data: { officeKeyId: HAND_OVER, toPersonId: person("jn-intake-1") },
        },
      ]),
  ],
  [
    "a time of another day",
    "DAY_DIFFERS",
    () =>
      changed(
        "CHECK_STARTED",
        () => ({ at: "2026-03-02T16:01:01.000Z" }),
        ofPaid,
      ),
  ],
  [
    "put in behind the cuts of its day",
    "ENTRY_BACKDATED",
    () => (entries) =>
      entries.toSpliced(-1, 0, {
        ...entries[at(entries, "LEAD_OPENED", played.struck.leadId)]!,
        ...by("nat-intake-1", "NAT"),
        day: "2026-03-02",
        at: now,
      }),
  ],
  [
    "a cut of an earlier day",
    "CUT_BACKWARDS",
    () => (entries) => [
      ...entries,
      { ...entries.at(-1)!, data: { upToDay: "2026-03-02" } },
    ],
  ],
];

const struckOn = (entries: readonly LogFact[]) => {
  const { day } = entries[at(entries, "OFFICE_STRUCK_OUT")]!;
  return { day, at: `${day}T05:00:00.000Z` };
};
const HAND_OVER = randomUUID();
const by = (name: string, code: "JN" | "LX" | "NAT") => ({
  personId: person(name),
  officeId: office(code),
  at: now,
});
const offer = (to: "LX" | "NAT") => ({
  ...by("jn-leader-1", "JN"),
  kind: "HAND_OVER_OFFERED",
  data: { handOverId: HAND_OVER, toOfficeId: office(to) },
});
const extension = (values: Record<string, string>) => ({
  ...by("jn-leader-1", "JN"),
  kind: "CLOCK_EXTENDED",
  data: {
    stage: "FINISH",
    toDay: "2026-05-20",
    reasonCode: "COMPLEX",
    ...values,
  },
});
const dueOf = (entries: readonly LogFact[]) => ({
  fromDay: String(
    entries[at(entries, "LEAD_ACCEPTED", ofPaid())]!.data.finishDueDay,
  ),
});

describe("the rules of business, from entries alone", () => {
  it("hold in everything the portal wrote", () => {
    const { faults, sums } = check(facts);
    expect(faults).toEqual([]);
    const { approvedFen, claimedFen, lapsedFen, declinedFen, openFen } =
      sums.money;
    expect(Number(approvedFen)).toBeGreaterThan(0);
    expect(Number(approvedFen)).toBe(
      [claimedFen, lapsedFen, declinedFen, openFen]
        .map(Number)
        .reduce((sum, part) => sum + part, 0),
    );
  });

  it.each(breaks.map(([what, code, change]) => ({ what, code, change })))(
    "$code: $what",
    ({ code, change }) => {
      const { faults } = check(change()([...facts]));
      expect([...new Set(faults.map((fault) => fault.code))]).toEqual([code]);
    },
  );

  it("allow an extension, a delay and a hand-over as the rules have them", () => {
    const allowed = added("LEAD_ACCEPTED", (entries) => [
      {
        kind: "CLOCK_MISSED",
        day: "2026-12-01",
        data: { stage: "FINISH", dueDay: dueOf(entries).fromDay },
      },
      extension(dueOf(entries)),
      offer("LX"),
      {
        ...by("lx-leader-1", "LX"),
        kind: "HAND_OVER_REFUSED",
        data: { handOverId: HAND_OVER, reasonCode: "NOT_OURS" },
      },
    ])([...facts]);
    expect(check(allowed).faults).toEqual([]);
  });

  describe("that say when a limit is missed", () => {
    const cutOn = (upToDay: string): LogFact => ({
      ...facts[at(facts, "LOG_CUT")]!,
      day: upToDay,
      data: { upToDay },
    });
    /** the paid lead as far as `kind`, then cuts of these days */
    const left = (kind: string, days: readonly string[], more = "") =>
      check([
        ...facts
          .slice(
            0,
            at(facts, kind, kind === "CLAIM_SIGNED" ? undefined : ofPaid()) + 1,
          )
          .filter(
            ({ leadId, kind: each }) =>
              leadId === null ||
              (leadId === ofPaid() && each !== "TIPSTER_MESSAGE_SENT"),
          ),
        ...(more === ""
          ? []
          : [
              {
                ...facts[at(facts, "TIP_RECEIVED", ofPaid())]!,
                kind: "CLOCK_MISSED",
                day: days[0]!,
                data: { stage: more.split(" ")[0], dueDay: more.split(" ")[1] },
              },
            ]),
        ...days.map(cutOn),
      ]).faults.filter(({ code }) => code === "LIMIT_NOT_NOTED");
    const passed = [
      ["TIP_RECEIVED", "ACCEPT", "2026-03-23"],
      ["LEAD_ACCEPTED", "FINISH", "2026-04-14"],
      ["LEAD_CLOSED", "REWARD", "2026-03-18"],
      ["CLAIM_SIGNED", "PAY", "2026-04-24"],
    ] as const;
    it.each(passed)("after %s: %s of %s", (kind, stage, due) => {
      const [first, second] = [addDays(day(due), 1), addDays(day(due), 2)];
      expect(left(kind, [due, first])).toEqual([]);
      expect(left(kind, [due, first, second])).toMatchObject([
        {
          values: { lead: ofPaid(), stage, due },
          fact: { kind: "LOG_CUT", day: second },
        },
      ]);
      expect(left(kind, [first, second], `${stage} ${due}`)).toEqual([]);
      // nobody was at work: what is noted now comes into the next cut
      expect(left(kind, [due, addDays(day(due), 9)])).toEqual([]);
    });
  });

  it("know a reward settled without money only where there is none", () => {
    const settled = facts.filter(({ kind }) => kind === "REWARD_NONE");
    expect(settled.map(({ leadId }) => leadId)).toEqual([
      played.settled.leadId,
    ]);
    const { rewardId } = facts[at(facts, "REWARD_APPROVED", ofPaid())]!.data;
    const [first] = check(
      added("REWARD_APPROVED", () => [
        { kind: "REWARD_NONE", data: { rewardId, reasonCode: "NOT_TRUE" } },
      ])([...facts]),
    ).faults;
    expect(first).toMatchObject({
      code: "STATE_NOT_LEGAL",
      values: { state: "APPROVED" },
    });
  });

  it("take entries of one cut in any order of their groups", () => {
    // fixed shuffles: each cut's groups by another key
    for (const salt of ["a", "b", "c", "d", "e"]) {
      const shuffled = cutsOf(facts).flatMap((cut) => regrouped(cut, salt));
      expect(shuffled).toHaveLength(facts.length);
      expect(check(shuffled).faults).toEqual([]);
    }
  });

  it("find every entry of a lead's way that is left out", () => {
    const way = facts.filter(
      ({ leadId, kind }) =>
        leadId === ofPaid() &&
        !["LEAD_OPENED", "REWARD_RECOMPUTED"].includes(kind),
    );
    for (const gone of way)
      expect(
        check(facts.filter((fact) => fact !== gone)).faults.length,
        gone.kind,
      ).toBeGreaterThan(0);
  });
});

function cutsOf(entries: readonly LogFact[]): LogFact[][] {
  const cuts: LogFact[][] = [[]];
  for (const fact of entries) {
    cuts.at(-1)!.push(fact);
    if (fact.kind === "LOG_CUT") cuts.push([]);
  }
  return cuts;
}

/** As the sequencer orders a cut: day, tips, groups; the groups by other random ids. */
function regrouped(cut: readonly LogFact[], salt: string): LogFact[] {
  const key = (fact: LogFact) => {
    if (fact.kind === "LOG_CUT") return "~";
    if (fact.kind === "TIP_RECEIVED") return `${fact.day} 0`;
    const group =
      fact.leadId ?? (textOf(fact, "claimId") || String(fact.index));
    let hash = 7;
    for (const letter of salt + group)
      hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
    return `${fact.day} 1 ${String(hash).padStart(7, "0")} ${group}`;
  };
  return [...cut].sort((a, b) =>
    key(a) === key(b) ? a.index - b.index : key(a) < key(b) ? -1 : 1,
  );
}
