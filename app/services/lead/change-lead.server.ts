import { createHash } from "node:crypto";
import { fromBase64Url } from "#app/crypto/encoding";
import { parseRecipient } from "#app/crypto/identity";
import { may, rolesIn } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import { clockDue } from "#app/domain/deadline/clocks";
import { decide } from "#app/domain/lead/decide";
import { evolve } from "#app/domain/lead/evolve";
import { dutyOf, type LeadEvent } from "#app/domain/lead/lead";
import { tipsterView } from "#app/domain/lead/tipster-view";
import { assertNever, CodedError } from "#app/domain/shared/coded-error";
import type { LeadCommand } from "#app/forms/staff/commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { newRandomId, newStaffId } from "#app/services/new-id.server";
import { enqueue } from "#app/services/outbox/enqueue.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { toJson } from "#app/services/stored-json";
import { base64UrlToStore, bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { requireNotOffered } from "./hand-over-facts.server";
import {
  factsOf,
  findingData,
  lockLead,
  requireVisible,
  type LoadedLead,
} from "./load-lead.server";
import { requireRankAsLogged } from "./linked-facts.server";
import {
  limitFactsOf,
  meetLimit,
  noteMissed,
  recordReason,
} from "./time-limits.server";
import { writeLeadLog } from "./write-lead-log.server";
import { writeTimeline } from "./write-timeline.server";

export type LeadChange = {
  readonly actor: StaffActor;
  readonly loaded: LoadedLead;
  readonly command: LeadCommand;
  readonly event: LeadEvent;
  readonly now: Date;
};

/**
 * One step of casework. `command.version` is the version the officer was looking at.
 * @returns the version after the step
 * @throws CodedError NOT_FOUND, CHANGED_MEANWHILE, AREA_UNKNOWN, RANK_NOT_FIXED_YET, RANK_NOT_AS_LOGGED, and all of `decide`
 */
export async function changeLead(
  deps: Deps,
  actor: StaffActor,
  input: { readonly leadId: string; readonly command: LeadCommand },
): Promise<{ readonly version: number }> {
  const { leadId, command } = input;
  return inTransaction(deps, async (tx) => {
    const loaded = await lockLead(tx, leadId);
    requireVisible(actor, "lead.read", loaded.officeId);
    if (!may(actor, "lead.change", loaded.officeId))
      throw new CodedError("NOT_PERMITTED");
    if (await wasSent(tx, command, loaded)) return { version: loaded.version };
    await requireNotOffered(tx, loaded);
    if (command.version !== loaded.version)
      throw new CodedError("CHANGED_MEANWHILE");
    const now = deps.clock.now();
    const { row: limits } = await noteMissed(tx, deps, leadId);
    const facts = {
      ...factsOf(deps, actor, loaded),
      limits: limitFactsOf(deps, limits),
      candidate:
        command.command === "ASSIGN"
          ? await candidate(tx, command.ownerId, loaded.officeId)
          : null,
      newFindingId: newStaffId(now),
    };
    const event = decide(command, loaded.lead, facts);
    await requireRank(tx, loaded, event);
    const change = { actor, loaded, command, event, now };
    await writeLead(tx, deps, change);
    await writeDuty(tx, change);
    await writeLeadLog(tx, deps, change);
    const seen = tipsterView(event);
    if (seen)
      await writeTimeline(tx, loaded.tipId, {
        ...seen,
        day: deps.clock.today(),
      });
    if (event.event === "LEAD_CLOSED")
      await enqueue(
        tx,
        deps,
        "compute-reward",
        { leadId },
        {
          causedBy: "STAFF",
        },
      );
    return { version: loaded.version + 1 };
  });
}

/** Asked again when the finding is confirmed: leads may have been linked meanwhile. */
async function requireRank(
  tx: Transaction,
  loaded: LoadedLead,
  event: LeadEvent,
): Promise<void> {
  if (event.event === "FINDINGS_RECORDED")
    await requireRankAsLogged(tx, loaded.id, event.finding);
  if (event.event === "FINDINGS_CONFIRMED")
    await requireRankAsLogged(
      tx,
      loaded.id,
      findingData(
        loaded.findings.find(({ id }) => id === event.findingId)!.data,
      ),
    );
}

/** A message sent twice (double click, repeated request) is there once and is not an error. */
async function wasSent(
  tx: Transaction,
  command: LeadCommand,
  loaded: LoadedLead,
): Promise<boolean> {
  if (command.command !== "SEND_MESSAGE") return false;
  const sent = await tx.message.findUnique({
    where: { onceHash: onceHash(command.once) },
    select: { tipId: true },
  });
  return sent?.tipId === loaded.tipId;
}

function onceHash(once: string) {
  return bytesToStore(
    createHash("sha256").update(fromBase64Url(once)).digest(),
  );
}

async function candidate(tx: Transaction, ownerId: string, officeId: string) {
  const person = await tx.person.findFirst({
    where: { id: ownerId, active: true },
    select: { id: true, roles: { select: { officeId: true, role: true } } },
  });
  if (!person) return null;
  const held = person.roles.map((each) => ({
    ...each,
    role: each.role as Role,
  }));
  return {
    personId: person.id,
    roles: rolesIn({ roles: held }, officeId),
  };
}

/** The state after the event, and the rows that belong to it. */
async function writeLead(
  tx: Transaction,
  deps: Deps,
  change: LeadChange,
): Promise<void> {
  const { loaded, event, command } = change;
  const { id: leadId, version } = loaded;
  const after = evolve(loaded.lead, event);
  await tx.lead.update({
    where: { id: leadId },
    data: {
      state: after.state,
      version: version + 1,
      ...(await columnsOf(tx, deps, change)),
    },
    select: { id: true },
  });
  if ("sealedNote" in command) await writeNote(tx, change, command.sealedNote);
  switch (event.event) {
    case "LEAD_TAKEN_UP":
      if (command.command === "TAKE_UP")
        await tx.caseKeyWrap.create({
          data: {
            leadId,
            officeKeyId: await requireOfficeKey(tx, {
              officeId: loaded.officeId,
              officeKeyId: command.officeKeyId,
            }),
            ciphertext: base64UrlToStore(command.caseKeyWrap),
          },
          select: { leadId: true },
        });
      return;
    case "MESSAGE_SENT":
      if (command.command === "SEND_MESSAGE")
        await tx.message.create({
          data: {
            id: newRandomId(),
            tipId: loaded.tipId,
            side: "STAFF",
            body: base64UrlToStore(command.sealedMessage),
            day: dayToStore(event.day),
            onceHash: onceHash(command.once),
          },
          select: { id: true },
        });
      return;
    case "FINDINGS_RECORDED":
      await tx.finding.create({
        data: {
          id: event.findingId,
          leadId,
          data: toJson(event.finding),
          recordedBy: event.personId,
          recordedAt: change.now,
          state: "OPEN",
        },
        select: { id: true },
      });
      return;
    case "FINDINGS_CONFIRMED":
    case "FINDINGS_SENT_BACK":
      await tx.finding.update({
        where: { id: event.findingId },
        data: {
          state:
            event.event === "FINDINGS_CONFIRMED" ? "CONFIRMED" : "SENT_BACK",
          reviewedBy: event.personId,
          reviewedAt: change.now,
        },
        select: { id: true },
      });
      return;
    case "LEAD_ACCEPTED":
    case "LEAD_REFUSED":
    case "LEAD_TRANSFERRED":
      await meetLimit(tx, { leadId, stage: "ACCEPT", day: event.day });
      return;
    case "LEAD_CLOSED":
      await meetLimit(tx, { leadId, stage: "FINISH", day: event.day });
      return;
    case "DELAY_EXPLAINED":
      await recordReason(tx, { leadId, ...event });
      return;
    case "FINISH_EXTENDED":
      await tx.leadExtension.create({
        data: {
          leadId,
          kind: event.reasonCode,
          fromDay: dayToStore(event.fromDay),
          toDay: dayToStore(event.toDay),
          day: dayToStore(event.day),
          personId: event.personId,
          participants: event.participants,
        },
        select: { leadId: true },
      });
      await tx.lateStage.updateMany({
        where: { leadId, stage: "FINISH", extendedDay: null },
        data: { extendedDay: dayToStore(event.day) },
      });
      return;
    case "LEAD_RECEIVED":
    case "LEAD_ASSIGNED":
    case "CHECK_STARTED":
    case "NOTE_ADDED":
    case "FILING_DECIDED":
      return;
    default:
      assertNever(event);
  }
}

async function columnsOf(
  tx: Transaction,
  deps: Deps,
  { event, command }: LeadChange,
) {
  switch (event.event) {
    case "LEAD_TAKEN_UP":
      return command.command === "TAKE_UP"
        ? { caseRecipient: parseRecipient(command.caseRecipient) }
        : {};
    case "LEAD_ACCEPTED": {
      const { misconduct, ...registration } = event.registration;
      await requireArea(tx, registration.areaCode);
      return {
        ...registration,
        misconduct: [...misconduct],
        acceptedDay: dayToStore(event.day),
        finishDueDay: dayToStore(clockDue("FINISH", event.day, deps.calendar)),
      };
    }
    case "LEAD_REFUSED":
      return { refusalReason: event.reasonCode };
    case "LEAD_ASSIGNED":
      return { ownerId: event.ownerId };
    case "LEAD_CLOSED":
      return { closedDay: dayToStore(event.day) };
    case "FINISH_EXTENDED":
      return { finishDueDay: dayToStore(event.toDay) };
    default:
      return {};
  }
}

async function requireArea(tx: Transaction, areaCode: string): Promise<void> {
  const area = await tx.area.findUnique({
    where: { code: areaCode },
    select: { code: true },
  });
  if (!area)
    throw new CodedError("AREA_UNKNOWN", { field: "registration.areaCode" });
}

/** The key to which the browser wrapped, if it is still the office's. @throws CodedError OFFICE_KEY_CHANGED */
async function requireOfficeKey(
  tx: Transaction,
  key: { readonly officeId: string; readonly officeKeyId: string },
): Promise<string> {
  const found = await tx.officeKey.findFirst({
    where: { id: key.officeKeyId, officeId: key.officeId, current: true },
    select: { id: true },
  });
  if (!found) throw new CodedError("OFFICE_KEY_CHANGED");
  return found.id;
}

function noteKind(command: LeadCommand): string {
  switch (command.command) {
    case "ACCEPT":
    case "REFUSE":
    case "TRANSFER":
      return "SCREENING_REASON";
    case "ADD_NOTE":
      return command.kind;
    case "CLOSE":
      return "CLOSE_REASON";
    default:
      return "FINDING_REASON";
  }
}

async function writeNote(
  tx: Transaction,
  { actor, loaded, command, now }: LeadChange,
  sealedNote: string,
): Promise<void> {
  await tx.caseNote.create({
    data: {
      id: newStaffId(now),
      leadId: loaded.id,
      kind: noteKind(command),
      body: base64UrlToStore(sealedNote),
      authorId: actor.personId,
      at: now,
    },
    select: { id: true },
  });
}

async function writeDuty(
  tx: Transaction,
  { event, loaded, now }: LeadChange,
): Promise<void> {
  const duty = dutyOf(event);
  if (duty)
    await tx.leadDuty.createMany({
      data: [{ leadId: loaded.id, ...duty, at: now }],
      skipDuplicates: true,
    });
}
