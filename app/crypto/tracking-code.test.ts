import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodedError } from "#app/domain/shared/coded-error";
import vectors from "#test/vectors/crypto-tracking-codes.json";
import { fromHex } from "./encoding";
import {
  formatTrackingCode,
  newSubmissionToken,
  parseTrackingCode,
  trackingCodeFromToken,
  type TrackingCode,
} from "./tracking-code";

const token = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyCode = token.map(trackingCodeFromToken);

function outcome(text: string): string {
  try {
    return parseTrackingCode(text);
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe("trackingCodeFromToken", () => {
  test.each(vectors.fromToken)("frozen: $code", ({ token, code }) => {
    expect(trackingCodeFromToken(fromHex(token))).toBe(code);
  });

  test("gives a readable code for every token, and formats it in six groups of four", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(formatTrackingCode(code)).toMatch(/^(\d{4} ){5}\d{4}$/);
        expect(parseTrackingCode(formatTrackingCode(code))).toBe(code);
      }),
    );
  });

  test("favours no digit", () => {
    // 2,000 fixed tokens, 44,000 digits. Taking a byte modulo ten without rejection gives chi-squared near 63 in the mean.
    const counts = new Array<number>(10).fill(0);
    for (let n = 0; n < 2_000; n++) {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(0, n);
      for (const digit of trackingCodeFromToken(bytes).slice(0, 22))
        counts[Number(digit)]! += 1;
    }
    const chiSquared = counts.reduce(
      (sum, count) => sum + (count - 4_400) ** 2 / 4_400,
      0,
    );
    // 99.9 % quantile with nine degrees of freedom; the tokens are fixed, so the figure is too.
    expect(chiSquared).toBeLessThan(27.9);
  });

  test("refuses a token of another length", () => {
    expect(() => trackingCodeFromToken(new Uint8Array(31))).toThrow(RangeError);
  });

  test("new tokens differ", () => {
    expect(newSubmissionToken()).toHaveLength(32);
    expect(newSubmissionToken()).not.toEqual(newSubmissionToken());
  });
});

describe("parseTrackingCode", () => {
  test.each(vectors.typed)("typed $text", ({ text, code, error }) => {
    expect(outcome(text)).toBe(code ?? error);
  });

  test("catches every single wrong digit", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let at = 0; at < code.length; at++) {
          for (const digit of "0123456789") {
            if (digit === code[at]) continue;
            expect(
              outcome(code.slice(0, at) + digit + code.slice(at + 1)),
            ).toBe("TRACKING_CODE_MISTYPED");
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("catches every swap of two neighbouring or next-but-one digits", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (const distance of [1, 2]) {
          for (let at = 0; at + distance < code.length; at++) {
            const digits = [...code];
            [digits[at], digits[at + distance]] = [
              digits[at + distance]!,
              digits[at]!,
            ];
            if (digits.join("") === code) continue;
            expect(outcome(digits.join(""))).toBe("TRACKING_CODE_MISTYPED");
          }
        }
      }),
    );
  });

  test("answers any text with a code or one of two refusals that carry nothing of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        try {
          parseTrackingCode(text) satisfies TrackingCode;
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
          expect((error as CodedError).code).toMatch(
            /^TRACKING_CODE_(LENGTH|MISTYPED)$/,
          );
          expect((error as CodedError).values).toEqual({});
        }
      }),
    );
  });
});
