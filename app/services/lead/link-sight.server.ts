import { officesWhere } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";

type Db = Deps["db"] | Transaction;

/**
 * What somebody learns of another lead that is linked with one of theirs.
 * - SHOWN: an office of theirs handles it, or stands above the one that does;
 * - COUNTED: that it is, and whether it came earlier;
 * - NOTHING: its tipster struck out an office they act for, wherever the lead went. A number they recognise would be enough.
 */
export type LinkSight = "SHOWN" | "COUNTED" | "NOTHING";

/** Offices whose leads the actor may name: their own, and all under these. */
export async function nameableOffices(
  db: Db,
  actor: StaffActor,
): Promise<readonly string[]> {
  const own = [...officesWhere(actor, "lead.read")];
  const rows = await db.$queryRaw<{ readonly id: string }[]>`
    WITH RECURSIVE under AS (
      SELECT id FROM office WHERE id = ANY(${own}::uuid[])
      UNION
      SELECT office.id FROM office JOIN under ON office.parent_id = under.id
    )
    SELECT id::text AS id FROM under`;
  return rows.map(({ id }) => id);
}

/** Every office in which the actor has any role: whoever works for two tells the one what the other reads. */
export function officesActedFor(actor: StaffActor): string[] {
  return [...new Set(actor.roles.map(({ officeId }) => officeId))];
}

/** Leads that do not exist are missing. */
export async function linkSight(
  db: Db,
  actor: StaffActor,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, LinkSight>> {
  if (leadIds.length === 0) return new Map();
  const nameable = new Set(await nameableOffices(db, actor));
  const leads = await db.lead.findMany({
    where: { id: { in: [...leadIds] } },
    select: {
      id: true,
      officeId: true,
      tip: {
        select: {
          struckOut: {
            where: { officeId: { in: officesActedFor(actor) } },
            select: { officeId: true },
          },
        },
      },
    },
  });
  return new Map(
    leads.map(({ id, officeId, tip }) => {
      if ((tip?.struckOut.length ?? 0) > 0) return [id, "NOTHING"];
      return [id, nameable.has(officeId) ? "SHOWN" : "COUNTED"];
    }),
  );
}

/**
 * No link may tell an office of a tip whose tipster struck it out: neither those that handle the leads, since the link stands on
 * the page of each, nor those for which the actor sees it.
 * @param leadIds all that would tell of the fact; locked, so that nobody is struck out meanwhile
 * @throws CodedError LINK_OFFICE_STRUCK_OUT
 */
export async function requireNoneStruckOut(
  tx: Transaction,
  actor: StaffActor,
  leadIds: readonly string[],
): Promise<void> {
  const leads = await tx.lead.findMany({
    where: { id: { in: [...leadIds] } },
    select: {
      officeId: true,
      tip: { select: { struckOut: { select: { officeId: true } } } },
    },
  });
  const seeing = new Set([
    ...officesActedFor(actor),
    ...leads.map(({ officeId }) => officeId),
  ]);
  const struck = leads.flatMap(({ tip }) => tip?.struckOut ?? []);
  if (struck.some(({ officeId }) => seeing.has(officeId)))
    throw new CodedError("LINK_OFFICE_STRUCK_OUT");
}
