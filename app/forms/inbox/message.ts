import { z } from "zod";
import { typedText } from "#app/forms/tip/typed-text";

/** as `messageBody` holds */
export const MESSAGE_MAX = 5_000;

export const messageForm = z.object({
  message: typedText({ max: MESSAGE_MAX, missing: "MESSAGE_MISSING" }),
});
