import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import {
  isAsPublished,
  publishedOfficeKeys,
} from "./published-office-keys.server";

/**
 * Every office and the hash of its key, the same for everybody: whoever seals a tip finds the office in it alone, so that no
 * request tells which place the tip is about. The hash is the log's, to which the browser holds the key it is given; an
 * office whose key is not the one in the log is shown without a key and as taking no tips.
 */
export async function tipDirectory(deps: Pick<Deps, "db">) {
  const offices = await deps.db.office.findMany({
    orderBy: { id: "asc" },
    select: {
      id: true,
      kind: true,
      areaCode: true,
      parentId: true,
      takesTips: true,
      nameZh: true,
      nameEn: true,
      keys: {
        where: { current: true },
        select: { id: true, recipient: true },
      },
    },
  });
  const published = await publishedOfficeKeys(deps);
  return offices.map(({ keys: [key], ...office }) => {
    const good = key !== undefined && isAsPublished(published, key);
    return {
      ...office,
      takesTips: office.takesTips && (key === undefined || good),
      officeKeyId: good ? key.id : null,
      recipientHash: good ? published.get(key.id)! : null,
    };
  });
}

/** @throws CodedError NOT_FOUND unless it is the current key, as published, of an office that takes tips */
export async function tipOfficeKey(
  deps: Pick<Deps, "db">,
  officeKeyId: string,
): Promise<string> {
  const key = isId(officeKeyId)
    ? await deps.db.officeKey.findFirst({
        where: { id: officeKeyId, current: true, office: { takesTips: true } },
        select: { id: true, recipient: true, officeId: true },
      })
    : null;
  if (
    !key ||
    !isAsPublished(await publishedOfficeKeys(deps, key.officeId), key)
  )
    throw new CodedError("NOT_FOUND");
  return key.recipient;
}
