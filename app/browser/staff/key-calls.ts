/** The key worker's part in office keys, hand-overs and recovery. Recipients are public; keys stay in the worker. */

/** Somebody to whom a key is wrapped; the page has shown name and fingerprint of exactly this recipient. */
export type KeyRecipient = {
  readonly personId: string;
  readonly recipient: string;
};
export type RecoveryRecipient = {
  readonly recoveryKeyId: string;
  readonly recipient: string;
};
/** Base64url, for one office key. */
export type SealedLeadKeys = {
  readonly officeKeyId: string;
  readonly threadWrap: string;
  readonly caseWrap: string | null;
  readonly identityWrap: string | null;
};

export type SpoiltKey = {
  readonly officeKeyId: string;
  readonly officeId: string;
};

export type OfficeKeyCalls = {
  /** Makes a key, wraps it to the members (the own user key always among them) and publishes it. */
  readonly makeOfficeKey: {
    readonly input: {
      readonly officeId: string;
      readonly replaces: string | null;
      readonly members: readonly KeyRecipient[];
      readonly recovery: RecoveryRecipient | null;
    };
    readonly output: { readonly officeKeyId: string };
  };
  readonly shareOfficeKeys: {
    readonly input: {
      readonly officeId: string;
      readonly member: KeyRecipient;
      readonly officeKeyIds: readonly string[];
    };
    readonly output: { readonly shared: number };
  };
  readonly backUpOfficeKeys: {
    readonly input: {
      readonly officeId: string;
      readonly officeKeyIds: readonly string[];
      readonly recovery: RecoveryRecipient;
    };
    readonly output: { readonly backedUp: number };
  };
  /** The next leads of the office, `after` the one named; `last` null: there is no further one. */
  readonly rewrapLeads: {
    readonly input: { readonly officeId: string; readonly after: string };
    readonly output: {
      readonly moved: number;
      /** could not be opened with the keys at hand */
      readonly failed: number;
      readonly left: number;
      readonly last: string | null;
    };
  };
  /** Asks the server anew which office keys are the person's: after somebody shared or renewed one. */
  readonly refreshKeys: {
    readonly input: Record<string, never>;
    readonly output: {
      readonly officeKeyIds: readonly string[];
      /** public half of the own user key, from the key itself and not from the server */
      readonly ownRecipient: string;
      /** wrapped to the person, but the wrap does not open */
      readonly spoilt: readonly SpoiltKey[];
    };
  };
  /** Gives the spoilt wraps up, so that a colleague can share the keys again. */
  readonly dropSpoiltKeys: {
    readonly input: Record<string, never>;
    readonly output: { readonly dropped: number };
  };
  readonly prepareHandOver: {
    readonly input: {
      readonly leadId: string;
      readonly officeKeyId: string;
    };
    readonly output: SealedLeadKeys;
  };
  /** Opens every key of an offered lead and seals it to the own office's current key. */
  readonly openOffered: {
    readonly input: { readonly handOverId: string };
    readonly output: SealedLeadKeys;
  };
};

export type RecoveryCalls = {
  /** A fresh recovery key, held until it is published or the worker ends; what is printed comes out, once. */
  readonly newRecoveryKey: {
    readonly input: { readonly threshold: number; readonly shares: number };
    readonly output: {
      readonly recipient: string;
      readonly sheets: readonly {
        readonly index: number;
        readonly rows: readonly string[];
      }[];
    };
  };
  /** A custodian's sheet typed back. */
  readonly confirmSheet: {
    readonly input: { readonly index: number; readonly text: string };
    readonly output: { readonly confirmed: readonly number[] };
  };
  readonly publishRecoveryKey: {
    readonly input: { readonly replaces: string | null };
    readonly output: { readonly recoveryKeyId: string };
  };
  readonly recoverOfficeKeys: {
    readonly input: {
      readonly recoveryKeyId: string;
      readonly officeId: string;
      readonly sheets: readonly string[];
      readonly members: readonly KeyRecipient[];
    };
    readonly output: { readonly recovered: number };
  };
};
