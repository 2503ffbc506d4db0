import { CodedError } from "../shared/coded-error";
import { day } from "../shared/day";
import { decimal } from "./rational";

/**
 * A reward rule of one area, as data. Money is integer fen, rates are integer basis points (1 % = 100), factors are
 * decimal text. `null` says "none", or for a rate "not known"; a rate that is not known is never guessed.
 */
export type RuleSet = {
  /** name of the text, for ever the same */
  readonly id: string;
  /** a changed text is a new version; a stored decision names the version it came from */
  readonly version: number;
  readonly area: { readonly zh: string; readonly en: string };
  /** GB/T 2260 code of the area, six digits; 100000 is the country */
  readonly adcode: string;
  readonly family: RuleFamily;
  /** published for comment only: computable, never in force */
  readonly draft: boolean;
  /** false: a frame (cap, floor, conditions) without a rate table */
  readonly ratesKnown: boolean;
  /** day, month or year shown on the text: YYYY[-MM[-DD]] */
  readonly dated: string | null;
  /** first and last day in force */
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  /** the legal document or publication the figures come from */
  readonly source: string;
  /** how well the text is known: V1 full primary text, V2 official or named excerpt, V3 third-party copy */
  readonly sourceStatus: "V1" | "V2" | "V3";
  readonly capFen: number | null;
  readonly floorFen: number | null;
  readonly tables: readonly RewardTable[];
  readonly insider: InsiderRule | null;
  /** a loss that the tip prevented; null = the rule has no such reward */
  readonly avoidedLoss: AmountRange | null;
  /** true but no amount can be computed; null = the rule names no sum */
  readonly noAmount: NoAmountRule | null;
  readonly naturalPersonsOnly: boolean;
  readonly naturalPersonsBasis: string;
  readonly actualLossRequired: boolean;
  readonly actualLossBasis: string;
  readonly firstReporterOnly: boolean;
  readonly newFactCredit: boolean;
  readonly identityAtClaim: "REQUIRED" | "CODE";
  readonly identityBasis: string;
};

/** the national rule that speaks where the local text is silent: 医保办发〔2018〕22号 or 医保办发〔2022〕22号 */
export type RuleFamily = "2018" | "2022";

export const subjectTypes = ["ORGANISATION", "PERSON"] as const;
/** the reported subject */
export type SubjectType = (typeof subjectTypes)[number];

export type AmountRange = {
  readonly minFen: number;
  readonly maxFen: number;
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
};

export type NoAmountRule =
  | { readonly kind: "FIXED"; readonly fen: number }
  | ({ readonly kind: "RANGE" } & AmountRange);

export type InsiderRule = {
  readonly appliesTo: readonly ("INSIDER" | "RIVAL")[];
  /** smallest reward of an insider, after the uplift */
  readonly floorFen: number | null;
  /** all of them must be there */
  readonly requires: readonly ("REAL_NAME" | "PROOF")[];
} & (
  | { readonly kind: "MULTIPLY"; readonly factor: string }
  /** percentage points on every rate */
  | { readonly kind: "ADD_PP"; readonly addBp: number }
  /** by grade, in place of the rate of the table */
  | {
      readonly kind: "OWN_RATE";
      readonly ownRateBp: Readonly<Record<string, number | null>>;
    }
);

/** Which base amounts a band holds; `toFen` null = no upper end. */
export type Border = {
  readonly fromFen: number;
  readonly fromInclusive: boolean;
  readonly toFen: number | null;
  readonly toInclusive: boolean;
};

export type ProgressiveBand = Border & { readonly rateBp: number | null };
export type WholeBand = Border & {
  readonly rateBp: number | null;
  readonly addFen: number;
  /** the text says "may be given" */
  readonly discretionary?: boolean;
};
export type AmountBand = Border & {
  readonly minFen: number;
  readonly maxFen: number;
};
export type RateBand = Border & {
  readonly minRateBp: number;
  readonly minRateInclusive: boolean;
  readonly maxRateBp: number;
  readonly maxRateInclusive: boolean;
};

/** One table for each evidence grade and subject type; null fits every input. */
export type RewardTable = {
  readonly grade: string | null;
  readonly subjectType: SubjectType | null;
  /** CONFIGURATION: set by the operator, in no document */
  readonly rateSource: "SOURCE" | "CONFIGURATION";
  /** replaces the floor of the set */
  readonly floorFen: number | null;
} & (
  | { readonly mode: "FLAT"; readonly rateBp: number | null }
  | {
      readonly mode: "WHOLE_BAND" | "FIXED_BAND";
      readonly bands: readonly WholeBand[];
    }
  | {
      readonly mode: "PROGRESSIVE";
      readonly bands: readonly ProgressiveBand[];
    }
  | {
      readonly mode: "RANGE";
      readonly rangeOf: "AMOUNT";
      readonly bands: readonly AmountBand[];
    }
  | {
      readonly mode: "RANGE";
      readonly rangeOf: "RATE";
      readonly bands: readonly RateBand[];
    }
);

/** The document of the national rule a set follows where its own text is silent. */
export function nationalDocument(family: RuleFamily): string {
  return family === "2018" ? "医保办发〔2018〕22号" : "医保办发〔2022〕22号";
}

