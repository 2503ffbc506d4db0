import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { findLead, requireVisible } from "./load-lead.server";

/**
 * Records that a lead leaves the portal as a sealed file, before the officer's browser builds it. `recipient` is the public age
 * recipient, null when a passphrase seals it; the log holds the hash of the recipient, or of the word "passphrase".
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED
 */
export async function recordExport(
  deps: Deps,
  actor: StaffActor,
  input: {
    readonly leadId: string;
    readonly recipient: string | null;
    readonly files: number;
  },
): Promise<void> {
  const { leadId, recipient, files } = input;
  await inTransaction(deps, async (tx) => {
    const lead = await findLead(tx, leadId);
    requireVisible(actor, "lead.read", lead?.officeId);
    requireStepUp(actor);
    await appendLog(tx, {
      kind: "LEAD_EXPORTED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      leadId,
      officeId: lead.officeId,
      personId: actor.personId,
      data: { recipientHash: hashForLog(recipient ?? "passphrase"), files },
    });
  });
}

/**
 * Records that a lead is printed, before the page opens the print dialog. @returns when, for the mark on every sheet
 * @throws CodedError NOT_FOUND
 */
export async function recordPrint(
  deps: Deps,
  actor: StaffActor,
  { leadId }: { readonly leadId: string },
): Promise<{ readonly at: string }> {
  return inTransaction(deps, async (tx) => {
    const lead = await findLead(tx, leadId);
    requireVisible(actor, "lead.read", lead?.officeId);
    const at = deps.clock.now();
    await appendLog(tx, {
      kind: "LEAD_PRINTED",
      day: deps.clock.today(),
      at,
      leadId,
      officeId: lead.officeId,
      personId: actor.personId,
      data: {},
    });
    return { at: at.toISOString() };
  });
}
