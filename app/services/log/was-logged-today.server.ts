import type { Day } from "#app/domain/shared/day";
import type { Deps, Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import type { LogKind } from "./entries";

/** Whether this person did this on the lead today already. @param about an id that the entry names, if it must be the same */
export async function wasLoggedToday(
  db: Deps["db"] | Transaction,
  wanted: {
    readonly kind: LogKind;
    readonly leadId: string;
    readonly personId: string;
    readonly day: Day;
    readonly about?: string;
  },
): Promise<boolean> {
  const { kind, leadId, personId, day, about } = wanted;
  const found = await db.logEntry.findFirst({
    where: {
      kind,
      leadId,
      personId,
      day: dayToStore(day),
      ...(about !== undefined && { entry: { contains: about } }),
    },
    select: { id: true },
  });
  return found !== null;
}
