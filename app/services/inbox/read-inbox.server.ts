import type { AgeIdentity } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { openFileStream } from "#app/crypto/sealed-file";
import { formPurposes, openBoundForm } from "#app/crypto/bound-form";
import { clockDue } from "#app/domain/deadline/clocks";
import { isLate } from "#app/domain/deadline/due-date";
import type { TimelineCode } from "#app/domain/lead/tipster-view";
import type { RewardResult } from "#app/domain/reward/calculate";
import type { Day } from "#app/domain/shared/day";
import { MOST_FILES_SHOWN, MOST_MESSAGES_SHOWN } from "#app/domain/tip/limits";
import { messageBody } from "#app/forms/tip/tip-body";
import type { Deps } from "#app/services/ports";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { findInbox, threadIdentity } from "./find-inbox.server";
import type { InboxRewardState, InboxView } from "./inbox-view";

/**
 * The inbox, opened in memory with the keys of the code. Nothing is written, so that no trace tells when a tipster looked in;
 * for the same reason the claim clock does not start at reading but at its latest day.
 * What does not open (garbage from an officer's browser, a damaged object) is shown as such: nobody on the other side can lock
 * a tipster out.
 * @throws CodedError INBOX_UNKNOWN; SEAL_NOT_OPENED when the wrap of the thread key itself was tampered with
 */
export async function readInbox(
  deps: Deps,
  seeds: InboxSeeds,
): Promise<InboxView> {
  const found = await findInbox(deps.db, seeds);
  const thread = await threadIdentity(found, seeds);
  const tip = await deps.db.tip.findUniqueOrThrow({
    where: { id: found.id },
    select: {
      receivedDay: true,
      sealedBy: true,
      timeline: {
        orderBy: { position: "asc" },
        select: { day: true, code: true, values: true },
      },
      messages: {
        orderBy: { position: "desc" },
        take: MOST_MESSAGES_SHOWN,
        select: { side: true, day: true, body: true },
      },
      files: {
        orderBy: { position: "desc" },
        take: MOST_FILES_SHOWN,
        select: {
          storageKey: true,
          sealedBytes: true,
          receivedDay: true,
          side: true,
        },
      },
      lead: {
        select: {
          state: true,
          acceptDueDay: true,
          finishDueDay: true,
          closedDay: true,
          reward: {
            select: {
              state: true,
              fen: true,
              code: true,
              result: true,
              claimDueDay: true,
              claim: { select: { payDueDay: true } },
            },
          },
        },
      },
    },
  });
  const messages = [];
  for (const { side, day, body } of tip.messages.reverse())
    messages.push({
      side: side as "TIPSTER" | "STAFF",
      day: storedDay(day),
      text: await messageText(body, { side, thread }),
    });
  const files = [];
  for (const file of tip.files.reverse())
    files.push({
      name: await fileName(deps, file.storageKey, thread),
      bytes: Number(file.sealedBytes),
      day: storedDay(file.receivedDay),
      side: file.side as "TIPSTER" | "STAFF",
    });
  return {
    receivedDay: storedDay(tip.receivedDay),
    sealedBy: tip.sealedBy === "BROWSER" ? "BROWSER" : "SERVER",
    timeline: tip.timeline.map(({ day, code, values }) => ({
      day: storedDay(day),
      code: code as TimelineCode,
      values: values as Record<string, string>,
    })),
    messages,
    files,
    clock: clockOf(deps, tip.lead),
    reward: tip.lead.reward && rewardOf(tip.lead.reward),
  };
}

async function messageText(
  body: Uint8Array,
  { side, thread }: { readonly side: string; readonly thread: AgeIdentity },
): Promise<string | null> {
  const purpose =
    side === "STAFF" ? formPurposes.staffMessage : formPurposes.tipsterMessage;
  try {
    return messageBody.parse(await openBoundForm(purpose, body, thread)).text;
  } catch {
    return null;
  }
}

/** Reads the header only; the rest of the object is not fetched. "" when it is missing or does not open. */
async function fileName(
  deps: Deps,
  storageKey: string,
  thread: AgeIdentity,
): Promise<string> {
  try {
    const stream = await deps.storage.get(storageKey);
    if (!stream) return "";
    const opened = await openFileStream(stream, thread);
    await opened.content.cancel();
    return opened.name;
  } catch {
    return "";
  }
}

type LeadRow = {
  readonly state: string;
  readonly acceptDueDay: Date;
  readonly finishDueDay: Date | null;
  readonly closedDay: Date | null;
  readonly reward: {
    readonly state: string;
    readonly claimDueDay: Date | null;
    readonly claim: { readonly payDueDay: Date } | null;
  } | null;
};

function clockOf(deps: Deps, lead: LeadRow): InboxView["clock"] {
  const running = runningClock(deps, lead);
  return (
    running && {
      ...running,
      late: isLate(running.dueDay, deps.clock.today()),
    }
  );
}

function runningClock(deps: Deps, lead: LeadRow) {
  const { state, reward, closedDay } = lead;
  if (state === "RECEIVED" || state === "SCREENING")
    return { stage: "ACCEPT", dueDay: storedDay(lead.acceptDueDay) } as const;
  if (state === "REFUSED" || state === "TRANSFERRED") return null;
  if (closedDay === null) {
    const dueDay = storedDayOrNull(lead.finishDueDay);
    return dueDay && ({ stage: "FINISH", dueDay } as const);
  }
  if (reward?.state === "NOTIFIED" && reward.claimDueDay)
    return { stage: "CLAIM", dueDay: storedDay(reward.claimDueDay) } as const;
  if (reward?.state === "CLAIMED" && reward.claim)
    return { stage: "PAY", dueDay: storedDay(reward.claim.payDueDay) } as const;
  if (reward === null || stateForTipster(reward.state) === "PREPARING")
    return {
      stage: "REWARD",
      dueDay: rewardDue(deps, storedDay(closedDay)),
    } as const;
  return null;
}

/** Report, approve and notify, one after the other. */
export function rewardDue(deps: Pick<Deps, "calendar">, closedDay: Day): Day {
  const reported = clockDue("REWARD_REPORT", closedDay, deps.calendar);
  const approved = clockDue("REWARD_APPROVE", reported, deps.calendar);
  return clockDue("REWARD_NOTIFY", approved, deps.calendar);
}

function rewardOf(row: {
  readonly state: string;
  readonly fen: bigint | null;
  readonly code: string | null;
  readonly result: unknown;
  readonly claimDueDay: Date | null;
}): InboxView["reward"] {
  const state = stateForTipster(row.state);
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

/** How far maker, checker and leader are is not the tipster's business: a figure counts once the notice is out. */
function stateForTipster(state: string): InboxRewardState {
  switch (state) {
    case "NOTIFIED":
      return "READY";
    case "NOT_ELIGIBLE":
      return "NONE";
    case "CLAIMED":
    case "PAID":
    case "DECLINED":
    case "LAPSED":
      return state;
    default:
      return "PREPARING";
  }
}
