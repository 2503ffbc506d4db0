import { CodedError } from "./coded-error";

declare const brand: unique symbol;

/** Money in fen (分, 1/100 yuan): an integer from 0 to 2^53 − 1, enough for 90 trillion yuan. */
export type Fen = number & { readonly [brand]: "Fen" };

/** @throws CodedError FEN_NOT_INTEGER when `value` is not a safe, non-negative integer */
export function fen(value: number | bigint): Fen {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new CodedError("FEN_NOT_INTEGER");
  return number as Fen;
}

/**
 * Reads an amount typed in yuan ("1,234.50", full-width digits allowed) without floating point.
 * @throws CodedError AMOUNT_NOT_A_NUMBER | AMOUNT_TOO_LARGE
 */
export function parseYuan(text: string): Fen {
  const plain = text
    .normalize("NFKC")
    .replace(/[,，\s]/g, "")
    .replace(/^[¥￥]/, "")
    .replace(/元$/, "");
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) throw new CodedError("AMOUNT_NOT_A_NUMBER");
  const value =
    BigInt(match[1]!) * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new CodedError("AMOUNT_TOO_LARGE");
  return fen(value);
}

/** "1,234.50": always two decimals, thousands separated; the sign of currency is the caller's. */
export function formatYuan(value: Fen): string {
  const whole = Math.floor(value / 100).toString();
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${(value % 100).toString().padStart(2, "0")}`;
}
