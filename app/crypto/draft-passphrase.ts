/** Passphrases of saved drafts. Apart from the sealing: the page judges and makes them, the worker alone works with keys. */

/**
 * What is sealed with: compatibility forms folded, blanks at the ends gone. Digits in groups lose what stands between them, so
 * that it does not matter how somebody copied a generated one; the age program wants them without gaps too.
 */
export function normalPassphrase(typed: string): string {
  const folded = typed.normalize("NFKC").trim();
  const digits = folded.replace(/[\s\-‐-―·.]/g, "");
  return /^\d+$/.test(digits) ? digits : folded;
}

export const PASSPHRASE_GROUPS = 6;
const GROUP_DIGITS = 3;

/**
 * Eighteen digits, 59.8 bits: six groups of three, so that it is not taken for a tracking code, which has groups of four.
 * @param random fills the array with random bytes, as `crypto.getRandomValues` does
 */
export function newPassphrase(
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): string {
  let digits = "";
  while (digits.length < PASSPHRASE_GROUPS * GROUP_DIGITS) {
    const bytes = new Uint8Array(64);
    random(bytes);
    for (const byte of bytes)
      // 250 and above would favour the digits 0–5
      if (byte < 250 && digits.length < PASSPHRASE_GROUPS * GROUP_DIGITS)
        digits += String(byte % 10);
  }
  return digits.replace(/\d{3}(?=\d)/g, "$& ");
}

const MIN_WEIGHT = 12;
const MIN_DIGITS = 15;
const MIN_DIFFERENT = 6;

/** null when the passphrase will do, or the code of the sentence that says why it will not */
export function passphraseProblem(
  typed: string,
): "PASSPHRASE_MISSING" | "PASSPHRASE_WEAK" | null {
  const passphrase = normalPassphrase(typed);
  if (passphrase === "") return "PASSPHRASE_MISSING";
  const chars = [...passphrase];
  // a Han character is chosen among thousands, a letter among dozens
  const weight = chars.reduce(
    (sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 2 : 1),
    0,
  );
  const enough = /^\d+$/.test(passphrase)
    ? passphrase.length >= MIN_DIGITS
    : weight >= MIN_WEIGHT;
  const different = new Set(chars).size;
  return enough && different >= MIN_DIFFERENT && !isRun(chars)
    ? null
    : "PASSPHRASE_WEAK";
}

/** 123456789012345 and abcdefghijkl */
function isRun(chars: readonly string[]): boolean {
  const steps = chars
    .slice(1)
    .filter(
      (char, index) =>
        Math.abs(char.codePointAt(0)! - chars[index]!.codePointAt(0)!) === 1 ||
        (char === "0" && chars[index] === "9"),
    );
  return steps.length >= (chars.length - 1) * 0.8;
}
