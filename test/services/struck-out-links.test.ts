import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LinkCommand } from "#app/forms/staff/lead-links";
import { leadLinks, orderProof } from "#app/queries/lead-links.server";
import { strikeOutWithSeeds } from "#app/services/inbox/strike-out-office.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { handOverFacts } from "#app/services/lead/hand-over-facts.server";
import { changeLinks } from "#app/services/lead/link-leads.server";
import { readEntry } from "#app/services/log/read-entry";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { StaffActor } from "#app/services/ports";
import {
  CaseDesk,
  makeWorld,
  type OfficeCode,
  type World,
} from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const CODE = "HOS-06";
const areaOf = { NAT: "100000", JN: "370100", LX: "370102" } as const;
type Handling = keyof typeof areaOf;

async function checked(
  sent: Awaited<ReturnType<typeof sendTip>>,
  office: Handling,
) {
  const desk = await CaseDesk.open(world, sent.leadId, office);
  // one area in all of them, so that the portal would propose each to each
  await desk.check({ areaCode: "370102" });
  const { number } = await world.db.lead.findUniqueOrThrow({
    where: { id: sent.leadId },
  });
  return { ...sent, number };
}
/** A lead that is being checked. */
const aLead = async (office: Handling) =>
  checked(await sendTip(world, { areaCode: areaOf[office] }), office);
type Lead = Awaited<ReturnType<typeof aLead>>;

/** A tip that its tipster took away from JN, handled by NAT. */
async function takenFromJn(): Promise<Lead> {
  const sent = await sendTip(world, { areaCode: areaOf.JN });
  await strikeOutWithSeeds(world.deps, sent.seeds, {
    officeId: world.officeId("JN"),
  });
  return checked(sent, "NAT");
}
const strikes = ({ tipId }: Lead, code: OfficeCode) =>
  world.db.struckOutOffice.create({
    data: {
      tipId,
      officeId: world.officeId(code),
      day: new Date("2026-03-02"),
    },
  });
/** As after a hand-over. */
const goesTo = ({ leadId }: Lead, code: OfficeCode) =>
  world.db.lead.update({
    where: { id: leadId },
    data: { officeId: world.officeId(code) },
  });

/** Somebody with the same role in both offices. */
function actorOfBoth(one: string, other: string): StaffActor {
  const [first, second] = [world.actor(one), world.actor(other)];
  return { ...first, roles: [...first.roles, ...second.roles] };
}
const by = (as: string | StaffActor) =>
  typeof as === "string" ? world.actor(as) : as;
const change = (own: Lead, command: LinkCommand, as: string | StaffActor) =>
  changeLinks(world.deps, by(as), { leadId: own.leadId, command });
const link = (own: Lead, other: Lead, as: string | StaffActor) =>
  change(
    own,
    { command: "LINK", number: other.number, misconductCode: CODE },
    as,
  );
const linksOf = (lead: Lead, as: string | StaffActor) =>
  leadLinks(world.deps, by(as), lead.leadId);
const numbersOf = async (lead: Lead, as: string | StaffActor) =>
  (await linksOf(lead, as)).candidates.map(({ number }) => number);
const proofOf = async (lead: Lead, as: string, factId: string) =>
  (
    await orderProof(world.deps, world.actor(as), {
      leadId: lead.leadId,
      factId,
    })
  ).text;
const logOf = async ({ leadId }: Lead) =>
  (
    await world.db.logEntry.findMany({
      where: { leadId, kind: { in: ["FACT_LINKED", "FACT_UNLINKED"] } },
      orderBy: { place: "asc" },
    })
  ).map((row) => readEntry(row).kind);
/** All under one fact, by the office above all of them: the first is a lead of its own. */
async function linkedOnce(...leads: readonly Lead[]): Promise<string> {
  const [first, ...others] = leads;
  const { factId } = await link(first!, others[0]!, "nat-intake-1");
  for (const other of others.slice(1))
    await link(first!, other, "nat-intake-1");
  return factId;
}
const nat = "nat-intake-1";
const jn = "jn-intake-1";
const lx = "lx-intake-1";

