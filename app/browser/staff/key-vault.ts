import type { ZodType } from "zod";
import type { Argon2id } from "#app/crypto/argon2id";
import {
  openClaimEnvelope,
  verifyClaimSignature,
} from "#app/crypto/claim-envelope";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  parseRecipient,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openIdentity as openSealedIdentity } from "#app/crypto/sealed-identity";
import {
  formPurposes,
  openBoundForm,
  sealBoundForm,
  type FormPurpose,
} from "#app/crypto/bound-form";
import { deriveSignIn, openUserKey } from "#app/crypto/staff-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  messageBody,
  noteBody,
  payee,
  reporterIdentity,
  tipBody,
} from "#app/forms/tip/tip-body";
import {
  MAX_OPENED_FILE_BYTES,
  type KeyCall,
  type KeyCalls,
  type KeyRing,
  type OpenedLead,
} from "./key-protocol";
import type { ListedDocument } from "./file-calls";
import type { SpoiltKey } from "./key-calls";
import { recoveryHandlers } from "./recovery";
import { callStaffApi, type Fetch } from "./staff-http";
import { accountHandlers } from "./vault-account";
import { fileHandlers } from "./vault-files";
import { officeKeyHandlers } from "./vault-keys";

/**
 * Holds a member's keys in memory and nowhere else. Runs in a worker of its own, so that a fault in a page's script cannot
 * read them, and ending the worker is forgetting them. It talks to the portal itself: sealed bytes never pass the page.
 */
export type KeyVault = {
  readonly [Call in KeyCall]: (
    input: KeyCalls[Call]["input"],
  ) => Promise<KeyCalls[Call]["output"]>;
};

type OfficeKey = {
  readonly officeKeyId: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly year: number;
  /** what is sealed anew goes to this one; earlier ones open what is older */
  readonly current: boolean;
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
};

type KeyWrapRow = { readonly officeKeyId: string; readonly ciphertext: string };

type SealedLead = {
  readonly tip: {
    readonly body: string;
    readonly threadRecipient: string;
    readonly sealedBy: string;
    readonly release: string | null;
    readonly keyWraps: readonly KeyWrapRow[];
    readonly hasIdentity: boolean;
    readonly files: readonly {
      readonly id: string;
      readonly sealedBytes: number;
      readonly side: string;
      readonly day: string;
    }[];
    readonly messages: readonly {
      readonly id: string;
      readonly side: string;
      readonly body: string;
      readonly day: string;
    }[];
  };
  readonly case: {
    readonly recipient: string | null;
    readonly keyWraps: readonly KeyWrapRow[];
    readonly notes: readonly {
      readonly id: string;
      readonly kind: string;
      readonly body: string;
      readonly author: string;
      readonly at: string;
    }[];
    readonly documents: readonly ListedDocument[];
  };
};

type KeysAnswer = {
  readonly person: { readonly id: string; readonly displayName: string };
  readonly userKeyWrap: string;
  readonly officeKeys: readonly {
    readonly officeKeyId: string;
    readonly officeId: string;
    readonly officeName: string;
    readonly year: number;
    readonly current: boolean;
    readonly recipient: string;
    readonly wrap: string;
  }[];
};

type SealedClaim = {
  readonly envelope: string;
  readonly signature: string;
  readonly claimPublicKey: string;
  readonly officeKeyId: string;
  readonly claimId: string;
  readonly signatureValid: boolean;
};

type SealedName = {
  readonly recipient: string;
  readonly ciphertext: string;
  readonly keyWraps: readonly KeyWrapRow[];
  readonly threadRecipient: string;
};

type LeadKeys = {
  readonly threadKey: AgeIdentity;
  readonly caseKey: AgeIdentity | null;
  readonly officeKey: OfficeKey;
  readonly fileBytes: ReadonlyMap<string, number>;
  /** the sealed tip, to look up what it lists */
  readonly sealedBody: string;
};

