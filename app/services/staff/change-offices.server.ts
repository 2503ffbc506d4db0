import { CodedError } from "#app/domain/shared/coded-error";
import type { PeopleCommandOf } from "#app/forms/staff/people";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { changePeople } from "./people-change.server";

/**
 * A new office. It takes no tips yet: nobody could open one before its members made a key.
 * @throws CodedError as `changePeople`; AREA_UNKNOWN | OFFICE_UNKNOWN | FINANCE_OFFICE_WRONG | OFFICE_CODE_TAKEN
 */
export async function addOffice(
  deps: Deps,
  actor: StaffActor,
  input: Omit<PeopleCommandOf<"ADD_OFFICE">, "command">,
): Promise<{ readonly officeId: string }> {
  const { code, nameZh, nameEn, kind, areaCode, parentId } = input;
  return changePeople(deps, actor, async (tx) => {
    const now = deps.clock.now();
    if (!(await tx.area.findUnique({ where: { code: areaCode } })))
      throw new CodedError("AREA_UNKNOWN", { field: "areaCode" });
    if (await tx.office.count({ where: { code } }))
      throw new CodedError("OFFICE_CODE_TAKEN", { field: "code" });
    if (
      parentId !== null &&
      !(await tx.office.findUnique({ where: { id: parentId } }))
    )
      throw new CodedError("OFFICE_UNKNOWN", { field: "parentId" });
    const financeOfficeId = kind === "FINANCE" ? null : input.financeOfficeId;
    await requireFinanceOffice(tx, financeOfficeId);
    const officeId = newStaffId(now);
    await tx.office.create({
      data: {
        id: officeId,
        code,
        nameZh,
        nameEn,
        kind,
        areaCode,
        parentId,
        financeOfficeId,
        takesTips: false,
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "OFFICE_ADDED",
      day: deps.clock.today(),
      at: now,
      personId: actor.personId,
      officeId,
      data: { addedOfficeId: officeId, officeKind: kind, areaCode },
    });
    return { officeId };
  });
}

/**
 * Whether tips are sent to an office, and which finance office pays what it decides.
 * @throws CodedError as `changePeople`; NOT_FOUND | FINANCE_OFFICE_WRONG | FINANCE_TAKES_NO_TIPS | OFFICE_HAS_NO_KEY
 */
export async function setOffice(
  deps: Deps,
  actor: StaffActor,
  input: Omit<PeopleCommandOf<"SET_OFFICE">, "command">,
): Promise<void> {
  const { officeId, takesTips } = input;
  await changePeople(deps, actor, async (tx) => {
    const office = await tx.office.findUnique({
      where: { id: officeId },
      select: {
        kind: true,
        keys: { where: { current: true }, select: { id: true } },
      },
    });
    if (!office) throw new CodedError("NOT_FOUND");
    if (takesTips && office.kind === "FINANCE")
      throw new CodedError("FINANCE_TAKES_NO_TIPS", { field: "takesTips" });
    if (takesTips && office.keys.length === 0)
      throw new CodedError("OFFICE_HAS_NO_KEY", { field: "takesTips" });
    const financeOfficeId =
      office.kind === "FINANCE" ? null : input.financeOfficeId;
    await requireFinanceOffice(tx, financeOfficeId);
    await tx.office.update({
      where: { id: officeId },
      data: { takesTips, financeOfficeId },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "OFFICE_SET",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId: actor.personId,
      officeId,
      data: { setOfficeId: officeId, takesTips, financeOfficeId },
    });
  });
}

async function requireFinanceOffice(
  tx: Transaction,
  id: string | null,
): Promise<void> {
  if (id === null) return;
  const office = await tx.office.findUnique({
    where: { id },
    select: { kind: true },
  });
  if (office?.kind !== "FINANCE")
    throw new CodedError("FINANCE_OFFICE_WRONG", { field: "financeOfficeId" });
}
