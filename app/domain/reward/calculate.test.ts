import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calculateConfirmed,
  calculateReward,
  defaultCeilingFen,
} from "./calculate";
import type { RewardInput } from "./reward-input";
import { type Border, type RuleSet, isInBand } from "./rule-set";
import { ruleSets } from "./rule-sets-data";

const set = (id: string): RuleSet => {
  const found = ruleSets.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};
const none = { ceilingFen: null };
const reason = "线索具体，证据充分";
const loss = (baseFen: number, more: Partial<RewardInput> = {}) =>
  ({ kind: "LOSS", baseFen, ...more }) as const;

describe("modes", () => {
  it.each([
    // FLAT, WHOLE_BAND, PROGRESSIVE, FIXED_BAND, RANGE of amount and of rate; redone by hand
    ["NM-2019", loss(123_457), 6_173],
    ["YZ", loss(4_999_999), 250_000],
    ["YZ", loss(14_999_999), 600_000],
    ["YZ", loss(15_000_000), 450_000],
    ["YZ", loss(6_000_000, { insider: true }), 300_000],
    ["BJ-2023", loss(50_000_000, { subjectType: "ORGANISATION" }), 1_000_000],
    ["BJ-2023", loss(1_000_001, { subjectType: "PERSON" }), 150_000],
    ["JX", loss(50_000_100), 1_100_001],
    ["SC-2023", loss(100_000_000), 1_550_000],
    ["AQ", loss(100_000), 50_000],
    ["AQ", loss(1_000_000), 80_000],
    ["AQ", loss(3_000_000), 100_000],
    ["AQ", loss(3_000_000, { insider: true }), 120_000],
    ["WF-2021", loss(99_999), 20_000],
    ["WF-2021", loss(100_000, { proposedFen: 50_000, reason }), 50_000],
    [
      "WF-2021",
      loss(100_000, {
        proposedFen: 50_000,
        reason,
        insider: true,
        realName: true,
        proof: true,
      }),
      55_000,
    ],
    // an insider without proof gets the plain amount
    [
      "WF-2021",
      loss(100_000, {
        proposedFen: 50_000,
        reason,
        insider: true,
        realName: true,
      }),
      50_000,
    ],
    // the cap comes after the uplift
    [
      "WF-2021",
      loss(60_000_000, {
        proposedFen: 1_000_000,
        reason,
        insider: true,
        realName: true,
        proof: true,
      }),
      1_000_000,
    ],
    [
      "QZ-2019",
      loss(1_000_000, { grade: "G1", proposedRateBp: 600, reason }),
      60_000,
    ],
    // 1,000.00 × 1 % = 10.00 → floor of the grade 100.00
    [
      "QZ-2019",
      loss(100_000, { grade: "G3", proposedRateBp: 100, reason }),
      10_000,
    ],
    ["CQ-2025", loss(20_000_000, { grade: "BASE", insider: true }), 500_000],
    ["CQ-2025", loss(20_000_000, { grade: "BASE", rival: true }), 500_000],
    // rivals are not named in Yangzhou's text
    ["YZ", loss(1_200_000, { rival: true }), 60_000],
  ] satisfies [string, RewardInput, number][])(
    "%s %j gives %i fen",
    (id, input, expected) => {
      expect(calculateReward(set(id), input, none)).toMatchObject({
        outcome: "AMOUNT",
        fen: expected,
      });
    },
  );

  it("reads the kind of reporter as insider or rival where no flag is given", () => {
    const result = calculateReward(
      set("CQ-2025"),
      loss(20_000_000, { grade: "BASE", reporterKind: "RIVAL" }),
      none,
    );
    expect(result).toMatchObject({ fen: 500_000 });
  });
});