export function createKeyVault({
  fetch: send,
  argon2id,
}: {
  readonly fetch: Fetch;
  readonly argon2id: Argon2id;
}): KeyVault {
  let pendingWrapKey: AgeIdentity | null = null;
  let officeKeys: readonly OfficeKey[] | null = null;
  let spoiltKeys: readonly SpoiltKey[] = [];
  let self: {
    readonly personId: string;
    readonly userKey: AgeIdentity;
  } | null = null;
  const leads = new Map<string, LeadKeys>();

  async function derive(input: {
    readonly loginName: string;
    readonly password: string;
  }) {
    const { deploymentSalt } = await callStaffApi<{ deploymentSalt: string }>(
      "/api/staff/sign-in-parameters",
      { fetch: send },
    );
    return deriveSignIn(input, fromBase64Url(deploymentSalt), argon2id);
  }

  async function loadKeys(
    openOwn: (answer: KeysAnswer) => Promise<AgeIdentity>,
  ): Promise<KeyRing> {
    const answer = await callStaffApi<KeysAnswer>("/api/staff/keys", {
      fetch: send,
    });
    const userKey = await openOwn(answer);
    self = { personId: answer.person.id, userKey };
    officeKeys = await openOfficeKeys(answer, userKey);
    const offices = new Map(
      officeKeys.map((key) => [key.officeId, key.officeName]),
    );
    return {
      personId: answer.person.id,
      displayName: answer.person.displayName,
      offices: [...offices].map(([officeId, officeName]) => ({
        officeId,
        officeName,
      })),
    };
  }

  function loadWithPassword(wrapKey: AgeIdentity): Promise<KeyRing> {
    return loadKeys(({ userKeyWrap }) =>
      openUserKey(fromBase64Url(userKeyWrap), wrapKey).catch(() => {
        // The session is good, so the only thing that can be wrong is what was typed.
        throw new CodedError("PASSWORD_WRONG", { field: "password" });
      }),
    );
  }

  async function openOfficeKeys(
    answer: KeysAnswer,
    userKey: AgeIdentity,
  ): Promise<readonly OfficeKey[]> {
    const opened = await Promise.all(
      answer.officeKeys.map(async (row) => {
        const recipient = parseRecipient(row.recipient);
        const identity = await unwrapIdentity(
          fromBase64Url(row.wrap),
          userKey,
          { expectedRecipient: recipient },
        ).catch((error: unknown) => {
          // a spoilt wrap of one key must not lock its owner out of the others
          if (error instanceof CodedError) return null;
          throw error;
        });
        if (identity === null) return [];
        const { officeKeyId, officeId, officeName, year, current } = row;
        return [
          {
            officeKeyId,
            officeId,
            officeName,
            year,
            current,
            recipient,
            identity,
          },
        ];
      }),
    );
    const keys = opened.flat();
    spoiltKeys = answer.officeKeys
      .filter((row) => !keys.some((key) => key.officeKeyId === row.officeKeyId))
      .map(({ officeKeyId, officeId }) => ({ officeKeyId, officeId }));
    return keys;
  }

  function requireSelf() {
    if (self === null) throw new CodedError("KEYS_LOCKED");
    return self;
  }

  /** Office keys that were shared or renewed since they were opened. */
  async function refresh(): Promise<void> {
    const { userKey } = requireSelf();
    const answer = await callStaffApi<KeysAnswer>("/api/staff/keys", {
      fetch: send,
    });
    officeKeys = await openOfficeKeys(answer, userKey);
    leads.clear();
  }

  function requireKeys(): readonly OfficeKey[] {
    if (officeKeys === null) throw new CodedError("KEYS_LOCKED");
    return officeKeys;
  }

  /** Opens the one wrap of `wraps` that an office key of this member can open. */
  async function unwrapWithOffice(
    wraps: readonly KeyWrapRow[],
    expectedRecipient: string,
  ): Promise<{
    readonly identity: AgeIdentity;
    readonly officeKey: OfficeKey;
  }> {
    const holder = () =>
      requireKeys().flatMap((officeKey) =>
        wraps
          .filter(({ officeKeyId }) => officeKeyId === officeKey.officeKeyId)
          .map(({ ciphertext }) => ({ officeKey, ciphertext })),
      )[0];
    // a colleague may have renewed the key, or shared it, since this one was unlocked
    if (!holder()) await refresh();
    const found = holder();
    if (!found) throw new CodedError("NO_KEY_FOR_LEAD");
    const identity = await unwrapIdentity(
      fromBase64Url(found.ciphertext),
      found.officeKey.identity,
      { expectedRecipient: parseRecipient(expectedRecipient) },
    );
    return { identity, officeKey: found.officeKey };
  }

  async function loadLead(
    leadId: string,
  ): Promise<{ readonly sealed: SealedLead; readonly keys: LeadKeys }> {
    requireKeys();
    const sealed = await callStaffApi<SealedLead>(
      `/api/staff/leads/${encodeURIComponent(leadId)}/sealed`,
      { fetch: send },
    );
    const thread = await unwrapWithOffice(
      sealed.tip.keyWraps,
      sealed.tip.threadRecipient,
    );
    const caseKey =
      sealed.case.recipient === null
        ? null
        : (await unwrapWithOffice(sealed.case.keyWraps, sealed.case.recipient))
            .identity;
    const keys = {
      threadKey: thread.identity,
      caseKey,
      officeKey: thread.officeKey,
      fileBytes: new Map(
        sealed.tip.files.map((file) => [file.id, file.sealedBytes]),
      ),
      sealedBody: sealed.tip.body,
    };
    leads.set(leadId, keys);
    return { sealed, keys };
  }

  async function keysOf(leadId: string): Promise<LeadKeys> {
    requireKeys();
    return leads.get(leadId) ?? (await loadLead(leadId)).keys;
  }

  /** Keys of the lead, asked for again when its case key was made after the page was opened. */
  async function caseKeyOf(leadId: string): Promise<AgeIdentity> {
    const known = (await keysOf(leadId)).caseKey;
    const caseKey = known ?? (await loadLead(leadId)).keys.caseKey;
    if (caseKey === null) throw new CodedError("NO_CASE_KEY");
    return caseKey;
  }

  const files = fileHandlers({
    fetch: send,
    keys: {
      threadKey: async (leadId) => (await keysOf(leadId)).threadKey,
      caseKey: caseKeyOf,
      async listedFiles(leadId) {
        const { sealedBody, threadKey } = await keysOf(leadId);
        const body = await openAs(
          formPurposes.tip,
          tipBody,
          sealedBody,
          threadKey,
        );
        return body?.files ?? null;
      },
      async requireOpenable(leadId, fileId) {
        const { fileBytes } = await keysOf(leadId);
        if ((fileBytes.get(fileId) ?? 0) > MAX_OPENED_FILE_BYTES)
          throw new CodedError("FILE_TOO_LARGE_TO_OPEN", {
            values: { maxMib: MAX_OPENED_FILE_BYTES / 1024 / 1024 },
          });
      },
    },
  });

  return {
    ...files,
    ...officeKeyHandlers({
      fetch: send,
      self: requireSelf,
      officeKeys: requireKeys,
      spoiltKeys: () => spoiltKeys,
      refresh,
    }),
    ...recoveryHandlers({ fetch: send }),
    ...accountHandlers({ fetch: send, derive, loadKeys }),

    async prepareSignIn(input) {
      const { authKey, wrapIdentity: wrapKey } = await derive(input);
      pendingWrapKey = wrapKey;
      return { authKey: toBase64Url(authKey) };
    },

    async unlockPending() {
      if (pendingWrapKey === null) throw new CodedError("KEYS_LOCKED");
      const wrapKey = pendingWrapKey;
      pendingWrapKey = null;
      return loadWithPassword(wrapKey);
    },

    async unlock(input) {
      const { wrapIdentity: wrapKey } = await derive(input);
      return loadWithPassword(wrapKey);
    },

    async openLead({ leadId }): Promise<OpenedLead> {
      const { sealed, keys } = await loadLead(leadId);
      const { caseKey } = keys;
      return {
        sealedBy: sealed.tip.sealedBy,
        release: sealed.tip.release,
        documents: sealed.case.documents,
        hasIdentity: sealed.tip.hasIdentity,
        hasCaseKey: caseKey !== null,
        body: await openAs(
          formPurposes.tip,
          tipBody,
          sealed.tip.body,
          keys.threadKey,
        ),
        files: sealed.tip.files,
        messages: await Promise.all(
          sealed.tip.messages.map(async ({ id, side, day, body }) => ({
            id,
            side,
            day,
            text:
              (
                await openAs(
                  side === "STAFF"
                    ? formPurposes.staffMessage
                    : formPurposes.tipsterMessage,
                  messageBody,
                  body,
                  keys.threadKey,
                )
              )?.text ?? null,
          })),
        ),
        notes: await Promise.all(
          sealed.case.notes.map(async ({ id, kind, author, at, body }) => ({
            id,
            kind,
            author,
            at,
            text:
              caseKey === null
                ? null
                : ((await openAs(formPurposes.note, noteBody, body, caseKey))
                    ?.text ?? null),
          })),
        ),
      };
    },

    async newCaseKey({ leadId }) {
      const { officeId } = (await keysOf(leadId)).officeKey;
      // last year's key may still hold the thread key, and a colleague may have renewed it a minute ago
      await refresh();
      const current = requireKeys().find(
        (key) => key.officeId === officeId && key.current,
      );
      if (!current) throw new CodedError("NO_KEY_OF_OFFICE");
      const caseKey = await newIdentity();
      return {
        caseRecipient: await recipientOf(caseKey),
        officeKeyId: current.officeKeyId,
        caseKeyWrap: toBase64Url(
          await wrapIdentity(caseKey, current.recipient),
        ),
      };
    },

    async sealNote({ leadId, text }) {
      const value = parseTyped(noteBody, { v: 1, text });
      const recipient = await recipientOf(await caseKeyOf(leadId));
      return {
        sealedNote: toBase64Url(
          await sealBoundForm(formPurposes.note, value, [recipient]),
        ),
      };
    },

    async sealMessage({ leadId, text }) {
      const value = parseTyped(messageBody, { v: 1, text });
      const recipient = await recipientOf((await keysOf(leadId)).threadKey);
      return {
        sealedMessage: toBase64Url(
          await sealBoundForm(formPurposes.staffMessage, value, [recipient]),
        ),
      };
    },

    async openIdentity({ leadId, reasonCode }) {
      const keys = requireKeys();
      const sealed = await callStaffApi<SealedName>(
        `/api/staff/leads/${encodeURIComponent(leadId)}/identity`,
        { fetch: send, body: { reasonCode } },
      );
      for (const { officeKeyId, ciphertext } of sealed.keyWraps) {
        const key = keys.find((one) => one.officeKeyId === officeKeyId);
        if (!key) continue;
        const opened = reporterIdentity.safeParse(
          await openSealedIdentity(
            {
              recipient: parseRecipient(sealed.recipient),
              ciphertext: fromBase64Url(sealed.ciphertext),
              keyWrap: fromBase64Url(ciphertext),
            },
            {
              officeKey: key.identity,
              threadRecipient: parseRecipient(sealed.threadRecipient),
            },
          ),
        );
        if (!opened.success) throw new CodedError("SEAL_CONTENT_INVALID");
        return opened.data;
      }
      throw new CodedError("NO_KEY_FOR_LEAD");
    },

    async openPayee({ claimId }) {
      requireKeys();
      const sealed = await callStaffApi<SealedClaim>(
        `/api/finance/claims/${encodeURIComponent(claimId)}/sealed`,
        { fetch: send },
      );
      const ofClaim = () =>
        requireKeys().find((one) => one.officeKeyId === sealed.officeKeyId);
      if (!ofClaim()) await refresh();
      const key = ofClaim();
      if (!key) throw new CodedError("NO_KEY_FOR_CLAIM");
      const envelope = fromBase64Url(sealed.envelope);
      const opened = payee.safeParse(
        await openClaimEnvelope(envelope, key.identity),
      );
      if (!opened.success) throw new CodedError("SEAL_CONTENT_INVALID");
      return {
        payee: opened.data,
        signatureValid: verifyClaimSignature({
          sealed: envelope,
          signature: fromBase64Url(sealed.signature),
          claimId: sealed.claimId,
          claimPublicKey: fromBase64Url(sealed.claimPublicKey),
        }),
      };
    },
  };
}

/** null for a wrong key and for content in another shape: one unreadable message must not hide the others. */
async function openAs<Value>(
  purpose: FormPurpose,
  schema: ZodType<Value>,
  sealed: string,
  identity: AgeIdentity,
): Promise<Value | null> {
  try {
    const parsed = schema.safeParse(
      await openBoundForm(purpose, fromBase64Url(sealed), identity),
    );
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

/** What the officer typed, against the shape that readers will expect. */
function parseTyped<Value>(
  schema: ZodType<Value>,
  value: { readonly v: 1; readonly text: string },
): Value {
  const parsed = schema.safeParse({ ...value, text: value.text.trim() });
  if (parsed.success) return parsed.data;
  throw new CodedError(
    value.text.trim() === "" ? "TEXT_MISSING" : "TEXT_TOO_LONG",
    { field: "text" },
  );
}
