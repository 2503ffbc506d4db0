import {
  assertLoggedRank,
  orderOf,
  rankOf,
  type LinkedFact,
  type LinkedTip,
  type LoggedRank,
} from "#app/domain/lead/first-reporter";
import type { Deps, Transaction } from "#app/services/ports";

type Db = Deps["db"] | Transaction;

/** The facts to which leads are linked, each with the order of its tips by the log. */
export async function linkedFacts(
  db: Db,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LinkedFact[]>> {
  const rows = await db.fact.findMany({
    where: { leads: { some: { leadId: { in: [...leadIds] } } } },
    orderBy: [{ misconductCode: "asc" }, { id: "asc" }],
    select: {
      id: true,
      misconductCode: true,
      leads: { select: { leadId: true } },
    },
  });
  const tips = await receivedTips(db, [
    ...new Set(rows.flatMap(({ leads }) => leads.map((one) => one.leadId))),
  ]);
  const facts = rows.map(({ id, misconductCode, leads }) => ({
    factId: id,
    misconductCode,
    order: orderOf(leads.map(({ leadId }) => tips.get(leadId)!)),
  }));
  return new Map(
    leadIds.map((leadId) => [
      leadId,
      facts.filter(({ order }) =>
        order.tips.some((tip) => tip.leadId === leadId),
      ),
    ]),
  );
}

/** Where the receipt of each lead stands in the log. */
async function receivedTips(
  db: Db,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, LinkedTip>> {
  if (leadIds.length === 0) return new Map();
  const rows = await db.logEntry.findMany({
    where: { kind: "TIP_RECEIVED", leadId: { in: [...leadIds] } },
    select: { leadId: true, index: true, place: true },
  });
  const tips = new Map(
    rows.map(({ leadId, index, place }) => [
      leadId!,
      { leadId: leadId!, index: index === null ? null : Number(index), place },
    ]),
  );
  for (const leadId of leadIds)
    if (!tips.has(leadId))
      throw new Error(`the log knows no receipt of lead ${leadId}`);
  return tips;
}

/** The rank of a lead by the log, for what a finding says was found; `found` null: for what it was registered with. */
export async function loggedRank(
  db: Db,
  leadId: string,
  found: readonly string[] | null,
): Promise<LoggedRank> {
  const { misconduct } = await db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { misconduct: true },
  });
  const facts = (await linkedFacts(db, [leadId])).get(leadId)!;
  return rankOf({
    leadId,
    registered: misconduct,
    found: found ?? misconduct,
    facts,
  });
}

type JudgedFinding = {
  readonly substantiated: boolean;
  readonly misconduct: readonly string[];
  readonly rewardFacts: Readonly<Record<string, unknown>>;
};

/**
 * The rank in a finding is that of the log; what proved untrue has no rank to judge.
 * @throws CodedError RANK_NOT_FIXED_YET | RANK_NOT_AS_LOGGED
 */
export async function requireRankAsLogged(
  db: Db,
  leadId: string,
  { substantiated, misconduct, rewardFacts }: JudgedFinding,
): Promise<void> {
  if (!substantiated) return;
  assertLoggedRank(
    Number(rewardFacts["rank"]),
    await loggedRank(db, leadId, misconduct),
    "finding.rewardFacts.rank",
  );
}