describe("refusals", () => {
  it.each([
    ["NAT-2022", loss(100), "RATE_UNKNOWN"],
    ["HN-2025", loss(100, { grade: "G2" }), "RATE_UNKNOWN"],
    ["HN-2025", loss(100, { grade: "G9" }), "RATE_UNKNOWN"],
    ["HN-2025", loss(100), "RATE_UNKNOWN"],
    ["BJ-2023", loss(100), "RATE_UNKNOWN"],
    [
      "CQ-2025",
      loss(100, { grade: "FULL_HELP", insider: true }),
      "RATE_UNKNOWN",
    ],
    ["NAT-2018", { kind: "NO_AMOUNT", reason }, "KIND_OFF"],
    ["NAT-2022", { kind: "AVOIDED_LOSS", reason }, "KIND_OFF"],
    ["JN-2020", { kind: "AVOIDED_LOSS", proposedFen: 5e4 }, "REASON_REQUIRED"],
    [
      "JN-2020",
      { kind: "AVOIDED_LOSS", proposedFen: 5e4, reason: " \n" },
      "REASON_REQUIRED",
    ],
    ["JN-2020", { kind: "AVOIDED_LOSS", reason }, "HUMAN_DECISION"],
    ["TC-2020", { kind: "NO_AMOUNT" }, "REASON_REQUIRED"],
    [
      "QZ-2019",
      { kind: "NO_AMOUNT", proposedFen: 200_001, reason },
      "OUT_OF_RANGE",
    ],
    ["WF-2021", loss(100_000), "REASON_REQUIRED"],
    ["WF-2021", loss(100_000, { proposedFen: 30_000 }), "REASON_REQUIRED"],
    ["WF-2021", loss(100_000, { reason }), "HUMAN_DECISION"],
    ["WF-2021", loss(100_000, { proposedFen: 50_001, reason }), "OUT_OF_RANGE"],
    ["WF-2021", loss(99_999, { proposedFen: 20_001 }), "OUT_OF_RANGE"],
    // grade 1 of Quanzhou: above 4 %, so 4 % itself is out
    [
      "QZ-2019",
      loss(1e6, { grade: "G1", proposedRateBp: 400, reason }),
      "OUT_OF_RANGE",
    ],
    [
      "QZ-2019",
      loss(1e6, { grade: "G2", proposedRateBp: 401, reason }),
      "OUT_OF_RANGE",
    ],
  ] satisfies [string, RewardInput, string][])(
    "%s %j gives %s and no amount",
    (id, input, code) => {
      const result = calculateReward(set(id), input, none);
      expect(result).toMatchObject({ outcome: "REFUSED", code });
      expect(result).not.toHaveProperty("fen");
    },
  );

  it("gives 0 for no loss", () => {
    for (const [id, input] of [
      ["JX", loss(0)],
      ["JX", { kind: "NO_AMOUNT", reason }],
    ] satisfies [string, RewardInput][])
      expect(calculateReward(set(id), input, none)).toMatchObject({
        outcome: "ZERO",
        fen: 0,
        code: "NO_LOSS",
      });
  });
});

