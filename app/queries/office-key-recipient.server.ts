import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { publishedOfficeKeys } from "./published-office-keys.server";

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
  const published = await publishedOfficeKeys(deps, key.officeId);
  return {
    recipient: key.recipient,
    loggedHash: published.get(officeKeyId) ?? null,
  };
}
