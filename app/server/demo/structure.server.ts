import { randomUUID } from "node:crypto";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import type { Transaction } from "#app/services/ports";
import { demoAreas } from "./areas";
import { demoInstitutions } from "./institutions";
import { demoOffices } from "./offices";

/** All known rule sets; a stored version is never changed, so a second run leaves what is there. */
export async function putAreasAndRuleSets(tx: Transaction): Promise<void> {
  await tx.area.createMany({ data: [...demoAreas()], skipDuplicates: true });
  await tx.ruleSetVersion.createMany({
    data: ruleSets.map((set) => ({
      id: set.id,
      version: set.version,
      areaCode: set.adcode,
      document: set,
    })),
    skipDuplicates: true,
  });
}

export function demoOfficeIds(): ReadonlyMap<string, string> {
  return new Map(demoOffices.map(({ code }) => [code, randomUUID()]));
}

export async function putOfficesAndInstitutions(
  tx: Transaction,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  await tx.office.createMany({
    data: demoOffices.map(
      ({ code, nameZh, nameEn, kind, areaCode, parentCode, takesTips }) => ({
        id: ids.get(code)!,
        code,
        nameZh,
        nameEn,
        kind,
        areaCode,
        parentId: parentCode && ids.get(parentCode)!,
        takesTips,
      }),
    ),
  });
  // a unit's finance office is made after the unit itself
  for (const { code, financeCode } of demoOffices)
    if (financeCode)
      await tx.office.update({
        where: { id: ids.get(code)! },
        data: { financeOfficeId: ids.get(financeCode)! },
      });
  await tx.institution.createMany({
    data: demoInstitutions.map((institution) => ({
      id: randomUUID(),
      ...institution,
    })),
  });
}
