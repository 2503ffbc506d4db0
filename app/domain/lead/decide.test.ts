import { describe, expect, it } from "vitest";
import type { DutyDone } from "../access/permissions";
import type { Role } from "../access/roles";
import { chinaWorkCalendar } from "../deadline/china-work-calendar";
import { CodedError } from "../shared/coded-error";
import { day } from "../shared/day";
import { allowedCommands, decide, leadRules } from "./decide";
import { evolve } from "./evolve";
import type { Finding } from "./finding";
import {
  dutyOf,
  leadCommandNames,
  leadStates,
  openStates,
  type Lead,
  type LeadCommand,
  type LeadCommandName,
  type LeadEvent,
  type LeadFacts,
  type LeadState,
} from "./lead";
import type { LimitFacts } from "./time-limits";
import { tipsterView } from "./tipster-view";

const today = day("2026-03-02");
const OWNER = "owner";
const OTHER = "somebody";

const finding: Finding = {
  substantiated: true,
  misconduct: ["HOS-01"],
  outcomes: ["RECOVER"],
  verifiedFen: 500_000,
  reportedPartFen: 300_000,
  recoveredFen: 0,
  fineFen: 0,
  rewardFacts: { kind: "LOSS", baseFen: 300_000 },
};

/** One lead in each state, as far along as the state asks. */
const given: Readonly<Record<LeadState, Lead>> = {
  RECEIVED: { state: "RECEIVED" },
  SCREENING: { state: "SCREENING" },
  ACCEPTED: { state: "ACCEPTED" },
  REFUSED: { state: "REFUSED" },
  TRANSFERRED: { state: "TRANSFERRED" },
  ASSIGNED: { state: "ASSIGNED", ownerId: OWNER },
  CHECKING: { state: "CHECKING", ownerId: OWNER, hasCheckRecord: false },
  FILED: {
    state: "FILED",
    ownerId: OWNER,
    hasCheckRecord: true,
    openFinding: {
      findingId: "f1",
      recordedBy: OWNER,
      substantiated: true,
    },
  },
  NOT_FILED: { state: "NOT_FILED", ownerId: OWNER, hasCheckRecord: true },
  DECIDED: {
    state: "DECIDED",
    ownerId: OWNER,
    hasCheckRecord: true,
    substantiated: true,
  },
  CLOSED: { state: "CLOSED", outcomeClass: "SUBSTANTIATED" },
};

const commands: Readonly<Record<LeadCommandName, LeadCommand>> = {
  TAKE_UP: { command: "TAKE_UP" },
  ACCEPT: {
    command: "ACCEPT",
    registration: {
      areaCode: "370102",
      subjectKind: "HOS",
      misconduct: ["HOS-01"],
      nameKind: "ANON",
      reporterKind: "PERSON",
      rewardWanted: true,
    },
  },
  REFUSE: { command: "REFUSE", reasonCode: "OUT_OF_SCOPE" },
  TRANSFER: { command: "TRANSFER", targetCode: "POLICE" },
  ASSIGN: { command: "ASSIGN", ownerId: OWNER },
  START_CHECK: { command: "START_CHECK" },
  ADD_NOTE: { command: "ADD_NOTE", kind: "NOTE" },
  SEND_MESSAGE: { command: "SEND_MESSAGE" },
  DECIDE_FILING: { command: "DECIDE_FILING", decision: "FILED" },
  RECORD_FINDINGS: { command: "RECORD_FINDINGS", finding },
  CONFIRM_FINDINGS: { command: "CONFIRM_FINDINGS", findingId: "f1" },
  SEND_BACK_FINDINGS: { command: "SEND_BACK_FINDINGS", findingId: "f1" },
  CLOSE: { command: "CLOSE" },
  EXPLAIN_DELAY: {
    command: "EXPLAIN_DELAY",
    stage: "FINISH",
    reasonCode: "STAFF_SHORT",
  },
  EXTEND: {
    command: "EXTEND",
    reasonCode: "COMPLEX",
    to: day("2026-03-31"),
    participants: null,
  },
};

/** A limit to finish that has passed. */
const limits: LimitFacts = {
  calendar: chinaWorkCalendar,
  late: { stage: "FINISH", dueDay: day("2026-02-27"), reasonCode: null },
  finish: { acceptedDay: day("2026-01-05"), dueDay: day("2026-02-27") },
  extensions: [],
};
const noLimits: LimitFacts = { ...limits, late: null, finish: null };

