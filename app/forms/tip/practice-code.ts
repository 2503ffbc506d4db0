/**
 * The code at the end of a rehearsal, in groups. Its check digits are wrong, so that it can be nobody's code, and typed into an
 * inbox it reads as mistyped.
 */
export const practiceCode: readonly string[] = [
  "1234",
  "5678",
  "9012",
  "3456",
  "7890",
  "1200",
];