export function isInBand(band: Border, baseFen: number): boolean {
  const above = band.fromInclusive
    ? baseFen >= band.fromFen
    : baseFen > band.fromFen;
  if (band.toFen === null) return above;
  return (
    above && (band.toInclusive ? baseFen <= band.toFen : baseFen < band.toFen)
  );
}

export function isInRange(range: AmountRange, fenAmount: number): boolean {
  return (
    (range.minInclusive
      ? fenAmount >= range.minFen
      : fenAmount > range.minFen) &&
    (range.maxInclusive ? fenAmount <= range.maxFen : fenAmount < range.maxFen)
  );
}

/**
 * Refuses a rule set that could not be computed the same way by everyone: gaps or overlaps between bands, two tables for
 * one input, figures that are not integers. Run on every set that comes from outside the code (database, operator).
 * @throws CodedError RULE_SET_INVALID, `field` = path of the first fault
 */
export function assertRuleSet(ruleSet: RuleSet): void {
  const fault = (field: string): never => {
    throw new CodedError("RULE_SET_INVALID", {
      field,
      values: { ruleSet: ruleSet.id },
    });
  };
  const amount = (value: number | null, field: string) => {
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0))
      fault(field);
  };
  const rate = (value: number | null, field: string) => {
    amount(value, field);
    if (value !== null && value > 10_000) fault(field);
  };
  const ordered = (low: number, high: number, field: string) => {
    amount(low, field);
    amount(high, field);
    if (low > high) fault(field);
  };

  if (!/^\d{6}$/.test(ruleSet.adcode)) fault("adcode");
  if (!(Number.isSafeInteger(ruleSet.version) && ruleSet.version >= 1))
    fault("version");
  for (const [field, text] of [
    ["dated", ruleSet.dated],
    ["effectiveFrom", ruleSet.effectiveFrom],
    ["effectiveTo", ruleSet.effectiveTo],
  ] as const) {
    if (text === null) continue;
    try {
      firstDay(text);
    } catch {
      fault(field);
    }
  }
  if (ruleSet.ratesKnown !== ruleSet.tables.length > 0) fault("ratesKnown");
  amount(ruleSet.capFen, "capFen");
  amount(ruleSet.floorFen, "floorFen");
  if (ruleSet.avoidedLoss)
    ordered(
      ruleSet.avoidedLoss.minFen,
      ruleSet.avoidedLoss.maxFen,
      "avoidedLoss",
    );
  if (ruleSet.noAmount?.kind === "FIXED")
    amount(ruleSet.noAmount.fen, "noAmount");
  if (ruleSet.noAmount?.kind === "RANGE")
    ordered(ruleSet.noAmount.minFen, ruleSet.noAmount.maxFen, "noAmount");
  const { insider } = ruleSet;
  if (insider) {
    amount(insider.floorFen, "insider.floorFen");
    if (insider.kind === "ADD_PP") rate(insider.addBp, "insider.addBp");
    if (insider.kind === "OWN_RATE")
      for (const bp of Object.values(insider.ownRateBp))
        rate(bp, "insider.ownRateBp");
    if (insider.kind === "MULTIPLY") {
      try {
        decimal(insider.factor);
      } catch {
        fault("insider.factor");
      }
    }
  }

  const seen: RewardTable[] = [];
  ruleSet.tables.forEach((table, index) => {
    const at = `tables.${index}`;
    const overlaps = (a: string | null, b: string | null) =>
      a === null || b === null || a === b;
    if (
      seen.some(
        (other) =>
          overlaps(other.grade, table.grade) &&
          overlaps(other.subjectType, table.subjectType),
      )
    )
      fault(at);
    seen.push(table);
    amount(table.floorFen, `${at}.floorFen`);
    if (table.mode === "FLAT") {
      rate(table.rateBp, `${at}.rateBp`);
      return;
    }
    let end: { fen: number; inclusive: boolean } | null = {
      fen: 0,
      inclusive: true,
    };
    table.bands.forEach((band, bandIndex) => {
      const here = `${at}.bands.${bandIndex}`;
      // every positive amount lies in exactly one band: each band starts where the one before ended
      if (
        end === null ||
        band.fromFen !== end.fen ||
        band.fromInclusive === end.inclusive
      )
        fault(here);
      if (
        band.toFen !== null &&
        (!Number.isSafeInteger(band.toFen) || band.toFen <= band.fromFen)
      )
        fault(here);
      end =
        band.toFen === null
          ? null
          : { fen: band.toFen, inclusive: band.toInclusive };
      if ("rateBp" in band) rate(band.rateBp, here);
      if ("addFen" in band) amount(band.addFen, here);
      if ("minFen" in band) ordered(band.minFen, band.maxFen, here);
      if ("minRateBp" in band) {
        rate(band.maxRateBp, here);
        ordered(band.minRateBp, band.maxRateBp, here);
      }
    });
    if (end !== null) fault(`${at}.bands`);
    // a sum chosen by an officer has no rate that percentage points could be added to
    if (
      table.mode === "RANGE" &&
      table.rangeOf === "AMOUNT" &&
      insider &&
      insider.kind !== "MULTIPLY"
    )
      fault("insider.kind");
  });
}

/** "2020" → "2020-01-01", "2018-11" → "2018-11-01": the earliest day a date of that precision can mean. */
export function firstDay(text: string) {
  return day(
    text.length === 4
      ? `${text}-01-01`
      : text.length === 7
        ? `${text}-01`
        : text,
  );
}
