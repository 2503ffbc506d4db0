import { may } from "#app/domain/access/permissions";
import { isLate } from "#app/domain/deadline/due-date";
import { requireVisible } from "#app/services/lead/load-lead.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { allowedClaimCommands } from "./claim-view";

/** One claim; the sealed payee comes separately and leaves an entry in the log. @throws CodedError NOT_FOUND */
export async function financeClaim(
  deps: Deps,
  actor: StaffActor,
  claimId: string,
) {
  const claim = isId(claimId)
    ? await deps.db.claim.findUnique({
        where: { id: claimId },
        select: {
          id: true,
          number: true,
          amountFen: true,
          claimDay: true,
          payDueDay: true,
          paidDay: true,
          state: true,
          version: true,
          financeOfficeId: true,
          cashierId: true,
          accountantId: true,
          headId: true,
          financeOffice: { select: { nameZh: true, nameEn: true } },
        },
      })
    : null;
  requireVisible(actor, "finance.read", claim?.financeOfficeId);
  const row = claim;
  const ids = [row.cashierId, row.accountantId, row.headId];
  const people = await deps.db.person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, displayName: true },
  });
  // the note belongs to the lead; of it finance is told its own reason and no more
  const missed = await deps.db.lateStage.findFirst({
    where: { stage: "PAY", lead: { reward: { claim: { id: row.id } } } },
    select: { reasonCode: true },
  });
  const late =
    row.state !== "PAID" &&
    isLate(storedDay(row.payDueDay), deps.clock.today());
  const nameOf = (id: string | null) =>
    people.find((person) => person.id === id)?.displayName ?? null;
  return {
    id: row.id,
    number: row.number,
    amountFen: Number(row.amountFen),
    claimDay: storedDay(row.claimDay),
    payDueDay: storedDay(row.payDueDay),
    paidDay: storedDayOrNull(row.paidDay),
    late,
    delayReason: missed?.reasonCode ?? null,
    mayExplain: late && may(actor, "finance.change", row.financeOfficeId),
    state: row.state,
    version: row.version,
    officeName: row.financeOffice.nameZh,
    officeNameEn: row.financeOffice.nameEn,
    cashierName: nameOf(row.cashierId),
    accountantName: nameOf(row.accountantId),
    headName: nameOf(row.headId),
    allowed: allowedClaimCommands(actor, row),
  };
}
