import { z } from "zod";
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
  // a key of `reportWords.howKnown.kinds`
  summary: (answers) => [
    { label: "reporterKind", value: answers.reporterKind || null },
    { label: "howKnown", value: answers.howKnown.trim() || null },
  ],
};
