/**
 * What lies sealed to a thread key beside the tip itself, opened so that one piece of garbage closes nothing else: anybody can
 * seal anything to a public recipient, and an officer must not be able to lock a tipster out of the inbox.
 */
import { formPurposes, openBoundForm } from "./bound-form";
import type { JsonValue } from "./canonical-json";
import type { FileLabel } from "./file-container";
import type { AgeIdentity } from "./identity";
import { openFileStream } from "./sealed-file";

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
 * Name and type of a sealed file from its first bytes (`FILE_BEGINNING_BYTES`, or all of a shorter one); null when they do not
 * open. `sealedBytes` is the length of the whole: a beginning must not pass for a file that was cut off there.
 */
export async function openFileLabel(
  beginning: Uint8Array,
  {
    sealedBytes,
    thread,
  }: { readonly sealedBytes: number; readonly thread: AgeIdentity },
): Promise<FileLabel | null> {
  const whole = beginning.length >= sealedBytes;
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(beginning);
      // what follows is not here and not needed: an end would be taken for the end of the file
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
