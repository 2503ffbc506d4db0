import { z } from "zod";
import { codeLabel, isCodeOf } from "#app/domain/codes/code-entry";
import { evidenceKinds } from "#app/domain/codes/evidence";
import type { QuestionPage } from "./form-page";

/** Limits of one script-free upload form; the files go through the server's hands and over one connection. */
export const fileLimits = {
  count: 50,
  bytesEach: 100_000_000,
  bytesTogether: 400_000_000,
  nameLength: 200,
} as const;

export const evidence: QuestionPage = {
  id: "evidence",
  title: "evidence",
  fields: ["evidence"],
  schema: () =>
    z.object({
      evidence: z
        .array(z.string())
        .refine(
          (codes) => codes.every((code) => isCodeOf(evidenceKinds, code)),
          {
            message: "CHOICE_UNKNOWN",
          },
        ),
    }),
  next: () => "how-known",
  previous: () => "amount",
  summary: (answers, { language, fileNames }) => [
    {
      label: "evidence",
      value:
        answers.evidence
          .map((code) => codeLabel(evidenceKinds, code, language))
          .join(language === "en" ? "; " : "；") || null,
    },
    { label: "files", value: fileNames.join("\n") || null },
  ],
};
