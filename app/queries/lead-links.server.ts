import { canonicalJson } from "#app/crypto/canonical-json";
import { toBase64 } from "#app/crypto/tlog/base64";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import { may } from "#app/domain/access/permissions";
import {
  rankOf,
  type LinkedFact,
  type LinkedTip,
} from "#app/domain/lead/first-reporter";
import { openStates, type LeadState } from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import { mayLink } from "#app/services/lead/link-leads.server";
import {
  linkSight,
  nameableOffices,
  officesActedFor,
} from "#app/services/lead/link-sight.server";
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
 * The facts that a lead shares with others, and which leads could tell of the same. What goes out (`LinkSight` says of which lead):
 * - SHOWN: number, office, state, received day, index in the log, the hash of its leaf with head and size of the checkpoint that
 *   holds it, its place in the order unless a hidden tip stands in it too, and its id where the actor may open it;
 * - COUNTED: that it is, and whether it came before this lead;
 * - NOTHING: nothing, and of a fact with no other lead no fact either. The rank of this lead still counts it, as the reward does;
 * - a candidate: number, office, state and the registered codes that agree.
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
      officeId: true,
      state: true,
      areaCode: true,
      subjectKind: true,
      misconduct: true,
      tip: { select: { struckOut: { select: { officeId: true } } } },
    },
  });
  const facts = (await linkedFacts(db, [leadId])).get(leadId)!;
  const told = await toldFacts(deps, actor, { leadId, facts });
  const tips = await tipsOf(
    deps,
    told.flatMap(({ shown }) => shown.map((tip) => tip.leadId)),
  );
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
    facts: told.map(({ fact, shown, others, place }) => ({
      factId: fact.factId,
      misconductCode: fact.misconductCode,
      fixed: fact.order.fixed,
      place,
      tips: [
        ...shown
          .map((tip, at) => {
            const { lead, received, proof } = tips.get(tip.leadId)!;
            const isThis = lead.id === leadId;
            return {
              shown: true as const,
              // the page of a lead of another office would not open
              leadId: may(actor, "lead.read", lead.officeId) ? lead.id : null,
              isThis,
              place: isThis ? place : placeAmong(fact, { at, others }),
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
        ...others.map(({ earlier }) => ({
          shown: false as const,
          isThis: false,
          earlier,
        })),
      ],
    })),
    candidates: linkable ? await candidates(deps, actor, { own, facts }) : [],
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

/** Beside hidden tips a place would tell where these stand: of every lead but the actor's own, that is more than they may know. */
function placeAmong(
  { order }: LinkedFact,
  { at, others }: { readonly at: number; readonly others: readonly unknown[] },
): number | null {
  return order.fixed && others.length === 0 ? at + 1 : null;
}

type ToldFact = {
  readonly fact: LinkedFact;
  /** in the order of the log; the actor's own lead among them always */
  readonly shown: readonly LinkedTip[];
  /** earlier ones first; null while the order is not fixed */
  readonly others: readonly { readonly earlier: boolean | null }[];
  /** of the actor's own lead among all that are told of; null while the order is not fixed */
  readonly place: number | null;
};

/** What the actor may know of the facts of a lead, by `LinkSight`. */
async function toldFacts(
  { db }: Deps,
  actor: StaffActor,
  {
    leadId,
    facts,
  }: { readonly leadId: string; readonly facts: readonly LinkedFact[] },
): Promise<readonly ToldFact[]> {
  const sight = await linkSight(db, actor, leadsOf(facts));
  const sees = (tip: LinkedTip) =>
    tip.leadId === leadId ? "SHOWN" : sight.get(tip.leadId);
  return facts.flatMap((fact) => {
    const { tips, fixed } = fact.order;
    const told = tips.filter((tip) => sees(tip) !== "NOTHING");
    // all others hidden: to this office the lead is linked with none
    if (told.length === 1 && tips.length > 1) return [];
    const at = told.findIndex((tip) => tip.leadId === leadId);
    return [
      {
        fact,
        shown: told.filter((tip) => sees(tip) === "SHOWN"),
        others: told.flatMap((tip, index) =>
          sees(tip) === "COUNTED"
            ? [{ earlier: fixed ? index < at : null }]
            : [],
        ),
        place: fixed ? at + 1 : null,
      },
    ];
  });
}

function leadsOf(facts: readonly LinkedFact[]): readonly string[] {
  return [
    ...new Set(
      facts.flatMap(({ order }) => order.tips.map((tip) => tip.leadId)),
    ),
  ];
}

/**
 * The order on one fact for a reader outside: of each tip that the actor is shown its leaf with the proof to the newest checkpoint,
 * and for leads that the actor may read the entry itself, which shows what the leaf is of. `others`: of each that the actor may not
 * see, whether it came before this lead, which nothing here proves.
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
  const facts = (await linkedFacts(deps.db, [leadId]))
    .get(leadId)!
    .filter((one) => one.factId === factId);
  const [told] = await toldFacts(deps, actor, { leadId, facts });
  if (!told) throw new CodedError("NOT_FOUND");
  const tips = await tipsOf(
    deps,
    told.shown.map((tip) => tip.leadId),
  );
  const checkpoint = await newestCheckpoint(deps.db);
  const text = canonicalJson({
    format: "yanlu-order/v1",
    origin: deps.log.origin,
    keys: [...(await deps.log.verifiers())],
    misconductCode: told.fact.misconductCode,
    checkpoint: checkpoint?.note ?? null,
    tips: told.shown
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
    others: told.others.map(({ earlier }) => ({ earlier })),
  });
  return { number: found.number, text };
}

/** What is shown of each of these leads, with the proof of its receipt where a checkpoint holds it. */
async function tipsOf({ db }: Deps, leadIds: readonly string[]) {
  const ids = [...new Set(leadIds)];
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

/**
 * Registered leads of the same area and kind of subject with an act in common. Nothing sealed is looked at, and a person decides.
 * Nothing that `requireNoneStruckOut` would refuse.
 */
async function candidates(
  { db }: Deps,
  actor: StaffActor,
  {
    own,
    facts,
  }: {
    readonly own: {
      readonly id: string;
      readonly officeId: string;
      readonly areaCode: string | null;
      readonly subjectKind: string | null;
      readonly misconduct: readonly string[];
      readonly tip: {
        readonly struckOut: readonly { readonly officeId: string }[];
      } | null;
    };
    readonly facts: readonly LinkedFact[];
  },
) {
  const seeing = [...officesActedFor(actor), own.officeId];
  const struckOut = (own.tip?.struckOut ?? []).map(({ officeId }) => officeId);
  // the page would show what the tipster wanted kept from an office that this person works for too
  if (struckOut.some((officeId) => seeing.includes(officeId))) return [];
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
      officeId: {
        in: [...(await nameableOffices(db, actor))],
        notIn: struckOut,
      },
      tip: { struckOut: { none: { officeId: { in: seeing } } } },
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
