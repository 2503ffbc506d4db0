import { z } from "zod";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

export const subjectName: QuestionPage = {
  id: "subject-name",
  title: "subject-name",
  fields: ["subjectName"],
  schema: () =>
    z.object({
      subjectName: typedText({ max: 300, missing: "SUBJECT_NAME_MISSING" }),
    }),
  next: () => "misconduct",
  previous: () => "subject-kind",
  summary: (answers) => [
    { label: "subjectName", value: answers.subjectName.trim() || null },
  ],
};
