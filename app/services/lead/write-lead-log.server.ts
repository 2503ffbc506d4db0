import { fromBase64Url } from "#app/crypto/encoding";
import { clockDue } from "#app/domain/deadline/clocks";
import { assertNever } from "#app/domain/shared/coded-error";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Deps, Transaction } from "#app/services/ports";
import type { LeadChange } from "./change-lead.server";

/** The entry that belongs to an event of casework. */
export async function writeLeadLog(
  tx: Transaction,
  deps: Deps,
  { actor, loaded, command, event, now }: LeadChange,
): Promise<void> {
  const of = {
    day: deps.clock.today(),
    at: now,
    leadId: loaded.id,
    officeId: loaded.officeId,
    personId: actor.personId,
  };
  const noteHash = () =>
    "sealedNote" in command
      ? hashForLog(fromBase64Url(command.sealedNote))
      : hashForLog("");
  switch (event.event) {
    case "LEAD_RECEIVED":
      return;
    case "LEAD_TAKEN_UP":
      if (command.command !== "TAKE_UP") return;
      await appendLog(tx, {
        ...of,
        kind: "LEAD_TAKEN_UP",
        data: { caseRecipientHash: hashForLog(command.caseRecipient) },
      });
      return;
    case "LEAD_ACCEPTED":
      await appendLog(tx, {
        ...of,
        kind: "LEAD_ACCEPTED",
        data: {
          ...event.registration,
          misconduct: [...event.registration.misconduct],
          finishDueDay: clockDue("FINISH", event.day, deps.calendar),
        },
      });
      return;
    case "LEAD_REFUSED":
      await appendLog(tx, {
        ...of,
        kind: "LEAD_REFUSED",
        data: { reasonCode: event.reasonCode },
      });
      return;
    case "LEAD_TRANSFERRED":
      await appendLog(tx, {
        ...of,
        kind: "LEAD_TRANSFERRED",
        data: { targetCode: event.targetCode },
      });
      return;
    case "LEAD_ASSIGNED":
      await appendLog(tx, {
        ...of,
        kind: "LEAD_ASSIGNED",
        data: { ownerId: event.ownerId },
      });
      return;
    case "CHECK_STARTED":
      await appendLog(tx, { ...of, kind: "CHECK_STARTED", data: {} });
      return;
    case "NOTE_ADDED":
      await appendLog(tx, {
        ...of,
        kind: "NOTE_ADDED",
        data: { noteKind: event.kind, bodyHash: noteHash() },
      });
      return;
    case "MESSAGE_SENT":
      if (command.command !== "SEND_MESSAGE") return;
      await appendLog(tx, {
        ...of,
        kind: "STAFF_MESSAGE_SENT",
        data: { bodyHash: hashForLog(fromBase64Url(command.sealedMessage)) },
      });
      return;
    case "FILING_DECIDED":
      await appendLog(tx, {
        ...of,
        kind: "FILING_DECIDED",
        data: { decision: event.decision },
      });
      return;
    case "FINDINGS_RECORDED": {
      const { finding, findingId } = event;
      await appendLog(tx, {
        ...of,
        kind: "FINDINGS_RECORDED",
        data: {
          findingId,
          substantiated: finding.substantiated,
          misconduct: [...finding.misconduct],
          outcomes: [...finding.outcomes],
          verifiedFen: finding.verifiedFen,
          reportedPartFen: finding.reportedPartFen,
          recoveredFen: finding.recoveredFen,
          fineFen: finding.fineFen,
        },
      });
      return;
    }
    case "FINDINGS_CONFIRMED":
    case "FINDINGS_SENT_BACK":
      await appendLog(tx, {
        ...of,
        kind: event.event,
        data: { findingId: event.findingId },
      });
      return;
    case "LEAD_CLOSED":
      await appendLog(tx, {
        ...of,
        kind: "LEAD_CLOSED",
        data: { outcomeClass: event.outcomeClass },
      });
      return;
    case "DELAY_EXPLAINED": {
      const { stage, dueDay, reasonCode } = event;
      await appendLog(tx, {
        ...of,
        kind: "DELAY_EXPLAINED",
        data: { stage, dueDay, reasonCode },
      });
      return;
    }
    case "FINISH_EXTENDED": {
      const { fromDay, toDay, reasonCode, participants } = event;
      await appendLog(tx, {
        ...of,
        kind: "CLOCK_EXTENDED",
        data: { stage: "FINISH", fromDay, toDay, reasonCode, participants },
      });
      return;
    }
    default:
      assertNever(event);
  }
}
