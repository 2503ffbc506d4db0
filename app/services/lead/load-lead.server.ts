import {
  may,
  rolesIn,
  type Duty,
  type DutyDone,
  type Permission,
} from "#app/domain/access/permissions";
import { nameKinds } from "#app/domain/codes/tipster-kinds";
import type { Finding } from "#app/domain/lead/finding";
import {
  leadStates,
  type Lead,
  type LeadFacts,
  type LeadState,
} from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Prisma } from "#app/server/generated/client";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";

const columns = {
  id: true,
  number: true,
  officeId: true,
  state: true,
  version: true,
  receivedDay: true,
  ownerId: true,
  nameKind: true,
  duties: { select: { duty: true, personId: true } },
  findings: {
    where: { state: { in: ["OPEN", "CONFIRMED"] } },
    select: { id: true, state: true, recordedBy: true, data: true },
  },
  notes: { where: { kind: "CHECK_RECORD" }, select: { authorId: true } },
  tip: { select: { id: true } },
} satisfies Prisma.LeadSelect;

type Row = {
  readonly state: string;
  readonly ownerId: string | null;
  readonly findings: readonly {
    readonly id: string;
    readonly state: string;
    readonly recordedBy: string;
    readonly data: unknown;
  }[];
  readonly notes: readonly { readonly authorId: string }[];
};

/**
 * Whoever asks for a lead of an office they have no role in is told what they would be told of one that does not exist.
 * @throws CodedError NOT_FOUND
 */
export function requireVisible(
  actor: StaffActor,
  permission: Permission,
  officeId: string | undefined,
): asserts officeId is string {
  if (officeId === undefined || !may(actor, permission, officeId))
    throw new CodedError("NOT_FOUND");
}

/** Locks the lead until the transaction ends: two commands on one lead come one after the other. @throws CodedError NOT_FOUND */
export async function lockLead(tx: Transaction, leadId: string) {
  if (!isId(leadId)) throw new CodedError("NOT_FOUND");
  await tx.$queryRaw`SELECT 1 FROM lead WHERE id = ${leadId}::uuid FOR UPDATE`;
  const row = await tx.lead.findUnique({
    where: { id: leadId },
    select: columns,
  });
  if (!row?.tip) throw new CodedError("NOT_FOUND");
  return { ...row, tipId: row.tip.id, lead: leadOf(row) };
}

/** The lead without a lock, for pages. */
export async function findLead(db: Deps["db"] | Transaction, leadId: string) {
  if (!isId(leadId)) return null;
  const row = await db.lead.findUnique({
    where: { id: leadId },
    select: columns,
  });
  return row?.tip ? { ...row, tipId: row.tip.id, lead: leadOf(row) } : null;
}

export function factsOf(
  deps: Pick<Deps, "clock">,
  actor: StaffActor,
  lead: {
    readonly officeId: string;
    readonly nameKind: string | null;
    readonly duties: readonly {
      readonly duty: string;
      readonly personId: string;
    }[];
  },
): Omit<LeadFacts, "limits"> {
  return {
    actor: {
      personId: actor.personId,
      roles: rolesIn(actor, lead.officeId),
    },
    duties: lead.duties.map(dutyDone),
    today: deps.clock.today(),
    candidate: null,
    nameKind:
      nameKinds.find(({ code }) => code === lead.nameKind)?.code ?? null,
    newFindingId: "",
  };
}

export function dutyDone(row: {
  readonly duty: string;
  readonly personId: string;
}): DutyDone {
  return { duty: row.duty as Duty, personId: row.personId };
}

/** Reads the stored columns into the union; what cannot be a lead is a damaged row, not a refusal. */
function leadOf(row: Row): Lead {
  const state = leadStates.find((known) => known === row.state);
  if (!state) throw new Error(`lead in unknown state ${row.state}`);
  switch (state) {
    case "RECEIVED":
    case "SCREENING":
    case "ACCEPTED":
    case "REFUSED":
    case "TRANSFERRED":
      return { state };
    case "ASSIGNED":
      return { state, ownerId: ownerOf(row) };
    case "CHECKING":
    case "NOT_FILED":
      return { state, ...checkedOf(row) };
    case "FILED": {
      const open = row.findings.find((finding) => finding.state === "OPEN");
      const openFinding = open
        ? {
            findingId: open.id,
            recordedBy: open.recordedBy,
            substantiated: findingData(open.data).substantiated,
          }
        : null;
      return { state, ...checkedOf(row), openFinding };
    }
    case "DECIDED":
      return { state, ...checkedOf(row), substantiated: isTrue(row) };
    case "CLOSED":
      return { state, outcomeClass: outcomeOf(row) };
  }
}

/** The finding that a second person confirmed, null when there is none. */
export function confirmedFinding(row: Pick<Row, "findings">): Finding | null {
  const found = row.findings.find((finding) => finding.state === "CONFIRMED");
  return found ? findingData(found.data) : null;
}

/** Written by `changeLead` from a parsed command, so its shape is our own. */
export function findingData(data: unknown): Finding {
  return data as Finding;
}

function isTrue(row: Row): boolean {
  return confirmedFinding(row)?.substantiated === true;
}

function outcomeOf(row: Row) {
  if (!confirmedFinding(row)) return "NOT_FILED";
  return isTrue(row) ? "SUBSTANTIATED" : "NOT_SUBSTANTIATED";
}

function ownerOf(row: Row): string {
  if (row.ownerId === null)
    throw new Error(`lead in state ${row.state} has no owner`);
  return row.ownerId;
}

/** A record of an owner before a hand-over does not stand for the present owner's check. */
function checkedOf(row: Row) {
  const ownerId = ownerOf(row);
  return {
    ownerId,
    hasCheckRecord: row.notes.some(({ authorId }) => authorId === ownerId),
  };
}

export type LoadedLead = Awaited<ReturnType<typeof lockLead>>;
export type { LeadState };
