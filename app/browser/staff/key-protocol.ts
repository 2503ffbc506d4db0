import type { IdentityReasonCode } from "#app/domain/codes/identity-reasons";
import type {
  MessageBody,
  NoteBody,
  Payee,
  ReporterIdentity,
  TipBody,
} from "#app/forms/tip/tip-body";
import type { FileCalls, ListedDocument } from "./file-calls";
import type { OfficeKeyCalls, RecoveryCalls } from "./key-calls";
import type { AccountCalls } from "./vault-account";

/**
 * What the page and the key worker say to each other. Keys never cross: the page hands over a password or ids and gets
 * text to show, sealed bytes to send, or a coded refusal.
 */
export type KeyCalls = AccountCalls &
  OfficeKeyCalls &
  RecoveryCalls &
  FileCalls & {
    /** Derives the auth key and keeps the wrap key for the `unlockPending` that follows a successful sign-in. */
    readonly prepareSignIn: {
      readonly input: { readonly loginName: string; readonly password: string };
      readonly output: { readonly authKey: string };
    };
    readonly unlockPending: {
      readonly input: Record<string, never>;
      readonly output: KeyRing;
    };
    readonly unlock: {
      readonly input: { readonly loginName: string; readonly password: string };
      readonly output: KeyRing;
    };
    readonly openLead: {
      readonly input: { readonly leadId: string };
      readonly output: OpenedLead;
    };
    /** A fresh case key, wrapped to the office key that holds the lead. */
    readonly newCaseKey: {
      readonly input: { readonly leadId: string };
      readonly output: {
        readonly caseRecipient: string;
        readonly officeKeyId: string;
        readonly caseKeyWrap: string;
      };
    };
    readonly sealNote: {
      readonly input: { readonly leadId: string; readonly text: string };
      readonly output: { readonly sealedNote: string };
    };
    readonly sealMessage: {
      readonly input: { readonly leadId: string; readonly text: string };
      readonly output: { readonly sealedMessage: string };
    };
    readonly openIdentity: {
      readonly input: {
        readonly leadId: string;
        readonly reasonCode: IdentityReasonCode;
      };
      readonly output: ReporterIdentity;
    };
    readonly openPayee: {
      readonly input: { readonly claimId: string };
      readonly output: OpenedPayee;
    };
  };

export type KeyCall = keyof KeyCalls;

/** Who is unlocked; no keys. */
export type KeyRing = {
  readonly personId: string;
  readonly displayName: string;
  readonly offices: readonly {
    readonly officeId: string;
    readonly officeName: string;
  }[];
};

export type OpenedLead = {
  readonly sealedBy: string;
  /** release whose program sealed it; null when the server did */
  readonly release: string | null;
  readonly documents: readonly ListedDocument[];
  readonly hasIdentity: boolean;
  /** null when the content is not a tip body that this release can read */
  readonly body: TipBody | null;
  readonly files: readonly {
    readonly id: string;
    readonly sealedBytes: number;
    readonly side: string;
    readonly day: string;
  }[];
  readonly messages: readonly {
    readonly id: string;
    readonly side: string;
    readonly day: string;
    /** null: could not be opened or read */
    readonly text: MessageBody["text"] | null;
  }[];
  readonly notes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly author: string;
    readonly at: string;
    readonly text: NoteBody["text"] | null;
  }[];
  readonly hasCaseKey: boolean;
};

export type OpenedPayee = {
  readonly payee: Payee;
  readonly signatureValid: boolean;
};

export type KeyRequest = {
  [Call in KeyCall]: {
    readonly id: number;
    readonly call: Call;
    readonly input: KeyCalls[Call]["input"];
  };
}[KeyCall];

export type Refusal = {
  readonly code: string;
  readonly field?: string | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
};

export type KeyReply =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false; readonly refusal: Refusal };

/** Above this a file is not opened in the browser's memory. */
export const MAX_OPENED_FILE_BYTES = 50 * 1024 * 1024;
