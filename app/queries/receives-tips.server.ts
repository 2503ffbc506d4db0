import type { Deps } from "#app/services/ports";

/** Whether any office can take a tip in: without a current key there is nobody to seal it to. */
export async function receivesTips(deps: Pick<Deps, "db">): Promise<boolean> {
  const office = await deps.db.office.findFirst({
    where: { takesTips: true, keys: { some: { current: true } } },
    select: { id: true },
  });
  return office !== null;
}
