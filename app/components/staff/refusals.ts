import type { Refusal } from "#app/browser/staff/key-protocol";
import { isCodedError } from "#app/domain/shared/coded-error";
import { FormProblems } from "./form-reader";

/** Unknown errors rise to the error page. */
export function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof FormProblems) return error.refusals;
  if (isCodedError(error))
    return [{ code: error.code, field: error.field, values: error.values }];
  throw error;
}