describe("eligibility", () => {
  const all: Partial<RewardInput> = {
    declined: true,
    identityProven: false,
    reporterKind: "ORG",
    knownBefore: true,
    duplicateOfSameReporter: true,
    rank: 2,
    confirmedAsReported: false,
  };
  it("names one reason, in the fixed order", () => {
    const order: [keyof RewardInput, string][] = [
      ["declined", "DECLINED"],
      ["identityProven", "IDENTITY_NOT_PROVEN"],
      ["reporterKind", "NOT_NATURAL_PERSON"],
      ["knownBefore", "ALREADY_KNOWN"],
      ["duplicateOfSameReporter", "DUPLICATE_SAME_REPORTER"],
      ["rank", "NOT_FIRST"],
      ["confirmedAsReported", "NOT_CONFIRMED_AS_REPORTED"],
    ];
    const input: Record<string, unknown> = { ...loss(1e6), ...all };
    for (const [field, code] of order) {
      expect(
        calculateReward(set("JX"), input as RewardInput, none),
      ).toMatchObject({ outcome: "ZERO", fen: 0, code });
      delete input[field];
    }
    expect(
      calculateReward(set("JX"), input as RewardInput, none),
    ).toMatchObject({ outcome: "AMOUNT" });
  });

  it("puts who the reporter is before everything else", () => {
    for (const [reporterKind, code] of [
      ["STAFF", "INELIGIBLE_STAFF"],
      ["THIRD", "INELIGIBLE_THIRD_PARTY"],
      ["OFFENDER", "INELIGIBLE_OFFENDER"],
    ] as const)
      for (const rule of ruleSets)
        expect(
          calculateReward(rule, loss(1e6, { ...all, reporterKind }), none),
        ).toMatchObject({ outcome: "ZERO", code });
  });

  it("lets an organisation report where the rule does", () => {
    const org = loss(1e6, { reporterKind: "ORG" });
    expect(calculateReward(set("JN-2020"), org, none)).toMatchObject({
      fen: 50_000,
    });
    expect(calculateReward(set("JX"), org, none)).toMatchObject({
      code: "NOT_NATURAL_PERSON",
    });
  });

  it("shows no rate with a refusal", () => {
    const { worksheet } = calculateReward(
      set("JX"),
      loss(1e6, { knownBefore: true }),
      none,
    );
    expect(worksheet.map(({ step }) => step)).toEqual([
      "RULE_SET",
      "NOT_ELIGIBLE",
    ]);
    expect(JSON.stringify(worksheet)).not.toMatch(/rate/i);
  });

  it("does not pay a tip that kept no way to recognise its sender", () => {
    const anonymous = loss(1e6, { nameKind: "ANON" });
    expect(calculateReward(set("JX"), anonymous, none)).toMatchObject({
      code: "IDENTITY_NOT_PROVEN",
    });
  });
});

describe("cap and ceiling", () => {
  const big = loss(2_500_000_000);
  it.each([
    [null, 20_000_000, "RULE_SET"],
    [10_000_000, 10_000_000, "CEILING"],
    // equal limits count as the rule set's
    [20_000_000, 20_000_000, "RULE_SET"],
    [25_600_000, 20_000_000, "RULE_SET"],
    [0, 0, "CEILING"],
  ])("ceiling %s", (ceilingFen, fen, capApplied) => {
    expect(calculateReward(set("JX"), big, { ceilingFen })).toMatchObject({
      fen,
      capApplied,
    });
  });
  it("says nothing where nothing was cut", () => {
    expect(calculateReward(set("JX"), loss(1_940_000_000), none)).toMatchObject(
      { fen: 20_000_000, capApplied: null },
    );
  });
  it("lets the ceiling win over a floor", () => {
    expect(
      calculateReward(set("JX"), loss(100), { ceilingFen: 5_000 }),
    ).toMatchObject({ fen: 5_000, capApplied: "CEILING" });
  });
  it("holds for sums an officer chose", () => {
    expect(
      calculateReward(
        set("TC-2020"),
        { kind: "NO_AMOUNT", reason },
        { ceilingFen: 30_000 },
      ),
    ).toMatchObject({ fen: 30_000, capApplied: "CEILING" });
  });
});

describe("falling bands", () => {
  it.each([
    [4_999_999, null],
    [5_000_000, "BAND_DROP"],
    [6_249_000, "BAND_DROP"],
    [6_250_000, null],
    [15_000_000, "BAND_DROP"],
    [20_000_000, null],
  ])("Yangzhou at %i", (baseFen, warning) => {
    expect(calculateReward(set("YZ"), loss(baseFen), none)).toMatchObject({
      warning,
    });
  });
  it("does not warn where the ceiling makes both sides equal", () => {
    expect(
      calculateReward(set("YZ"), loss(5_000_000), { ceilingFen: 100_000 }),
    ).toMatchObject({ fen: 100_000, warning: null });
  });
});

