import { z } from "zod";
import { codeLabel } from "#app/domain/codes/code-entry";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import type { QuestionPage } from "./form-page";
import { chosen } from "./typed-text";

export const subjectKind: QuestionPage = {
  id: "subject-kind",
  title: "subject-kind",
  fields: ["subjectKind"],
  schema: () =>
    z.object({
      subjectKind: chosen(
        subjectKinds.map((entry) => entry.code),
        "SUBJECT_KIND_MISSING",
      ),
    }),
  next: () => "subject-name",
  previous: () => "place",
  summary: (answers, { language }) => [
    {
      label: "subjectKind",
      value:
        answers.subjectKind === ""
          ? null
          : codeLabel(subjectKinds, answers.subjectKind, language),
    },
  ],
};
