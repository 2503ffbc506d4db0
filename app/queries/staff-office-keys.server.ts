import { may, officesWhere } from "#app/domain/access/permissions";
import { openStates } from "#app/domain/lead/lead";
import {
  isAdministrator,
  keyMembers,
  type KeyMember,
} from "#app/services/keys/key-members.server";
import { readEntry } from "#app/services/log/read-entry";
import { countToRewrap } from "#app/services/keys/leads-to-rewrap.server";
import { mayRecover } from "#app/services/keys/recover-office-keys.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { timeLimitOf } from "./time-limit";

/** A reward in one of these goes on: whoever works on it may have to read its closed lead. */
const endedRewards = [
  "NOT_ELIGIBLE",
  "PAID",
  "LAPSED",
  "DECLINED",
  "CLAWED_BACK",
];

/**
 * The keys of the actor's offices: public halves, who can open them, what still waits for a newer one. A custodian sees which
 * offices can be recovered.
 * @throws nothing: whoever has neither key nor sheet sees an empty page
 */
export async function staffOfficeKeys(deps: Deps, actor: StaffActor) {
  const officeIds = isAdministrator(actor)
    ? []
    : officesWhere(actor, "keys.own");
  const [offices, recovery, offered] = await Promise.all([
    Promise.all(
      officeIds.map((officeId) => officeKeys(deps, { actor, officeId })),
    ),
    currentRecovery(deps),
    offeredTo(deps, actor),
  ]);
  const holdsCeremony = may(actor, "keys.recover") && !isAdministrator(actor);
  return {
    personId: actor.personId,
    today: deps.clock.today(),
    offices,
    recovery,
    holdsCeremony,
    recoverable: holdsCeremony ? await recoverable(deps, actor) : [],
    offered,
  };
}

export type OfficeKeysPage = Awaited<ReturnType<typeof staffOfficeKeys>>;
export type OfficeKeysView = OfficeKeysPage["offices"][number];

async function officeKeys(
  deps: Deps,
  {
    actor,
    officeId,
  }: { readonly actor: StaffActor; readonly officeId: string },
) {
  const { db, clock } = deps;
  const [office, keys, members, use] = await Promise.all([
    db.office.findUniqueOrThrow({
      where: { id: officeId },
      select: { nameZh: true, nameEn: true, kind: true },
    }),
    db.officeKey.findMany({
      where: { officeId },
      orderBy: [{ year: "desc" }, { serial: "desc" }],
      select: {
        id: true,
        year: true,
        serial: true,
        current: true,
        createdAt: true,
        recipient: true,
        wraps: { select: { personId: true } },
        recoveryWraps: {
          select: {
            recoveryKeyId: true,
            recoveryKey: { select: { current: true } },
          },
        },
      },
    }),
    keyMembers(db, officeId),
    useOfKeys(deps, officeId),
  ]);
  const current = keys.find((key) => key.current) ?? null;
  const unenrolled = await db.person.count({
    where: {
      active: true,
      leftAt: null,
      userRecipient: null,
      roles: { some: { officeId } },
    },
  });
  const neededIds = keys
    .filter((key) => key.current || use(key.id).needed)
    .map(({ id }) => id);
  return {
    officeId,
    nameZh: office.nameZh,
    nameEn: office.nameEn,
    isFinance: office.kind === "FINANCE",
    currentId: current?.id ?? null,
    keys: keys.map((key) => ({
      id: key.id,
      year: key.year,
      serial: key.serial,
      current: key.current,
      madeAt: key.createdAt.toISOString(),
      recipient: key.recipient,
      holders: members.filter(({ holds }) => holds.includes(key.id)).length,
      mine: key.wraps.some(({ personId }) => personId === actor.personId),
      openLeads: use(key.id).leads,
      openClaims: use(key.id).claims,
      backedUpTo: key.recoveryWraps.map(({ recoveryKeyId }) => recoveryKeyId),
      /** sheets of an earlier recovery key still open it */
      onOldSheets: key.recoveryWraps.some((wrap) => !wrap.recoveryKey.current),
    })),
    members: members.map((member) => memberView(member, neededIds)),
    unenrolled,
    renewBecause: current && {
      /** somebody lost the key since it was made, or holds it without being a member any more */
      memberLeft:
        (await wasTakenAway(deps, officeId, current.id)) ||
        current.wraps.some(
          (wrap) => !members.some((one) => one.personId === wrap.personId),
        ),
      newYear: current.year < Number(clock.today().slice(0, 4)),
    },
    toRewrap: current ? await countToRewrap(db, officeId, current.id) : 0,
  };
}

function memberView(member: KeyMember, neededIds: readonly string[]) {
  return {
    personId: member.personId,
    displayName: member.displayName,
    roles: member.roles,
    recipient: member.recipient,
    holds: member.holds,
    lacks: neededIds.filter((id) => !member.holds.includes(id)),
  };
}

