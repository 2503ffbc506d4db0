import { CodedError } from "../shared/coded-error";
import { openStates, type LeadState } from "./lead";

/**
 * Who told a fact first. Several leads can tell of one fact; officers link them, and the order is that of the log: the lead
 * whose receipt has the lowest index was the first (医保办发〔2022〕22号 第九条 rewards the first alone). No clock is asked, since the
 * log keeps days only and its order cannot be changed afterwards.
 */
export type LinkedTip = {
  readonly leadId: string;
  /** of its TIP_RECEIVED; null while that waits for the next cut of the log */
  readonly index: number | null;
  /** sorts: the index, and behind every index the waiting line */
  readonly place: bigint;
};

export type FactOrder = {
  /** first to last; those without an index come last */
  readonly tips: readonly LinkedTip[];
  /** false while one of them has no index: only the tree decides, so nobody is called the first before */
  readonly fixed: boolean;
  /** null while the order is not fixed */
  readonly firstLeadId: string | null;
};

export type LinkedFact = {
  readonly factId: string;
  readonly misconductCode: string;
  readonly order: FactOrder;
};

/** The order of the tips on one fact. */
export function orderOf(tips: readonly LinkedTip[]): FactOrder {
  const sorted = [...tips].sort(
    (a, b) =>
      Number(a.index === null) - Number(b.index === null) ||
      Number(a.place > b.place) - Number(a.place < b.place),
  );
  const fixed = sorted.every(({ index }) => index !== null);
  return {
    tips: sorted,
    fixed,
    firstLeadId: fixed ? (sorted[0]?.leadId ?? null) : null,
  };
}

/** 1 for the first. */
export function placeIn(order: FactOrder, leadId: string): number {
  const at = order.tips.findIndex((tip) => tip.leadId === leadId);
  if (at < 0) throw new Error("the lead is not among those of the fact");
  return at + 1;
}

export type LoggedRank = {
  readonly rank: number;
  /** false: a linked tip waits for the next cut */
  readonly fixed: boolean;
};

/**
 * The place of a lead among the tips on the same facts, as the reward counts it. A lead that is linked to none is the first.
 * Whoever tells one more fact than those before has told something first: the lead has rank 1 when the check found an act that
 * it was registered with and that no link says another told too. Else the best place counts among the facts that the check
 * found; a fact linked under a code that only the other lead was registered with is the same fact under another name and
 * counts always. A fact of which no other lead tells any more is none.
 */
export function rankOf({
  leadId,
  registered,
  found,
  facts,
}: {
  readonly leadId: string;
  /** misconduct codes of the registration */
  readonly registered: readonly string[];
  /** misconduct codes of the finding; of the registration while there is none */
  readonly found: readonly string[];
  readonly facts: readonly LinkedFact[];
}): LoggedRank {
  const shared = facts.filter(({ order }) => order.tips.length > 1);
  if (shared.length === 0) return { rank: 1, fixed: true };
  const fixed = shared.every(({ order }) => order.fixed);
  const linked = shared.map(({ misconductCode }) => misconductCode);
  const isForeign = (code: string) => !registered.includes(code);
  const toldAlone =
    !linked.some(isForeign) &&
    found.some((code) => registered.includes(code) && !linked.includes(code));
  if (toldAlone) return { rank: 1, fixed };
  const counted = shared.filter(
    ({ misconductCode }) =>
      found.includes(misconductCode) || isForeign(misconductCode),
  );
  const places = (counted.length > 0 ? counted : shared).map(({ order }) =>
    placeIn(order, leadId),
  );
  return { rank: Math.min(...places), fixed };
}

/**
 * Who came first is no matter of opinion: the rank entered is the one of the log.
 * @throws CodedError RANK_NOT_FIXED_YET (before the next cut of the log) | RANK_NOT_AS_LOGGED with `rank`, the one of the log
 */
export function assertLoggedRank(
  entered: number,
  { rank, fixed }: LoggedRank,
  field: string,
): void {
  if (!fixed) throw new CodedError("RANK_NOT_FIXED_YET", { field });
  if (entered !== rank)
    throw new CodedError("RANK_NOT_AS_LOGGED", { field, values: { rank } });
}

/** One of two leads that are to be linked under a misconduct code. */
export type LinkSide = {
  readonly leadId: string;
  readonly state: LeadState;
  /** misconduct codes of the registration, empty before */
  readonly registered: readonly string[];
  /** the fact with this code to which the lead is linked already */
  readonly factId: string | null;
};

/**
 * Whether two leads can be linked. A lead has at most one fact of a code. The other lead may be closed: a later tip on what was
 * decided long ago is the common case.
 * @throws CodedError LINK_SAME_LEAD | LINK_LEAD_CLOSED | LEAD_NOT_REGISTERED | LINK_CODE_NOT_THEIRS | LINKED_ALREADY | LINK_FACTS_APART
 */
export function requireLinkable(
  own: LinkSide,
  other: LinkSide,
  misconductCode: string,
): void {
  if (own.leadId === other.leadId)
    throw new CodedError("LINK_SAME_LEAD", { field: "number" });
  requireLinksOpen(own.state);
  if (own.registered.length === 0) throw new CodedError("LEAD_NOT_REGISTERED");
  if (other.registered.length === 0)
    throw new CodedError("LEAD_NOT_REGISTERED", { field: "number" });
  if (![...own.registered, ...other.registered].includes(misconductCode))
    throw new CodedError("LINK_CODE_NOT_THEIRS", { field: "misconductCode" });
  if (own.factId !== null && other.factId !== null)
    throw new CodedError(
      own.factId === other.factId ? "LINKED_ALREADY" : "LINK_FACTS_APART",
      { field: "number" },
    );
}

/** @throws CodedError LINK_LEAD_CLOSED: nothing about such a lead changes any more */
export function requireLinksOpen(state: LeadState): void {
  if (!openStates.some((open) => open === state))
    throw new CodedError("LINK_LEAD_CLOSED");
}

/** States in which a rank has been decided with the finding: no link may change it afterwards. */
export function rankIsDecided(state: LeadState): boolean {
  return state === "DECIDED" || state === "CLOSED";
}