describe("an office that a tipster struck out", () => {
  it("is linked with that tip from neither side", async () => {
    const away = await takenFromJn();
    const ofJn = await aLead("JN");
    const ofNat = await aLead("NAT");
    expect(await refusal(link(away, ofJn, nat))).toBe("LINK_OFFICE_STRUCK_OUT");
    expect(await refusal(link(ofNat, ofJn, nat))).toBe("NONE");
    // over a third lead neither
    expect(await refusal(link(away, ofNat, nat))).toBe(
      "LINK_OFFICE_STRUCK_OUT",
    );
    expect(await refusal(link(ofNat, away, nat))).toBe(
      "LINK_OFFICE_STRUCK_OUT",
    );
    // somebody who works for both offices would see it in the other one
    const both = actorOfBoth(nat, jn);
    const another = await aLead("NAT");
    expect(await refusal(link(away, another, both))).toBe(
      "LINK_OFFICE_STRUCK_OUT",
    );
    expect(await refusal(link(another, away, both))).toBe(
      "LEAD_NUMBER_UNKNOWN",
    );
    expect(await refusal(link(another, away, nat))).toBe("NONE");
    expect((await linksOf(ofJn, jn)).facts[0]!.tips).toHaveLength(2);
    expect(await logOf(away)).toEqual(["FACT_LINKED"]);
  });

  it("gets it neither as a candidate nor by its number, wherever under it the lead is", async () => {
    const away = await aLead("LX");
    await strikes(away, "JN");
    const ofJn = await aLead("JN");
    const below = await aLead("LX");
    expect(await numbersOf(ofJn, jn)).toContain(below.number);
    expect(await numbersOf(ofJn, jn)).not.toContain(away.number);
    expect(await refusal(link(ofJn, away, jn))).toBe("LEAD_NUMBER_UNKNOWN");
    // its own office may
    expect(await numbersOf(below, lx)).toContain(away.number);
    // and nobody is proposed what would be refused
    const ofNat = await aLead("NAT");
    expect(await numbersOf(ofNat, nat)).toEqual(
      expect.arrayContaining([ofJn.number, away.number]),
    );
    await strikes(ofNat, "JN");
    expect(await numbersOf(ofNat, nat)).not.toContain(ofJn.number);
    expect(await numbersOf(ofNat, actorOfBoth(nat, jn))).toEqual([]);
  });

  it("is told nothing of a link that is older, or came to it with a lead handed over", async () => {
    const away = await aLead("NAT");
    const ofNat = await aLead("NAT");
    const ofJn = await aLead("JN");
    const factId = await linkedOnce(ofNat, away, ofJn);
    await sequenceLog(world.deps, { force: true });
    await strikes(away, "JN");
    const seen = await linksOf(ofJn, jn);
    // of the other lead above it as little as of any
    expect(seen.facts[0]!.tips).toHaveLength(2);
    const text = JSON.stringify(seen) + (await proofOf(ofJn, jn, factId));
    for (const secret of [away.number, away.leadId, ofNat.number])
      expect(text).not.toContain(secret);
    expect(JSON.parse(await proofOf(ofJn, jn, factId))).toMatchObject({
      tips: [{ number: ofJn.number }],
      others: [{ earlier: true }],
    });
    expect((await linksOf(ofNat, nat)).facts[0]!.tips).toHaveLength(3);

    // nobody else in it: to this office there is no link
    const [one, two] = [await aLead("NAT"), await aLead("NAT")];
    const pair = await linkedOnce(one, two);
    await strikes(one, "JN");
    await goesTo(two, "JN");
    expect((await linksOf(two, jn)).facts).toEqual([]);
    expect(
      await refusal(
        orderProof(world.deps, world.actor(jn), {
          leadId: two.leadId,
          factId: pair,
        }),
      ),
    ).toBe("NOT_FOUND");
    expect(
      (await linksOf(one, actorOfBoth(nat, jn))).facts[0]!.tips,
    ).toHaveLength(2);
  });
});

