import { expect, test } from "vitest";
import { noAnswers } from "./answers";
import { readDraft } from "./draft-answers";

const answers = {
  ...noAnswers,
  what: "病床上没有人。",
  misconduct: ["HOS-06"],
};

test("a draft comes back as it was", () => {
  expect(readDraft({ answers, page: "what" })).toEqual({
    answers,
    page: "what",
  });
});

test("answers of a form before or after this one are filled up or left out", () => {
  const older: Record<string, unknown> = { ...answers, mood: "angry" };
  delete older["whenWords"];
  expect(readDraft({ answers: older, page: "mood" })).toEqual({
    answers,
    page: "province",
  });
});

test("what is no draft is none", () => {
  for (const value of [
    null,
    1,
    "x",
    {},
    { answers: null },
    { answers: { what: 1 } },
    { answers: { misconduct: "HOS-06" } },
    { answers: { what: { toString: "x" } } },
  ])
    expect(readDraft(value)).toBeNull();
});