describe("joint tips", () => {
  const joint = (count: number, agreed: readonly number[] = []) =>
    Array.from({ length: count }, (_, index) => ({
      name: String.fromCharCode(65 + index),
      ...(agreed[index] === undefined ? {} : { agreedFen: agreed[index] }),
    }));
  const shared = (more: Partial<RewardInput>) =>
    calculateReward(set("JX"), loss(45_000_000, more), none);

  it("refuses agreed parts that do not add up to the fen", () => {
    for (const agreed of [
      [500_000, 300_000, 199_999],
      [500_000, 300_000, 200_001],
      [1_000_000, 0],
    ])
      expect(
        shared({ joint: joint(3, agreed), split: "AGREED" }),
      ).toMatchObject({ outcome: "REFUSED", code: "SPLIT_SUM" });
  });
  it("pays nothing while the reporters have not chosen", () => {
    expect(shared({ joint: joint(2) })).toMatchObject({
      outcome: "REFUSED",
      code: "HUMAN_DECISION",
    });
  });
  it("asks a person when one of them is not eligible", () => {
    const result = shared({
      joint: [{ name: "A" }, { name: "B", reporterKind: "STAFF" }],
      split: "EVEN",
    });
    expect(result).toMatchObject({
      outcome: "REFUSED",
      code: "HUMAN_DECISION",
      partCodes: [null, "INELIGIBLE_STAFF"],
    });
  });
  it("adds up, whatever the number of reporters, leftover fen to the first named", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        (baseFen, count) => {
          const result = calculateReward(
            set("JX"),
            loss(baseFen, { joint: joint(count), split: "EVEN" }),
            none,
          );
          if (result.outcome !== "AMOUNT") throw new Error(result.outcome);
          const parts = result.parts!.map((part) => part.fen);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(result.fen);
          expect(parts[0]! - parts.at(-1)!).toBeLessThanOrEqual(1);
          expect([...parts].sort((a, b) => b - a)).toEqual(parts);
        },
      ),
    );
  });
});

describe("a person decides where the rule gives no figure", () => {
  it("computes from the proposal, with floor, cap and ceiling", () => {
    const decide = (more: Partial<RewardInput>) =>
      calculateConfirmed(set("NAT-2022"), loss(10_000_000, more), {
        ceilingFen: defaultCeilingFen,
      });
    expect(decide({ proposedRateBp: 300, reason })).toMatchObject({
      fen: 300_000,
      discretionary: true,
    });
    expect(decide({ proposedFen: 100, reason })).toMatchObject({ fen: 20_000 });
    expect(decide({ proposedFen: 10_000_001, reason })).toMatchObject({
      code: "OUT_OF_RANGE",
    });
    expect(decide({ proposedRateBp: 300 })).toMatchObject({
      code: "REASON_REQUIRED",
    });
    // two figures: nobody knows which was meant
    expect(
      decide({ proposedRateBp: 300, proposedFen: 300_000, reason }),
    ).toMatchObject({ code: "HUMAN_DECISION" });
  });
  it("never acts where the rule has a figure", () => {
    const input = loss(10_000_000, { proposedRateBp: 10_000, reason });
    expect(calculateConfirmed(set("JX"), input, none)).toEqual(
      calculateReward(set("JX"), input, none),
    );
  });
  it("turns a kind that the rule does not have into no loss, or a local sum", () => {
    const avoided = {
      kind: "AVOIDED_LOSS",
      proposedFen: 50_000,
      reason,
    } as const;
    expect(calculateConfirmed(set("NAT-2022"), avoided, none)).toMatchObject({
      outcome: "ZERO",
      code: "NO_LOSS",
    });
    expect(calculateConfirmed(set("NAT-2018"), avoided, none)).toMatchObject({
      fen: 50_000,
    });
  });
});

