import { describe, expect, it } from "vitest";
import { logKinds } from "#app/services/log/entries";
import { ledgerAccounts } from "#app/domain/ledger/posting";
import { auditWords } from "./audit";
import { financeWords } from "./finance";
import { staffErrorSentence } from "./staff-errors";
import { languages } from "./words";

describe.each(languages)("staff words in %s", (language) => {
  it("name every kind of log entry", () => {
    expect(Object.keys(auditWords[language].kindName).sort()).toEqual(
      Object.keys(logKinds).sort(),
    );
  });

  it("name every account", () => {
    expect(Object.keys(financeWords[language].accountName).sort()).toEqual(
      [...ledgerAccounts].sort(),
    );
  });

  it("have a sentence for every refusal of the staff's browser", () => {
    const codes = [
      "FIELD_REQUIRED",
      "CHOICE_REQUIRED",
      "FIELD_TOO_LONG",
      "NUMBER_NOT_VALID",
      "PERCENT_NOT_VALID",
      "AREA_CODE_NOT_VALID",
      "AREA_UNKNOWN",
      "PART_EXCEEDS_WHOLE",
      "AMOUNT_NOT_A_NUMBER",
      "AMOUNT_TOO_LARGE",
      "AMOUNT_DIFFERS",
      "REASON_REQUIRED",
      "OUT_OF_RANGE",
      "RATE_UNKNOWN",
      "KIND_OFF",
      "RULE_SET_DIFFERS",
      "RULE_SET_MISSING",
      "SIGN_IN_NEEDED",
      "SIGN_IN_FAILED",
      "SIGN_IN_LOCKED",
      "STEP_UP_NEEDED",
      "TOTP_WRONG",
      "PASSWORD_WRONG",
      "KEYS_LOCKED",
      "KEY_WORKER_FAULT",
      "NO_KEY_FOR_LEAD",
      "NO_KEY_FOR_CLAIM",
      "NO_CASE_KEY",
      "WRAP_HOLDS_OTHER_KEY",
      "SEAL_NOT_OPENED",
      "SEAL_CONTENT_INVALID",
      "FILE_TOO_LARGE_TO_OPEN",
      "OWNER_NOT_ELIGIBLE",
      "FINDING_OPEN",
      "FINDING_UNKNOWN",
      "CHECK_RECORD_MISSING",
      "CHANGED_MEANWHILE",
      "NOT_IN_THIS_STATE",
      "NOT_LATE",
      "REASON_GIVEN",
      "EXTENSION_NOT_NOW",
      "EXTENSION_DAY",
      "STUDY_MISSING",
      "DAY_NOT_VALID",
      "NOT_PERMITTED",
      "SEPARATION_OF_DUTIES",
      "OFFICE_KEY_MISSING",
      "PAYEE_COOLING_OFF",
      "TEXT_MISSING",
      "TEXT_TOO_LONG",
      "NAME_TAKEN",
      "LOGIN_NAME_INVALID",
      "EMAIL_INVALID",
      "ROLE_MISSING",
      "ROLE_NOT_IN_OFFICE",
      "OFFICE_UNKNOWN",
      "OFFICE_CODE_INVALID",
      "OFFICE_CODE_TAKEN",
      "FINANCE_OFFICE_WRONG",
      "FINANCE_TAKES_NO_TIPS",
      "OFFICE_HAS_NO_KEY",
      "PERSON_HAS_LEFT",
      "LAST_ADMIN",
      "OWN_PERSON",
      "INVITATION_UNKNOWN",
      "INVITATION_EXPIRED",
      "SECOND_FACTOR_MISSING",
      "LAST_SECOND_FACTOR",
      "PASSWORD_TOO_SHORT",
      "PASSWORD_TOO_LONG",
      "PASSWORD_LIKE_NAME",
      "PASSWORD_COMMON",
      "PASSWORDS_DIFFER",
      "USER_KEY_MISSING",
      "PASSKEY_NOT_GIVEN",
      "PASSKEY_NOT_POSSIBLE",
      "PASSKEY_TOO_LATE",
      "PASSKEY_REFUSED",
      "PASSKEY_KNOWN",
      "PASSKEY_OPENS_NOTHING",
      "PASSKEY_SECOND_FACTOR_ONLY",
      "NO_PASSKEY",
      "TOO_MANY_PASSKEYS",
      "STAFF_FILE_TOO_LARGE",
      "NOT_SEALED",
      "STAGED_FILE_GONE",
      "TOO_MANY_FILES",
      "REDACTION_EMPTY",
      "PAGE_NOT_DRAWN",
      "EXPORT_PASSPHRASE_SHORT",
      "EXPORT_PASSPHRASES_DIFFER",
      "EXPORT_TOO_LARGE",
      "EXPORT_GONE",
      "AGE_RECIPIENT_NOT_VALID",
      "NETWORK",
      "SERVER_FAULT",
      "UNEXPECTED",
    ];
    const fallback = staffErrorSentence(language, "NO_SUCH_CODE_AT_ALL", {});
    const speechless = codes.filter((code) => {
      const sentence = staffErrorSentence(language, code, {});
      return (
        sentence === code || (code !== "UNEXPECTED" && sentence === fallback)
      );
    });
    expect(speechless).toEqual([]);
  });
});
