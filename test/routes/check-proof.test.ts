import { expect, test } from "vitest";
import { checkSentProof } from "#app/server/check-sent-proof.server";

const post = () => {
  const form = new FormData();
  form.set("file", new Blob(["{}"]), "yanlu-proof.json");
  return new Request("http://localhost:3000/zh/proof", {
    method: "POST",
    body: form,
  });
};

test("a flood of proof files is told to come again, before any of them is looked at", async () => {
  const answers = [];
  for (let count = 0; count < 60; count++)
    answers.push(await checkSentProof(post(), "file"));
  expect(answers[0]).toMatchObject({ report: { ok: false } });
  expect(
    answers.filter((answer) => "refusal" in answer).length,
  ).toBeGreaterThan(20);
  expect(answers.at(-1)).toEqual({ refusal: "busy" });
});
