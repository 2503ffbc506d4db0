import { toBase64Url } from "#app/crypto/encoding";
import type { TimelineCode } from "#app/domain/lead/tipster-view";
import type { RewardResult } from "#app/domain/reward/calculate";
import { officeAbove } from "#app/domain/routing/office-above";
import { MOST_FILES_SHOWN, MOST_MESSAGES_SHOWN } from "#app/domain/tip/limits";
import { dayInChina } from "#app/domain/shared/day";
import {
  limitColumns,
  stageFactsOf,
} from "#app/services/lead/time-limits.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import type { InboxFacts, SealedInbox } from "./inbox-view";
import { canStrikeOut } from "./strike-out-office.server";
import { clockOf, rewardStateForTipster } from "./tipster-clock";

/** Belongs to no tip: what is asked for an inbox that does not exist. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/**
 * All of an inbox that can be told without keys. Nothing is written, so that no trace tells when a tipster looked in; for the
 * same reason the claim clock does not start at reading but at its latest day. For an unknown inbox the same questions go to the
 * database, so that neither its time nor its load tells a guess that failed from one that did not.
 * @param idHash SHA-256 of the inbox id
 * @returns null when there is no such inbox
 */
export async function readSealedInbox(
  deps: Deps,
  idHash: Uint8Array,
): Promise<SealedInbox | null> {
  const found = await deps.db.tip.findUnique({
    where: { inboxIdHash: bytesToStore(idHash) },
    select: { id: true, leadId: true },
  });
  const { id: tipId, leadId } = found ?? { id: NOBODY, leadId: NOBODY };
  const [
    tip,
    timeline,
    messages,
    files,
    wraps,
    struckOut,
    offered,
    lead,
    offices,
  ] = await deps.db.$transaction(
    [
      deps.db.tip.findUnique({
        where: { id: tipId },
        select: {
          receivedDay: true,
          sealedBy: true,
          release: true,
          threadRecipient: true,
          inboxWrap: true,
          identity: { select: { recipient: true, inboxWrap: true } },
        },
      }),
      deps.db.timelineEntry.findMany({
        where: { tipId },
        orderBy: { position: "asc" },
        select: { day: true, code: true, values: true },
      }),
      deps.db.message.findMany({
        where: { tipId },
        orderBy: { position: "desc" },
        take: MOST_MESSAGES_SHOWN,
        select: { id: true, side: true, day: true, body: true, read: true },
      }),
      deps.db.sealedFile.findMany({
        where: { tipId },
        orderBy: { position: "desc" },
        take: MOST_FILES_SHOWN,
        select: {
          id: true,
          sealedBytes: true,
          receivedDay: true,
          side: true,
        },
      }),
      deps.db.threadKeyWrap.findMany({
        where: { tipId },
        select: { officeKey: { select: { officeId: true } } },
      }),
      deps.db.struckOutOffice.findMany({
        where: { tipId },
        orderBy: { day: "asc" },
        select: { officeId: true, day: true },
      }),
      deps.db.handOver.findMany({
        where: { leadId, state: "OFFERED" },
        select: { toOfficeId: true, offeredAt: true },
      }),
      deps.db.lead.findUnique({ where: { id: leadId }, select: leadColumns }),
      deps.db.office.findMany({ select: officeColumns }),
    ],
    // one moment: messages, wraps and the office of the lead belong together
    { isolationLevel: "RepeatableRead" },
  );
  if (!tip || !lead) return null;
  const entries = timeline.map(({ day, code, values }) => ({
    day: storedDay(day),
    code: code as TimelineCode,
    values: values as Record<string, string>,
  }));
  const receivedDay = storedDay(tip.receivedDay);
  const strikeOut = strikeOutOf(
    lead,
    offices,
    struckOut.map(({ officeId }) => officeId),
  );
  return {
    receivedDay,
    sealedBy: tip.sealedBy === "BROWSER" ? "BROWSER" : "SERVER",
    release: tip.release,
    timeline: entries,
    clock: clockOf(
      {
        facts: stageFactsOf(lead),
        claimDueDay:
          lead.reward?.state === "NOTIFIED"
            ? storedDayOrNull(lead.reward.claimDueDay)
            : null,
        lateStages: lead.lateStages,
        extensions: lead.extensions,
      },
      { today: deps.clock.today(), calendar: deps.calendar },
    ),
    reward: lead.reward && rewardOf(lead.reward),
    access: {
      offices: [
        ...new Set(wraps.map(({ officeKey }) => officeKey.officeId)),
      ].map((officeId) => ({
        ...nameOf(offices, officeId),
        since:
          entries.findLast(({ values }) => values.toOfficeId === officeId)
            ?.day ?? receivedDay,
      })),
      offered: offered.map(({ toOfficeId, offeredAt }) => ({
        ...nameOf(offices, toOfficeId),
        since: dayInChina(offeredAt),
      })),
      hasIdentity: tip.identity !== null,
      struckOut: struckOut.map(({ officeId, day }) => ({
        ...nameOf(offices, officeId),
        day: storedDay(day),
      })),
      strikeOut: strikeOut.told,
    },
    threadRecipient: tip.threadRecipient,
    threadWrap: toBase64Url(tip.inboxWrap),
    identity: tip.identity && {
      recipient: tip.identity.recipient,
      inboxWrap: toBase64Url(tip.identity.inboxWrap),
    },
    messages: messages.reverse().map(({ id, side, day, body, read }) => ({
      id,
      side: side as "TIPSTER" | "STAFF",
      day: storedDay(day),
      body: toBase64Url(body),
      read,
    })),
    files: files.reverse().map(({ id, sealedBytes, receivedDay, side }) => ({
      id,
      side: side as "TIPSTER" | "STAFF",
      day: storedDay(receivedDay),
      bytes: Number(sealedBytes),
    })),
    claimTo: claimTo(lead, offices),
    strikeOutTo: strikeOut.key,
  };
}

