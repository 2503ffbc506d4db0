const LONGEST = 200;

/**
 * The name under which a file from the office is saved. Its name is an officer's claim: no path, no control characters, no marks
 * that turn the reading direction and so hide what kind of file it is.
 */
export function savedName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .slice(-LONGEST);
  return plain || "file";
}
