import type { Basis, WorksheetStep } from "#app/domain/reward/worksheet";
import type { Border } from "#app/domain/reward/rule-set";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  calculatorCodes,
  noRewardReasons,
} from "#app/domain/codes/reward-codes";
import { assertNever } from "#app/domain/shared/coded-error";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { rewardWords } from "./staff-reward";
import { defineWords, fill, type Language } from "./words";

/** One sentence for each line of a calculation, so that an officer can redo it with pencil and paper. */
const sentences = defineWords(
  {
    RULE_SET: "适用规则：{ruleSet}（第 {version} 版），奖励种类：{kind}",
    NOT_ELIGIBLE: "不符合奖励条件：{reason}",
    ELIGIBLE: "逐项核对 {count} 项不予奖励的情形，均不存在",
    BASE: "计奖基数：{base} 元",
    BASE_LEFT_OUT:
      "计奖基数：{base} 元（其他问题 {other} 元、罚款 {fine} 元不计入）",
    NO_LOSS: "没有造成基金损失，不予奖励",
    TABLE: "计算方式：{mode}{detail}",
    RATE: "{base} 元 × {rate}",
    RATE_ADD: "{base} 元 × {rate} + {add} 元",
    BAND: "（{band}）",
    BAND_PART: "{band}部分：{part} 元 × {rate}",
    SUM: "以上 {parts} 档相加",
    FIXED_SUM: "定额：{sum} 元",
    PROPOSED_SUM: "在 {min} 元至 {max} 元之间拟定：{sum} 元",
    PROPOSED_RATE: "在 {min} 至 {max} 之间拟定比例：{rate}",
    PERSON_DECIDES_SUM: "规则没有给出数额，由人决定：{sum} 元",
    PERSON_DECIDES_RATE: "规则没有给出比例，由人决定：{rate}",
    PERSON_DECIDES: "规则没有给出数额，须由人决定",
    INSIDER_RATE: "内部人员举报提高比例：{rate} → {raised}",
    FLOOR_RAISED: "低于下限，按下限 {floor} 元",
    FLOOR: "不低于下限 {floor} 元，不变",
    INSIDER_FACTOR: "内部人员举报：× {factor}",
    INSIDER_FLOOR_RAISED: "低于内部人员举报下限，按 {floor} 元",
    INSIDER_FLOOR: "不低于内部人员举报下限 {floor} 元，不变",
    NO_INSIDER_UPLIFT: "内部人员举报不提高：缺少{missing}",
    REAL_NAME: "实名",
    PROOF: "可靠证据",
    CAP_RULE_SET: "超过规则上限，按 {cap} 元",
    CAP_CEILING: "超过本平台上限，按 {ceiling} 元",
    CAP_NONE: "未超过上限，不变",
    ROUND: "四舍五入到分：{sum} 元",
    BAND_DROP:
      "提示：基数为 {below} 元时奖励为 {belowReward} 元，高于本结果。按规则原文计算，不作调整",
    SPLIT_AGREED: "联名举报，按约定分配：{parts}",
    SPLIT_EVEN: "联名举报，平均分配：{parts}",
    JOINT_NOT_ELIGIBLE: "联名举报人中有人不符合奖励条件，须由人决定",
    REFUSED: "程序不能得出金额：{reason}",
    CLAW_BACK: "收回已发奖励 {sum} 元",
    lowerIn: "{from} 元以上（含）",
    lowerEx: "{from} 元以上（不含）",
    upperIn: "{to} 元以下（含）",
    upperEx: "{to} 元以下（不含）",
    listSeparator: "、",
    bandSeparator: "、",
    grade: "，{grade}",
    MODE_FLAT: "全额按一个比例",
    MODE_WHOLE_BAND: "按所在档位的比例计算全额",
    MODE_PROGRESSIVE: "分档累进",
    MODE_FIXED_BAND: "按所在档位的定额",
    MODE_RANGE: "在规定区间内裁量",
  },
  {
    RULE_SET: "Rule set: {ruleSet} (version {version}); kind of reward: {kind}",
    NOT_ELIGIBLE: "Not eligible: {reason}",
    ELIGIBLE: "{count} grounds for no reward were gone through; none applies",
    BASE: "Base: {base} yuan",
    BASE_LEFT_OUT:
      "Base: {base} yuan (other findings of {other} yuan and fines of {fine} yuan left out)",
    NO_LOSS: "No loss to the fund, hence no reward",
    TABLE: "Table: {mode}{detail}",
    RATE: "{base} yuan × {rate}",
    RATE_ADD: "{base} yuan × {rate} + {add} yuan",
    BAND: " ({band})",
    BAND_PART: "Part {band}: {part} yuan × {rate}",
    SUM: "Sum of the {parts} parts above",
    FIXED_SUM: "Fixed sum: {sum} yuan",
    PROPOSED_SUM: "Proposed between {min} and {max} yuan: {sum} yuan",
    PROPOSED_RATE: "Rate proposed between {min} and {max}: {rate}",
    PERSON_DECIDES_SUM: "The rule gives no sum; a person decided: {sum} yuan",
    PERSON_DECIDES_RATE: "The rule gives no rate; a person decided: {rate}",
    PERSON_DECIDES: "The rule gives no figure; a person must decide",
    INSIDER_RATE: "Higher rate for an insider: {rate} → {raised}",
    FLOOR_RAISED: "Below the floor: raised to {floor} yuan",
    FLOOR: "Not below the floor of {floor} yuan: unchanged",
    INSIDER_FACTOR: "Insider: × {factor}",
    INSIDER_FLOOR_RAISED: "Below the insider floor: raised to {floor} yuan",
    INSIDER_FLOOR: "Not below the insider floor of {floor} yuan: unchanged",
    NO_INSIDER_UPLIFT: "No insider uplift: {missing} missing",
    REAL_NAME: "real name",
    PROOF: "reliable proof",
    CAP_RULE_SET: "Above the cap of the rule: {cap} yuan",
    CAP_CEILING: "Above the ceiling of this portal: {ceiling} yuan",
    CAP_NONE: "Not above any cap: unchanged",
    ROUND: "Rounded half up to the fen: {sum} yuan",
    BAND_DROP:
      "Note: a base of {below} yuan would give {belowReward} yuan, more than this. Computed as the rule is written",
    SPLIT_AGREED: "Joint tip, shared as agreed: {parts}",
    SPLIT_EVEN: "Joint tip, shared evenly: {parts}",
    JOINT_NOT_ELIGIBLE:
      "One of the joint tipsters is not eligible; a person must decide",
    REFUSED: "The program gives no figure: {reason}",
    CLAW_BACK: "A paid reward of {sum} yuan is taken back",
    lowerIn: "from {from} yuan",
    lowerEx: "above {from} yuan",
    upperIn: "up to {to} yuan",
    upperEx: "below {to} yuan",
    listSeparator: ", ",
    bandSeparator: ", ",
    grade: ", {grade}",
    MODE_FLAT: "one rate on the whole",
    MODE_WHOLE_BAND: "the rate of the band on the whole",
    MODE_PROGRESSIVE: "each band at its own rate",
    MODE_FIXED_BAND: "the fixed sum of the band",
    MODE_RANGE: "an officer's choice inside a range",
  },
);

