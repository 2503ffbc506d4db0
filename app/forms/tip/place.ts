import { z } from "zod";
import { UNKNOWN_PLACE, type TipAnswers } from "./answers";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

export const place: QuestionPage = {
  id: "place",
  title: "place",
  fields: ["area", "place"],
  schema: (answers, { areas }) =>
    z.object({
      area: z.string().superRefine((value, context) => {
        if (answers.province === UNKNOWN_PLACE) return;
        if (value === "")
          context.addIssue({ code: "custom", message: "PLACE_MISSING" });
        else if (!areas.isIn(answers.province, value))
          context.addIssue({
            code: "custom",
            message: "PLACE_NOT_IN_PROVINCE",
          });
      }),
      place: typedText({ max: 500 }),
    }),
  next: () => "subject-kind",
  previous: () => "province",
  summary: (answers, { areas, language }) => {
    const code = areaCodeOf(answers);
    return [
      { label: "area", value: code && areas.fullName(code, language) },
      { label: "place", value: answers.place.trim() || null },
    ];
  },
};

/** GB/T 2260 code of the place of the act, null when the tipster could not say. */
export function areaCodeOf(answers: TipAnswers): string | null {
  if (answers.province === UNKNOWN_PLACE) return null;
  return answers.area || answers.province || null;
}
