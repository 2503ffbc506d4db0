import { createHash } from "node:crypto";
import type { Deps } from "#app/services/ports";

/**
 * Promises one mail to every active member of staff with an address, whether anything waits for them or not: a mail sent only when
 * a tip came would tell when it came. `occasion` names the fixed time (the id of the scheduled job): a second run for the same
 * one promises nothing new, since ids follow from it.
 */
export async function sendStaffMails(
  deps: Deps,
  { occasion }: { readonly occasion: string },
): Promise<{ readonly promised: number }> {
  const people = await deps.db.person.findMany({
    where: { active: true, email: { not: null } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const { count } = await deps.db.outboxRow.createMany({
    data: people.map(({ id: personId }) => ({
      id: idFrom(`${occasion} ${personId}`),
      job: "send-mail",
      payload: { personId },
      availableAt: deps.clock.now(),
    })),
    skipDuplicates: true,
  });
  return { promised: count };
}

/** A UUID (RFC 9562 version 8) that is always the same for the same name. */
function idFrom(name: string): string {
  const bytes = createHash("sha256")
    .update(`yanlu/v1/mail ${name}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
