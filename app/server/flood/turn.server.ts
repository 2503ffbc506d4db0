import { createHash, randomUUID } from "node:crypto";
import { openTicket, sealTicket } from "#app/crypto/ticket";
import { isCodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";
import { ticketKeys } from "../ticket-keys.server";
import { tokenBucket } from "./token-bucket";
import { usedOnce } from "./used-once";

/**
 * Against floods on the script-free way, which can pay no proof of work: while demand is higher than the portal can bear, a form
 * gets a ticket with the time it came first, and the same page again with everything typed. Who comes back with an old
 * enough ticket goes before those without: a flood that does not come back takes nobody's place, and one that does waits
 * like everybody.
 */
type Action = "REPORT" | "INBOX";

/** Each of these costs an Argon2id at 64 MiB; a core does about four a second. */
const rate = { perSecond: 6, burst: 40 };
/** How much of the bucket is kept for those who waited longer, by seconds waited. */
const reserves = [
  { waited: 60, reserve: 0 },
  { waited: 15, reserve: 10 },
  { waited: 0, reserve: 20 },
] as const;
export const TURN_SECONDS = 15;
const GOOD_FOR_MS = 15 * 60_000;
const MOST_REMEMBERED = 100_000;

export type Turn =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      readonly ticket: string;
      readonly seconds: number;
    };

type Payload = {
  readonly id: string;
  readonly since: number;
  readonly of: string;
};

export type Turns = {
  /**
   * `of`: what the ticket is good for, such as the form's token: one ticket does not serve a thousand forms.
   */
  ask(
    deps: Deps,
    action: Action,
    request: { readonly ticket: string; readonly of: string },
  ): Promise<Turn>;
};

export function turns(now: () => number): Turns {
  const buckets = {
    REPORT: tokenBucket(rate, now),
    INBOX: tokenBucket(rate, now),
  };
  const used = usedOnce(MOST_REMEMBERED, now);
  return {
    async ask(deps, action, { ticket, of }) {
      const bound = createHash("sha256").update(of).digest("base64url");
      const held =
        ticket === "" ? null : await readTurn(deps, { action, ticket, bound });
      const waited = held ? (now() - held.since) / 1_000 : 0;
      const { reserve } = reserves.find((one) => waited >= one.waited)!;
      const fresh = !held || used.use(held.id, held.since + GOOD_FOR_MS);
      if (fresh && buckets[action].take({ reserve })) return { admitted: true };
      const { current } = await ticketKeys(deps);
      // a refused ticket is used up; the next one keeps its age
      const next: Payload = {
        id: randomUUID(),
        since: fresh && held ? held.since : now(),
        of: bound,
      };
      return {
        admitted: false,
        seconds: TURN_SECONDS,
        ticket: sealTicket(next, {
          key: current,
          purpose: `turn/${action}`,
          expiresAt: new Date(next.since + GOOD_FOR_MS),
        }),
      };
    },
  };
}

async function readTurn(
  deps: Deps,
  {
    action,
    ticket,
    bound,
  }: {
    readonly action: Action;
    readonly ticket: string;
    readonly bound: string;
  },
): Promise<Payload | null> {
  const { all } = await ticketKeys(deps);
  try {
    const payload = openTicket(ticket, {
      keys: all,
      purpose: `turn/${action}`,
      now: deps.clock.now(),
    }) as Payload;
    return payload.of === bound ? payload : null;
  } catch (error) {
    if (isCodedError(error)) return null;
    throw error;
  }
}

/** Of this process. */
export const scriptFreeTurns = turns(
  () => performance.timeOrigin + performance.now(),
);
