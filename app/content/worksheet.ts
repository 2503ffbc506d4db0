import type { WorksheetStep } from "#app/domain/reward/worksheet";
import type { Border } from "#app/domain/reward/rule-set";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { assertNever } from "#app/domain/shared/coded-error";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { defineWords, fill, type Language } from "./words";

/** One sentence for each step of a reward's worksheet, so that a person can redo it with pencil and paper. */
export const worksheetWords = defineWords(
  {
    RULE_SET:
      "适用规则：{ruleSet}，第 {version} 版（按举报登记之日施行的规则）。",
    NOT_ELIGIBLE: "不符合奖励条件：{reason}。",
    ELIGIBLE: "逐项核对奖励条件，没有发现不予奖励的情形。",
    BASE: "计算基数是查实的、属于举报事项的基金损失：{base} 元。另外查出的 {other} 元和罚款 {fine} 元不计入。",
    BASE_ALONE: "计算基数是查实的、属于举报事项的基金损失：{base} 元。",
    NO_LOSS: "没有造成基金损失，或损失为零，所以奖励为零。",
    TABLE: {
      FLAT: "按固定比例计算。",
      WHOLE_BAND: "按全额分档计算：总额落在哪一档，全部按那一档的比例。",
      PROGRESSIVE: "按超额累进计算：每一档只算落在该档内的部分，再相加。",
      FIXED_BAND: "按分档定额计算。",
      RANGE: "规则给出一个区间，由负责人在区间内提出，并写明理由。",
    },
    RATE: "{base} 元 × {rate} = {yuan} 元。",
    RATE_ADD: "{base} 元 × {rate} + {add} 元 = {yuan} 元。",
    RATE_BAND: "落在{band}一档：{base} 元 × {rate} = {yuan} 元。",
    RATE_BAND_ADD:
      "落在{band}一档：{base} 元 × {rate} + {add} 元 = {yuan} 元。",
    BAND_PART: "{band}的部分：{part} 元 × {rate} = {yuan} 元。",
    SUM: "各部分相加：{yuan} 元。",
    FIXED_SUM: "定额：{yuan} 元。",
    FIXED_SUM_BAND: "落在{band}一档，定额：{yuan} 元。",
    PROPOSED_SUM:
      "在 {min} 元至 {max} 元之间，提出 {yuan} 元；理由已写入案卷。",
    PROPOSED_RATE:
      "在 {min} 至 {max} 之间，提出 {rate}，得 {yuan} 元；理由已写入案卷。",
    PERSON_DECIDES: "规则没有给出数额，由人工决定：{yuan} 元；理由已写入案卷。",
    INSIDER_RATE: "内部人员或同行举报，比例由 {rate} 提高到 {raised}。",
    FLOOR: "不低于 {floor} 元：已够，不变。",
    FLOOR_RAISED: "低于最低 {floor} 元，提高到 {yuan} 元。",
    INSIDER_FACTOR: "内部人员举报，乘以 {factor}，得 {yuan} 元。",
    NO_INSIDER_UPLIFT: "内部人员提高奖励的条件不齐，不予提高。",
    CAP_NONE: "没有超过上限，不变。",
    CAP_RULE_SET: "超过规则的上限 {cap} 元，按 {yuan} 元计。",
    CAP_CEILING: "超过本站的上限 {ceiling} 元，按 {yuan} 元计。",
    ROUND: "最后四舍五入到分，只取一次：{result} 元。",
    BAND_DROP:
      "提示：按全额分档，总额刚过分界点时奖励会比分界点以下少（{below} 元处为 {belowReward} 元）。这是规则原文如此，没有改动。",
    SPLIT: "联名举报，奖励只有一份，由各人分配。",
    JOINT_NOT_ELIGIBLE: "联名举报人中有人不符合条件，由人工决定。",
    REFUSED: "按现有内容不能得出金额，须由人工决定。",
    CLAW_BACK: "收回已付的 {paid} 元。",
    decisionBasis: "（本站自定的计算规则）",
    configurationBasis: "（本站设置）",
    analogyBasis: "（参照{name}）",
    documentBasis: "（{name}）",
    bandAll: "全部",
    bandTo: "{to} 元以下",
    bandFrom: "{from} 元以上",
    bandBetween: "{from} 元至 {to} 元",
  },
  {
    RULE_SET:
      "Rule in force on the day your report was registered: {ruleSet}, version {version}.",
    NOT_ELIGIBLE: "No reward is possible: {reason}.",
    ELIGIBLE:
      "Every condition was checked one by one; nothing stands against a reward.",
    BASE: "The base is the verified loss to the fund that belongs to what was reported: {base} yuan. Another {other} yuan found and fines of {fine} yuan do not count.",
    BASE_ALONE:
      "The base is the verified loss to the fund that belongs to what was reported: {base} yuan.",
    NO_LOSS: "The fund suffered no loss, so the reward is nil.",
    TABLE: {
      FLAT: "One rate for all.",
      WHOLE_BAND:
        "By bands: the whole sum takes the rate of the band it falls in.",
      PROGRESSIVE:
        "Progressive: each band counts only the part inside it; then the parts are added.",
      FIXED_BAND: "A fixed sum by band.",
      RANGE:
        "The rule gives a range; a sum inside it is proposed, with a written reason.",
    },
    RATE: "{base} yuan × {rate} = {yuan} yuan.",
    RATE_ADD: "{base} yuan × {rate} + {add} yuan = {yuan} yuan.",
    RATE_BAND: "In the band {band}: {base} yuan × {rate} = {yuan} yuan.",
    RATE_BAND_ADD:
      "In the band {band}: {base} yuan × {rate} + {add} yuan = {yuan} yuan.",
    BAND_PART: "The part {band}: {part} yuan × {rate} = {yuan} yuan.",
    SUM: "Added up: {yuan} yuan.",
    FIXED_SUM: "Fixed sum: {yuan} yuan.",
    FIXED_SUM_BAND: "In the band {band}, a fixed sum: {yuan} yuan.",
    PROPOSED_SUM:
      "Between {min} and {max} yuan, {yuan} yuan were proposed; the reason is on file.",
    PROPOSED_RATE:
      "Between {min} and {max}, {rate} was proposed, which makes {yuan} yuan; the reason is on file.",
    PERSON_DECIDES:
      "The rule gives no figure, so a person decided: {yuan} yuan; the reason is on file.",
    INSIDER_RATE:
      "Reported by an insider or competitor: the rate rises from {rate} to {raised}.",
    FLOOR: "Not below {floor} yuan: it is enough, nothing changes.",
    FLOOR_RAISED:
      "Below the smallest reward of {floor} yuan, so it rises to {yuan} yuan.",
    INSIDER_FACTOR:
      "Reported by an insider: times {factor}, which makes {yuan} yuan.",
    NO_INSIDER_UPLIFT:
      "The conditions for an insider’s higher reward are not all met; it stays as it is.",
    CAP_NONE: "Below the cap: nothing changes.",
    CAP_RULE_SET:
      "Above the cap of the rule, {cap} yuan, so it becomes {yuan} yuan.",
    CAP_CEILING:
      "Above the ceiling of this portal, {ceiling} yuan, so it becomes {yuan} yuan.",
    ROUND: "Rounded to the fen, once, at the end: {result} yuan.",
    BAND_DROP:
      "Note: with whole-sum bands, a sum just above a border earns less than one just below it (at {below} yuan: {belowReward} yuan). The rule says so and was not altered.",
    SPLIT: "A joint report has one reward, which the reporters share.",
    JOINT_NOT_ELIGIBLE:
      "Not all who reported jointly meet the conditions; a person decides.",
    REFUSED: "No sum follows from what is known; a person has to decide.",
    CLAW_BACK: "The {paid} yuan that were paid are taken back.",
    decisionBasis: " (this portal’s own rule of computing)",
    configurationBasis: " (setting of this portal)",
    analogyBasis: " (modelled on {name})",
    documentBasis: " ({name})",
    bandAll: "of everything",
    bandTo: "up to {to} yuan",
    bandFrom: "above {from} yuan",
    bandBetween: "from {from} to {to} yuan",
  },
);

