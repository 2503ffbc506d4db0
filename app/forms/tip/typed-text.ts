import { z } from "zod";

/**
 * What may stand in typed text. Refused: NUL and other control characters, which some programs cut text at; the
 * directional overrides and isolates (Unicode UAX #9), which make staff read something else than what is there; half
 * surrogates and U+FFFD, the mark of bytes that were not UTF-8. Allowed: tab, line break, emoji joiners, rare Han.
 */
const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;
const UNREADABLE = /[\ufffd\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** CRLF, which browsers send, as LF. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The text without what `typedText` refuses as control characters: what a page shows again after refusing it. */
export function withoutControls(text: string): string {
  return withLineFeeds(text).replace(CONTROL, "");
}

export type TextRule = {
  /** in UTF-16 units, as browsers and `tipBody` count */
  readonly max: number;
  /** error code when empty; without it the field may stay empty */
  readonly missing?: string;
};

/** Typed text: trimmed, with LF; issues carry an error code as message and the values of its sentence as `params`. */
export function typedText({ max, missing }: TextRule) {
  return z.string().transform((raw, context) => {
    const text = withLineFeeds(raw);
    const refuse = (message: string, params: Record<string, number> = {}) => {
      context.addIssue({ code: "custom", message, params });
      return z.NEVER;
    };
    if (text.search(CONTROL) >= 0) return refuse("TEXT_HAS_CONTROL_CHARACTERS");
    if (UNREADABLE.test(text)) return refuse("TEXT_NOT_READABLE");
    const trimmed = text.trim();
    if (trimmed.length > max) return refuse("TEXT_TOO_LONG", { max });
    if (trimmed === "" && missing !== undefined) return refuse(missing);
    return trimmed;
  });
}

/** One of a list. `missing` is the code for nothing chosen; anything else that is not on the list is CHOICE_UNKNOWN. */
export function chosen(codes: readonly string[], missing: string) {
  return z.string().superRefine((value, context) => {
    if (value === "") context.addIssue({ code: "custom", message: missing });
    else if (!codes.includes(value))
      context.addIssue({ code: "custom", message: "CHOICE_UNKNOWN" });
  });
}
