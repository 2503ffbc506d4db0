import { may, rolesIn } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import {
  rankIsDecided,
  rankOf,
  requireLinkable,
  requireLinksOpen,
} from "#app/domain/lead/first-reporter";
import type { LeadState } from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import type { LinkCommand } from "#app/forms/staff/lead-links";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId, newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireNotOffered } from "./hand-over-facts.server";
import {
  linkSight,
  nameableOffices,
  officesActedFor,
  requireNoneStruckOut,
} from "./link-sight.server";
import { confirmedFinding, findLead, requireVisible } from "./load-lead.server";
import { linkedFacts } from "./linked-facts.server";

/** Those who work on a lead; who reviews the work does not do it. */
const linkRoles: readonly Role[] = ["INTAKE", "INVESTIGATOR", "LEADER"];

/** Whether this person may say of leads of this office which fact they tell. */
export function mayLink(actor: StaffActor, officeId: string): boolean {
  return (
    may(actor, "lead.change", officeId) &&
    rolesIn(actor, officeId).some((role) => linkRoles.includes(role))
  );
}

/**
 * Links a lead with another of the actor's offices, or of offices under these, as telling of one fact; or takes it out of a
 * fact again. Who was first follows from the log. What that decided already, in a finding that two people confirmed, no link
 * changes.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, LEAD_OFFERED, LEAD_NUMBER_UNKNOWN (no such lead, or none that the actor may
 *   name), LINK_OFFICE_STRUCK_OUT, LINK_UNKNOWN (the lead is not in that fact), LINK_CHANGES_DECIDED, CHANGED_MEANWHILE, and
 *   all of `requireLinkable`
 */
export async function changeLinks(
  deps: Deps,
  actor: StaffActor,
  input: { readonly leadId: string; readonly command: LinkCommand },
): Promise<{ readonly factId: string }> {
  const { leadId, command } = input;
  return inTransaction(deps, async (tx) => {
    const own = await findLead(tx, leadId);
    requireVisible(actor, "lead.read", own?.officeId);
    if (!mayLink(actor, own.officeId)) throw new CodedError("NOT_PERMITTED");
    if (command.command === "UNLINK" && !isId(command.factId))
      throw new CodedError("LINK_UNKNOWN");
    const otherId =
      command.command === "LINK"
        ? await numberedLead(tx, actor, command.number)
        : null;
    const concerned = await lockConcerned(tx, leadId, { otherId, command });
    const locked = await findLead(tx, leadId);
    if (locked?.officeId !== own.officeId)
      throw new CodedError("CHANGED_MEANWHILE");
    await requireNotOffered(tx, locked);
    const change = { tx, deps, actor, leadId };
    const decided = await decidedRanks(tx, concerned);
    const factId =
      command.command === "LINK"
        ? await link(change, otherId!, {
            misconductCode: command.misconductCode,
            concerned,
          })
        : await unlink(change, command.factId, locked.lead.state);
    const after = await decidedRanks(tx, concerned);
    for (const [id, rank] of decided)
      if (after.get(id) !== rank) throw new CodedError("LINK_CHANGES_DECIDED");
    return { factId };
  });
}

type Change = {
  readonly tx: Transaction;
  readonly deps: Deps;
  readonly actor: StaffActor;
  readonly leadId: string;
};

async function numberedLead(
  tx: Transaction,
  actor: StaffActor,
  number: string,
): Promise<string> {
  const lead = await tx.lead.findFirst({
    where: {
      number,
      officeId: { in: [...(await nameableOffices(tx, actor))] },
      tip: {
        struckOut: { none: { officeId: { in: officesActedFor(actor) } } },
      },
    },
    select: { id: true },
  });
  // of another office, hidden from this one, or none at all: told apart, numbers could be tried out
  if (!lead) throw new CodedError("LEAD_NUMBER_UNKNOWN", { field: "number" });
  return lead.id;
}

/**
 * Locks every lead whose place this could change, in one order, so that two officers who link at once come one after the
 * other. @throws CodedError CHANGED_MEANWHILE when another lead joined while this waited
 */
async function lockConcerned(
  tx: Transaction,
  leadId: string,
  about: { readonly otherId: string | null; readonly command: LinkCommand },
): Promise<readonly string[]> {
  const before = await concernedBy(tx, leadId, about);
  await tx.$queryRaw`
    SELECT 1 FROM lead WHERE id = ANY(${before}::uuid[]) ORDER BY id FOR UPDATE`;
  const now = await concernedBy(tx, leadId, about);
  if (before.join() !== now.join()) throw new CodedError("CHANGED_MEANWHILE");
  return now;
}

