import { CodedError } from "#app/domain/shared/coded-error";
import { hashForLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

/**
 * Every office and the hash of its key, the same for everybody: whoever seals a tip finds the office in it alone, so that no
 * request tells which place the tip is about.
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
  return offices.map(({ keys: [key], ...office }) => ({
    ...office,
    officeKeyId: key?.id ?? null,
    recipientHash: key ? hashForLog(key.recipient) : null,
  }));
}

/** @throws CodedError NOT_FOUND unless it is the current key of an office that takes tips */
export async function tipOfficeKey(
  deps: Pick<Deps, "db">,
  officeKeyId: string,
): Promise<string> {
  const key = isId(officeKeyId)
    ? await deps.db.officeKey.findFirst({
        where: { id: officeKeyId, current: true, office: { takesTips: true } },
        select: { recipient: true },
      })
    : null;
  if (!key) throw new CodedError("NOT_FOUND");
  return key.recipient;
}
