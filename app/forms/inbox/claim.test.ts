import { describe, expect, test } from "vitest";
import { claimForm, isIdentityNumber } from "./claim";

const good = {
  payeeName: "张三",
  idNumber: "11010519491231002X",
  bank: "某银行某支行",
  account: "6222 0212 3456 7890",
  accountAgain: "6222-0212-3456-7890",
};

function codes(typed: Partial<typeof good>) {
  const parsed = claimForm.safeParse({ ...good, ...typed });
  return parsed.success
    ? []
    : parsed.error.issues.map(
        ({ path, message }) => `${String(path[0])} ${message}`,
      );
}

describe("claim form", () => {
  test("takes blanks, hyphens and full-width digits out of numbers", () => {
    expect(
      claimForm.parse({ ...good, idNumber: " １１０１０５ 19491231 002x" }),
    ).toEqual({
      v: 1,
      name: "张三",
      idNumber: "11010519491231002X",
      bank: "某银行某支行",
      account: "6222021234567890",
    });
  });

  test("tells every fault at once", () => {
    expect(
      codes({
        payeeName: "",
        idNumber: "110105194912310021",
        bank: " ",
        account: "123",
        accountAgain: "",
      }),
    ).toEqual([
      "payeeName PAYEE_NAME_MISSING",
      "idNumber PAYEE_ID_NUMBER_NOT_VALID",
      "bank PAYEE_BANK_MISSING",
      "account PAYEE_ACCOUNT_NOT_VALID",
      "accountAgain PAYEE_ACCOUNT_AGAIN_MISSING",
    ]);
  });

  test("two different accounts are refused, also beside other faults", () => {
    expect(codes({ accountAgain: "6222021234567891" })).toEqual([
      "accountAgain PAYEE_ACCOUNTS_DIFFER",
    ]);
    expect(codes({ bank: "", accountAgain: "6222021234567891" })).toEqual([
      "bank PAYEE_BANK_MISSING",
      "accountAgain PAYEE_ACCOUNTS_DIFFER",
    ]);
  });

  test("control characters are refused in every field", () => {
    for (const field of Object.keys(good) as (keyof typeof good)[])
      expect(codes({ [field]: `${good[field]}\u0000` })[0]).toBe(
        `${field} TEXT_HAS_CONTROL_CHARACTERS`,
      );
  });
});

test("identity numbers: check character of the resident card, or another document", () => {
  for (const number of [
    "11010519491231002X",
    "440524188001010014",
    "E12345678",
    "H1234567890",
  ])
    expect(isIdentityNumber(number), number).toBe(true);
  for (const number of [
    "110105194912310021",
    "1101051949123100",
    "123",
    "12345678",
    "",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ])
    expect(isIdentityNumber(number), number).toBe(false);
});
