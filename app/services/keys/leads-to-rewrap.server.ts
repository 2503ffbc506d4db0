import { toBase64Url } from "#app/crypto/encoding";
import { openStates } from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import { REWRAP_BATCH } from "#app/forms/staff/key-commands";
import { Prisma } from "#app/server/generated/client";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireHeld, requireKeyMember } from "./key-members.server";

/** Open leads of the office of which something is still sealed to another key than `officeKeyId`. */
function underOtherKeys(officeId: string, officeKeyId: string): Prisma.Sql {
  return Prisma.sql`
    FROM lead JOIN tip ON tip.lead_id = lead.id
    WHERE lead.office_id = ${officeId}::uuid AND lead.state = ANY(${[...openStates]}::text[])
      AND (
        EXISTS (SELECT 1 FROM thread_key_wrap w WHERE w.tip_id = tip.id AND w.office_key_id <> ${officeKeyId}::uuid)
        OR EXISTS (SELECT 1 FROM identity_key_wrap w WHERE w.tip_id = tip.id AND w.office_key_id <> ${officeKeyId}::uuid)
        OR EXISTS (SELECT 1 FROM case_key_wrap w WHERE w.lead_id = lead.id AND w.office_key_id <> ${officeKeyId}::uuid))`;
}

export async function countToRewrap(
  db: Deps["db"] | Transaction,
  officeId: string,
  officeKeyId: string,
): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count ${underOtherKeys(officeId, officeKeyId)}`;
  return row.count;
}

/** Base64url. */
export type LeadKeyWraps = {
  readonly leadId: string;
  readonly threadRecipient: string;
  readonly threadWraps: readonly KeyWrapRow[];
  readonly caseRecipient: string | null;
  readonly caseWraps: readonly KeyWrapRow[];
  readonly identityRecipient: string | null;
  readonly identityWraps: readonly KeyWrapRow[];
};
export type KeyWrapRow = {
  readonly officeKeyId: string;
  readonly ciphertext: string;
};

/**
 * The keys of the next leads that wait for the current office key; keys only, nothing that they open. `after`: the last lead of
 * the batch before, so that one that cannot be opened does not hold up the others.
 * @throws CodedError NOT_FOUND, NO_KEY_OF_OFFICE (the current key is not wrapped to the actor), OFFICE_KEY_MISSING
 */
export async function leadsToRewrap(
  deps: Pick<Deps, "db">,
  actor: StaffActor,
  { officeId, after }: { readonly officeId: string; readonly after: string },
) {
  if (!isId(officeId)) throw new CodedError("NOT_FOUND");
  requireKeyMember(actor, officeId);
  const { db } = deps;
  const current = await db.officeKey.findFirst({
    where: { officeId, current: true },
    select: { id: true, recipient: true },
  });
  if (!current) throw new CodedError("OFFICE_KEY_MISSING");
  await requireHeld(db, actor, { officeId, keyIds: [current.id] });
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT lead.id::text AS id ${underOtherKeys(officeId, current.id)}
      AND ${isId(after) ? Prisma.sql`lead.id > ${after}::uuid` : Prisma.sql`TRUE`}
    ORDER BY lead.id LIMIT ${REWRAP_BATCH}`;
  const leads = await leadKeyWraps(
    db,
    rows.map(({ id }) => id),
    actor,
  );
  return {
    toOfficeKeyId: current.id,
    recipient: current.recipient,
    leads: rows.flatMap(({ id }) =>
      leads.filter(({ leadId }) => leadId === id),
    ),
    left: await countToRewrap(db, officeId, current.id),
  };
}

/** Wraps of leads' keys, those alone that the person's own office keys open. */
export async function leadKeyWraps(
  db: Deps["db"] | Transaction,
  leadIds: readonly string[],
  actor: StaffActor,
): Promise<readonly LeadKeyWraps[]> {
  const keyWraps = {
    where: { officeKey: { wraps: { some: { personId: actor.personId } } } },
    select: { officeKeyId: true, ciphertext: true },
  } as const;
  const leads = await db.lead.findMany({
    where: { id: { in: [...leadIds] } },
    select: {
      id: true,
      caseRecipient: true,
      caseWraps: keyWraps,
      tip: {
        select: {
          threadRecipient: true,
          keyWraps,
          identity: { select: { recipient: true, keyWraps } },
        },
      },
    },
  });
  return leads.map(({ id, caseRecipient, caseWraps, tip }) => ({
    leadId: id,
    threadRecipient: tip!.threadRecipient,
    threadWraps: tip!.keyWraps.map(rowOf),
    caseRecipient,
    caseWraps: caseWraps.map(rowOf),
    identityRecipient: tip!.identity?.recipient ?? null,
    identityWraps: tip!.identity?.keyWraps.map(rowOf) ?? [],
  }));
}

function rowOf(wrap: {
  readonly officeKeyId: string;
  readonly ciphertext: Uint8Array;
}): KeyWrapRow {
  return {
    officeKeyId: wrap.officeKeyId,
    ciphertext: toBase64Url(wrap.ciphertext),
  };
}