describe("the engine's edge", () => {
  const refused = (input: unknown) => () =>
    calculateReward(set("JX"), input as RewardInput, none);
  it.each([
    [null, "input"],
    [{}, "kind"],
    [{ kind: "FINE", baseFen: 1 }, "kind"],
    [{ kind: "LOSS" }, "baseFen"],
    [{ kind: "LOSS", baseFen: 0.5 }, "baseFen"],
    [{ kind: "LOSS", baseFen: -1 }, "baseFen"],
    [{ kind: "LOSS", baseFen: Number.NaN }, "baseFen"],
    [{ kind: "LOSS", baseFen: Number.POSITIVE_INFINITY }, "baseFen"],
    [{ kind: "LOSS", baseFen: 2 ** 53 }, "baseFen"],
    [{ kind: "LOSS", baseFen: "100" }, "baseFen"],
    [{ kind: "LOSS", baseFen: 1, grade: "g1" }, "grade"],
    [{ kind: "LOSS", baseFen: 1, subjectType: "DOG" }, "subjectType"],
    [{ kind: "LOSS", baseFen: 1, reporterKind: "GHOST" }, "reporterKind"],
    [{ kind: "LOSS", baseFen: 1, insider: "yes" }, "insider"],
    [{ kind: "LOSS", baseFen: 1, rank: 0 }, "rank"],
    [{ kind: "LOSS", baseFen: 1, proposedRateBp: 10_001 }, "proposedRateBp"],
    [{ kind: "LOSS", baseFen: 1, knownBefor: true }, "knownBefor"],
    [{ kind: "LOSS", baseFen: 1, joint: [] }, "joint"],
    [
      { kind: "LOSS", baseFen: 1, joint: [{ name: "A", agreedFen: 0.1 }] },
      "joint.0.agreedFen",
    ],
    [{ kind: "LOSS", baseFen: 1, split: "HALF" }, "split"],
    [{ kind: "CLAWBACK" }, "paidFen"],
  ])("refuses %j", (input, field) => {
    expect(refused(input)).toThrow(
      expect.objectContaining({ code: "INPUT_INVALID", field }),
    );
  });
  it.each([-1, 0.5, Number.NaN])("refuses the ceiling %d", (ceilingFen) => {
    expect(() => calculateReward(set("JX"), loss(1), { ceilingFen })).toThrow(
      "INPUT_INVALID",
    );
  });
});

describe("claw-back", () => {
  it("takes the whole reward", () => {
    expect(
      calculateReward(
        set("SC-2023"),
        { kind: "CLAWBACK", paidFen: 735_184 },
        none,
      ),
    ).toMatchObject({ fen: 0, code: "CLAWED_BACK", clawBackFen: 735_184 });
  });
});

