import { z } from "zod";
import { codeLabel } from "#app/domain/codes/code-entry";
import { reporterKinds } from "#app/domain/codes/tipster-kinds";
import type { QuestionPage } from "./form-page";
import { chosen, typedText } from "./typed-text";

export const howKnown: QuestionPage = {
  id: "how-known",
  title: "how-known",
  fields: ["reporterKind", "howKnown"],
  schema: () =>
    z.object({
      reporterKind: chosen(
        reporterKinds.map((entry) => entry.code),
        "REPORTER_KIND_MISSING",
      ),
      howKnown: typedText({ max: 2_000 }),
    }),
  next: () => "reward",
  previous: () => "evidence",
  summary: (answers, { language }) => [
    {
      label: "reporterKind",
      value:
        answers.reporterKind === ""
          ? null
          : codeLabel(reporterKinds, answers.reporterKind, language),
    },
    { label: "howKnown", value: answers.howKnown.trim() || null },
  ],
};
