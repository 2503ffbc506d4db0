/**
 * An expected refusal: `code` is for us (and for tests, logs and the table that maps codes to status and sentence),
 * the sentence for people lives in `app/content/<language>/errors.ts` under the same code.
 * `field` names the form field the refusal belongs to; `values` fill the sentence and must never hold what a tipster typed.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(
    code: string,
    detail: {
      readonly field?: string;
      readonly values?: Readonly<Record<string, string | number>>;
    } = {},
  ) {
    super(code);
    this.name = "CodedError";
    this.code = code;
    this.field = detail.field;
    this.values = detail.values ?? {};
  }
}

/** Ends an exhaustive switch: a new member of the union that is not handled fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${String(value)}`);
}

/** True for a CodedError of any bundle: server, worker and pages are built apart, so `instanceof` would miss some. */
export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    error.name === "CodedError" &&
    typeof (error as CodedError).code === "string"
  );
}
