import { z } from "zod";
import { UNKNOWN_PLACE } from "./answers";
import type { QuestionPage } from "./form-page";

export const province: QuestionPage = {
  id: "province",
  title: "province",
  fields: ["province"],
  schema: (_answers, { areas }) =>
    z.object({
      province: z.string().superRefine((value, context) => {
        if (value === "")
          context.addIssue({ code: "custom", message: "PROVINCE_MISSING" });
        else if (value !== UNKNOWN_PLACE && !areas.isProvince(value))
          context.addIssue({ code: "custom", message: "CHOICE_UNKNOWN" });
      }),
    }),
  next: () => "place",
  previous: () => "start",
  // shown with the place
  summary: () => [],
};
