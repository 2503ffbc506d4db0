import { identityReasonCodes } from "../codes/identity-reasons";
import { isWorkingDay, type WorkCalendar } from "../deadline/due-date";
import { dayInChina, type Day } from "../shared/day";
import { readKinds } from "./replay-lead";
import { groupOf } from "./kind-groups";
import { textOf, type LogFact } from "./log-fact";

/**
 * What no rule forbids and an auditor should look at. Most of it has a good reason; the list says where to ask. Acts of tipsters are
 * not looked at: they carry no time.
 */
export const anomalyCodes = [
  "READ_WITHOUT_DUTY",
  "IDENTITY_UNUSUAL",
  "BOTH_SIDES",
  "OUT_OF_HOURS",
  "MANY_LEADS",
  "INDEX_GAP",
  "CLOCK_DRIFT",
  "SEQUENCED_LATE",
  "CHECKPOINT_LATE",
] as const;
export type AnomalyCode = (typeof anomalyCodes)[number];

export type Anomaly<Fact extends LogFact = LogFact> = {
  readonly code: AnomalyCode;
  /** the entries at which it shows; none for what concerns the log itself */
  readonly facts: readonly Fact[];
  readonly values: Readonly<Record<string, string | number>>;
};

/** Hours of the authority, China time. Decision of the project. */
const FIRST_HOUR = 7;
const LAST_HOUR = 20;
/** More leads than somebody works on in a day. Decision of the project. */
const MANY_LEADS_A_DAY = 20;
const MANY_OPENINGS = 3;
/** Clocks of machines differ a little, and who waits for a lock has looked at the clock before. */
const DRIFT_MS = 60_000;
const CHINA_MS = 8 * 3_600_000;

export type AnomalyFact = LogFact & {
  /** the index, or behind all of them for what waits */
  readonly place: number;
  /** day up to which the log was said to be complete before this entry went in; null for what waits */
  readonly completeBefore: string | null;
};

type Options = {
  readonly calendar: WorkCalendar;
  /** "<lead> <person>" of everybody who ever did work on a lead, beyond reading it */
  readonly workedOn: ReadonlySet<string>;
};

/** @param facts of a stretch of the log, in the order of `place` */
export function anomaliesOf<Fact extends AnomalyFact>(
  facts: readonly Fact[],
  { calendar, workedOn }: Options,
): readonly Anomaly<Fact>[] {
  return [
    ...readsWithoutDuty(facts, workedOn),
    ...unusualOpenings(facts),
    ...bothSides(facts),
    ...outOfHours(facts, calendar),
    ...manyLeads(facts),
    ...gaps(facts),
    ...drifts(facts),
    ...lateEntries(facts),
  ];
}

const isRead = ({ kind }: LogFact) => readKinds.has(kind);

function grouped<Fact extends LogFact>(
  facts: readonly Fact[],
  key: (fact: Fact) => string | null,
): Fact[][] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const name = key(fact);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(fact);
    else groups.set(name, [fact]);
  }
  return [...groups.values()];
}

/** Sealed things were handed out to somebody who never did anything else on that lead. */
function readsWithoutDuty<Fact extends LogFact>(
  facts: readonly Fact[],
  workedOn: ReadonlySet<string>,
): Anomaly<Fact>[] {
  return grouped(facts.filter(isRead), (fact) => {
    const key = `${fact.leadId} ${fact.personId}`;
    return fact.personId === null || workedOn.has(key) ? null : key;
  }).map((group) => ({
    code: "READ_WITHOUT_DUTY",
    facts: group,
    values: { count: group.length },
  }));
}

function unusualOpenings<Fact extends LogFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  const openings = facts.filter(({ kind }) => kind === "IDENTITY_OPENED");
  const odd = openings.filter((fact) => {
    const reason = textOf(fact, "reasonCode");
    return (
      reason === "OTHER_DUTY" ||
      !identityReasonCodes.some((code) => code === reason)
    );
  });
  const often = grouped(
    openings,
    (fact) => `${fact.leadId} ${fact.personId}`,
  ).filter((group) => group.length >= MANY_OPENINGS);
  return [...odd.map((fact) => [fact]), ...often].map((group) => ({
    code: "IDENTITY_UNUSUAL",
    facts: group,
    values: { count: group.length, reason: textOf(group[0]!, "reasonCode") },
  }));
}

