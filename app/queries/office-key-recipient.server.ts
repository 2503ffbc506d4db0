import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

/**
 * Public half of an office key, and its hash as the log had it on the day the key was published: a browser that compares the
 * two notices a key put in the place of the first.
 * @throws CodedError NOT_FOUND
 */
export async function officeKeyRecipient(
  deps: Pick<Deps, "db">,
  officeKeyId: string,
) {
  const key = isId(officeKeyId)
    ? await deps.db.officeKey.findUnique({
        where: { id: officeKeyId },
        select: { officeId: true, recipient: true },
      })
    : null;
  if (!key) throw new CodedError("NOT_FOUND");
  const entries = await deps.db.logEntry.findMany({
    where: {
      kind: { in: ["OFFICE_KEY_MADE", "OFFICE_KEY_PUBLISHED"] },
      officeId: key.officeId,
    },
    orderBy: { id: "asc" },
    select: { entry: true },
  });
  const published = entries
    .map(({ entry }) => (JSON.parse(entry) as Published).data)
    .find((data) => data.officeKeyId === officeKeyId);
  return {
    recipient: key.recipient,
    loggedHash: published?.recipientHash ?? null,
  };
}

type Published = {
  readonly data: {
    readonly officeKeyId: string;
    readonly recipientHash: string;
  };
};
