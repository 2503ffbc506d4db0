import { z } from "zod";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

export const WHAT_MAX = 20_000;

export const what: QuestionPage = {
  id: "what",
  title: "what",
  fields: ["what"],
  schema: () =>
    z.object({ what: typedText({ max: WHAT_MAX, missing: "WHAT_MISSING" }) }),
  next: () => "when",
  previous: () => "misconduct",
  summary: (answers) => [{ label: "what", value: answers.what.trim() || null }],
};
