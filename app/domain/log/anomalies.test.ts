import { describe, expect, it } from "vitest";
import { chinaWorkCalendar } from "../deadline/china-work-calendar";
import { day } from "../shared/day";
import {
  anomaliesOf,
  lateCheckpoints,
  type AnomalyCode,
  type AnomalyFact,
} from "./anomalies";
import { groupOf } from "./kind-groups";

let place = 0;
function fact(kind: string, change: Partial<AnomalyFact> = {}): AnomalyFact {
  place = change.place ?? place + 1;
  return {
    index: place,
    kind,
    day: "2026-03-02",
    at: "2026-03-02T02:00:00.000Z",
    leadId: "lead-1",
    personId: "person-1",
    officeId: "office-1",
    data: {},
    completeBefore: "2026-03-01",
    ...change,
    place,
  };
}

function codesOf(
  facts: readonly AnomalyFact[],
  workedOn: readonly string[] = ["lead-1 person-1"],
): AnomalyCode[] {
  return anomaliesOf(facts, {
    calendar: chinaWorkCalendar,
    workedOn: new Set(workedOn),
  }).map(({ code }) => code);
}

describe("what an auditor should look at", () => {
  it("is nothing in a day's ordinary work", () => {
    expect(
      codesOf([
        fact("LEAD_OPENED"),
        fact("LEAD_TAKEN_UP", { at: "2026-03-02T02:05:00.000Z" }),
        fact("IDENTITY_OPENED", {
          at: "2026-03-02T02:09:00.000Z",
          data: { reasonCode: "VERIFY_EVIDENCE" },
        }),
        fact("TIPSTER_MESSAGE_SENT", { at: null, personId: null }),
      ]),
    ).toEqual([]);
  });

  it.each<readonly [AnomalyCode, string, () => readonly AnomalyFact[]]>([
    [
      "READ_WITHOUT_DUTY",
      "a reader who never worked on the lead",
      () => [fact("LEAD_OPENED", { personId: "person-2" })],
    ],
    [
      "IDENTITY_UNUSUAL",
      "a reason that says nothing",
      () => [fact("IDENTITY_OPENED", { data: { reasonCode: "OTHER_DUTY" } })],
    ],
    [
      "IDENTITY_UNUSUAL",
      "the same name opened again and again",
      () =>
        Array.from({ length: 3 }, () =>
          fact("IDENTITY_OPENED", { data: { reasonCode: "VERIFY_EVIDENCE" } }),
        ),
    ],
    [
      "BOTH_SIDES",
      "one person offers and answers",
      () => [
        fact("HAND_OVER_OFFERED", { data: { handOverId: "h" } }),
        fact("HAND_OVER_CONFIRMED", { data: { handOverId: "h" } }),
      ],
    ],
    [
      "BOTH_SIDES",
      "somebody gives roles to themselves",
      () => [fact("PERSON_ROLES_SET", { data: { ofPersonId: "person-1" } })],
    ],
    [
      "BOTH_SIDES",
      "one person works on a lead and pays",
      () => [fact("LEAD_ACCEPTED"), fact("CLAIM_ENTERED", { leadId: null })],
    ],
    [
      "OUT_OF_HOURS",
      "a reader at night",
      () => [fact("FILE_OPENED", { at: "2026-03-02T15:00:00.000Z" })],
    ],
    [
      "OUT_OF_HOURS",
      "a reader on a Sunday",
      () => [
        fact("FILE_OPENED", {
          day: "2026-03-08",
          at: "2026-03-08T02:00:00.000Z",
        }),
      ],
    ],
    [
      "INDEX_GAP",
      "a number that is not there",
      () => [fact("NOTE_ADDED"), fact("NOTE_ADDED", { place: place + 2 })],
    ],
    [
      "CLOCK_DRIFT",
      "a time on another day",
      () => [fact("NOTE_ADDED", { at: "2026-03-02T17:00:00.000Z" })],
    ],
    [
      "CLOCK_DRIFT",
      "a time before that of the act before it",
      () => [
        fact("NOTE_ADDED", { at: "2026-03-02T03:00:00.000Z" }),
        fact("NOTE_ADDED", { at: "2026-03-02T02:58:00.000Z" }),
      ],
    ],
    [
      "SEQUENCED_LATE",
      "an entry behind the cut of its day",
      () => [fact("NOTE_ADDED", { completeBefore: "2026-03-03" })],
    ],
  ])("%s: %s", (code, _, facts) => {
    expect(codesOf(facts())).toEqual([code]);
  });

  it("is a person who reads many leads in a day", () => {
    const reads = (count: number) =>
      Array.from({ length: count }, (_, lead) =>
        fact("LEAD_OPENED", { leadId: `lead-${lead}` }),
      );
    const worked = reads(21).map(({ leadId }) => `${leadId} person-1`);
    expect(codesOf(reads(20), worked)).toEqual([]);
    expect(codesOf(reads(21), worked)).toEqual(["MANY_LEADS"]);
  });

  it("is a day without a checkpoint", () => {
    const days = (...texts: string[]) => texts.map(day);
    expect(
      lateCheckpoints(days("2026-03-01", "2026-03-02"), day("2026-03-03")),
    ).toEqual([]);
    expect(
      lateCheckpoints(days("2026-03-01", "2026-03-04"), day("2026-03-07")),
    ).toMatchObject([
      { values: { from: "2026-03-01", to: "2026-03-04" } },
      { values: { from: "2026-03-04", to: "2026-03-07" } },
    ]);
  });
});

it("sorts kinds by what they are about", () => {
  expect(groupOf("REWARD_CLAIMED")).toBe("TIPSTER");
  expect(groupOf("CLAIM_OPENED")).toBe("READ");
  expect(groupOf("LEAD_ACCEPTED")).toBe("CASE");
  expect(groupOf("LOG_CUT")).toBe("LOG");
});
