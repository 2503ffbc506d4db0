import { charAfter, charBefore, rule, type LeakRule } from "./finding";

/** Numbers that belong to one person, one visit or one account. */
const alone = (text: string, start: number, end: number) =>
  !/[0-9A-Za-z]/.test(charBefore(text, start)) &&
  !/[0-9A-Za-z]/.test(charAfter(text, end));

const digitsOf = (text: string) => text.replace(/[^0-9Xx]/g, "");

/** Province codes of GB/T 2260 that resident numbers begin with. */
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

function isDate(year: string, month: string, day: string): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** Eighteen characters with a right check character: GB 11643-1999, ISO 7064 MOD 11-2. */
export function isResidentNumber(number: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(number) || !PROVINCES.test(number)) return false;
  if (
    !/^(?:18|19|20)/.test(number.slice(6)) ||
    !isDate(number.slice(6, 10), number.slice(10, 12), number.slice(12, 14))
  )
    return false;
  let sum = 0;
  for (let index = 0; index < 17; index++)
    sum += Number(number[index]) * (2 ** (17 - index) % 11);
  return "10X98765432"[sum % 11] === number[17]!.toUpperCase();
}

/** The fifteen digits of before 1999, without a check digit: a province and a day of birth must be in it. */
export function isOldResidentNumber(number: string): boolean {
  return (
    /^\d{15}$/.test(number) &&
    PROVINCES.test(number) &&
    isDate(`19${number.slice(6, 8)}`, number.slice(8, 10), number.slice(10, 12))
  );
}

/** ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const LABELLED_NUMBERS = [
  "住院",
  "病案",
  "病历",
  "门诊",
  "就诊",
  "挂号",
  "登记",
  "流水",
  "发票",
  "票据",
  "收据",
  "处方",
  "结算",
  "结算单",
  "收费单",
  "缴费单",
  "报告",
  "检查",
  "检验",
  "影像",
  "床单",
  "社保卡",
  "医保卡",
  "医保",
  "社保",
  "个人",
  "证历本",
  "员工",
  "职工",
  "学",
  "工",
  "胸牌",
  "执业证",
  "快递单",
  "快递",
  "运单",
  "订单",
  "受理",
  "举报",
  "案件",
].join("|");

export const numberRules: readonly LeakRule[] = [
  rule(
    "PHONE",
    /(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}/g,
    ({ text, start, end }) => alone(text, start, end),
  ),
  rule(
    "PHONE",
    /\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]?[2-9]\d{2,3}[- ]?\d{4}/g,
    ({ text, start, end }) =>
      alone(text, start, end) &&
      !/[-.:/年]/.test(charBefore(text, start)) &&
      // 0.12345678 and the like are not telephones
      !/[.%]/.test(charAfter(text, end)),
  ),
  rule(
    "PHONE",
    /(?<before>(?:电话|手机|座机|号码|tel|phone|telephone|mobile)[号码是为number.: ]{0,10})[2-9]\d{6,7}/giu,
    ({ text, start, end }) => alone(text, start, end),
  ),
  rule(
    "ID_NUMBER",
    /\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx]/g,
    ({ text, start, end }) =>
      alone(text, start, end) &&
      isResidentNumber(digitsOf(text.slice(start, end))),
  ),
  rule(
    "ID_NUMBER",
    /\d{15}/g,
    ({ text, start, end }) =>
      alone(text, start, end) && isOldResidentNumber(text.slice(start, end)),
  ),
  // called so, whatever its check digit: a slip of the pen still points to one person
  rule(
    "ID_NUMBER",
    /(?<before>(?:身份证|公民身份|护照|军官证|居住证|\bID|passport|identity card)(?:号码|编号|号|是|为|number|no|[.:# ]){0,6})[A-Za-z]{0,2}\d{7,17}[\dXx]/giu,
    ({ text, start, end }) => alone(text, start, end),
  ),
  rule(
    "BANK_CARD",
    /[3-6]\d{3}(?:[- ]?\d{4}){2}(?:[- ]?\d{1,4}){1,2}/g,
    ({ text, start, end }) => {
      const digits = digitsOf(text.slice(start, end));
      return (
        alone(text, start, end) &&
        digits.length >= 15 &&
        digits.length <= 19 &&
        !isResidentNumber(digits) &&
        passesLuhn(digits)
      );
    },
  ),
  rule(
    "BANK_CARD",
    /(?<before>(?:银行卡|银行账户|银行账号|卡号|账号|帐号|bank card|account)(?:号码|号|是|为|number|no|[.:# ]){0,6})\d(?:[- ]?\d){9,18}/giu,
    ({ text, start, end }) => alone(text, start, end),
  ),
  rule(
    "PLATE",
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·.\- ]?[A-HJ-NP-Z0-9]{4}(?:[A-HJ-NP-Z0-9]{1,2}|[挂学警])/g,
    ({ text, start, end }) =>
      /\d/.test(text.slice(start, end)) &&
      !/[0-9A-Za-z]/.test(charAfter(text, end)),
  ),
  rule(
    "RECORD_NUMBER",
    new RegExp(
      `(?<before>(?:${LABELLED_NUMBERS})(?:号码|编号|单号|号|码)[是为:#( ]{0,3})(?:[A-Za-z]{1,4}-?)?\\d[0-9A-Za-z-]{2,24}`,
      "gu",
    ),
  ),
  rule(
    "RECORD_NUMBER",
    /(?<before>\b(?:admission|hospital|inpatient|invoice|bill|receipt|prescription|record|case|staff|employee|badge|order|insurance)(?: card)?(?: (?:number|no\.?|id)|#)[ :#]{0,3}(?:is |was )?)(?:[A-Za-z]{1,4}-?)?\d[0-9A-Za-z-]{2,24}/gi,
  ),
];

export const placeRules: readonly LeakRule[] = [
  // not "300 床位", not "三床被子", not "开放 100 床"
  rule(
    "BED",
    /(?:加)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})号?床(?![位被褥单垫铺头])/gu,
    ({ text, start }) =>
      !/[0-9.一二三四五六七八九十百千万]/.test(charBefore(text, start)) &&
      !/(?:开放|设置?|共|核定|编制|增加|不足|超过)[约了有 ]?$/.test(
        text.slice(Math.max(0, start - 4), start),
      ),
  ),
  rule(
    "BED",
    /(?:病?床号?|bed(?: (?:number|no\.?))?)[是为:# ]{1,2}\d{1,3}(?!\d)/giu,
  ),
  rule("BED", /\d{2,4}(?:号?病房|房间|诊室)/gu, ({ text, start }) => {
    return !/[\d.]/.test(charBefore(text, start));
  }),
  rule(
    "HOME",
    /(?<before>(?:我(?:们)?家?|本人|家)(?:就|现在|一直)?(?:住址?|家)?[在于是: ]{0,2}[^。;!?\n]{0,20}?)\d{1,4}(?:号楼|栋|幢|单元|弄|号院)[\d栋幢单元楼号室户-]{0,14}/gu,
    ({ groups }) => /住|家/.test(groups["before"] ?? ""),
  ),
  rule(
    "HOME",
    /(?<before>(?:(?:住址|家庭地址|我的地址)[是为:]{1,3}|my address(?: is|:)) ?)[^。;!?\n]{4,40}/giu,
  ),
];

export const accountRules: readonly LeakRule[] = [
  rule(
    "EMAIL",
    /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
  ),
  rule(
    "ACCOUNT",
    /(?<before>(?:微信|抖音|快手|小红书|支付宝|微博|wechat|weixin|alipay|telegram|whatsapp|line)(?:号码|账号|帐号|名|号|id)?[是为叫: ]{0,3})[A-Za-z][-_A-Za-z0-9]{5,29}/giu,
    ({ text, start, end }) => {
      // a name of an account, not the next word of an English sentence
      const found = text.slice(start, end);
      const labelled = /[号名是为叫:]\s*$|id[: ]*$/iu.test(
        text.slice(0, start).slice(-4),
      );
      return labelled || /[\d_-]/.test(found);
    },
  ),
  rule("ACCOUNT", /wxid_[A-Za-z0-9]{6,30}/g),
  rule(
    "ACCOUNT",
    /(?<before>qq(?:群|号码?|账号|id)?[是为: ]{0,3})[1-9]\d{4,10}/giu,
    ({ text, end }) => !/\d/.test(charAfter(text, end)),
  ),
];