const leadColumns = {
  ...limitColumns,
  reward: {
    select: {
      id: true,
      state: true,
      fen: true,
      code: true,
      result: true,
      claimDueDay: true,
      claim: limitColumns.reward.select.claim,
    },
  },
} as const;
const officeColumns = {
  id: true,
  kind: true,
  areaCode: true,
  parentId: true,
  takesTips: true,
  financeOfficeId: true,
  nameZh: true,
  nameEn: true,
  keys: { where: { current: true }, select: { id: true, recipient: true } },
} as const;

type OfficeRow = {
  readonly id: string;
  readonly kind: string;
  readonly areaCode: string;
  readonly parentId: string | null;
  readonly takesTips: boolean;
  readonly financeOfficeId: string | null;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly keys: readonly { readonly id: string; readonly recipient: string }[];
};

function nameOf(offices: readonly OfficeRow[], officeId: string) {
  const office = offices.find(({ id }) => id === officeId);
  return {
    id: officeId,
    nameZh: office?.nameZh ?? "",
    nameEn: office?.nameEn ?? "",
  };
}

function keyOf(office: OfficeRow | undefined) {
  const key = office?.keys[0];
  return key ? { officeKeyId: key.id, recipient: key.recipient } : null;
}

function strikeOutOf(
  lead: { readonly state: string; readonly officeId: string },
  offices: readonly OfficeRow[],
  struckOut: readonly string[],
): {
  readonly told: InboxFacts["access"]["strikeOut"];
  readonly key: SealedInbox["strikeOutTo"];
} {
  if (!canStrikeOut(lead.state))
    return { told: { state: "TOO_LATE" }, key: null };
  const own = offices.find(({ id }) => id === lead.officeId);
  const to = own && officeAbove(own, offices, struckOut);
  const key = keyOf(to);
  if (!to || !key) return { told: { state: "NO_OFFICE_ABOVE" }, key: null };
  return {
    told: {
      state: "POSSIBLE",
      office: nameOf(offices, lead.officeId),
      to: nameOf(offices, to.id),
    },
    key,
  };
}

function claimTo(
  lead: {
    readonly officeId: string;
    readonly reward: { readonly id: string; readonly state: string } | null;
  },
  offices: readonly OfficeRow[],
): SealedInbox["claimTo"] {
  if (lead.reward?.state !== "NOTIFIED") return null;
  const own = offices.find(({ id }) => id === lead.officeId);
  const finance = offices.find(({ id }) => id === own?.financeOfficeId);
  const key = keyOf(finance);
  return key && { rewardId: lead.reward.id, officeId: finance!.id, ...key };
}

function rewardOf(row: {
  readonly state: string;
  readonly fen: bigint | null;
  readonly code: string | null;
  readonly result: unknown;
  readonly claimDueDay: Date | null;
}): InboxFacts["reward"] {
  const state = rewardStateForTipster(row.state);
  const told = state !== "PREPARING";
  const { worksheet } = row.result as Partial<RewardResult>;
  return {
    state,
    fen: told && row.fen !== null ? Number(row.fen) : null,
    code: state === "NONE" ? row.code : null,
    worksheet: told ? (worksheet ?? null) : null,
    claimDueDay: state === "READY" ? storedDayOrNull(row.claimDueDay) : null,
  };
}
