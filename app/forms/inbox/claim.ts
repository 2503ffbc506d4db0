import { z } from "zod";
import { typedText } from "#app/forms/tip/typed-text";
import type { Payee } from "#app/forms/tip/tip-body";

export const claimFields = [
  "payeeName",
  "idNumber",
  "bank",
  "account",
  "accountAgain",
] as const;
export type ClaimField = (typeof claimFields)[number];

const compact = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\s\p{Pd}]/gu, "")
    .toUpperCase();

/** Payee details as typed → as sealed. The account is asked twice: a wrong digit would pay a stranger. */
export const claimForm = z
  .object({
    payeeName: typedText({ max: 100, missing: "PAYEE_NAME_MISSING" }),
    idNumber: typedText({ max: 100, missing: "PAYEE_ID_NUMBER_MISSING" }),
    bank: typedText({ max: 100, missing: "PAYEE_BANK_MISSING" }),
    account: typedText({ max: 100, missing: "PAYEE_ACCOUNT_MISSING" }),
    accountAgain: typedText({ max: 100, missing: "PAYEE_ACCOUNT_MISSING" }),
  })
  .superRefine((typed, context) => {
    const refuse = (field: ClaimField, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (!isIdentityNumber(compact(typed.idNumber)))
      refuse("idNumber", "PAYEE_ID_NUMBER_NOT_VALID");
    if (!/^\d{8,30}$/.test(compact(typed.account)))
      refuse("account", "PAYEE_ACCOUNT_NOT_VALID");
    else if (compact(typed.account) !== compact(typed.accountAgain))
      refuse("accountAgain", "PAYEE_ACCOUNTS_DIFFER");
  })
  .transform((typed): Payee => ({
    v: 1,
    name: typed.payeeName,
    idNumber: compact(typed.idNumber),
    bank: typed.bank,
    account: compact(typed.account),
  }));

/**
 * A resident identity number with its check character (GB 11643, ISO 7064 MOD 11-2), or another document's number: passports
 * and permits carry letters and have no check we could make.
 */
export function isIdentityNumber(text: string): boolean {
  if (/^\d{17}[\dX]$/.test(text)) {
    const sum = [...text.slice(0, 17)].reduce(
      (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
      0,
    );
    return "10X98765432"[sum % 11] === text[17];
  }
  return /^(?=.*[A-Z])[A-Z\d]{6,20}$/.test(text) && !/^\d{14,}/.test(text);
}
