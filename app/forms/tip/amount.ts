import { z } from "zod";
import { isCodedError } from "#app/domain/shared/coded-error";
import { formatYuan, parseYuan, type Fen } from "#app/domain/shared/fen";
import type { TipAnswers } from "./answers";
import type { QuestionPage } from "./form-page";

export const amount: QuestionPage = {
  id: "amount",
  title: "amount",
  fields: ["amount"],
  schema: () =>
    z.object({
      amount: z.string().superRefine((value, context) => {
        if (value.trim() === "") return;
        try {
          parseYuan(value);
        } catch (error) {
          if (!isCodedError(error)) throw error;
          context.addIssue({ code: "custom", message: error.code });
        }
      }),
    }),
  next: () => "evidence",
  previous: () => "when",
  // the page puts the unit beside it
  summary: (answers) => {
    const fen = amountOf(answers);
    return [{ label: "amount", value: fen === null ? null : formatYuan(fen) }];
  },
};

/** null when left open (or not readable, which the schema has refused before) */
export function amountOf(answers: TipAnswers): Fen | null {
  if (answers.amount.trim() === "") return null;
  try {
    return parseYuan(answers.amount);
  } catch {
    return null;
  }
}
