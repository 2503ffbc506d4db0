import type { AgeIdentity, AgeRecipient } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { newIdentity, recipientOf } from "#app/crypto/identity";

/** A file that is sealed and uploaded and waits for its tip or inbox to take it. */
export type UploadedFile = {
  /** names the file in `/tip/send` and `/tip/inbox/files`; whoever knows it may use it */
  readonly uploadId: string;
  /** the chosen file it came of; a cleaned copy and its original have the same */
  readonly fileId: string;
  readonly sealedBytes: number;
  /** base64url SHA-256 of the age file */
  readonly sealedHash: string;
  readonly variant: "CLEANED" | "ORIGINAL" | "UNKNOWN";
  readonly name: string;
  /** of the content, before sealing */
  readonly bytes: number;
};

type Thread = {
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
};

/** What one page's worker remembers while the page is open. Ending the worker forgets all of it. */
export type TipSession = {
  /** of an opened inbox: files and messages are sealed to its thread; of a report: made when first needed */
  thread: Thread | null;
  /** from the tracking code, once an inbox is open */
  seeds: InboxSeeds | null;
  readonly uploaded: UploadedFile[];
};

export const session: TipSession = { thread: null, seeds: null, uploaded: [] };

/** The thread key T: files may be sealed to it before the tip is written. */
export async function threadOfSession(): Promise<Thread> {
  if (!session.thread) {
    const identity = await newIdentity();
    const recipient = await recipientOf(identity);
    session.thread ??= { identity, recipient };
  }
  return session.thread;
}