/** One person where two are expected, as far as entries can tell. */
function bothSides<Fact extends LogFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  const found: (readonly Fact[])[] = [];
  const offers = new Map<string, Fact>();
  const madeKeys = new Set<string>();
  for (const fact of facts) {
    const { kind, personId } = fact;
    const about = (name: string) => textOf(fact, name) === personId;
    if (kind === "HAND_OVER_OFFERED")
      offers.set(textOf(fact, "handOverId"), fact);
    if (kind === "HAND_OVER_CONFIRMED" || kind === "HAND_OVER_REFUSED") {
      const offer = offers.get(textOf(fact, "handOverId"));
      if (offer?.personId === personId) found.push([offer, fact]);
    }
    if (kind === "OFFICE_KEY_MADE") madeKeys.add(textOf(fact, "officeKeyId"));
    if (
      (kind === "PERSON_INVITED" && about("invitedPersonId")) ||
      (kind === "PERSON_ROLES_SET" && about("ofPersonId")) ||
      // a maker keeps the key too
      (kind === "OFFICE_KEY_SHARED" &&
        about("toPersonId") &&
        !madeKeys.has(textOf(fact, "officeKeyId"))) ||
      (kind === "OFFICE_KEY_RECOVERED" && about("toPersonId"))
    )
      found.push([fact]);
  }
  // casework and finance are never one person's: who pays must not know what for
  const finance = facts.filter(
    ({ kind, personId }) => personId !== null && kind.startsWith("CLAIM_"),
  );
  for (const group of grouped(finance, ({ personId }) => personId)) {
    const own = facts.find(
      ({ personId, leadId }) =>
        leadId !== null && personId === group[0]!.personId,
    );
    if (own) found.push([own, ...group]);
  }
  return found.map((group) => ({
    code: "BOTH_SIDES",
    facts: group,
    values: { count: group.length },
  }));
}

function isOutOfHours(at: string, calendar: WorkCalendar): boolean {
  const instant = new Date(at);
  const hour = new Date(instant.getTime() + CHINA_MS).getUTCHours();
  return (
    hour < FIRST_HOUR ||
    hour >= LAST_HOUR ||
    !isWorkingDay(dayInChina(instant), calendar)
  );
}

function outOfHours<Fact extends LogFact>(
  facts: readonly Fact[],
  calendar: WorkCalendar,
): Anomaly<Fact>[] {
  const odd = facts.filter(
    (fact) =>
      fact.at !== null &&
      groupOf(fact.kind) === "READ" &&
      isOutOfHours(fact.at, calendar),
  );
  return grouped(odd, (fact) => `${fact.personId} ${fact.day}`).map(
    (group) => ({
      code: "OUT_OF_HOURS",
      facts: group,
      values: { count: group.length, day: group[0]!.day },
    }),
  );
}

function manyLeads<Fact extends LogFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  return grouped(
    facts.filter(isRead),
    (fact) => fact.personId && `${fact.personId} ${fact.day}`,
  ).flatMap((group) => {
    const leads = new Set(group.map(({ leadId }) => leadId)).size;
    return leads > MANY_LEADS_A_DAY
      ? [
          {
            code: "MANY_LEADS" as const,
            facts: group,
            values: { leads, day: group[0]!.day },
          },
        ]
      : [];
  });
}

/** @param facts every entry of a stretch, not a selection */
function gaps<Fact extends AnomalyFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  const found: Anomaly<Fact>[] = [];
  for (const [place, fact] of facts.entries()) {
    const before = facts[place - 1];
    if (before && fact.completeBefore !== null && fact.place > before.place + 1)
      found.push({
        code: "INDEX_GAP",
        facts: [fact],
        values: { count: fact.place - before.place - 1 },
      });
  }
  return found;
}

/** A time that is not on the day of its entry, or earlier than that of an act of staff on the same lead that stands before it. */
function drifts<Fact extends AnomalyFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  const latest = new Map<string, Fact>();
  const found: Anomaly<Fact>[] = [];
  for (const fact of facts) {
    if (fact.at === null) continue;
    const time = Date.parse(fact.at);
    const before = fact.leadId === null ? undefined : latest.get(fact.leadId);
    if (dayInChina(new Date(time)) !== (fact.day as Day))
      found.push({
        code: "CLOCK_DRIFT",
        facts: [fact],
        values: { day: fact.day },
      });
    else if (before && Date.parse(before.at!) > time + DRIFT_MS)
      found.push({
        code: "CLOCK_DRIFT",
        facts: [before, fact],
        values: { day: fact.day },
      });
    if (fact.leadId !== null && !(before && Date.parse(before.at!) > time))
      latest.set(fact.leadId, fact);
  }
  return found;
}

function lateEntries<Fact extends AnomalyFact>(
  facts: readonly Fact[],
): Anomaly<Fact>[] {
  return facts
    .filter(
      ({ completeBefore, day, kind }) =>
        completeBefore !== null && day < completeBefore && kind !== "LOG_CUT",
    )
    .map((fact) => ({
      code: "SEQUENCED_LATE",
      facts: [fact],
      values: { day: fact.day, complete: fact.completeBefore! },
    }));
}

/** Days between checkpoints, in the order cut. @param today whether a cut is missing now */
export function lateCheckpoints(
  days: readonly Day[],
  today: Day,
): Anomaly<never>[] {
  const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  return [...days, today].flatMap((day, place, all) => {
    const before = all[place - 1];
    // today's cut comes tonight
    const allowed = place === all.length - 1 ? 2 : 1;
    return before !== undefined && number(day) - number(before) > allowed
      ? [
          {
            code: "CHECKPOINT_LATE" as const,
            facts: [],
            values: { from: before, to: day },
          },
        ]
      : [];
  });
}
