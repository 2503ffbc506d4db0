import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { recipientHash } from "#app/crypto/fingerprint";
import {
  newIdentity,
  parseRecipient,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { CodedError } from "#app/domain/shared/coded-error";
import type { OfficeKeyCalls, SealedLeadKeys, SpoiltKey } from "./key-calls";
import { callStaffApi, type Fetch } from "./staff-http";

export type HeldOfficeKey = {
  readonly officeKeyId: string;
  readonly officeId: string;
  readonly current: boolean;
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
};

/** What the vault lends: its keys, for as long as it is unlocked. */
export type VaultAccess = {
  readonly fetch: Fetch;
  /** @throws CodedError KEYS_LOCKED */
  readonly self: () => {
    readonly personId: string;
    readonly userKey: AgeIdentity;
  };
  /** @throws CodedError KEYS_LOCKED */
  readonly officeKeys: () => readonly HeldOfficeKey[];
  /** own wraps that did not open when the keys were last asked for */
  readonly spoiltKeys: () => readonly SpoiltKey[];
  readonly refresh: () => Promise<void>;
};

type Handlers<Calls> = {
  readonly [Call in keyof Calls]: (
    input: Calls[Call] extends { input: infer Input } ? Input : never,
  ) => Promise<Calls[Call] extends { output: infer Output } ? Output : never>;
};

type KeyWrapRow = { readonly officeKeyId: string; readonly ciphertext: string };
type LeadKeyRows = {
  readonly leadId: string;
  readonly threadRecipient: string;
  readonly threadWraps: readonly KeyWrapRow[];
  readonly caseRecipient: string | null;
  readonly caseWraps: readonly KeyWrapRow[];
  readonly identityRecipient: string | null;
  readonly identityWraps: readonly KeyWrapRow[];
};
type LeadKeys = {
  readonly threadKey: AgeIdentity;
  readonly caseKey: AgeIdentity | null;
  readonly identityKey: AgeIdentity | null;
};

export function officeKeyHandlers({
  fetch: send,
  self,
  officeKeys,
  spoiltKeys,
  refresh,
}: VaultAccess): Handlers<OfficeKeyCalls> {
  const get = <Answer>(path: string) =>
    callStaffApi<Answer>(path, { fetch: send });
  const post = <Answer>(path: string, body: unknown) =>
    callStaffApi<Answer>(path, { fetch: send, body });

  /** @throws CodedError NO_KEY_OF_OFFICE */
  async function held(officeKeyId: string): Promise<HeldOfficeKey> {
    const find = () =>
      officeKeys().find((key) => key.officeKeyId === officeKeyId);
    let key = find();
    if (!key) {
      await refresh();
      key = find();
    }
    if (!key) throw new CodedError("NO_KEY_OF_OFFICE");
    return key;
  }

  /** @throws CodedError NO_KEY_FOR_LEAD, SEAL_NOT_OPENED, WRAP_HOLDS_OTHER_KEY */
  async function open(
    wraps: readonly KeyWrapRow[],
    expectedRecipient: string,
  ): Promise<AgeIdentity> {
    const keys = officeKeys();
    for (const { officeKeyId, ciphertext } of wraps) {
      const key = keys.find((one) => one.officeKeyId === officeKeyId);
      if (key)
        return unwrapIdentity(fromBase64Url(ciphertext), key.identity, {
          expectedRecipient: parseRecipient(expectedRecipient),
        });
    }
    throw new CodedError("NO_KEY_FOR_LEAD");
  }

  async function openLeadKeys(rows: LeadKeyRows): Promise<LeadKeys> {
    const { caseRecipient, identityRecipient } = rows;
    return {
      threadKey: await open(rows.threadWraps, rows.threadRecipient),
      caseKey:
        caseRecipient === null
          ? null
          : await open(rows.caseWraps, caseRecipient),
      identityKey:
        identityRecipient === null
          ? null
          : await open(rows.identityWraps, identityRecipient),
    };
  }

  return {
    async makeOfficeKey({ officeId, replaces, members, recovery }) {
      const { personId, userKey } = self();
      const identity = await newIdentity();
      const others = members.filter((member) => member.personId !== personId);
      const answer = await post<{ officeKeyId: string }>(
        "/api/staff/office-keys",
        {
          officeId,
          replaces,
          recipient: await recipientOf(identity),
          wraps: await Promise.all([
            // never what the server says is my own public half
            memberWrap(identity, {
              personId,
              recipient: await recipientOf(userKey),
            }),
            ...others.map((member) =>
              memberWrap(identity, {
                personId: member.personId,
                recipient: parseRecipient(member.recipient),
              }),
            ),
          ]),
          recovery: recovery && {
            recoveryKeyId: recovery.recoveryKeyId,
            wrap: await wrapTo(identity, parseRecipient(recovery.recipient)),
          },
        },
      );
      await refresh();
      return { officeKeyId: answer.officeKeyId };
    },

    async shareOfficeKeys({ officeId, member, officeKeyIds }) {
      const recipient = parseRecipient(member.recipient);
      const keys = await Promise.all(officeKeyIds.map(held));
      return post("/api/staff/office-keys/share", {
        officeId,
        personId: member.personId,
        recipientHash: recipientHash(recipient),
        keys: await Promise.all(
          keys.map(async ({ officeKeyId, identity }) => ({
            officeKeyId,
            wrap: await wrapTo(identity, recipient),
          })),
        ),
      });
    },

    async backUpOfficeKeys({ officeId, officeKeyIds, recovery }) {
      const recipient = parseRecipient(recovery.recipient);
      const keys = await Promise.all(officeKeyIds.map(held));
      await post("/api/staff/office-keys/back-up", {
        officeId,
        recoveryKeyId: recovery.recoveryKeyId,
        keys: await Promise.all(
          keys.map(async ({ officeKeyId, identity }) => ({
            officeKeyId,
            wrap: await wrapTo(identity, recipient),
          })),
        ),
      });
      return { backedUp: keys.length };
    },

    async rewrapLeads({ officeId, after }) {
      const batch = await get<{
        toOfficeKeyId: string;
        leads: readonly LeadKeyRows[];
        left: number;
      }>(
        `/api/staff/office-keys/${encodeURIComponent(officeId)}/leads?after=${encodeURIComponent(after)}`,
      );
      const last = batch.leads.at(-1)?.leadId ?? null;
      const key = await held(batch.toOfficeKeyId);
      const moved: (Omit<SealedLeadKeys, "officeKeyId"> & {
        readonly leadId: string;
      })[] = [];
      for (const rows of batch.leads)
        try {
          const sealed = await sealTo(key, await openLeadKeys(rows));
          moved.push({
            leadId: rows.leadId,
            threadWrap: sealed.threadWrap,
            caseWrap: sealed.caseWrap,
            identityWrap: sealed.identityWrap,
          });
        } catch (error) {
          // One lead that does not open must not hold up the others; it stays as it is and is counted.
          if (!(error instanceof CodedError)) throw error;
        }
      const failed = batch.leads.length - moved.length;
      if (moved.length === 0)
        return { moved: 0, failed, left: batch.left, last };
      const stored = await post<{ moved: number; left: number }>(
        "/api/staff/office-keys/rewrapped",
        { officeId, toOfficeKeyId: key.officeKeyId, leads: moved },
      );
      return { ...stored, failed, last };
    },

    async refreshKeys() {
      await refresh();
      return {
        officeKeyIds: officeKeys().map((key) => key.officeKeyId),
        ownRecipient: await recipientOf(self().userKey),
        spoilt: spoiltKeys(),
      };
    },

    async dropSpoiltKeys() {
      // only what still does not open now: a colleague may have shared it anew
      await refresh();
      const spoilt = spoiltKeys();
      let dropped = 0;
      for (const officeId of new Set(spoilt.map((key) => key.officeId))) {
        const answer = await post<{ dropped: number }>(
          "/api/staff/office-keys/drop",
          {
            officeId,
            officeKeyIds: spoilt
              .filter((key) => key.officeId === officeId)
              .map(({ officeKeyId }) => officeKeyId),
          },
        );
        dropped += answer.dropped;
      }
      await refresh();
      return { dropped };
    },

    async prepareHandOver({ leadId, officeKeyId }) {
      const [rows, target] = await Promise.all([
        get<LeadKeyRows>(
          `/api/staff/hand-overs/leads/${encodeURIComponent(leadId)}`,
        ),
        get<{ recipient: string; loggedHash: string | null }>(
          `/api/staff/office-keys/${encodeURIComponent(officeKeyId)}/recipient`,
        ),
      ]);
      const recipient = parseRecipient(target.recipient);
      // the log says which key the office published; against a key put in its place later
      if (recipientHash(recipient) !== target.loggedHash)
        throw new CodedError("KEY_NOT_IN_LOG");
      return wrapAll(officeKeyId, recipient, await openLeadKeys(rows));
    },

    async openOffered({ handOverId }) {
      const offered = await get<{
        officeId: string;
        officeKeyId: string;
        threadRecipient: string;
        threadWrap: string;
        caseRecipient: string | null;
        caseWrap: string | null;
        identityRecipient: string | null;
        identityWrap: string | null;
      }>(`/api/staff/hand-overs/${encodeURIComponent(handOverId)}`);
      await held(offered.officeKeyId);
      const rowOf = (ciphertext: string | null) =>
        ciphertext === null
          ? []
          : [{ officeKeyId: offered.officeKeyId, ciphertext }];
      const keys = await openLeadKeys({
        leadId: "",
        threadRecipient: offered.threadRecipient,
        threadWraps: rowOf(offered.threadWrap),
        caseRecipient: offered.caseRecipient,
        caseWraps: rowOf(offered.caseWrap),
        identityRecipient: offered.identityRecipient,
        identityWraps: rowOf(offered.identityWrap),
      });
      // the office may have renewed its key since the offer
      await refresh();
      const current = officeKeys().find(
        (key) => key.officeId === offered.officeId && key.current,
      );
      if (!current) throw new CodedError("NO_KEY_OF_OFFICE");
      return sealTo(current, keys);
    },
  };
}

async function memberWrap(
  identity: AgeIdentity,
  { personId, recipient }: { personId: string; recipient: AgeRecipient },
) {
  return {
    personId,
    recipientHash: recipientHash(recipient),
    wrap: await wrapTo(identity, recipient),
  };
}

async function wrapTo(
  identity: AgeIdentity,
  recipient: AgeRecipient,
): Promise<string> {
  return toBase64Url(await wrapIdentity(identity, recipient));
}

async function wrapAll(
  officeKeyId: string,
  recipient: AgeRecipient,
  { threadKey, caseKey, identityKey }: LeadKeys,
): Promise<SealedLeadKeys> {
  return {
    officeKeyId,
    threadWrap: await wrapTo(threadKey, recipient),
    caseWrap: caseKey && (await wrapTo(caseKey, recipient)),
    identityWrap: identityKey && (await wrapTo(identityKey, recipient)),
  };
}

/**
 * To an office key that is held here. Each wrap is opened again before it goes out: the server throws the old ones away, and
 * with them the last way to a tip.
 */
async function sealTo(
  { officeKeyId, recipient, identity }: HeldOfficeKey,
  keys: LeadKeys,
): Promise<SealedLeadKeys> {
  const sealed = await wrapAll(officeKeyId, recipient, keys);
  const same = async (wrap: string | null, key: AgeIdentity | null) =>
    wrap === null ||
    (await unwrapIdentity(fromBase64Url(wrap), identity)) === key;
  if (
    !(await same(sealed.threadWrap, keys.threadKey)) ||
    !(await same(sealed.caseWrap, keys.caseKey)) ||
    !(await same(sealed.identityWrap, keys.identityKey))
  )
    throw new CodedError("WRAP_HOLDS_OTHER_KEY");
  return sealed;
}
