import { expect, test } from "vitest";
import { careWords } from "./care";
import { errorSentence, errorWords } from "./errors";
import { figuresWords } from "./figures";
import { homeWords } from "./home";
import { inboxWords } from "./inbox";
import { metadataWords } from "./metadata";
import { proofWords } from "./proof";
import { protectionWords } from "./protection";
import { publicFrameWords } from "./public-frame";
import { reportWords } from "./report";
import { rewardsWords } from "./rewards";
import { limitWords } from "./staff-limits";
import { peopleWords } from "./staff-people";
import { whatWords } from "./what";
import { dayText } from "./day-text";
import { fileSize } from "./file-size";

const subjects = {
  careWords,
  errorWords,
  figuresWords,
  homeWords,
  inboxWords,
  limitWords,
  metadataWords,
  peopleWords,
  proofWords,
  protectionWords,
  publicFrameWords,
  reportWords,
  rewardsWords,
  whatWords,
};

function sentences(words: unknown, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  return Object.entries(words as object).flatMap(([key, value]) =>
    sentences(value, `${path}.${key}`),
  );
}
const names = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test("both languages say the same things: same keys, same lists, same values", () => {
  for (const [subject, words] of Object.entries(subjects)) {
    const zh = sentences(words["zh-CN"]);
    const en = new Map(sentences(words.en));
    expect([...en.keys()].sort(), subject).toEqual(
      zh.map(([path]) => path).sort(),
    );
    for (const [path, sentence] of zh)
      expect(names(en.get(path)!), `${subject}${path}`).toEqual(
        names(sentence),
      );
  }
});

test("Chinese is written with Chinese punctuation, English without Chinese", () => {
  for (const [subject, words] of Object.entries(subjects)) {
    for (const [path, sentence] of sentences(words["zh-CN"]))
      expect(sentence, `${subject}${path}`).not.toMatch(
        /\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}|\.$/u,
      );
    for (const [path, sentence] of sentences(words.en))
      expect(
        // document numbers keep their own spelling, and so do names
        sentence.replace(/医保办发〔\d+〕22号|言路|中文/g, ""),
        `${subject}${path}`,
      ).not.toMatch(/\p{Script=Han}|[，。；：？！]/u);
  }
});

test("an error sentence is filled; a code without one reads as our accident", () => {
  expect(errorSentence("zh-CN", "TEXT_TOO_LONG", { max: 20_000 })).toBe(
    "内容太长，请缩短到 20000 个字以内。",
  );
  for (const odd of ["NO_SUCH_CODE", "__proto__", "toString"])
    expect(errorSentence("en", odd)).toBe(errorWords.en.UNEXPECTED);
});

test("days and sizes do not depend on the machine", () => {
  expect(dayText("zh-CN", "2026-05-03")).toBe("2026年5月3日");
  expect(dayText("en", "2026-12-31")).toBe("31 December 2026");
  expect(dayText("zh-CN", "2026-05")).toBe("2026年5月");
  expect([fileSize(0), fileSize(1_499), fileSize(2_540_000)]).toEqual([
    "0 B",
    "1 KB",
    "2.5 MB",
  ]);
});
