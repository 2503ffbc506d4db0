import type { ProofReport } from "#app/crypto/tlog/proof-file";
import type { InboxView } from "#app/services/inbox/inbox-view";
import type { Payee } from "#app/forms/tip/tip-body";

type Nothing = Readonly<Record<never, never>>;
type Act<Input> = { readonly input: Input; readonly output: Nothing };
type Look<Input> = { readonly input: Input; readonly output: InboxView };

/** A proof file and what it shows. */
export type CheckedProof = {
  readonly report: ProofReport;
  /** the file itself, canonical JSON */
  readonly file: string;
};

/**
 * Calls of the inbox to the tip worker. The code goes in once and is forgotten when the keys are made; the keys stay there until
 * the worker is ended. Every call but the first refuses with TICKET_EXPIRED when no inbox is open.
 */
export type InboxCalls = {
  /** @throws CodedError TRACKING_CODE_LENGTH | TRACKING_CODE_MISTYPED | INBOX_UNKNOWN */
  readonly inboxOpen: Look<{ readonly code: string }>;
  readonly inboxLook: Look<Nothing>;
  /** What the last look brought of the log, checked here. Makes no request. */
  readonly inboxProof: {
    readonly input: Nothing;
    readonly output: CheckedProof | null;
  };
  /** Reads the names of the next older files. */
  readonly inboxMoreNames: Look<Nothing>;
  /** The same text after a failure is the same message. */
  readonly inboxMessage: Act<{ readonly text: string }>;
  readonly inboxTakeBack: Act<{ readonly messageId: string }>;
  readonly inboxClaim: Act<{ readonly payee: Payee }>;
  readonly inboxDecline: Act<Nothing>;
  readonly inboxStrikeOut: Act<{ readonly officeId: string }>;
  /** Hands over what was sealed and uploaded since. */
  readonly inboxFiles: {
    readonly input: Nothing;
    readonly output: { readonly added: number };
  };
  /** A file from the office, opened. */
  readonly inboxFile: {
    readonly input: { readonly fileId: string };
    readonly output: { readonly name: string; readonly content: Blob };
  };
};
