/**
 * What lies sealed to a thread key beside the tip itself, opened so that one piece of garbage closes nothing else: anybody can
 * seal anything to a public recipient, and an officer must not be able to lock a tipster out of the inbox.
 */
import { formPurposes, openBoundForm } from "./bound-form";
import type { JsonValue } from "./canonical-json";
import type { FileLabel } from "./file-container";
import type { AgeIdentity } from "./identity";
import { equalBytes, utf8Bytes } from "./encoding";
import { openFileStream } from "./sealed-file";
import { AGE_HEADER_BYTES, FILE_BEGINNING_BYTES } from "./sealed-sizes";

export type ThreadSide = "TIPSTER" | "STAFF";

export function messagePurpose(side: ThreadSide) {
  return side === "STAFF"
    ? formPurposes.staffMessage
    : formPurposes.tipsterMessage;
}

/** null when it does not open, or is not what its side may write. */
export async function openMessage(
  body: Uint8Array,
  { side, thread }: { readonly side: ThreadSide; readonly thread: AgeIdentity },
): Promise<JsonValue> {
  try {
    return await openBoundForm(messagePurpose(side), body, thread);
  } catch {
    return null;
  }
}

/**
 * Name and type of a sealed file from its first `FILE_BEGINNING_BYTES`, or from all of a shorter one; null when they do not open.
 */
export async function openFileLabel(
  beginning: Uint8Array,
  { thread }: { readonly thread: AgeIdentity },
): Promise<FileLabel | null> {
  const whole = beginning.length < FILE_BEGINNING_BYTES;
  // a header without an end would be waited for: somebody's garbage must not hold up the page
  if (!whole && !hasWholeHeader(beginning)) return null;
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(beginning);
      // what follows is not here and not needed; an end would be taken for the end of the file
      if (whole) controller.close();
    },
  });
  try {
    const { name, type, content } = await openFileStream(source, thread);
    await content.cancel();
    return { name, type };
  } catch {
    return null;
  }
}

const LAST_LINE = utf8Bytes("\n--- ");
const LAST_LINE_BYTES = 48;

/** One recipient gives a header of one length. Where its last line begins nothing else can, base64 having no blanks. */
function hasWholeHeader(beginning: Uint8Array): boolean {
  const start = AGE_HEADER_BYTES - LAST_LINE_BYTES - 1;
  return equalBytes(
    beginning.subarray(start, start + LAST_LINE.length),
    LAST_LINE,
  );
}