/** What each key of the office still has to open. */
async function useOfKeys(deps: Deps, officeId: string) {
  const { db } = deps;
  const [leads, claims, offers] = await Promise.all([
    db.$queryRaw<{ id: string; leads: number; needed: boolean }[]>`
      SELECT w.office_key_id::text AS id,
        count(*) FILTER (WHERE lead.state = ANY(${[...openStates]}::text[]))::int AS leads,
        bool_or(lead.state = ANY(${[...openStates]}::text[])
          OR (reward.id IS NOT NULL AND NOT reward.state = ANY(${endedRewards}::text[]))) AS needed
      FROM thread_key_wrap w
        JOIN tip ON tip.id = w.tip_id
        JOIN lead ON lead.id = tip.lead_id
        LEFT JOIN reward ON reward.lead_id = lead.id
      WHERE lead.office_id = ${officeId}::uuid
      GROUP BY w.office_key_id`,
    db.claim.groupBy({
      by: ["officeKeyId"],
      where: { financeOfficeId: officeId, state: { not: "PAID" } },
      _count: { _all: true },
    }),
    db.handOver.groupBy({
      by: ["officeKeyId"],
      where: { toOfficeId: officeId, state: "OFFERED" },
      _count: { _all: true },
    }),
  ]);
  return (keyId: string) => {
    const found = leads.find(({ id }) => id === keyId);
    const claim = claims.find(({ officeKeyId }) => officeKeyId === keyId);
    const offer = offers.find(({ officeKeyId }) => officeKeyId === keyId);
    return {
      leads: found?.leads ?? 0,
      claims: claim?._count._all ?? 0,
      needed: found?.needed === true || Boolean(claim) || Boolean(offer),
    };
  };
}

async function wasTakenAway(
  deps: Deps,
  officeId: string,
  officeKeyId: string,
): Promise<boolean> {
  const entries = await deps.db.logEntry.findMany({
    where: {
      kind: "OFFICE_KEY_UNSHARED",
      officeId,
      innerEntry: { contains: officeKeyId },
    },
    select: { personId: true, entry: true, innerEntry: true },
  });
  // who gave up a spoilt wrap of their own is still trusted with the key
  return entries.some(
    (row) => readEntry(row).data.fromPersonId !== row.personId,
  );
}

async function currentRecovery(deps: Deps) {
  const key = await deps.db.recoveryKey.findFirst({
    where: { current: true },
    select: {
      id: true,
      recipient: true,
      threshold: true,
      shares: true,
      createdAt: true,
    },
  });
  return (
    key && {
      recoveryKeyId: key.id,
      recipient: key.recipient,
      threshold: key.threshold,
      shares: key.shares,
      madeAt: key.createdAt.toISOString(),
    }
  );
}

/** Offices whose keys the sheets of a recovery key open, and the members who could be given them again. */
async function recoverable(deps: Deps, actor: StaffActor) {
  const { db } = deps;
  const backedUp = await db.officeKeyRecovery.findMany({
    orderBy: { officeKey: { office: { code: "asc" } } },
    select: {
      recoveryKeyId: true,
      recoveryKey: {
        select: { recipient: true, threshold: true, createdAt: true },
      },
      officeKey: {
        select: {
          officeId: true,
          office: { select: { nameZh: true, nameEn: true } },
        },
      },
    },
  });
  const pairs = new Map(
    backedUp
      .filter(({ officeKey }) => mayRecover(actor, officeKey.officeId))
      .map((row) => [`${row.recoveryKeyId} ${row.officeKey.officeId}`, row]),
  );
  return Promise.all(
    [...pairs.values()].map(
      async ({ recoveryKeyId, recoveryKey, officeKey }) => ({
        recoveryKeyId,
        recipient: recoveryKey.recipient,
        threshold: recoveryKey.threshold,
        madeAt: recoveryKey.createdAt.toISOString(),
        officeId: officeKey.officeId,
        nameZh: officeKey.office.nameZh,
        nameEn: officeKey.office.nameEn,
        members: (await keyMembers(db, officeKey.officeId)).map((member) =>
          memberView(member, []),
        ),
      }),
    ),
  );
}

/** Leads that other offices offer to the actor's: number, sender, time left; no content. */
async function offeredTo(deps: Deps, actor: StaffActor) {
  const rows = await deps.db.handOver.findMany({
    where: {
      toOfficeId: { in: [...officesWhere(actor, "lead.change")] },
      state: "OFFERED",
    },
    orderBy: { offeredAt: "asc" },
    select: {
      id: true,
      fromOfficeId: true,
      toOfficeId: true,
      offeredAt: true,
      lead: {
        select: {
          number: true,
          officeId: true,
          state: true,
          receivedDay: true,
          acceptDueDay: true,
          acceptedDay: true,
          finishDueDay: true,
        },
      },
    },
  });
  const waiting = rows.filter((row) => row.lead.officeId === row.fromOfficeId);
  const offices = await deps.db.office.findMany({
    where: {
      id: { in: waiting.flatMap((row) => [row.fromOfficeId, row.toOfficeId]) },
    },
    select: { id: true, nameZh: true, nameEn: true },
  });
  const named = (id: string) => {
    const { nameZh, nameEn } = offices.find((office) => office.id === id)!;
    return { nameZh, nameEn };
  };
  return waiting.map((row) => ({
    handOverId: row.id,
    number: row.lead.number,
    receivedDay: storedDay(row.lead.receivedDay),
    from: named(row.fromOfficeId),
    to: named(row.toOfficeId),
    offeredAt: row.offeredAt.toISOString(),
    limit: timeLimitOf(deps, row.lead),
    mayAnswer: actor.roles.some(
      ({ officeId, role }) =>
        officeId === row.toOfficeId && (role === "INTAKE" || role === "LEADER"),
    ),
  }));
}

/** For the notice above the queue. */
export async function countOffered(
  deps: Pick<Deps, "db">,
  actor: StaffActor,
): Promise<number> {
  return deps.db.handOver.count({
    where: {
      toOfficeId: { in: [...officesWhere(actor, "lead.change")] },
      state: "OFFERED",
    },
  });
}
