/**
 * The promise of the log: handed over with the answer to the act itself, long before the next checkpoint. An entry that is then
 * not in a checkpoint of the promised day convicts the log by its own signature.
 */
import { CodedError } from "#app/domain/shared/coded-error";
import { addDays, day as parseDay, type Day } from "#app/domain/shared/day";
import { hashFromBase64, toBase64 } from "./base64";

const FORMAT = "yanlu-promise/v1";
/** A slot ends at midnight in China; the day after is for repairs. */
export const PROMISED_DAYS = 2;

/** Text of the note: the same entry gives the same bytes, so that a tipster may ask again without being told apart. */
export function promiseText(promise: {
  /** name of the log */
  readonly origin: string;
  readonly leafHash: Uint8Array;
  /** of the entry */
  readonly day: Day;
}): string {
  const { origin, leafHash, day } = promise;
  return `${FORMAT}\n${origin}\n${toBase64(leafHash)}\n${day}\n${addDays(day, PROMISED_DAYS)}\n`;
}

/** @throws CodedError PROMISE_NOT_VALID */
export function parsePromise(text: string): {
  readonly origin: string;
  readonly leafHash: Uint8Array;
  readonly day: Day;
  /** last day on which a checkpoint with the entry will be cut */
  readonly byDay: Day;
} {
  const [format, origin, hash, dayText, byDayText, end, ...more] =
    text.split("\n");
  const leafHash = hashFromBase64(hash ?? "");
  const named = /^\S+$/u.test(origin ?? "");
  if (format === FORMAT && named && leafHash && end === "" && !more.length)
    try {
      const day = parseDay(dayText ?? "");
      const byDay = parseDay(byDayText ?? "");
      if (byDay === addDays(day, PROMISED_DAYS))
        return { origin: origin!, leafHash, day, byDay };
    } catch {
      // told below
    }
  throw new CodedError("PROMISE_NOT_VALID");
}
