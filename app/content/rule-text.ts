import type {
  InsiderRule,
  RewardTable,
  RuleSet,
} from "#app/domain/reward/rule-set";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { rewardsWords } from "./rewards";
import { fill, type Language } from "./words";
import { bandText, percent } from "./worksheet";

const yuan = (value: number) => formatYuan(fen(value)).replace(/\.00$/, "");

/**
 * A reward rule in words, one line each, for the public table. A rate that stands in no document (`CONFIGURATION`) is not
 * shown: the table tells what the texts say, not what an operator set.
 */
export function ruleLines(
  language: Language,
  rule: RuleSet,
): readonly string[] {
  const words = rewardsWords[language].rule;
  const tables = rule.tables.filter(
    ({ rateSource }) => rateSource === "SOURCE",
  );
  return [
    ...(tables.length === 0
      ? [words.rateUnknown]
      : tables.flatMap((table) => tableLines(language, table))),
    ...(rule.insider ? insiderLines(language, rule.insider) : []),
    ...(rule.avoidedLoss
      ? [
          fill(words.avoided, {
            min: yuan(rule.avoidedLoss.minFen),
            max: yuan(rule.avoidedLoss.maxFen),
          }),
        ]
      : []),
    ...(rule.noAmount
      ? [
          rule.noAmount.kind === "FIXED"
            ? fill(words.noAmount, { yuan: yuan(rule.noAmount.fen) })
            : fill(words.noAmountRange, {
                min: yuan(rule.noAmount.minFen),
                max: yuan(rule.noAmount.maxFen),
              }),
        ]
      : []),
  ];
}

function tableLines(language: Language, table: RewardTable): readonly string[] {
  const words = rewardsWords[language].rule;
  const named = (list: Readonly<Record<string, string>>, key: string | null) =>
    key === null ? [] : [list[key] ?? key];
  const colon = language === "en" ? ": " : "：";
  const head = [
    ...named(words.grade, table.grade),
    ...named(words.subjectType, table.subjectType),
  ].join(language === "en" ? ", " : "，");
  const under = (line: string) => (head ? `${head}${colon}${line}` : line);
  const floor =
    table.floorFen === null
      ? ""
      : `${language === "en" ? ", " : "，"}${fill(rewardsWords[language].limit.floor, { yuan: yuan(table.floorFen) })}`;
  switch (table.mode) {
    case "FLAT":
      return table.rateBp === null
        ? []
        : [under(fill(words.flat, { rate: percent(table.rateBp) }) + floor)];
    case "PROGRESSIVE":
    case "WHOLE_BAND":
      return [
        under(
          (table.mode === "PROGRESSIVE" ? words.progressive : words.wholeBand) +
            floor,
        ),
        ...table.bands.flatMap((band) =>
          band.rateBp === null
            ? []
            : [
                fill(words.band, {
                  band: bandText(language, band),
                  rate: percent(band.rateBp),
                }),
              ],
        ),
      ];
    case "FIXED_BAND":
      return [
        under(words.fixedBand + floor),
        ...table.bands.map((band) =>
          fill(words.bandSum, {
            band: bandText(language, band),
            min: yuan(band.addFen),
          }),
        ),
      ];
    case "RANGE":
      return table.rangeOf === "RATE"
        ? table.bands.map((band) =>
            under(
              fill(words.rateRange, {
                min: percent(band.minRateBp),
                max: percent(band.maxRateBp),
              }) + floor,
            ),
          )
        : [
            under(words.range + floor),
            ...table.bands.map((band) =>
              fill(
                band.minFen === band.maxFen ? words.bandSum : words.bandRange,
                {
                  band: bandText(language, band),
                  min: yuan(band.minFen),
                  max: yuan(band.maxFen),
                },
              ),
            ),
          ];
  }
}

function insiderLines(
  language: Language,
  insider: InsiderRule,
): readonly string[] {
  const words = rewardsWords[language].rule;
  switch (insider.kind) {
    case "MULTIPLY":
      return [fill(words.insiderMultiply, { factor: insider.factor })];
    case "ADD_PP":
      return [
        fill(words.insiderAdd, {
          points: percent(insider.addBp).replace("%", ""),
        }),
      ];
    case "OWN_RATE":
      return Object.values(insider.ownRateBp).flatMap((rate) =>
        rate === null ? [] : [fill(words.insiderOwn, { rate: percent(rate) })],
      );
  }
}

export function limitText(language: Language, rule: RuleSet): string {
  const words = rewardsWords[language].limit;
  const parts = [
    ...(rule.floorFen === null
      ? []
      : [fill(words.floor, { yuan: yuan(rule.floorFen) })]),
    ...(rule.capFen === null
      ? []
      : [fill(words.cap, { yuan: yuan(rule.capFen) })]),
  ];
  return parts.join(language === "en" ? ", " : "，") || words.none;
}
