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

const fields = z.object({
  payeeName: typedText({ max: 100, missing: "PAYEE_NAME_MISSING" }),
  idNumber: typedText({ max: 100, missing: "PAYEE_ID_NUMBER_MISSING" }).refine(
    (text) => isIdentityNumber(compact(text)),
    { message: "PAYEE_ID_NUMBER_NOT_VALID" },
  ),
  bank: typedText({ max: 100, missing: "PAYEE_BANK_MISSING" }),
  account: typedText({ max: 100, missing: "PAYEE_ACCOUNT_MISSING" }).refine(
    (text) => /^\d{8,30}$/.test(compact(text)),
    { message: "PAYEE_ACCOUNT_NOT_VALID" },
  ),
  accountAgain: typedText({
    max: 100,
    missing: "PAYEE_ACCOUNT_AGAIN_MISSING",
  }),
});

/** Payee details as typed → as sealed. The account is asked twice: a wrong digit would pay a stranger. */
export const claimForm = fields
  .refine(
    ({ account, accountAgain }) => compact(account) === compact(accountAgain),
    {
      path: ["accountAgain"],
      message: "PAYEE_ACCOUNTS_DIFFER",
      // together with the errors of other fields, not only after they are gone
      when: ({ value }) =>
        fields.pick({ account: true, accountAgain: true }).safeParse(value)
          .success,
    },
  )
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