describe("properties of every rule set", () => {
  const grades = [
    null,
    "G1",
    "G2",
    "G3",
    "BASE",
    "FULL_HELP",
    "CLASS1",
    "CLASS2",
  ];
  const input = fc.record({
    kind: fc.constant("LOSS" as const),
    baseFen: fc.oneof(
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.integer({ min: 0, max: 5_000_000_000_000 }),
    ),
    grade: fc.constantFrom(...grades),
    subjectType: fc.constantFrom(
      null,
      "ORGANISATION" as const,
      "PERSON" as const,
    ),
    insider: fc.boolean(),
    rival: fc.boolean(),
    realName: fc.boolean(),
    proof: fc.boolean(),
    proposedFen: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    proposedRateBp: fc.option(fc.integer({ min: 0, max: 900 })),
    reason: fc.constantFrom(null, reason),
  });
  const ceiling = fc.option(fc.integer({ min: 0, max: 30_000_000 }));

  for (const rule of ruleSets)
    it(`${rule.id}: within floor, cap and ceiling; same input, same result`, () => {
      fc.assert(
        fc.property(input, ceiling, (given, ceilingFen) => {
          const result = calculateReward(rule, given, { ceilingFen });
          expect(calculateReward(rule, { ...given }, { ceilingFen })).toEqual(
            result,
          );
          // plain data: it comes back from the database as it went in
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
          if (result.outcome !== "AMOUNT") return;
          const limit = Math.min(
            rule.capFen ?? Number.MAX_SAFE_INTEGER,
            ceilingFen ?? Number.MAX_SAFE_INTEGER,
          );
          expect(Number.isSafeInteger(result.fen)).toBe(true);
          expect(result.fen).toBeGreaterThanOrEqual(0);
          expect(result.fen).toBeLessThanOrEqual(limit);
          const floors = rule.tables
            .filter(
              (table) => table.grade === null || table.grade === given.grade,
            )
            .map((table) => table.floorFen ?? rule.floorFen ?? 0);
          expect(result.fen).toBeGreaterThanOrEqual(Math.min(limit, ...floors));
        }),
        { numRuns: 150 },
      );
    });

  const progressive = ruleSets.flatMap((rule) =>
    rule.tables
      .filter((table) => table.mode === "PROGRESSIVE")
      .map((table) => ({ rule, grade: table.grade })),
  );
  it.each(progressive)(
    "$rule.id $grade is monotone and continuous",
    ({ rule, grade }) => {
      const fenOf = (baseFen: number) => {
        const result = calculateReward(rule, loss(baseFen, { grade }), none);
        if (result.outcome !== "AMOUNT") throw new Error(result.outcome);
        return result.fen;
      };
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 3_000_000_000 }),
          fc.integer({ min: 1, max: 100 }),
          (baseFen, step) => {
            const rise = fenOf(baseFen + step) - fenOf(baseFen);
            expect(rise).toBeGreaterThanOrEqual(0);
            // no rate is above 7 %, so a step of n fen moves the reward by at most 7n/100 and one rounding
            expect(rise).toBeLessThanOrEqual(step * 0.07 + 1);
          },
        ),
      );
      const borders = rule.tables.flatMap((table) =>
        table.mode === "PROGRESSIVE" ? table.bands.map((b) => b.fromFen) : [],
      );
      for (const border of borders.filter((from) => from > 0))
        expect(fenOf(border + 1) - fenOf(border - 1)).toBeLessThanOrEqual(1);
    },
  );
});

/** A second reading of the tables, in integers of 1/10000 fen and without the engine's code. */
function byHand(rule: RuleSet, index: number, baseFen: number): bigint | null {
  const table = rule.tables[index]!;
  const base = BigInt(baseFen);
  let units: bigint;
  if (table.mode === "FLAT") {
    if (table.rateBp === null) return null;
    units = base * BigInt(table.rateBp);
  } else if (table.mode === "PROGRESSIVE") {
    units = table.bands.reduce((sum, band) => {
      const from = BigInt(band.fromFen);
      const to =
        band.toFen === null || base < band.toFen ? base : BigInt(band.toFen);
      return to > from ? sum + (to - from) * BigInt(band.rateBp!) : sum;
    }, 0n);
  } else if (table.mode === "RANGE") {
    return null;
  } else {
    const band = table.bands.find((each) => isInBand(each, baseFen))!;
    units = base * BigInt(band.rateBp!) + BigInt(band.addFen) * 10_000n;
  }
  const floor = BigInt(table.floorFen ?? rule.floorFen ?? 0) * 10_000n;
  if (units < floor) units = floor;
  const cap = rule.capFen === null ? null : BigInt(rule.capFen) * 10_000n;
  if (cap !== null && units > cap) units = cap;
  return (units + 5_000n) / 10_000n;
}

