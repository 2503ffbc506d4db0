import { z } from "zod";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

/** Only for real-name reports; goes to a vault of its own, apart from the tip. */
export const identity: QuestionPage = {
  id: "identity",
  title: "identity",
  fields: ["reporterName", "reporterContact"],
  schema: () =>
    z.object({
      reporterName: typedText({ max: 100, missing: "REPORTER_NAME_MISSING" }),
      reporterContact: typedText({
        max: 300,
        missing: "REPORTER_CONTACT_MISSING",
      }),
    }),
  next: () => "check",
  previous: () => "name-kind",
  summary: (answers) =>
    answers.nameKind === "REAL"
      ? [
          { label: "reporterName", value: answers.reporterName.trim() || null },
          {
            label: "reporterContact",
            value: answers.reporterContact.trim() || null,
          },
        ]
      : [],
};