const yuan = (value: number) => formatYuan(fen(value));
const roundYuan = (value: number) => yuan(value).replace(/\.00$/, "");
/** Basis points as a percentage without floating point: 250 is "2.5%". */
export function percent(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  const rest = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${whole}${rest && `.${rest}`}%`;
}

export function bandText(language: Language, band: Border): string {
  const words = worksheetWords[language];
  if (band.toFen === null)
    return band.fromFen === 0
      ? words.bandAll
      : fill(words.bandFrom, { from: roundYuan(band.fromFen) });
  return band.fromFen === 0
    ? fill(words.bandTo, { to: roundYuan(band.toFen) })
    : fill(words.bandBetween, {
        from: roundYuan(band.fromFen),
        to: roundYuan(band.toFen),
      });
}

/** Exact decimal of the engine ("4327.1605") with thousands separated. */
function exact(amountYuan: string | null): string {
  if (amountYuan === null) return "0.00";
  const [whole = "0", rest] = amountYuan.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === undefined ? "" : `.${rest}`}`;
}

/**
 * The sentence of one step. `reasonOf` turns a code for no reward into words. The document is named only where the rule is
 * one; a step of the portal's own making says so.
 */
export function worksheetSentence(
  language: Language,
  step: WorksheetStep,
  reasonOf: (code: string) => string,
): string {
  const words = worksheetWords[language];
  return sentenceOf(language, step, reasonOf) + basisText(words, step);
}