function facts(
  roles: readonly Role[],
  { personId = OTHER, duties = [] as readonly DutyDone[] } = {},
): LeadFacts {
  return {
    actor: { personId, roles },
    duties,
    today,
    candidate: { personId: OWNER, roles: ["INVESTIGATOR"] },
    nameKind: "ANON_CLAIM",
    newFindingId: "f2",
    limits,
  };
}

/** Who is right for a command: the owner where it asks for the owner. */
function rightPerson(name: LeadCommandName): LeadFacts {
  const { roles, ownerOnly } = leadRules[name];
  return facts(roles, { personId: ownerOnly ? OWNER : OTHER });
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return "NONE";
}

const limitCommands = ["EXPLAIN_DELAY", "EXTEND"] as const;

/** The whole table by hand, apart from the rules in the code: which commands a state takes from the right person. */
const table: Readonly<Record<LeadState, readonly LeadCommandName[]>> = {
  RECEIVED: ["TAKE_UP", "SEND_MESSAGE", "EXPLAIN_DELAY"],
  SCREENING: [
    "ACCEPT",
    "REFUSE",
    "TRANSFER",
    "ADD_NOTE",
    "SEND_MESSAGE",
    "EXPLAIN_DELAY",
  ],
  ACCEPTED: ["ASSIGN", "ADD_NOTE", "SEND_MESSAGE", ...limitCommands],
  REFUSED: [],
  TRANSFERRED: [],
  ASSIGNED: ["START_CHECK", "ADD_NOTE", "SEND_MESSAGE", ...limitCommands],
  CHECKING: ["ADD_NOTE", "SEND_MESSAGE", "DECIDE_FILING", ...limitCommands],
  FILED: [
    "ADD_NOTE",
    "SEND_MESSAGE",
    "CONFIRM_FINDINGS",
    "SEND_BACK_FINDINGS",
    ...limitCommands,
  ],
  NOT_FILED: ["ADD_NOTE", "SEND_MESSAGE", "CLOSE", ...limitCommands],
  DECIDED: ["ADD_NOTE", "SEND_MESSAGE", "CLOSE", ...limitCommands],
  CLOSED: ["EXPLAIN_DELAY"],
};

describe("every state and every command", () => {
  for (const state of leadStates)
    for (const name of leadCommandNames)
      it(`${state}: ${name} ${table[state].includes(name) ? "goes" : "is refused"}`, () => {
        const lead = given[state];
        const answer = codeOf(() =>
          decide(commands[name], lead, rightPerson(name)),
        );
        if (table[state].includes(name)) {
          expect(answer).toBe("NONE");
          const event = decide(commands[name], lead, rightPerson(name));
          // what was decided can always be carried out
          expect(() => evolve(lead, event)).not.toThrow();
          expect(event).toMatchObject({ day: today });
        } else if (state === "FILED" && name === "RECORD_FINDINGS")
          expect(answer).toBe("FINDING_OPEN");
        else expect(answer).toBe("NOT_IN_THIS_STATE");
      });
});

describe("every command and every role", () => {
  const roles = [
    "INTAKE",
    "INVESTIGATOR",
    "REVIEWER",
    "LEGAL",
    "LEADER",
    "SUPERVISOR",
    "CASHIER",
    "ACCOUNTANT",
    "FINANCE_HEAD",
    "EDITOR",
    "AUDITOR",
    "CUSTODIAN",
    "ADMIN",
    "THIRD_PARTY",
  ] as const satisfies readonly Role[];
  const may: Readonly<Record<LeadCommandName, readonly Role[]>> = {
    TAKE_UP: ["INTAKE"],
    ACCEPT: ["INTAKE"],
    REFUSE: ["INTAKE"],
    TRANSFER: ["INTAKE"],
    ASSIGN: ["INTAKE", "LEADER"],
    START_CHECK: ["INVESTIGATOR"],
    ADD_NOTE: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEGAL", "LEADER"],
    SEND_MESSAGE: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEADER"],
    DECIDE_FILING: ["INVESTIGATOR"],
    RECORD_FINDINGS: ["INVESTIGATOR"],
    CONFIRM_FINDINGS: ["REVIEWER"],
    SEND_BACK_FINDINGS: ["REVIEWER"],
    CLOSE: ["LEADER"],
    EXPLAIN_DELAY: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEGAL", "LEADER"],
    EXTEND: ["LEADER"],
  };
  for (const name of leadCommandNames)
    it(name, () => {
      const state = openStates.find((each) => table[each].includes(name));
      const lead: Lead =
        name === "RECORD_FINDINGS"
          ? ({ ...given.FILED, openFinding: null } as Lead)
          : given[state ?? "FILED"];
      for (const role of roles) {
        const who = facts([role], { personId: OWNER });
        // the owner reviews nothing; another person does
        const actor =
          may[name].includes("REVIEWER") && leadRules[name].duty
            ? facts([role])
            : who;
        expect([
          role,
          codeOf(() => decide(commands[name], lead, actor)),
        ]).toEqual([role, may[name].includes(role) ? "NONE" : "NOT_PERMITTED"]);
      }
    });
});

