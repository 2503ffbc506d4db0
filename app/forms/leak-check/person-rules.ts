import { rule, type LeakRule } from "./finding";

/** What the writer says of themself: their post, or that few could know. */
const POSTS = [
  "出纳",
  "会计",
  "财务",
  "收费员?",
  "收银员?",
  "挂号员?",
  "护士长?",
  "护工",
  "护理员?",
  "医生",
  "大夫",
  "医师",
  "药师",
  "药剂师",
  "技师",
  "治疗师",
  "麻醉师",
  "检验员?",
  "影像科",
  "信息科",
  "医保科",
  "医保办",
  "病案室",
  "库管",
  "仓管",
  "采购员?",
  "司机",
  "保安",
  "保洁",
  "后勤",
  "店员",
  "店长",
  "营业员",
  "业务员",
  "送货",
  "秘书",
  "助理",
  "主任",
  "科长",
  "院长",
  "经理",
  "股东",
  "合伙人",
  "实习生?",
  "规培",
  "临时工",
  "员工",
  "职工",
  "内部人员",
  "前员工",
].join("|");

export const personRules: readonly LeakRule[] = [
  rule(
    "OWN_ROLE",
    new RegExp(
      `(?:我|本人)(?:以前|之前|曾经?|原来|现在|目前|就|也)?(?:是|在|给|当过?|做过?|任|担任)(?!想|说|看|不|听)[^,，。;；!！?？:：\\n我]{0,16}?(?:${POSTS})(?![^,，。;；!！?？\\n]{0,4}(?:说|讲|告诉))`,
      "gu",
    ),
    // "我是病人家属" and "我在医生那里" say nothing of a post
    ({ text, start, end }) =>
      !/患者|病人|家属|顾客|(?:问|找|看|听|跟|被|让)[^,，。]{0,6}$/u.test(
        text.slice(start, end),
      ),
  ),
  rule(
    "OWN_ROLE",
    /(?:我|本人)(?:以前|之前|曾经?|原来|现在|目前|就|也)?在(?!想|说|看)[^,，。;；!！?？:：\n我他她]{1,24}?(?:上过?班|工作过?|任职|值班|值夜班|打过?工|当过[^,，。;；!！?？\n]{1,6}|做过[^,，。;；!！?？\n]{1,8})/gu,
  ),
  rule(
    "OWN_ROLE",
    /我(?:给|替|帮)[^,，。;；!！?？:：\n我他她]{1,14}(?:做过?账|记过?账|开过?车|送过?货|接送过?[^,，。;；!！?？\n]{0,4}|管过?账)/gu,
  ),
  rule(
    "OWN_ROLE",
    /我(?:们)?(?:负责|经手|主管|分管|经办|签字批准)(?!任)(?:的|了|过)?[^,，。;；!！?？\n]{2,8}/gu,
    ({ text, start }) =>
      !/[对向让请给]$/u.test(text.slice(Math.max(0, start - 1), start)),
  ),
  rule(
    "OWN_ROLE",
    /我(?:是|也是)[^,，。;；!！?？:：\n我]{0,14}(?:的人|同行|社会监督员|大学生|在校生|实名举报人)/gu,
  ),
  rule("OWN_ROLE", /我也是(?:开|做)[^,，。;；!！?？\n]{1,6}的/gu),
  rule(
    "OWN_ROLE",
    /我(?:们)?科(?:室)?(?=[的里有,，。共一二三四五六七八九十\d])/gu,
  ),
  rule(
    "OWN_ROLE",
    /\bI (?:am|was|used to be|work(?:ed)? as|serve(?:d)? as) (?:an?|the|one of the|their|its)? ?(?:[a-z-]+ ){0,3}?(?:cashier|accountant|bookkeeper|nurse|doctor|physician|pharmacist|technician|manager|director|driver|guard|cleaner|clerk|secretary|assistant|intern|employee|insider|partner|shareholder|shop assistant)\b/gi,
  ),
  rule(
    "OWN_ROLE",
    /\bI (?:work|worked|am employed|was employed|did (?:[a-z-]+ ){0,3}(?:work|bookkeeping|accounting)) (?:at|in|for|with) [^.,;!?\n]{3,40}/gi,
  ),
  rule("OWN_ROLE", /\btreat me as an insider\b/gi),
  rule(
    "FEW_KNOW",
    /(?:只有|就|仅有?|除了)(?:我|本人)(?:们)?(?:一个人?|一人|自己|和[^,，。;；!！?？\n]{1,6}|跟[^,，。;；!！?？\n]{1,6}|[两二三几]个?人?)(?:(?:在场|知道|见过|看到|看见|清楚|经手|有钥匙|签过字|当班|值班)[^,，。;；!！?？\n]{0,4})?/gu,
    ({ text, start, end }) => {
      const found = text.slice(start, end);
      return (
        !found.startsWith("就") ||
        /在场|知道|见过|看到|看见|经手|当班|值班/u.test(found)
      );
    },
  ),
  rule(
    "FEW_KNOW",
    /(?:只有|仅有)[^,，。;；!！?？\n]{0,10}?(?:我|本人)[^,，。;；!！?？\n]{0,6}(?:在场|知道|见过|看到|经手|当班|值班)/gu,
  ),
  rule(
    "FEW_KNOW",
    /我[^,，。;；!！?？\n]{0,10}?(?:唯一|独自|单独一人|一个人留)[^,，。;；!！?？\n]{0,10}/gu,
    ({ text, start, end }) =>
      !/我[^,，。]{0,6}(?:不|没)/u.test(text.slice(start, end)),
  ),
  rule(
    "FEW_KNOW",
    /(?:当时|那天|现场|屋里|房间里|办公室里)[^,，。;；!！?？\n]{0,4}(?:只有|就|仅)[^,，。;；!！?？\n]{0,6}(?:我|[一两二三]个?人)[^,，。;；!！?？\n]{0,6}/gu,
  ),
  rule(
    "FEW_KNOW",
    /\b(?:only (?:I|he and I|she and I|the (?:two|three) of us|[a-z]+ and I)|I am the only|I was the only|I alone|nobody (?:else )?(?:but|except) me|no one (?:else )?(?:but|except) me)\b[^.;!?\n]{0,30}/gi,
  ),
];
