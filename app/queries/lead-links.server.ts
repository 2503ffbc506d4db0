import { canonicalJson } from "#app/crypto/canonical-json";
import { toBase64 } from "#app/crypto/tlog/base64";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import { may } from "#app/domain/access/permissions";
import {
  placeIn,
  rankOf,
  type LinkedFact,
} from "#app/domain/lead/first-reporter";
import { openStates, type LeadState } from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import { mayLink, nameableOffices } from "#app/services/lead/link-leads.server";
import { linkedFacts } from "#app/services/lead/linked-facts.server";
import { findLead, requireVisible } from "#app/services/lead/load-lead.server";
import {
  newestCheckpoint,
  proveEntries,
} from "#app/services/log/read-tree.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";

const MOST_CANDIDATES = 10;

/**
 * The facts that a lead shares with others, in the order of the log, and which leads could tell of the same. Of another lead only
 * number, office, state and place in the log are shown, and of a candidate the registered codes that agree.
 * @throws CodedError NOT_FOUND
 */
export async function leadLinks(deps: Deps, actor: StaffActor, leadId: string) {
  const { db } = deps;
  const found = await findLead(db, leadId);
  requireVisible(actor, "lead.read", found?.officeId);
  const own = await db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: {
      id: true,
      state: true,
      areaCode: true,
      subjectKind: true,
      misconduct: true,
    },
  });
  const facts = (await linkedFacts(db, [leadId])).get(leadId)!;
  const tips = await tipsOf(deps, facts);
  const linkable =
    mayLink(actor, found.officeId) &&
    own.misconduct.length > 0 &&
    openStates.some((state) => state === own.state);
  const { rank, fixed } = rankOf({
    leadId,
    registered: own.misconduct,
    found: own.misconduct,
    facts,
  });
  return {
    rank: fixed ? rank : null,
    linkable,
    facts: facts.map(({ factId, misconductCode, order }) => ({
      factId,
      misconductCode,
      fixed: order.fixed,
      place: order.fixed ? placeIn(order, leadId) : null,
      tips: order.tips
        .map((tip) => {
          const { lead, received, proof } = tips.get(tip.leadId)!;
          return {
            // the page of a lead of another office would not open
            leadId: may(actor, "lead.read", lead.officeId) ? lead.id : null,
            isThis: lead.id === leadId,
            number: lead.number,
            officeZh: lead.office.nameZh,
            officeEn: lead.office.nameEn,
            state: lead.state,
            index: tip.index,
            day: storedDay(received.day),
            proof: proof && {
              leafHash: toBase64(received.leafHash),
              size: proof.size,
              rootHash: toBase64(proof.rootHash),
              verified: proof.verified,
            },
          };
        })
        .sort(byIndexThenNumber),
    })),
    candidates: linkable ? await candidates(deps, actor, own, facts) : [],
  };
}

/** Of those that wait nobody is told which came first, not by the order of a list either. */
function byIndexThenNumber(
  a: { readonly index: number | null; readonly number: string },
  b: { readonly index: number | null; readonly number: string },
): number {
  const [one, two] = [a.index ?? Infinity, b.index ?? Infinity];
  return one === two ? (a.number < b.number ? -1 : 1) : one - two;
}

/**
 * The order on one fact for a reader outside: of each tip its leaf with the proof to the newest checkpoint, and for leads that
 * the actor may read the entry itself, which shows what the leaf is of.
 * @returns canonical JSON
 * @throws CodedError NOT_FOUND
 */
export async function orderProof(
  deps: Deps,
  actor: StaffActor,
  { leadId, factId }: { readonly leadId: string; readonly factId: string },
): Promise<{ readonly number: string; readonly text: string }> {
  const found = await findLead(deps.db, leadId);
  requireVisible(actor, "lead.read", found?.officeId);
  const fact = (await linkedFacts(deps.db, [leadId]))
    .get(leadId)!
    .find((one) => one.factId === factId);
  if (!fact) throw new CodedError("NOT_FOUND");
  const tips = await tipsOf(deps, [fact]);
  const checkpoint = await newestCheckpoint(deps.db);
  const text = canonicalJson({
    format: "yanlu-order/v1",
    origin: deps.log.origin,
    keys: [...(await deps.log.verifiers())],
    misconductCode: fact.misconductCode,
    checkpoint: checkpoint?.note ?? null,
    tips: fact.order.tips
      .map((tip) => {
        const { lead, received, proof } = tips.get(tip.leadId)!;
        return {
          number: lead.number,
          index: tip.index,
          leafHash: toBase64(received.leafHash),
          proof: proof?.hashes.map(toBase64) ?? [],
          entry: may(actor, "lead.read", lead.officeId) ? received.entry : null,
        };
      })
      .sort(byIndexThenNumber),
  });
  return { number: found.number, text };
}

