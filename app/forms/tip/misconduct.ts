import { z } from "zod";
import { codeLabel, isCodeOf } from "#app/domain/codes/code-entry";
import { misconduct as acts } from "#app/domain/codes/misconduct";
import type { QuestionPage } from "./form-page";

/** as many as `tipBody` holds */
const MAX_ACTS = 20;

/**
 * The page offers the acts of the chosen kind of subject first and those of the others below: a hospital and a ring that
 * brings it patients act together, and the tipster should not have to file twice.
 */
export const misconduct: QuestionPage = {
  id: "misconduct",
  title: "misconduct",
  fields: ["misconduct"],
  schema: () =>
    z.object({
      misconduct: z.array(z.string()).superRefine((codes, context) => {
        const refuse = (message: string, params: Record<string, number> = {}) =>
          context.addIssue({ code: "custom", message, params });
        if (codes.length === 0) refuse("MISCONDUCT_MISSING");
        else if (!codes.every((code) => isCodeOf(acts, code)))
          refuse("CHOICE_UNKNOWN");
        else if (codes.length > MAX_ACTS)
          refuse("MISCONDUCT_TOO_MANY", { max: MAX_ACTS });
      }),
    }),
  next: () => "what",
  previous: () => "subject-name",
  summary: (answers, { language }) => [
    {
      label: "misconduct",
      value:
        answers.misconduct
          .map((code) => codeLabel(acts, code, language))
          .join("\n") || null,
    },
  ],
};
