import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noAnswers, type TipAnswers } from "../tip/answers";
import { checkLeaks, findLeaks } from "./check-leaks";
import { foldWidth, leakKinds, type LeakKind } from "./finding";
import { countLeaks, leakList } from "./leak-list";
import {
  isOldResidentNumber,
  isResidentNumber,
  passesLuhn,
} from "./number-rules";

const shown = (text: string) =>
  findLeaks(text).map(
    ({ kind, start, end }) => `${kind} ${text.slice(start, end)}`,
  );

describe("what is found", () => {
  test.each<[LeakKind, string, string]>([
    ["KIN_NAME", "我老公王某某在那里住过院", "王某某"],
    ["KIN_NAME", "我妈张桂兰，今年七十", "张桂兰"],
    ["KIN_NAME", "我儿子周小宝在那家医院", "周小宝"],
    ["KIN_NAME", "我妻子叫于小红，", "于小红"],
    ["KIN_NAME", "my husband Wang Jianguo was there", "Wang Jianguo"],
    ["PERSON_NAME", "李主任说没事", "李主任"],
    ["PERSON_NAME", "跟高院长吃饭", "高院长"],
    ["PERSON_NAME", "，王建国主任签的字", "王建国主任"],
    ["PERSON_NAME", "护士张XX打的针", "张XX"],
    ["PERSON_NAME", "护士张小红打的针", "张小红"],
    ["PERSON_NAME", "欧阳医生开的药", "欧阳医生"],
    ["PERSON_NAME", "同事陈晨看见了", "陈晨"],
    ["PERSON_NAME", "老板名叫马大山。", "马大山"],
    ["PERSON_NAME", "是小李告诉我的", "小李"],
    ["PERSON_NAME", "问了刘姐，她说", "刘姐"],
    ["PERSON_NAME", "I asked Dr. Li Ming about it", "Li Ming"],
    ["PERSON_NAME", "Nurse Zhang gave me", "Zhang"],
    ["PATIENT_NAME", "患者赵铁柱没有来过", "赵铁柱"],
    ["PATIENT_NAME", "病人李某住了三天", "李某"],
    ["PATIENT_NAME", "patient Chen Wei never came", "Chen Wei"],
    ["SELF_NAME", "我叫王小明，", "王小明"],
    ["SELF_NAME", "我姓王，住在", "王"],
    ["SELF_NAME", "举报人：刘德山", "刘德山"],
    ["SELF_NAME", "My name is Li Lei.", "Li Lei"],
    ["PHONE", "打13812345678找我", "13812345678"],
    ["PHONE", "手机１３８ １２３４ ５６７８", "１３８ １２３４ ５６７８"],
    ["PHONE", "+86 138-1234-5678", "+86 138-1234-5678"],
    ["PHONE", "座机010-88886666", "010-88886666"],
    ["PHONE", "座机(0532)8888666", "(0532)8888666"],
    ["PHONE", "电话：88886666", "88886666"],
    ["ID_NUMBER", "证号11010519491231002X，", "11010519491231002X"],
    ["ID_NUMBER", "440524188001010014", "440524188001010014"],
    ["ID_NUMBER", "130503670401001", "130503670401001"],
    ["ID_NUMBER", "身份证号：110105194912310021", "110105194912310021"],
    ["BANK_CARD", "打到6222020200000000006这张卡", "6222020200000000006"],
    ["BANK_CARD", "卡号6222020200000000001", "6222020200000000001"],
    ["BANK_CARD", "4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["BED", "住在32床的老人", "32床"],
    ["BED", "３号床一直空着", "３号床"],
    ["BED", "加12床", "加12床"],
    ["BED", "十二床没有人", "十二床"],
    ["BED", "302病房的人", "302病房"],
    ["BED", "床号：15", "床号：15"],
    ["BED", "the man in bed 12", "bed 12"],
    ["RECORD_NUMBER", "住院号：20240012", "20240012"],
    ["RECORD_NUMBER", "发票号码 N0012345", "N0012345"],
    ["RECORD_NUMBER", "处方编号是CF-20240305-7", "CF-20240305-7"],
    ["RECORD_NUMBER", "我的工号1024", "1024"],
    ["RECORD_NUMBER", "invoice no. 4711", "4711"],
    ["CLOCK_TIME", "早上8:05去的", "早上8:05"],
    ["CLOCK_TIME", "3月5日下午两点半来的", "3月5日下午两点半"],
    ["CLOCK_TIME", "2024-03-05 14:30 付款", "2024-03-05 14:30"],
    ["CLOCK_TIME", "晚上十点来的", "晚上十点"],
    ["CLOCK_TIME", "8点15分", "8点15分"],
    ["CLOCK_TIME", "at 3:30 pm", "3:30 pm"],
    ["OWN_DAY", "2023年11月24日那天我进去", "2023年11月24日那天"],
    ["OWN_DAY", "On 5 March 2024 I paid", "On 5 March 2024"],
    ["ACCOUNT", "加微信：wang_1990", "wang_1990"],
    ["ACCOUNT", "微信号abcdefg", "abcdefg"],
    ["ACCOUNT", "QQ12345678", "12345678"],
    ["EMAIL", "写信到 someone@example.com。", "someone@example.com"],
    ["PLATE", "车牌苏B12345", "苏B12345"],
    ["PLATE", "一辆京A·D12345", "京A·D12345"],
    ["HOME", "我家住在幸福小区3栋2单元501，", "3栋2单元501"],
    ["OWN_ROLE", "我是该院出纳，", "我是该院出纳"],
    ["OWN_ROLE", "我在这家医院财务科上班", "我在这家医院财务科上班"],
    ["OWN_ROLE", "I am the cashier there", "I am the cashier"],
    ["FEW_KNOW", "当时只有我和他在场", ""],
    ["FEW_KNOW", "我是科里唯一的药师", ""],
    ["FEW_KNOW", "只有我一个人知道", "只有我一个人知道"],
    ["FEW_KNOW", "only he and I were in the room", ""],
  ])("%s in %s: %s", (kind, text, marked) => {
    const found = findLeaks(text);
    expect(found.map((one) => one.kind)).toContain(kind);
    if (marked !== "")
      expect(
        found
          .filter((one) => one.kind === kind)
          .map(({ start, end }) => text.slice(start, end)),
      ).toContain(marked);
  });
});

describe("what is left alone", () => {
  test.each([
    "病人张口就要住院，老公高兴得很，我妈高血压。",
    "邻居周末去了，同事马上就走，患者钱款没有退。",
    "主管医生不在，一张医生签字的单子，有关主任会议。",
    "医院有300床位，开放100床，给了三床被子。",
    "便宜一点，三点建议，有一点小病，第8点要求。",
    "傍晚六点多，大约8点左右，9点以后。",
    "2019年8、9月份，从2017年7月开始，合计2597.4元。",
    "套出9.5万人次，编号清单我可以当面交，住院号核对一下。",
    "金额1234567890123456元整，合同号码不记得。",
    "我看见会计拿走了钱，我问护士她说没有。",
    "我们国家规定不许这样。我负责任地说，这是真的。",
    "The Director of the hospital and the Manager Office said no.",
    "They wrote my husband The next day.",
    "about 3:30 pm; version 1.2.3; ratio 16:9的屏幕",
    "某医院某科室某医生，某药店。",
  ])("%s", (text) => expect(shown(text)).toEqual([]));
});

test("the samples written from published cases name nobody: what is found there is a post or a day, never a name or a number", () => {
  const tips = JSON.parse(
    readFileSync("test/samples/tips.json", "utf8"),
  ) as readonly {
    readonly id: string;
    readonly tip: {
      readonly lang: "zh" | "en";
      readonly zh: string;
      readonly en: string;
    };
  }[];
  const found = tips.map(({ id, tip }) => ({
    id,
    shown: shown(tip[tip.lang]),
  }));
  const all = found.flatMap((one) => one.shown);
  expect(
    all.filter((one) => !/^(?:OWN_ROLE|OWN_DAY|FEW_KNOW) /.test(one)),
  ).toEqual([]);
  // every one of these was read and does point to its writer; a change of the rules is to be read again
  expect(
    found
      .filter((one) => one.shown.length > 0)
      .map((one) => `${one.id} ${one.shown.length}`),
  ).toMatchInlineSnapshot(`
    [
      "C002 1",
      "C013 1",
      "C014 2",
      "C023 2",
      "C026 1",
      "C028 1",
      "C029 1",
      "C034 2",
      "C035 1",
      "C047 1",
      "C053 1",
      "C056 1",
      "C074 1",
      "C077 1",
      "C079 1",
      "C080 1",
    ]
  `);
});

describe("numbers", () => {
  test("a resident number needs its check character, a province and a day", () => {
    expect(isResidentNumber("11010519491231002X")).toBe(true);
    expect(isResidentNumber("11010519491231002x")).toBe(true);
    expect(isResidentNumber("110105194912310021")).toBe(false);
    expect(isResidentNumber("990105194912310022")).toBe(false);
    expect(isResidentNumber("110105194913310029")).toBe(false);
    expect(isOldResidentNumber("130503670401001")).toBe(true);
    expect(isOldResidentNumber("130503671301001")).toBe(false);
  });

  test("any single wrong digit of a resident number is noticed", () => {
    const right = "11010519491231002X";
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (place, shift) => {
          const wrong =
            right.slice(0, place) +
            String((Number(right[place]) + shift) % 10) +
            right.slice(place + 1);
          expect(isResidentNumber(wrong)).toBe(false);
        },
      ),
    );
  });

  test("Luhn", () => {
    expect(passesLuhn("4111111111111111")).toBe(true);
    expect(passesLuhn("4111111111111112")).toBe(false);
  });
});

