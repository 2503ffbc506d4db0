import { may } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import type { OfficeKind } from "#app/domain/access/roles-in-office";
import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { pageOf, pagesFor } from "./page";

/** INVITED: waits for enrolment; EXPIRED: the invitation ran out */
export type PersonState = "INVITED" | "EXPIRED" | "ENROLLED" | "LEFT";

const personColumns = {
  id: true,
  loginName: true,
  displayName: true,
  officeId: true,
  active: true,
  authHash: true,
  invitationExpires: true,
  leftAt: true,
  roles: { select: { officeId: true, role: true } },
  keyWraps: { select: { officeKey: { select: { current: true } } } },
} as const;

type PersonRow = {
  readonly id: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly officeId: string;
  readonly active: boolean;
  readonly authHash: string | null;
  readonly invitationExpires: Date | null;
  readonly leftAt: Date | null;
  readonly roles: readonly {
    readonly officeId: string;
    readonly role: string;
  }[];
  readonly keyWraps: readonly {
    readonly officeKey: { readonly current: boolean };
  }[];
};

function listed(row: PersonRow, now: Date) {
  const state: PersonState =
    row.leftAt || !row.active
      ? "LEFT"
      : row.authHash !== null
        ? "ENROLLED"
        : row.invitationExpires && row.invitationExpires > now
          ? "INVITED"
          : "EXPIRED";
  const roles = row.roles.map(({ officeId, role }) => ({
    officeId,
    role: role as Role,
  }));
  return {
    id: row.id,
    loginName: row.loginName,
    displayName: row.displayName,
    state,
    roles: roles
      .filter(({ officeId }) => officeId === row.officeId)
      .map(({ role }) => role),
    needsKeys: may({ roles }, "keys.own", row.officeId),
    hasKeys: row.keyWraps.some(({ officeKey }) => officeKey.current),
  };
}

/**
 * Offices with their people, by area; `text` finds names and login names, and then only offices that have such people.
 * @throws CodedError NOT_FOUND for everybody but administrators
 */
export async function staffPeople(
  deps: Pick<Deps, "db" | "clock">,
  actor: StaffActor,
  filter: {
    readonly page?: number | undefined;
    readonly officeId?: string | undefined;
    readonly text?: string | undefined;
  } = {},
) {
  if (!may(actor, "people.manage")) throw new CodedError("NOT_FOUND");
  const at = pageOf(filter.page);
  const { officeId, text } = filter;
  const found = text && {
    OR: [
      { loginName: { contains: text.toLowerCase() } },
      { displayName: { contains: text } },
    ],
  };
  const where = {
    ...(officeId && isId(officeId) && { id: officeId }),
    ...(found && { people: { some: found } }),
  };
  const [count, rows, choices] = await Promise.all([
    deps.db.office.count({ where }),
    deps.db.office.findMany({
      where,
      orderBy: [{ areaCode: "asc" }, { code: "asc" }],
      skip: at.skip,
      take: at.take,
      select: {
        id: true,
        code: true,
        nameZh: true,
        nameEn: true,
        kind: true,
        areaCode: true,
        takesTips: true,
        financeOfficeId: true,
        area: { select: { nameZh: true, nameEn: true } },
        financeOffice: { select: { nameZh: true, nameEn: true } },
        keys: {
          where: { current: true },
          select: { year: true, createdAt: true },
        },
        people: {
          ...(found && { where: found }),
          orderBy: { loginName: "asc" },
          select: personColumns,
        },
      },
    }),
    deps.db.office.findMany({
      orderBy: [{ areaCode: "asc" }, { code: "asc" }],
      select: { id: true, nameZh: true, nameEn: true, kind: true },
    }),
  ]);
  const now = deps.clock.now();
  return {
    offices: rows.map(({ people, keys, kind, ...office }) => ({
      ...office,
      kind: kind as OfficeKind,
      keyYear: keys[0]?.year ?? null,
      people: people.map((person) => listed(person, now)),
    })),
    choices: choices.map(({ kind, ...office }) => ({
      ...office,
      kind: kind as OfficeKind,
    })),
    page: at.page,
    pages: pagesFor(count),
  };
}

/** One person, for the administrator. @throws CodedError NOT_FOUND */
export async function staffPerson(
  deps: Pick<Deps, "db" | "clock">,
  actor: StaffActor,
  personId: string,
) {
  if (!may(actor, "people.manage") || !isId(personId))
    throw new CodedError("NOT_FOUND");
  const row = await deps.db.person.findUnique({
    where: { id: personId },
    select: {
      ...personColumns,
      email: true,
      createdAt: true,
      totpSecret: true,
      office: { select: { nameZh: true, nameEn: true, kind: true } },
      _count: { select: { passkeys: true } },
    },
  });
  if (!row) throw new CodedError("NOT_FOUND");
  const { office } = row;
  return {
    ...listed(row, deps.clock.now()),
    email: row.email,
    since: row.createdAt.toISOString(),
    left: row.leftAt?.toISOString() ?? null,
    invitationExpires: row.invitationExpires?.toISOString() ?? null,
    officeNameZh: office.nameZh,
    officeNameEn: office.nameEn,
    officeKind: office.kind as OfficeKind,
    hasCodes: row.totpSecret !== null,
    passkeys: row._count.passkeys,
    isSelf: row.id === actor.personId,
  };
}
