import type { z } from "zod";
import type { PageError } from "#app/forms/tip/form-page";

/** What a form of the inbox refuses, at its fields. */
export function formErrors(error: z.ZodError): readonly PageError[] {
  return error.issues.map((issue) => ({
    field: String(issue.path[0]),
    code: issue.message,
    values:
      issue.code === "custom"
        ? ((issue.params ?? {}) as PageError["values"])
        : {},
  }));
}