describe("every border of every band of every rule set", () => {
  const cases = ruleSets.flatMap((rule) =>
    rule.tables.map((table, index) => ({ rule, table, index })),
  );
  it.each(cases)("$rule.id table $index", ({ rule, table, index }) => {
    const borders: readonly Border[] = table.mode === "FLAT" ? [] : table.bands;
    const points = new Set([1, 19, 20, 333_333, 10_000_000, 3_000_000_001]);
    for (const { fromFen, toFen } of borders)
      for (const border of [fromFen, toFen])
        if (border !== null)
          for (const step of [-1, 0, 1])
            if (border + step > 0) points.add(border + step);
    for (const baseFen of points) {
      expect(
        borders.filter((band) => isInBand(band, baseFen)).length,
        `bands that hold ${baseFen}`,
      ).toBe(table.mode === "FLAT" ? 0 : 1);
      const result = calculateReward(
        rule,
        loss(baseFen, {
          grade: table.grade,
          subjectType: table.subjectType,
        }),
        none,
      );
      const expected = byHand(rule, index, baseFen);
      if (expected !== null)
        expect(result).toMatchObject({
          outcome: "AMOUNT",
          fen: Number(expected),
        });
      else if (table.mode === "FLAT")
        expect(result).toMatchObject({ code: "RATE_UNKNOWN" });
      else rangeEnds({ rule, table, baseFen });
    }
  });

  /** Both ends of a range, and one step outside each. */
  function rangeEnds({
    rule,
    table,
    baseFen,
  }: {
    rule: RuleSet;
    table: RuleSet["tables"][number];
    baseFen: number;
  }) {
    if (table.mode !== "RANGE") throw new Error(table.mode);
    const propose = (more: Partial<RewardInput>) =>
      calculateReward(
        rule,
        loss(baseFen, { grade: table.grade, reason, ...more }),
        none,
      );
    if (table.rangeOf === "AMOUNT") {
      const { minFen, maxFen } = table.bands.find((b) => isInBand(b, baseFen))!;
      expect(propose({ proposedFen: minFen })).toMatchObject({ fen: minFen });
      expect(propose({ proposedFen: maxFen })).toMatchObject({ fen: maxFen });
      for (const proposedFen of [minFen - 1, maxFen + 1])
        expect(propose({ proposedFen })).toMatchObject({
          code: "OUT_OF_RANGE",
        });
      return;
    }
    const band = table.bands.find((b) => isInBand(b, baseFen))!;
    const low = band.minRateBp + (band.minRateInclusive ? 0 : 1);
    const high = band.maxRateBp - (band.maxRateInclusive ? 0 : 1);
    for (const proposedRateBp of [low, high])
      expect(propose({ proposedRateBp }).outcome).toBe("AMOUNT");
    for (const proposedRateBp of [low - 1, high + 1])
      expect(propose({ proposedRateBp })).toMatchObject({
        code: "OUT_OF_RANGE",
      });
  }
});

describe("worksheet", () => {
  it("lets a person redo the sum: every line exact, the lines add up", () => {
    const { worksheet } = calculateReward(
      set("SC-2023"),
      loss(45_678_901, { otherFoundFen: 7, fineFen: 9 }),
      { ceilingFen: defaultCeilingFen },
    );
    expect(
      worksheet.map(({ step, amountFen, amountYuan }) => [
        step,
        amountFen,
        amountYuan,
      ]),
    ).toEqual([
      ["RULE_SET", null, null],
      ["ELIGIBLE", null, null],
      ["BASE", "45678901", "456789.01"],
      ["TABLE", null, null],
      ["BAND_PART", "200000", "2000.00"],
      ["BAND_PART", "107036703/200", "5351.83515"],
      ["SUM", "147036703/200", "7351.83515"],
      ["FLOOR", "147036703/200", "7351.83515"],
      ["CAP", "147036703/200", "7351.83515"],
      ["ROUND", "735184", "7351.84"],
    ]);
    expect(worksheet.find(({ step }) => step === "BASE")?.values).toEqual({
      baseFen: 45_678_901,
      leftOutOtherFoundFen: 7,
      leftOutFineFen: 9,
    });
  });
  it("says which figure stands in no document", () => {
    const { worksheet } = calculateReward(set("JN-2020"), loss(100), none);
    expect(worksheet.find(({ step }) => step === "RATE")?.basis.kind).toBe(
      "CONFIGURATION",
    );
  });
  it("never carries the officer's words, since the tipster reads it", () => {
    const { worksheet } = calculateReward(
      set("TC-2020"),
      { kind: "NO_AMOUNT", reason: "内部理由甲乙丙" },
      none,
    );
    expect(JSON.stringify(worksheet)).not.toContain("甲乙丙");
  });
});