/** What is shown of each lead of some facts, with the proof of its receipt where a checkpoint holds it. */
async function tipsOf({ db }: Deps, facts: readonly LinkedFact[]) {
  const ids = [
    ...new Set(facts.flatMap(({ order }) => order.tips.map((t) => t.leadId))),
  ];
  if (ids.length === 0) return new Map<string, never>();
  // first the checkpoint: what comes into the tree after it is proven the next time
  const checkpoint = await newestCheckpoint(db);
  const leads = await db.lead.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      state: true,
      officeId: true,
      office: { select: { nameZh: true, nameEn: true } },
    },
  });
  const entries = await db.logEntry.findMany({
    where: { kind: "TIP_RECEIVED", leadId: { in: ids } },
    select: {
      leadId: true,
      index: true,
      day: true,
      leafHash: true,
      entry: true,
    },
  });
  const size = checkpoint?.size ?? 0;
  const proofs = await proveEntries(
    db,
    entries
      .map(({ index }) => (index === null ? size : Number(index)))
      .filter((index) => index < size),
    size,
  );
  const byLead = new Map(entries.map((entry) => [entry.leadId, entry]));
  return new Map(
    leads.map((lead) => {
      const received = byLead.get(lead.id)!;
      const index = Number(received.index);
      const hashes = received.index === null ? null : proofs.get(index);
      const proof =
        checkpoint && hashes
          ? {
              size,
              rootHash: checkpoint.rootHash,
              hashes,
              verified: verifyInclusion({
                leafHash: received.leafHash,
                index,
                size,
                proof: hashes,
                root: checkpoint.rootHash,
              }),
            }
          : null;
      return [lead.id, { lead, received, proof }] as const;
    }),
  );
}

/** Registered leads of the same area and kind of subject with an act in common. Nothing sealed is looked at, and a person decides. */
async function candidates(
  { db }: Deps,
  actor: StaffActor,
  own: {
    readonly id: string;
    readonly areaCode: string | null;
    readonly subjectKind: string | null;
    readonly misconduct: readonly string[];
  },
  facts: readonly LinkedFact[],
) {
  const linked = (leadId: string, code: string) =>
    facts.some(
      ({ misconductCode, order }) =>
        misconductCode === code &&
        order.tips.some((tip) => tip.leadId === leadId),
    );
  const registered = [
    "ACCEPTED",
    "ASSIGNED",
    "CHECKING",
    "FILED",
    "NOT_FILED",
    "DECIDED",
    "CLOSED",
  ] satisfies LeadState[];
  const leads = await db.lead.findMany({
    where: {
      id: { not: own.id },
      officeId: { in: [...(await nameableOffices(db, actor))] },
      areaCode: own.areaCode,
      subjectKind: own.subjectKind,
      misconduct: { hasSome: [...own.misconduct] },
      state: { in: registered },
    },
    orderBy: [{ receivedDay: "desc" }, { number: "asc" }],
    // those linked already are left out below
    take: MOST_CANDIDATES + linkedLeads(facts),
    select: {
      id: true,
      number: true,
      state: true,
      misconduct: true,
      office: { select: { nameZh: true, nameEn: true } },
    },
  });
  return leads
    .map(({ id, office, misconduct, ...lead }) => ({
      ...lead,
      officeZh: office.nameZh,
      officeEn: office.nameEn,
      codes: own.misconduct.filter(
        (code) => misconduct.includes(code) && !linked(id, code),
      ),
    }))
    .filter(({ codes }) => codes.length > 0)
    .slice(0, MOST_CANDIDATES);
}

function linkedLeads(facts: readonly LinkedFact[]): number {
  return facts.reduce((sum, { order }) => sum + order.tips.length, 0);
}