describe("the owner's steps", () => {
  it("are refused to another investigator", () => {
    for (const name of ["START_CHECK", "DECIDE_FILING"] as const) {
      const state = openStates.find((each) => table[each].includes(name))!;
      const other = facts(["INVESTIGATOR"]);
      expect(codeOf(() => decide(commands[name], given[state], other))).toBe(
        "NOT_PERMITTED",
      );
    }
  });

  it("a check record is the owner's, and only once checking began", () => {
    const record: LeadCommand = { command: "ADD_NOTE", kind: "CHECK_RECORD" };
    const owner = facts(["INVESTIGATOR"], { personId: OWNER });
    expect(codeOf(() => decide(record, given.CHECKING, owner))).toBe("NONE");
    expect(codeOf(() => decide(record, given.ASSIGNED, owner))).toBe(
      "NOT_IN_THIS_STATE",
    );
    expect(
      codeOf(() => decide(record, given.CHECKING, facts(["INTAKE"]))),
    ).toBe("NOT_PERMITTED");
  });
});

describe("separation of duties", () => {
  const all: readonly Role[] = ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEADER"];
  it.each([
    ["INTAKE", "CONFIRM_FINDINGS"],
    ["INVESTIGATOR", "CONFIRM_FINDINGS"],
    ["INTAKE", "SEND_BACK_FINDINGS"],
  ] as const)("%s of the lead may not %s", (duty, name) => {
    const who = facts(all, { duties: [{ duty, personId: OTHER }] });
    expect(codeOf(() => decide(commands[name], given.FILED, who))).toBe(
      "SEPARATION_OF_DUTIES",
    );
  });

  it("who recorded the findings does not confirm them, whatever the duties say", () => {
    const who = facts(all, { personId: OWNER });
    expect(
      codeOf(() => decide(commands.CONFIRM_FINDINGS, given.FILED, who)),
    ).toBe("SEPARATION_OF_DUTIES");
  });

  it("a reviewer of the lead becomes neither its intake officer nor its investigator", () => {
    const reviewed = [{ duty: "REVIEWER", personId: OTHER }] as const;
    const who = facts(all, { duties: reviewed });
    expect(codeOf(() => decide(commands.ACCEPT, given.SCREENING, who))).toBe(
      "SEPARATION_OF_DUTIES",
    );
    const barred = facts(["INTAKE"], {
      duties: [{ duty: "REVIEWER", personId: OWNER }],
    });
    expect(codeOf(() => decide(commands.ASSIGN, given.ACCEPTED, barred))).toBe(
      "SEPARATION_OF_DUTIES",
    );
  });
});

