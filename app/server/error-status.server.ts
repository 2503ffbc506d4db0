/** HTTP status of each refusal that is not plain bad input (400). The sentences stand in `app/content/errors.ts`. */
const statusOfCode: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  INBOX_UNKNOWN: 404,
  UPLOAD_GONE: 404,
  SIGN_IN_NEEDED: 401,
  SIGN_IN_FAILED: 401,
  SIGN_IN_LOCKED: 429,
  STEP_UP_NEEDED: 403,
  NOT_PERMITTED: 403,
  SEPARATION_OF_DUTIES: 403,
  ORIGIN_NOT_OURS: 403,
  FOREIGN_FORM: 403,
  CHANGED_MEANWHILE: 409,
  NOT_IN_THIS_STATE: 409,
  CLAIM_SIGNATURE_WRONG: 409,
  BUDGET_EXCEEDED: 409,
  UPLOAD_OFFSET_WRONG: 409,
  UPLOAD_NOT_COMPLETE: 409,
  TICKET_EXPIRED: 410,
  BODY_TOO_LARGE: 413,
  BODY_TYPE_UNKNOWN: 415,
  METHOD_NOT_ALLOWED: 405,
  BUSY: 503,
  STAGING_FULL: 429,
  TOO_MANY_MESSAGES: 429,
};

export function statusOf(code: string): number {
  return statusOfCode[code] ?? 400;
}
