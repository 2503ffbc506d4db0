import { defineWords } from "../words";

/**
 * What an officer should know about each reward rule: gaps in the known text and how it was read. Keyed by rule-set id;
 * a set without a note has nothing open. Not for the public: several texts are known from third-party copies only.
 */
export const ruleSetNotes = defineWords(
  {
    "NAT-2018": [
      "全国性框架：比例由地方规定。",
      "举报属实但无法计算金额的，可视情形给予奖励；文件未定数额，须由人工决定。",
      "内部人员和竞争机构可适当提高标准，文件未定幅度。",
      "失效日按2022年办法生效日推定，使用前请核对正式文本。",
    ],
    "NAT-2022": [
      "全国性框架：按案值的一定比例奖励，200元至20万元，比例由地方规定。",
      "以已造成基金损失为条件，因此不设避免损失奖励和无金额奖励。",
    ],
    "SD-2019": ["比例由市级规定，省级文件未载明。"],
    "JN-2020": [
      "5%的比例是系统配置，不是文件规定：文件只写“一定比例”。启用前须由运维单位确认。",
      "封顶10万元和避免损失200元至1000元见于文件原文。",
    ],
    "WF-2021": [
      "封顶为最高一档的上限；加成后能否超过该上限，文件未写明，本系统先加成、后封顶。",
      "内部人员加成10%须同时满足：实名、线索可靠、有图片或视频等证据。",
      "避免损失奖励适用于因举报使经办机构停止拨付的情形。",
    ],
    YZ: ["金额达到5万元和15万元时奖励会回落：按原文计算并提示，不作修正。"],
    JX: [
      "算法看来适用于全省，赣州市自己的文本尚未取得。",
      "已知公告文本没有日期。",
    ],
    "GD-2023d": ["征求意见稿，不作为依据。内部人员加成20%见于另一份稿本。"],
    "BJ-2023": ["按被举报对象是单位还是个人分别计算。只奖励第一举报人。"],
    "SH-2023d": [
      "征求意见稿，不作为依据。只分两个等级。",
      "500元下限与最低一档一并载明。",
    ],
    "SC-2023": [
      "分段累计，档位连续，边界归入哪一档结果相同。",
      "遂宁市允许法人举报并领奖。",
    ],
    "CQ-2025": [
      "等级：基本2%；事实详细、亲自掌握直接证据、协助查处且完全相符的3%。",
      "内部人员或竞争机构按2.5%，不按2%；其较高一档的比例未知，须由人工决定。",
    ],
    AQ: [
      "不足1000元的“可给予”200元，属于可裁量。",
      "5万元以上：1000元加全部金额的1%。",
    ],
    "HN-old": ["2025年被新规定取代，具体日期未知。"],
    "HN-2025": [
      "二级和三级的比例未知，须由人工决定。",
      "未见下限；2022年全国办法的200元可能适用。",
    ],
    "TC-2020": ["内部人员和竞争机构可适当提高，未定幅度。", "罚款不计入基数。"],
    "QZ-2019": ["由办案人员在等级对应的区间内提出比例；一级高于4%，不超过6%。"],
    "GS-2019": ["按文件自己的类别计算，不是证据等级：一类5%至8%，二类3%至5%。"],
    "JC-2020": [
      "按金额的一定比例，比例未知。公开报道有一笔483.62元的实际奖励。",
    ],
    "HE-2023": ["比例未知。只计算举报事项对应的金额。"],
    "HI-2023": ["分段累计，具体数字未知。"],
    "ZJ-2023": ["比例和封顶未知。"],
    "TZ-2019": ["沿用2018年办法的类别，比例未知。"],
    "TJ-2024": ["比例和封顶未知；法人也可以举报并领奖。"],
    "SN-2023": ["比例未知，参照四川省规定；法人也可以举报并领奖。"],
  },
  {
    "NAT-2018": [
      "National frame: rates are local.",
      "True but no amount: a local sum at discretion; the text names none, so a person decides.",
      "Insiders and rivals may get more; the text gives no figure.",
      "The last day in force follows from the 2022 rule; check the official text before relying on it.",
    ],
    "NAT-2022": [
      "National frame: a share of the case amount, 200 to 200,000 yuan; rates are local.",
      "An actual loss to the fund is a condition, so rewards for avoided loss or without an amount are off.",
    ],
    "SD-2019": ["Cities set the percentage; the province's text has none."],
    "JN-2020": [
      "The rate of 5 % is configuration and stands in no document, which says only “a certain percentage”. The operator must confirm it before use.",
      "The cap of 100,000 and the range of 200 to 1,000 for avoided loss stand in the text.",
    ],
    "WF-2021": [
      "The cap is the top of the last band. Whether the uplift may pass it is not stated; here the cap comes after the uplift.",
      "The insider's 10 % needs all of: real name, a reliable clue, proof in pictures or video.",
      "Avoided loss: the handling agency stopped a payment because of the tip.",
    ],
    YZ: [
      "The reward falls at 50,000 and at 150,000 yuan: computed as written and flagged, never repaired.",
    ],
    JX: [
      "The formula looks province-wide; Ganzhou's own text is not known.",
      "The known copy of the notice is undated.",
    ],
    "GD-2023d": [
      "Draft for comment, never a basis. The insider's 20 % is from a second copy.",
    ],
    "BJ-2023": [
      "Organisations and persons as reported subjects have tables of their own. First reporter only.",
    ],
    "SH-2023d": [
      "Draft for comment, never a basis. Two grades only.",
      "The floor of 500 is printed with the lowest band.",
    ],
    "SC-2023": [
      "Progressive and continuous: it makes no difference to which band a border belongs.",
      "Suining also lets legal persons report and be rewarded.",
    ],
    "CQ-2025": [
      "Grades: basic 2 %; 3 % for detailed facts, own direct evidence, help and full match.",
      "Insider or rival: 2.5 % in place of 2 %; their higher rate is not known and a person decides.",
    ],
    AQ: [
      "Below 1,000 yuan 200 “may be given”: discretionary.",
      "From 50,000: 1,000 plus 1 % of the whole amount.",
    ],
    "HN-old": ["Replaced in 2025; the day is not known."],
    "HN-2025": [
      "Rates of grades 2 and 3 are not known; a person decides.",
      "No floor is shown; the 200 of the 2022 rule may apply.",
    ],
    "TC-2020": [
      "Insiders and rivals may get more; no figure.",
      "Fines are not part of the base.",
    ],
    "QZ-2019": [
      "The officer proposes the rate inside the range of the grade; grade 1 is above 4 %, up to 6 %.",
    ],
    "GS-2019": [
      "Classes of the rule, not evidence grades: class 1 is 5–8 %, class 2 is 3–5 %.",
    ],
    "JC-2020": [
      "A share of the amount, rate not known. One payment of 483.62 yuan was reported.",
    ],
    "HE-2023": ["Rate not known. Only the reported matter counts."],
    "HI-2023": ["Progressive; the figures are not known."],
    "ZJ-2023": ["Rates and cap not known."],
    "TZ-2019": ["Categories of the 2018 rule; rates not known."],
    "TJ-2024": [
      "Rates and cap not known; legal persons may report and be rewarded.",
    ],
    "SN-2023": [
      "Rates not known, see Sichuan; legal persons may report and be rewarded.",
    ],
  },
);