describe("places", () => {
  const odd = fc.constantFrom(
    "我老公王某某",
    "李主任",
    "护士张XX",
    "13812345678",
    "11010519491231002X",
    "32床",
    "住院号20240012",
    "8:05",
    "我是出纳",
    "😡𠮷",
    "\n",
    "。",
    "only I",
    "Dr Li Ming",
  );
  const text = fc
    .array(fc.oneof(odd, fc.string({ unit: "grapheme", maxLength: 12 })), {
      maxLength: 30,
    })
    .map((parts) => parts.join(""));

  test("lie in the text, in order, apart from each other, and are of a known kind", () => {
    fc.assert(
      fc.property(text, (typed) => {
        let last = 0;
        for (const { kind, start, end } of findLeaks(typed)) {
          expect(leakKinds).toContain(kind);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(typed.length);
      }),
    );
  });

  test("are the same in full width", () => {
    const wide = (typed: string) =>
      typed.replace(/[!-~]/g, (char) =>
        String.fromCharCode(char.charCodeAt(0) + 0xfee0),
      );
    fc.assert(
      fc.property(text, (typed) => {
        expect(foldWidth(wide(typed))).toBe(foldWidth(typed));
        expect(findLeaks(wide(typed))).toEqual(findLeaks(typed));
      }),
    );
  });

  test("a telephone number is found wherever it stands alone", () => {
    const around = fc.string({
      unit: fc.constantFrom(..."的了，。去医院 \n"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(shown(`${before}13912345678${after}`)).toContain(
          "PHONE 13912345678",
        );
      }),
    );
  });

  test("twenty thousand characters of anything are read", () => {
    for (const unit of [
      "我",
      "1",
      "我在",
      "13",
      "张",
      "老公",
      "12:",
      "我家住",
      "a@",
      "只有我",
    ])
      expect(findLeaks(unit.repeat(20_000 / unit.length)).length).toBeLessThan(
        20_001,
      );
  });
});

describe("a whole tip", () => {
  const answers = (some: Partial<TipAnswers>): TipAnswers => ({
    ...noAnswers,
    ...some,
  });

  test("names of the reported are wanted, where they are asked for and in the story", () => {
    expect(
      checkLeaks(
        answers({
          subjectName: "某医院 李主任",
          what: "李主任收钱，王主任不知道",
        }),
      ),
    ).toEqual([{ field: "what", kind: "PERSON_NAME", start: 6, end: 9 }]);
  });

  test("the own name of who signs is pointed at in the story, not on its own page", () => {
    const signed = answers({
      nameKind: "REAL",
      reporterName: "古丽",
      reporterContact: "13812345678",
      what: "我古丽亲眼所见",
    });
    expect(checkLeaks(signed)).toEqual([
      { field: "what", kind: "SELF_NAME", start: 1, end: 3 },
    ]);
    expect(checkLeaks({ ...signed, nameKind: "ANON" })).toEqual([]);
  });

  test("the list gathers equal places, leads to their page, and begins with what points to the writer", () => {
    const groups = leakList(
      answers({
        what: `李主任说${"，".repeat(20)}李主任又说，32床。\n我叫王小明`,
        howKnown: "问了13812345678",
      }),
    );
    expect(groups.map(({ kind }) => kind)).toEqual([
      "SELF_NAME",
      "PHONE",
      "BED",
      "PERSON_NAME",
    ]);
    expect(groups[1]!.lines).toEqual([
      {
        field: "howKnown",
        page: "how-known",
        before: "问了",
        marked: "13812345678",
        after: "",
        times: 1,
      },
    ]);
    expect(groups[3]!.lines).toMatchObject([
      {
        page: "what",
        marked: "李主任",
        times: 2,
        after: `说${"，".repeat(11)}，…`,
      },
    ]);
    expect(countLeaks(groups)).toBe(5);
    expect(leakList(noAnswers)).toEqual([]);
  });
});

test("a space beside a number hides nothing, and the place found is the one typed", () => {
  const text = "3 月 8 日上午 9 点 20 分，32 床空着。";
  const found = findLeaks(text).map(({ kind, start, end }) => [
    kind,
    text.slice(start, end),
  ]);
  expect(found).toContainEqual(["BED", "32 床"]);
  expect(found.some(([, excerpt]) => excerpt!.includes("9 点 20 分"))).toBe(
    true,
  );
});
