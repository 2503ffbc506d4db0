import { fromBase64Url } from "#app/crypto/encoding";
import { groupOf, isKindGroup } from "#app/domain/log/kind-groups";
import { CodedError } from "#app/domain/shared/coded-error";
import { day, type Day } from "#app/domain/shared/day";
import { Prisma } from "#app/server/generated/client";
import { logKinds, type LogKind } from "#app/services/log/entries";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";

/** As typed; what is no such thing filters nothing. */
export type AuditFilter = {
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  /** id, or number */
  readonly leadId?: string | undefined;
  readonly claimId?: string | undefined;
  /** id, or login name */
  readonly personId?: string | undefined;
  readonly officeId?: string | undefined;
  /** one day, YYYY-MM-DD */
  readonly day?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly index?: string | undefined;
  /** base64url, as the pages show it */
  readonly leaf?: string | undefined;
};

/** Kinds that carry an exact time: only these may be told apart by their order. */
export const timedKinds: readonly string[] = Object.entries(logKinds)
  .filter(([, { causedBy }]) => causedBy === "STAFF")
  .map(([kind]) => kind);

/**
 * Answers of a tipster to the office, which stand in the tree among the acts that they answer: between two of them with exact times, an
 * index would have a time itself. Tips, messages and files stand before all acts of the day (see `sequenceLog`), where it has none.
 */
export const kindsWithoutIndex: readonly string[] = [
  "REWARD_CLAIMED",
  "REWARD_DECLINED",
  "OFFICE_STRUCK_OUT",
];

/** The filter with numbers and names resolved to ids, empty parts left out. */
export type FoundFilter = {
  readonly kinds: readonly string[] | null;
  readonly leadId: string | null;
  readonly claimId: string | null;
  readonly personId: string | null;
  readonly officeId: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly index: bigint | null;
  readonly leaf: string | null;
};

/** what a number or a name that nobody has stands for */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export async function resolveFilter(
  { db }: Pick<Deps, "db">,
  filter: AuditFilter,
): Promise<FoundFilter> {
  const typed = (name: keyof AuditFilter) => filter[name]?.trim() ?? "";
  const id = async (
    name: keyof AuditFilter,
    find: (text: string) => Promise<{ readonly id: string } | null>,
  ) => {
    const text = typed(name);
    if (text === "") return null;
    // a number or name that nobody has finds nothing, rather than everything
    return isId(text) ? text : ((await find(text))?.id ?? NOBODY);
  };
  const select = { id: true } as const;
  const on = dayOrNull(typed("day"));
  return {
    kinds: kindsOf(typed("kind"), typed("group")),
    leadId: await id("leadId", (text) =>
      db.lead.findUnique({ where: { number: text.toUpperCase() }, select }),
    ),
    claimId: await id("claimId", (text) =>
      db.claim.findUnique({ where: { number: text.toUpperCase() }, select }),
    ),
    personId: await id("personId", (text) =>
      db.person.findUnique({
        where: { loginName: text.toLowerCase() },
        select,
      }),
    ),
    officeId: await id("officeId", () => Promise.resolve(null)),
    from: on ?? dayOrNull(typed("from")),
    to: on ?? dayOrNull(typed("to")),
    index: /^\d{1,15}$/.test(typed("index")) ? BigInt(typed("index")) : null,
    leaf: /^[A-Za-z0-9_-]{43}$/.test(typed("leaf")) ? typed("leaf") : null,
  };
}

function kindsOf(kind: string, group: string): readonly string[] | null {
  if (kind !== "") return [kind];
  return isKindGroup(group)
    ? (Object.keys(logKinds) as LogKind[]).filter(
        (each) => groupOf(each) === group,
      )
    : null;
}

/** The condition on log_record. */
export function whereOf(filter: FoundFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`true`];
  const { kinds, leadId, claimId, personId, officeId, from, to, index, leaf } =
    filter;
  if (kinds) parts.push(Prisma.sql`kind = ANY(${kinds}::text[])`);
  if (leadId) parts.push(Prisma.sql`lead_id = ${leadId}::uuid`);
  if (claimId) parts.push(Prisma.sql`claim_id = ${claimId}::uuid`);
  if (personId) parts.push(Prisma.sql`person_id = ${personId}::uuid`);
  if (officeId) parts.push(Prisma.sql`office_id = ${officeId}::uuid`);
  if (from) parts.push(Prisma.sql`day >= ${from}::date`);
  if (to) parts.push(Prisma.sql`day <= ${to}::date`);
  if (index !== null)
    parts.push(
      Prisma.sql`log_index = ${index} AND kind <> ALL(${kindsWithoutIndex}::text[])`,
    );
  if (leaf)
    parts.push(
      Prisma.sql`leaf_hash = ${bytesToStore(fromBase64Url(leaf))}::bytea`,
    );
  return Prisma.join(parts, " AND ");
}

/** By day, the newest first; within a day acts of staff, the latest first, then the others in an order that says nothing. */
export const auditOrder = Prisma.sql`day DESC, kind = ANY(${timedKinds}::text[]) DESC,
  CASE WHEN kind = ANY(${timedKinds}::text[]) THEN place END DESC, leaf_hash`;

/** A day that does not exist filters nothing. */
function dayOrNull(text: string): Day | null {
  try {
    return day(text);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