describe("an office neither of the other lead nor above it", () => {
  it("learns that another lead tells of the fact, and whether it came earlier", async () => {
    const earlier = await aLead("NAT");
    const own = await aLead("LX");
    const later = await aLead("JN");
    const beside = await aLead("LX");
    const factId = await linkedOnce(earlier, own, later, beside);
    const hidden = (before: boolean | null) => ({
      shown: false,
      isThis: false,
      earlier: before,
    });
    const before = (await linksOf(own, lx)).facts[0]!;
    expect(before.tips.filter(({ shown }) => !shown)).toEqual([
      hidden(null),
      hidden(null),
    ]);
    await sequenceLog(world.deps, { force: true });
    const seen = (await linksOf(own, lx)).facts[0]!;
    expect(seen.place).toBe(2);
    expect(seen.tips).toEqual([
      expect.objectContaining({ number: own.number, place: 2 }),
      // where it stands among the hidden ones would tell more
      expect.objectContaining({ number: beside.number, place: null }),
      hidden(true),
      hidden(false),
    ]);
    const text = await proofOf(own, lx, factId);
    for (const { number, leadId } of [earlier, later]) {
      expect(JSON.stringify(seen)).not.toContain(number);
      expect(JSON.stringify(seen)).not.toContain(leadId);
      expect(text).not.toContain(number);
    }
    expect(JSON.parse(text)).toMatchObject({
      tips: [{ number: own.number }, { number: beside.number }],
      others: [{ earlier: true }, { earlier: false }],
    });
    // the office above all of them sees every one with its place
    expect((await linksOf(earlier, nat)).facts[0]!.tips).toMatchObject(
      [earlier, own, later, beside].map(({ number }, at) => ({
        number,
        place: at + 1,
      })),
    );
  });

  it("takes its own lead out, and leaves the other where it is", async () => {
    const above = await aLead("NAT");
    const own = await aLead("LX");
    const factId = await linkedOnce(above, own);
    await sequenceLog(world.deps, { force: true });
    await change(own, { command: "UNLINK", factId }, lx);
    expect((await linksOf(own, lx)).facts).toEqual([]);
    expect(await logOf(own)).toEqual(["FACT_LINKED", "FACT_UNLINKED"]);
    expect(await logOf(above)).toEqual(["FACT_LINKED"]);
    expect(await linksOf(above, nat)).toMatchObject({
      rank: 1,
      facts: [{ factId, tips: [{ number: above.number }] }],
    });
    // the one above links it again, or takes its own out too
    expect(await linkedOnce(above, own)).toBe(factId);
    await change(own, { command: "UNLINK", factId }, lx);
    await change(above, { command: "UNLINK", factId }, nat);
    expect(await world.db.fact.count({ where: { id: factId } })).toBe(0);
    expect((await logOf(above)).at(-1)).toBe("FACT_UNLINKED");
  });
});

it("a lead linked with a tip does not go to an office that the tip struck out: its rank would tell of the tip", async () => {
  const taken = await takenFromJn();
  const own = await aLead("NAT");
  const actor = world.actor("nat-leader-1");
  const targetOf = () =>
    inTransaction(world.deps, (tx) =>
      handOverFacts(tx, actor, {
        lead: {
          id: own.leadId,
          officeId: world.officeId("NAT"),
          tipId: own.tipId,
        },
        toOfficeId: world.officeId("JN"),
        actingFor: world.officeId("NAT"),
      }),
    );
  expect((await targetOf()).target.struckOut).toBe(false);
  await link(own, taken, "nat-intake-1");
  expect((await targetOf()).target.struckOut).toBe(true);
});
