import type { Deps } from "#app/services/ports";
import {
  isAsPublished,
  publishedOfficeKeys,
} from "./published-office-keys.server";

/** Whether any office can take a tip in: without a current key that stands in the log there is nobody to seal it to. */
export async function receivesTips(deps: Pick<Deps, "db">): Promise<boolean> {
  const keys = await deps.db.officeKey.findMany({
    where: { current: true, office: { takesTips: true } },
    select: { id: true, recipient: true },
  });
  if (keys.length === 0) return false;
  const published = await publishedOfficeKeys(deps);
  return keys.some((key) => isAsPublished(published, key));
}
