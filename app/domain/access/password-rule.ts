/**
 * Whether a password is strong enough. The browser alone asks this: the server never sees a password. Length and a list of
 * what is tried first, no rules about kinds of signs (NIST SP 800-63B section 5.1.1.2).
 */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

/** What guessers try first, in lower case, and what hides in longer ones of the same kind ("password2026!!"). */
const common: readonly string[] = [
  "password",
  "passw0rd",
  "p@ssword",
  "p@ssw0rd",
  "qwerty",
  "qwertyuiop",
  "asdfgh",
  "zxcvbn",
  "1qaz2wsx",
  "letmein",
  "welcome",
  "iloveyou",
  "woaini",
  "5201314",
  "admin",
  "administrator",
  "root",
  "test",
  "guest",
  "abc123",
  "a123456",
  "yanlu",
  "yibao",
  "mima",
];

export type PasswordProblem =
  | "PASSWORD_TOO_SHORT"
  | "PASSWORD_TOO_LONG"
  | "PASSWORD_LIKE_NAME"
  | "PASSWORD_COMMON";

/** The first reason against a password, null when there is none. Length counts signs after NFKC, as keys are derived. */
export function passwordProblem(
  password: string,
  { loginName, displayName }: { loginName: string; displayName: string },
): PasswordProblem | null {
  const plain = password.normalize("NFKC").toLowerCase();
  const length = [...plain].length;
  if (length < MIN_PASSWORD_LENGTH) return "PASSWORD_TOO_SHORT";
  if (length > MAX_PASSWORD_LENGTH) return "PASSWORD_TOO_LONG";
  // What is left without the name, the common word, digits at the end and repeats must be worth something by itself.
  const names = [loginName, displayName]
    .map((name) => name.normalize("NFKC").trim().toLowerCase())
    .filter((name) => name.length >= 2);
  if (
    names.some(
      (name) => plain.includes(name) && worth(plain.replaceAll(name, "")) < 6,
    )
  )
    return "PASSWORD_LIKE_NAME";
  if (
    worth(plain) < 6 ||
    common.some((word) => worth(plain.replaceAll(word, "")) < 5)
  )
    return "PASSWORD_COMMON";
  return null;
}

/** Signs that neither repeat the sign before nor follow it in order (aaaa, 1234, dcba). */
function worth(text: string): number {
  const signs = [...text];
  return signs.filter((sign, index) => {
    const before = signs[index - 1];
    if (before === undefined) return true;
    return Math.abs(sign.codePointAt(0)! - before.codePointAt(0)!) > 1;
  }).length;
}
