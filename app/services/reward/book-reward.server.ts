import { budgetYearOf } from "#app/domain/ledger/posting";
import { fen } from "#app/domain/shared/fen";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { storedDay } from "#app/services/stored-day";

/** What a booking of a reward needs: its book is that of the year of approval, whenever it is paid. @throws CodedError OFFICE_MISSING */
export function ledgerEntryOf(
  reward: {
    readonly id: string;
    readonly fen: bigint | null;
    readonly approvedDay: Date | null;
    readonly lead: {
      readonly office: { readonly financeOfficeId: string | null };
    };
  },
  today: Day,
) {
  const { financeOfficeId } = reward.lead.office;
  if (financeOfficeId === null) throw new CodedError("OFFICE_MISSING");
  if (reward.fen === null || reward.approvedDay === null)
    throw new Error("a reward is booked once it is approved");
  return {
    rewardId: reward.id,
    amountFen: fen(reward.fen),
    financeOfficeId,
    budgetYear: budgetYearOf(storedDay(reward.approvedDay)),
    day: today,
  };
}