/** The area in words; a set that is no longer in our data keeps its id. */
function ruleSetName(language: Language, id: string): string {
  const area = ruleSets.find((set) => set.id === id)?.area;
  return area ? area[language === "en" ? "en" : "zh"] : id;
}

function basisText(
  words: (typeof worksheetWords)[Language],
  { basis }: WorksheetStep,
): string {
  switch (basis.kind) {
    case "DOCUMENT":
      return fill(words.documentBasis, { name: basis.name });
    case "ANALOGY":
      return fill(words.analogyBasis, { name: basis.name });
    case "CONFIGURATION":
      return words.configurationBasis;
    case "PROJECT_DECISION":
      return words.decisionBasis;
  }
}

function sentenceOf(
  language: Language,
  step: WorksheetStep,
  reasonOf: (code: string) => string,
): string {
  const words = worksheetWords[language];
  const result = exact(step.amountYuan);
  switch (step.step) {
    case "RULE_SET":
      return fill(words.RULE_SET, {
        ruleSet: ruleSetName(language, step.values.ruleSet),
        version: step.values.version,
      });
    case "NOT_ELIGIBLE":
      return fill(words.NOT_ELIGIBLE, { reason: reasonOf(step.values.code) });
    case "BASE": {
      const { baseFen, leftOutOtherFoundFen, leftOutFineFen } = step.values;
      return fill(
        leftOutOtherFoundFen + leftOutFineFen > 0
          ? words.BASE
          : words.BASE_ALONE,
        {
          base: yuan(baseFen),
          other: yuan(leftOutOtherFoundFen),
          fine: yuan(leftOutFineFen),
        },
      );
    }
    case "TABLE":
      return words.TABLE[step.values.mode];
    case "RATE": {
      const { baseFen, rateBp, addFen, band } = step.values;
      const sentence = band
        ? addFen > 0
          ? words.RATE_BAND_ADD
          : words.RATE_BAND
        : addFen > 0
          ? words.RATE_ADD
          : words.RATE;
      return fill(sentence, {
        base: yuan(baseFen),
        rate: percent(rateBp),
        add: yuan(addFen),
        band: band ? bandText(language, band) : "",
        yuan: result,
      });
    }
    case "BAND_PART":
      return fill(words.BAND_PART, {
        band: bandText(language, step.values.band),
        part: yuan(step.values.partFen),
        rate: percent(step.values.rateBp),
        yuan: result,
      });
    case "FIXED_SUM":
      return fill(step.values.band ? words.FIXED_SUM_BAND : words.FIXED_SUM, {
        band: step.values.band ? bandText(language, step.values.band) : "",
        yuan: result,
      });
    case "PROPOSED_SUM":
      return fill(words.PROPOSED_SUM, {
        min: yuan(step.values.minFen),
        max: yuan(step.values.maxFen),
        yuan: result,
      });
    case "PROPOSED_RATE":
      return fill(words.PROPOSED_RATE, {
        min: percent(step.values.minRateBp),
        max: percent(step.values.maxRateBp),
        rate: percent(step.values.proposedRateBp),
        yuan: result,
      });
    case "INSIDER_RATE":
      return fill(words.INSIDER_RATE, {
        rate: percent(step.values.rateBp),
        raised: percent(step.values.raisedRateBp),
      });
    case "FLOOR":
    case "INSIDER_FLOOR":
      return fill(step.values.raised ? words.FLOOR_RAISED : words.FLOOR, {
        floor: yuan(step.values.floorFen),
        yuan: result,
      });
    case "INSIDER_FACTOR":
      return fill(words.INSIDER_FACTOR, {
        factor: step.values.factor,
        yuan: result,
      });
    case "CAP": {
      const { capApplied, capFen, ceilingFen } = step.values;
      return fill(
        capApplied === null
          ? words.CAP_NONE
          : capApplied === "CEILING"
            ? words.CAP_CEILING
            : words.CAP_RULE_SET,
        {
          cap: yuan(capFen ?? 0),
          ceiling: yuan(ceilingFen ?? 0),
          yuan: result,
        },
      );
    }
    case "ROUND":
      return fill(words.ROUND, { result: yuan(step.values.fen) });
    case "BAND_DROP":
      return fill(words.BAND_DROP, {
        below: yuan(step.values.belowFen),
        belowReward: yuan(step.values.belowRewardFen),
      });
    case "CLAW_BACK":
      return fill(words.CLAW_BACK, { paid: yuan(step.values.paidFen) });
    case "SUM":
    case "PERSON_DECIDES":
      return fill(words[step.step], { yuan: result });
    case "ELIGIBLE":
    case "NO_LOSS":
    case "NO_INSIDER_UPLIFT":
    case "SPLIT":
    case "JOINT_NOT_ELIGIBLE":
    case "REFUSED":
      return words[step.step];
    default:
      return assertNever(step);
  }
}