async function concernedBy(
  tx: Transaction,
  leadId: string,
  {
    otherId,
    command,
  }: { readonly otherId: string | null; readonly command: LinkCommand },
): Promise<string[]> {
  const named = otherId === null ? [leadId] : [leadId, otherId];
  const rows = await tx.leadFact.findMany({
    where: {
      fact:
        command.command === "LINK"
          ? {
              misconductCode: command.misconductCode,
              leads: { some: { leadId: { in: named } } },
            }
          : { id: command.factId },
    },
    select: { leadId: true },
  });
  return [...new Set([...named, ...rows.map((row) => row.leadId)])].sort();
}

async function link(
  change: Change,
  otherId: string,
  {
    misconductCode,
    concerned,
  }: { readonly misconductCode: string; readonly concerned: readonly string[] },
): Promise<string> {
  const { tx, deps, actor, leadId } = change;
  const own = await sideOf(tx, leadId, misconductCode);
  const other = await sideOf(tx, otherId, misconductCode);
  requireLinkable(own, other, misconductCode);
  await requireNoneStruckOut(tx, actor, concerned);
  const known = own.factId ?? other.factId;
  const now = deps.clock.now();
  const by = { linkedBy: actor.personId, linkedAt: now };
  const factId = known ?? newStaffId(now);
  if (known === null)
    await tx.fact.create({
      data: { id: factId, misconductCode, madeBy: actor.personId, madeAt: now },
      select: { id: true },
    });
  for (const side of [own, other]) {
    if (side.factId !== null) continue;
    await tx.leadFact.create({
      data: { factId, leadId: side.leadId, misconductCode, ...by },
      select: { leadId: true },
    });
    await appendLog(tx, {
      ...(await entryOf(change, side.leadId)),
      kind: "FACT_LINKED",
      data: { factId, misconductCode },
    });
  }
  return factId;
}

async function sideOf(tx: Transaction, leadId: string, misconductCode: string) {
  const lead = await tx.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: {
      state: true,
      misconduct: true,
      facts: { where: { misconductCode }, select: { factId: true } },
    },
  });
  return {
    leadId,
    state: lead.state as LeadState,
    registered: lead.misconduct,
    factId: lead.facts[0]?.factId ?? null,
  };
}

/**
 * A fact of which one lead alone tells links nothing: that lead goes too, unless it is of an office into whose leads the actor has
 * no say. Then it stays alone in the fact, until its own office links or takes it out.
 */
async function unlink(
  change: Change,
  factId: string,
  state: LeadState,
): Promise<string> {
  const { tx, actor, leadId } = change;
  requireLinksOpen(state);
  const members = await tx.leadFact.findMany({
    where: { factId },
    select: { leadId: true },
  });
  if (!members.some((member) => member.leadId === leadId))
    throw new CodedError("LINK_UNKNOWN");
  const others = members.flatMap((one) =>
    one.leadId === leadId ? [] : [one.leadId],
  );
  const sight = await linkSight(tx, actor, others);
  const dissolves =
    others.length < 2 && others.every((id) => sight.get(id) === "SHOWN");
  const leaving = dissolves ? [leadId, ...others] : [leadId];
  await tx.leadFact.deleteMany({
    where: { factId, leadId: { in: leaving } },
  });
  if (dissolves) await tx.fact.delete({ where: { id: factId } });
  for (const id of leaving)
    await appendLog(tx, {
      ...(await entryOf(change, id)),
      kind: "FACT_UNLINKED",
      data: { factId },
    });
  return factId;
}

/** Said of each lead, so that whoever follows one lead through the log meets it. */
async function entryOf({ tx, deps, actor }: Change, leadId: string) {
  const { officeId } = await tx.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { officeId: true },
  });
  return {
    day: deps.clock.today(),
    at: deps.clock.now(),
    leadId,
    officeId,
    personId: actor.personId,
  };
}

/** The ranks that were decided with a confirmed finding; of leads that proved true alone, the others have none. */
async function decidedRanks(
  tx: Transaction,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const leads = await tx.lead.findMany({
    where: { id: { in: [...leadIds] } },
    select: {
      id: true,
      state: true,
      misconduct: true,
      findings: {
        where: { state: "CONFIRMED" },
        select: { id: true, state: true, recordedBy: true, data: true },
      },
    },
  });
  const facts = await linkedFacts(tx, leadIds);
  return new Map(
    leads.flatMap((lead) => {
      const finding = confirmedFinding(lead);
      if (!rankIsDecided(lead.state as LeadState) || !finding?.substantiated)
        return [];
      const { rank } = rankOf({
        leadId: lead.id,
        registered: lead.misconduct,
        found: finding.misconduct,
        facts: facts.get(lead.id)!,
      });
      return [[lead.id, rank] as const];
    }),
  );
}