function yuan(value: number): string {
  return formatYuan(fen(value));
}

function percent(basisPoints: number): string {
  return `${Number((basisPoints / 100).toFixed(2))}%`;
}

function bandText(band: Border | null, language: Language): string {
  if (!band) return "";
  const words = sentences[language];
  const lower = fill(band.fromInclusive ? words.lowerIn : words.lowerEx, {
    from: yuan(band.fromFen),
  });
  if (band.toFen === null) return lower;
  const upper = fill(band.toInclusive ? words.upperIn : words.upperEx, {
    to: yuan(band.toFen),
  });
  return band.fromFen === 0 ? upper : `${lower}${words.bandSeparator}${upper}`;
}

function withBand(sentence: string, band: Border | null, language: Language) {
  const text = bandText(band, language);
  return text === ""
    ? sentence
    : sentence + fill(sentences[language].BAND, { band: text });
}

export function worksheetSentence(
  step: WorksheetStep,
  language: Language,
): string {
  const words = sentences[language];
  switch (step.step) {
    case "RULE_SET": {
      const kinds: Readonly<Record<string, string>> =
        rewardWords[language].kind;
      const { kind, ...rest } = step.values;
      return fill(words.RULE_SET, { ...rest, kind: kinds[kind] ?? kind });
    }
    case "NOT_ELIGIBLE":
      return fill(words.NOT_ELIGIBLE, {
        reason: codeLabel(noRewardReasons, step.values.code, language),
      });
    case "ELIGIBLE":
      return fill(words.ELIGIBLE, { count: step.values.checked.length });
    case "BASE": {
      const { baseFen, leftOutOtherFoundFen, leftOutFineFen } = step.values;
      return fill(
        leftOutOtherFoundFen + leftOutFineFen > 0
          ? words.BASE_LEFT_OUT
          : words.BASE,
        {
          base: yuan(baseFen),
          other: yuan(leftOutOtherFoundFen),
          fine: yuan(leftOutFineFen),
        },
      );
    }
    case "NO_LOSS":
      return words.NO_LOSS;
    case "TABLE": {
      const { mode, grade } = step.values;
      const names: Readonly<Record<string, string>> =
        rewardWords[language].gradeName;
      return fill(words.TABLE, {
        mode: words[`MODE_${mode}`],
        detail:
          grade === null
            ? ""
            : fill(words.grade, { grade: names[grade] ?? grade }),
      });
    }
    case "RATE": {
      const { baseFen, rateBp, addFen, band } = step.values;
      return withBand(
        fill(addFen > 0 ? words.RATE_ADD : words.RATE, {
          base: yuan(baseFen),
          rate: percent(rateBp),
          add: yuan(addFen),
        }),
        band,
        language,
      );
    }
    case "BAND_PART":
      return fill(words.BAND_PART, {
        band: bandText(step.values.band, language),
        part: yuan(step.values.partFen),
        rate: percent(step.values.rateBp),
      });
    case "SUM":
      return fill(words.SUM, step.values);
    case "FIXED_SUM":
      return withBand(
        fill(words.FIXED_SUM, { sum: yuan(step.values.fen) }),
        step.values.band,
        language,
      );
    case "PROPOSED_SUM":
      return withBand(
        fill(words.PROPOSED_SUM, {
          min: yuan(step.values.minFen),
          max: yuan(step.values.maxFen),
          sum: yuan(step.values.proposedFen),
        }),
        step.values.band,
        language,
      );
    case "PROPOSED_RATE":
      return fill(words.PROPOSED_RATE, {
        min: percent(step.values.minRateBp),
        max: percent(step.values.maxRateBp),
        rate: percent(step.values.proposedRateBp),
      });
    case "PERSON_DECIDES": {
      const { proposedFen, proposedRateBp } = step.values;
      if (proposedFen !== null)
        return fill(words.PERSON_DECIDES_SUM, { sum: yuan(proposedFen) });
      return proposedRateBp === null
        ? words.PERSON_DECIDES
        : fill(words.PERSON_DECIDES_RATE, { rate: percent(proposedRateBp) });
    }
    case "INSIDER_RATE":
      return fill(words.INSIDER_RATE, {
        rate: percent(step.values.rateBp),
        raised: percent(step.values.raisedRateBp),
      });
    case "FLOOR":
      return fill(step.values.raised ? words.FLOOR_RAISED : words.FLOOR, {
        floor: yuan(step.values.floorFen),
      });
    case "INSIDER_FACTOR":
      return fill(words.INSIDER_FACTOR, step.values);
    case "INSIDER_FLOOR":
      return fill(
        step.values.raised ? words.INSIDER_FLOOR_RAISED : words.INSIDER_FLOOR,
        { floor: yuan(step.values.floorFen) },
      );
    case "NO_INSIDER_UPLIFT":
      return fill(words.NO_INSIDER_UPLIFT, {
        missing: step.values.missing
          .map((one) => words[one])
          .join(words.listSeparator),
      });
    case "CAP": {
      const { capApplied, capFen, ceilingFen } = step.values;
      if (capApplied === "RULE_SET")
        return fill(words.CAP_RULE_SET, { cap: yuan(capFen ?? 0) });
      if (capApplied === "CEILING")
        return fill(words.CAP_CEILING, { ceiling: yuan(ceilingFen ?? 0) });
      return words.CAP_NONE;
    }
    case "ROUND":
      return fill(words.ROUND, { sum: yuan(step.values.fen) });
    case "BAND_DROP":
      return fill(words.BAND_DROP, {
        below: yuan(step.values.belowFen),
        belowReward: yuan(step.values.belowRewardFen),
      });
    case "SPLIT":
      return fill(
        step.values.split === "AGREED" ? words.SPLIT_AGREED : words.SPLIT_EVEN,
        {
          parts: step.values.parts
            .map((part) => `${part.name} ${yuan(part.fen)}`)
            .join(words.listSeparator),
        },
      );
    case "JOINT_NOT_ELIGIBLE":
      return words.JOINT_NOT_ELIGIBLE;
    case "REFUSED":
      return fill(words.REFUSED, {
        reason: codeLabel(calculatorCodes, step.values.code, language),
      });
    case "CLAW_BACK":
      return fill(words.CLAW_BACK, { sum: yuan(step.values.paidFen) });
    default:
      return assertNever(step);
  }
}

/** Where a step comes from, in words; the project's own rules are never shown as law. */
export function basisText(basis: Basis, language: Language): string {
  const words = rewardWords[language];
  switch (basis.kind) {
    case "DOCUMENT":
      return basis.name;
    case "ANALOGY":
      return fill(words.basisAnalogy, { name: basis.name });
    case "PROJECT_DECISION":
      return words.basisProject;
    case "CONFIGURATION":
      return fill(words.basisConfiguration, { setting: basis.setting });
    default:
      return assertNever(basis);
  }
}
