import { createHash, randomBytes, randomUUID } from "node:crypto";

/**
 * Random (UUIDv4), for everything a tipster could be tied to, jobs included: an id that carries its millisecond would tell
 * when somebody filed, wrote or claimed.
 */
export function newRandomId(): string {
  return randomUUID();
}

/** UUIDv7 (RFC 9562 section 5.7), for records of staff: their time is kept anyway, and the index stays in order. */
export function newStaffId(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The same id for the same words (UUIDv8, RFC 9562 section 5.8), for what must exist once. */
export function idOf(...words: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(words)).digest("hex");
  return hash.replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/,
    "$1-$2-8$3-8$4-$5",
  );
}

/** Without 0 O 1 I L U, so that it can be read out. */
const NUMBER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** "7K3M-9QX2-VD4H": number of a lead or claim. Random, so that it tells neither order nor count; 58 bits. */
export function newNumber(): string {
  let letters = "";
  while (letters.length < 12)
    for (const byte of randomBytes(24))
      // above the last whole multiple of 30 some letters would come more often
      if (byte < 240 && letters.length < 12)
        letters += NUMBER_LETTERS[byte % 30];
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text from a URL can be an id at all; PostgreSQL would end the transaction over anything else. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