describe("what a command holds", () => {
  const intake = facts(["INTAKE"]);
  it("the owner must be an active investigator of the office", () => {
    for (const candidate of [
      null,
      { personId: OWNER, roles: ["REVIEWER"] as const },
      { personId: "another", roles: ["INVESTIGATOR"] as const },
    ])
      expect(
        codeOf(() =>
          decide(commands.ASSIGN, given.ACCEPTED, { ...intake, candidate }),
        ),
      ).toBe("OWNER_NOT_ELIGIBLE");
  });

  it("codes must be known", () => {
    const { registration } = commands.ACCEPT as Extract<
      LeadCommand,
      { command: "ACCEPT" }
    >;
    const wrong: readonly LeadCommand[] = [
      { command: "REFUSE", reasonCode: "NO_TIME" },
      { command: "TRANSFER", targetCode: "NOWHERE" },
      {
        command: "ACCEPT",
        registration: { ...registration, subjectKind: "XYZ" },
      },
      {
        command: "ACCEPT",
        registration: { ...registration, misconduct: ["HOS-01", "HOS-77"] },
      },
      {
        command: "ACCEPT",
        registration: { ...registration, reporterKind: "NEIGHBOUR" },
      },
    ];
    for (const command of wrong)
      expect(codeOf(() => decide(command, given.SCREENING, intake))).toBe(
        "CODE_UNKNOWN",
      );
  });

  const owner = facts(["INVESTIGATOR"], { personId: OWNER });
  const filed = { ...given.FILED, openFinding: null } as Lead;
  it.each([
    ["PART_EXCEEDS_WHOLE", { reportedPartFen: 500_001 }],
    ["BASE_DIFFERS", { rewardFacts: { kind: "LOSS", baseFen: 500_000 } }],
    ["CODE_UNKNOWN", { outcomes: ["FORGIVEN"] }],
    [
      "NONE",
      { substantiated: false, rewardFacts: { kind: "LOSS", baseFen: 0 } },
    ],
    ["NONE", { rewardFacts: { kind: "AVOIDED_LOSS", baseFen: 0 } }],
  ] as const)("findings: %s for %o", (code, change) => {
    const command: LeadCommand = {
      command: "RECORD_FINDINGS",
      finding: { ...finding, ...change },
    };
    expect(codeOf(() => decide(command, filed, owner))).toBe(code);
  });

  it.each([
    ["ANON_CANNOT_BE_PAID", "ANON", { identityProven: true }],
    ["ANON_CANNOT_BE_PAID", "ANON", {}],
    ["NONE", "ANON", { identityProven: false }],
    ["NONE", "ANON_CLAIM", { identityProven: true }],
  ] as const)("findings: %s for a tip %s and %o", (code, nameKind, change) => {
    const rewardFacts = { ...finding.rewardFacts, ...change };
    const command: LeadCommand = {
      command: "RECORD_FINDINGS",
      finding: { ...finding, rewardFacts },
    };
    expect(codeOf(() => decide(command, filed, { ...owner, nameKind }))).toBe(
      code,
    );
  });

  it("only the finding that waits can be reviewed", () => {
    const other: LeadCommand = {
      command: "CONFIRM_FINDINGS",
      findingId: "f9",
    };
    expect(codeOf(() => decide(other, given.FILED, facts(["REVIEWER"])))).toBe(
      "FINDING_UNKNOWN",
    );
    expect(
      codeOf(() =>
        decide(commands.CONFIRM_FINDINGS, filed, facts(["REVIEWER"])),
      ),
    ).toBe("FINDING_UNKNOWN");
  });

  it("nothing is closed without a check record", () => {
    for (const state of ["DECIDED", "NOT_FILED"] as const) {
      const lead = { ...given[state], hasCheckRecord: false } as Lead;
      expect(
        codeOf(() => decide(commands.CLOSE, lead, facts(["LEADER"]))),
      ).toBe("CHECK_RECORD_MISSING");
    }
  });
});

