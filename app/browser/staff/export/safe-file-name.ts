/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MOST_LETTERS = 80;

/**
 * A sender's file name as one harmless name on any system: no folders, no control or direction-turning characters, no names of
 * devices, at most 80 characters with the ending kept. Empty names become "file".
 */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"/\\|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const safe = DEVICES.test(cleaned) ? `_${cleaned}` : cleaned;
  return shortened(safe) || "file";
}

function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= MOST_LETTERS) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  return (
    letters
      .slice(0, MOST_LETTERS - ending.length)
      .join("")
      .trimEnd() + ending
  );
}