describe("a life, told by events", () => {
  const by = { day: today, personId: OTHER };
  const registration = (
    commands.ACCEPT as Extract<LeadCommand, { command: "ACCEPT" }>
  ).registration;
  const told: readonly LeadEvent[] = [
    { event: "LEAD_RECEIVED", day: today },
    { event: "LEAD_TAKEN_UP", ...by },
    { event: "LEAD_ACCEPTED", registration, ...by },
    { event: "LEAD_ASSIGNED", ownerId: OWNER, ...by },
    { event: "CHECK_STARTED", ...by },
    { event: "NOTE_ADDED", kind: "CHECK_RECORD", ...by },
    { event: "FILING_DECIDED", decision: "FILED", ...by },
    { event: "FINDINGS_RECORDED", findingId: "f1", finding, ...by },
    { event: "FINDINGS_SENT_BACK", findingId: "f1", ...by },
    { event: "FINDINGS_RECORDED", findingId: "f2", finding, ...by },
    { event: "MESSAGE_SENT", ...by },
    {
      event: "FINDINGS_CONFIRMED",
      findingId: "f2",
      substantiated: true,
      ...by,
    },
    { event: "LEAD_CLOSED", outcomeClass: "SUBSTANTIATED", ...by },
  ];

  it("ends closed, with its record, and the tipster saw the stages and nothing else", () => {
    const end = told.reduce<Lead | null>(evolve, null);
    expect(end).toEqual({ state: "CLOSED", outcomeClass: "SUBSTANTIATED" });
    expect(told.flatMap((event) => tipsterView(event) ?? [])).toEqual([
      { code: "RECEIVED" },
      { code: "OPENED" },
      { code: "ACCEPTED" },
      { code: "BEING_CHECKED" },
      { code: "MESSAGE" },
      { code: "DECIDED" },
      { code: "CLOSED", values: { outcomeClass: "SUBSTANTIATED" } },
    ]);
    expect(told.flatMap((event) => dutyOf(event)?.duty ?? [])).toEqual([
      "INTAKE",
      "INTAKE",
      "INVESTIGATOR",
      "REVIEWER",
      "REVIEWER",
      "LEADER",
    ]);
  });

  it("a record made while checking is still there at the end", () => {
    const decided = told.slice(0, -1).reduce<Lead | null>(evolve, null);
    expect(decided).toMatchObject({ state: "DECIDED", hasCheckRecord: true });
  });

  it("an event out of its place is a fault", () => {
    expect(() => evolve(given.CLOSED, told[1]!)).toThrow(/does not follow/);
    expect(() => evolve(given.RECEIVED, told[0]!)).toThrow(/does not follow/);
    expect(() => evolve(null, told[5]!)).toThrow(/does not follow/);
  });

  it("the tipster's view carries no person, amount or word", () => {
    const shown = JSON.stringify(told.map(tipsterView));
    for (const hidden of [OTHER, OWNER, "500000", "300000", "HOS-01"])
      expect(shown).not.toContain(hidden);
  });
});

describe("commands to offer", () => {
  it("follow the table", () => {
    const everybody = {
      ...facts(["INTAKE", "INVESTIGATOR", "REVIEWER", "LEADER"], {
        personId: "other",
      }),
      limits: noLimits,
    };
    expect(allowedCommands(given.SCREENING, everybody)).toEqual([
      "ACCEPT",
      "REFUSE",
      "TRANSFER",
      "ADD_NOTE",
      "SEND_MESSAGE",
    ]);
    expect(allowedCommands(given.CLOSED, everybody)).toEqual([]);
  });

  it("a reason while something is late, more time while there is some to give", () => {
    const leader = facts(["LEADER"]);
    const offered = (change: Partial<LimitFacts>) =>
      allowedCommands(given.CHECKING, {
        ...leader,
        limits: { ...limits, ...change },
      }).filter((name) => limitCommands.some((one) => one === name));
    expect(offered({})).toEqual(["EXPLAIN_DELAY", "EXTEND"]);
    expect(offered({ late: null })).toEqual(["EXTEND"]);
    expect(offered({ extensions: ["COMPLEX", "VERY_SERIOUS"] })).toEqual([
      "EXPLAIN_DELAY",
    ]);
    // a late payment is not theirs to explain
    const late = { ...limits.late!, stage: "PAY" as const };
    expect(offered({ late, finish: null })).toEqual([]);
    expect(
      codeOf(() =>
        decide(
          { command: "EXPLAIN_DELAY", stage: "PAY", reasonCode: "STAFF_SHORT" },
          given.CLOSED,
          { ...leader, limits: { ...limits, late } },
        ),
      ),
    ).toBe("NOT_PERMITTED");
  });

  it("findings: record while none waits, review while one does", () => {
    const owner = facts(["INVESTIGATOR"], { personId: OWNER });
    const reviewer = facts(["REVIEWER"]);
    const none = { ...given.FILED, openFinding: null } as Lead;
    expect(allowedCommands(none, owner)).toContain("RECORD_FINDINGS");
    expect(allowedCommands(given.FILED, owner)).not.toContain(
      "RECORD_FINDINGS",
    );
    expect(allowedCommands(given.FILED, reviewer)).toContain(
      "CONFIRM_FINDINGS",
    );
    expect(allowedCommands(none, reviewer)).not.toContain("CONFIRM_FINDINGS");
  });
});
