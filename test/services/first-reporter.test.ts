import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { verifyInclusion } from "#app/crypto/tlog/tree";
import type { LinkCommand } from "#app/forms/staff/lead-links";
import { leadLinks, orderProof } from "#app/queries/lead-links.server";
import { staffLead } from "#app/queries/staff-lead.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { changeLinks } from "#app/services/lead/link-leads.server";
import { readEntry } from "#app/services/log/read-entry";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import {
  aFinding,
  CaseDesk,
  makeWorld,
  someFacts,
  type OfficeCode,
  type World,
} from "#test/factories/portal-world";
import { refusal, rewardStep, sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const CODE = "HOS-06";

/** A lead that is being checked. */
async function aLead(
  office: OfficeCode = "JN",
  change: Parameters<CaseDesk["check"]>[0] = {},
) {
  const areaCode = office === "LX" ? "370102" : "370100";
  const sent = await sendTip(world, { areaCode });
  const desk = await CaseDesk.open(world, sent.leadId, office);
  await desk.check({ areaCode, ...change });
  const { number } = await world.db.lead.findUniqueOrThrow({
    where: { id: sent.leadId },
  });
  return { ...sent, desk, number };
}
type Lead = Awaited<ReturnType<typeof aLead>>;

const cut = () => sequenceLog(world.deps, { force: true });
const change = (own: Lead, command: LinkCommand, as = "jn-investigator-1") =>
  changeLinks(world.deps, world.actor(as), { leadId: own.leadId, command });
const link = (own: Lead, other: Lead, as?: string, misconductCode = CODE) =>
  change(own, { command: "LINK", number: other.number, misconductCode }, as);
const unlink = (own: Lead, factId: string, as?: string) =>
  change(own, { command: "UNLINK", factId }, as);
const linksOf = (lead: Lead, as = "jn-investigator-1") =>
  leadLinks(world.deps, world.actor(as), lead.leadId);
/** The tips of a fact as somebody is shown them who may see every one. */
function shownOf({
  tips,
}: Awaited<ReturnType<typeof linksOf>>["facts"][number]) {
  return tips.map((tip) => {
    if (!tip.shown) throw new Error("a tip is hidden");
    return tip;
  });
}
const logOf = async (lead: Lead) =>
  (
    await world.db.logEntry.findMany({
      where: {
        leadId: lead.leadId,
        kind: { in: ["FACT_LINKED", "FACT_UNLINKED"] },
      },
      orderBy: { place: "asc" },
    })
  ).map((row) => {
    const { kind, personId, data } = readEntry(row);
    return { kind, personId, ...data };
  });

describe("who told a fact first", () => {
  it("is nobody before the cut of the log, then the tip with the lowest index", async () => {
    const first = await aLead();
    const second = await aLead();
    const { factId } = await link(second, first);
    const before = await linksOf(second);
    expect(before.rank).toBeNull();
    expect(before.facts).toMatchObject([
      {
        factId,
        misconductCode: CODE,
        fixed: false,
        place: null,
        tips: [
          // by number: of those that wait nobody is told who came first
          ...[first.number, second.number]
            .sort()
            .map((number) => ({ number, index: null, proof: null })),
        ],
      },
    ]);

    await cut();
    const after = await linksOf(second);
    expect(after.rank).toBe(2);
    expect((await linksOf(first)).rank).toBe(1);
    const [fact] = after.facts;
    expect(fact).toMatchObject({ fixed: true, place: 2 });
    const [one, two] = shownOf(fact!);
    expect([one!.number, two!.number]).toEqual([first.number, second.number]);
    expect(one!.index!).toBeLessThan(two!.index!);
    expect(one!.proof).toMatchObject({ verified: true });

    // each lead's own entries tell of the link, and no tipster is told
    const { id: personId } = world.member("jn-investigator-1");
    const said = [
      { kind: "FACT_LINKED", personId, factId, misconductCode: CODE },
    ];
    expect(await logOf(first)).toEqual(said);
    expect(await logOf(second)).toEqual(said);
    for (const { trackingCode } of [first, second]) {
      const { seeds } = await openInbox(world.deps, trackingCode);
      const { timeline } = await readInbox(world.deps, seeds);
      expect(timeline.map(({ code }) => code)).toEqual([
        "RECEIVED",
        "OPENED",
        "ACCEPTED",
        "BEING_CHECKED",
      ]);
    }
  });

  it("is proven by a file that needs nothing of the portal", async () => {
    const first = await aLead("LX");
    const second = await aLead();
    const { factId } = await link(second, first);
    await cut();
    const { number, text } = await orderProof(
      world.deps,
      world.actor("jn-leader-1"),
      { leadId: second.leadId, factId },
    );
    expect(number).toBe(second.number);
    const file = JSON.parse(text) as {
      keys: string[];
      checkpoint: string;
      tips: {
        number: string;
        index: number;
        leafHash: string;
        proof: string[];
        entry: string | null;
      }[];
    };
    const { text: head, signatures } = openNote(file.checkpoint, file.keys);
    expect(signatures.some(({ verifier }) => verifier !== null)).toBe(true);
    const { size, rootHash: root } = parseCheckpoint(head);
    const shows = (index: number, tip: (typeof file.tips)[number]) =>
      verifyInclusion({
        leafHash: fromBase64(tip.leafHash),
        index,
        size,
        proof: tip.proof.map(fromBase64),
        root,
      });
    for (const tip of file.tips) {
      expect(shows(tip.index, tip)).toBe(true);
      expect(shows(tip.index + 1, tip)).toBe(false);
    }
    // what the leaf is of is told of leads this person may read, of the others the hash alone
    expect(file.tips.map((tip) => [tip.number, tip.entry !== null])).toEqual([
      [first.number, false],
      [second.number, true],
    ]);
    const { entry, leafHash } = file.tips[1]!;
    expect(JSON.parse(entry!)).toMatchObject({
      kind: "TIP_RECEIVED",
      leadId: second.leadId,
    });
    expect(
      toBase64(
        createHash("sha256").update(Uint8Array.of(0)).update(entry!).digest(),
      ),
    ).toBe(leafHash);
    expect(
      await refusal(
        orderProof(world.deps, world.actor("jn-leader-1"), {
          leadId: first.leadId,
          factId,
        }),
      ),
    ).toBe("NOT_FOUND");
  });

  it("of three is told fact by fact; a later tip moves nobody", async () => {
    const first = await aLead("JN", { misconduct: [CODE, "HOS-01"] });
    const second = await aLead("JN", { misconduct: [CODE, "HOS-01"] });
    const third = await aLead();
    await cut();
    await link(second, first);
    await link(third, second);
    await link(second, first, undefined, "HOS-01");
    const { facts, rank } = await linksOf(second);
    expect(
      facts.map((fact) => [
        fact.misconductCode,
        fact.place,
        shownOf(fact).map(({ number }) => number),
      ]),
    ).toEqual([
      ["HOS-01", 2, [first.number, second.number]],
      [CODE, 2, [first.number, second.number, third.number]],
    ]);
    expect(rank).toBe(2);
    expect((await linksOf(third)).rank).toBe(3);
    // who joined later is told of in the log once, and the fact is one
    expect(await logOf(first)).toHaveLength(2);
    expect(await logOf(third)).toHaveLength(1);
  });

  it("taken out of a fact, a lead is as if it had never been linked; the last two part together", async () => {
    const [first, second, third] = [
      await aLead(),
      await aLead(),
      await aLead(),
    ];
    await cut();
    const { factId } = await link(second, first);
    await link(third, first);
    await unlink(second, factId);
    expect((await linksOf(second)).facts).toEqual([]);
    expect((await linksOf(third)).rank).toBe(2);
    expect(await logOf(first)).toHaveLength(1);
    await unlink(third, factId);
    for (const lead of [first, second, third])
      expect((await logOf(lead)).map(({ kind }) => kind)).toEqual([
        "FACT_LINKED",
        "FACT_UNLINKED",
      ]);
    expect(await world.db.fact.count({ where: { id: factId } })).toBe(0);
    expect(await refusal(unlink(third, factId))).toBe("LINK_UNKNOWN");
    expect(await refusal(unlink(third, "x"))).toBe("LINK_UNKNOWN");
    expect((await linksOf(first)).rank).toBe(1);
  });
});

describe("a link is refused", () => {
  it("with itself, an unknown number, twice, over two facts, or under a code of neither", async () => {
    const [a, b, c, d] = [
      await aLead(),
      await aLead(),
      await aLead(),
      await aLead(),
    ];
    expect(await refusal(link(a, a))).toBe("LINK_SAME_LEAD");
    expect(await refusal(link(a, { ...b, number: "2222-2222-2222" }))).toBe(
      "LEAD_NUMBER_UNKNOWN",
    );
    expect(await refusal(link(a, b, undefined, "PHA-01"))).toBe(
      "LINK_CODE_NOT_THEIRS",
    );
    await link(a, b);
    expect(await refusal(link(a, b))).toBe("LINKED_ALREADY");
    expect(await refusal(link(b, a))).toBe("LINKED_ALREADY");
    await link(c, d);
    expect(await refusal(link(a, c))).toBe("LINK_FACTS_APART");
  });

  it("before the registration, and from a lead that nobody works on any more", async () => {
    const lead = await aLead();
    const sent = await sendTip(world);
    const desk = await CaseDesk.open(world, sent.leadId);
    const { number } = await world.db.lead.findUniqueOrThrow({
      where: { id: sent.leadId },
    });
    const fresh = { ...sent, desk, number };
    expect(await refusal(link(lead, fresh))).toBe("LEAD_NOT_REGISTERED");
    expect(await refusal(link(fresh, lead))).toBe("LEAD_NOT_REGISTERED");
    await desk.screen();
    await desk.send("intake-1", {
      command: "REFUSE",
      reasonCode: "OUT_OF_SCOPE",
      ...(await desk.note()),
    });
    expect(await refusal(link(fresh, lead))).toBe("LINK_LEAD_CLOSED");
  });

  it("by whoever does not work on leads of the office, and to leads beside or above it", async () => {
    const jn = await aLead();
    const lx = await aLead("LX");
    const other = await aLead("LX");
    for (const role of ["intake", "investigator", "leader"]) {
      const { factId } = await link(jn, lx, `jn-${role}-1`);
      await unlink(jn, factId, `jn-${role}-1`);
    }
    for (const role of ["reviewer", "legal"])
      expect(await refusal(link(jn, lx, `jn-${role}-1`))).toBe("NOT_PERMITTED");
    for (const name of [
      "jn-supervisor-1",
      "lx-intake-1",
      "nat-intake-1",
      "jn-fin-cashier-1",
      "auditor",
      "admin",
    ]) {
      expect(await refusal(link(jn, lx, name))).toBe("NOT_FOUND");
      expect(await refusal(linksOf(jn, name))).toBe("NOT_FOUND");
    }
    // the office above may be named by nobody under it
    expect(await refusal(link(lx, jn, "lx-investigator-1"))).toBe(
      "LEAD_NUMBER_UNKNOWN",
    );
    await link(lx, other, "lx-investigator-1");
    await link(jn, lx);
    const seen = await linksOf(lx, "lx-investigator-1");
    const above = seen.facts[0]!.tips.filter(({ shown }) => !shown);
    // that there is one, and before the cut not even whether it came earlier
    expect(above).toEqual([{ shown: false, isThis: false, earlier: null }]);
    // the office above is shown number, office, state, day and place, and nothing else
    const below = (await linksOf(jn)).facts[0]!.tips.find(
      (tip) => tip.shown && tip.number === lx.number,
    );
    expect(Object.keys(below!).sort()).toEqual([
      "day",
      "index",
      "isThis",
      "leadId",
      "number",
      "officeEn",
      "officeZh",
      "place",
      "proof",
      "shown",
      "state",
    ]);
    expect(below).toMatchObject({ leadId: null });
  });
});

describe("leads that could tell of the same fact", () => {
  it("are those of the offices one may name, with area, subject and an act in common", async () => {
    const change = { areaCode: "370103", misconduct: ["HOS-02", "HOS-03"] };
    const own = await aLead("JN", change);
    const same = await aLead("JN", change);
    const below = await aLead("LX", {
      areaCode: "370103",
      misconduct: ["HOS-03", "HOS-04"],
    });
    await aLead("JN", { ...change, areaCode: "370102" });
    await aLead("JN", { ...change, misconduct: ["HOS-04"] });
    await aLead("JN", { ...change, subjectKind: "PHA" });
    const named = async (lead: Lead, as?: string) =>
      (await linksOf(lead, as)).candidates
        .map(({ number, codes }) => ({ number, codes }))
        .sort((a, b) => (a.number < b.number ? -1 : 1));
    const sorted = (...some: { number: string; codes: string[] }[]) =>
      some.sort((a, b) => (a.number < b.number ? -1 : 1));
    expect(await named(own)).toEqual(
      sorted(
        { number: same.number, codes: ["HOS-02", "HOS-03"] },
        { number: below.number, codes: ["HOS-03"] },
      ),
    );
    // an office under it is shown none of the office above
    expect(await named(below, "lx-investigator-1")).toEqual([]);
    // nothing to do for who may not link
    expect(await named(own, "jn-reviewer-1")).toEqual([]);
    await link(own, below, undefined, "HOS-03");
    await link(own, same, undefined, "HOS-02");
    expect(await named(own)).toEqual(
      sorted({ number: same.number, codes: ["HOS-03"] }),
    );
  });
});

describe("the rank that a reward counts", () => {
  const finding = (rank: number) => aFinding(someFacts({ rank }));
  async function filed(lead: Lead) {
    await lead.desk.record();
    await lead.desk.send("investigator-1", {
      command: "DECIDE_FILING",
      decision: "FILED",
      ...(await lead.desk.note()),
    });
  }
  const confirm = (lead: Lead, findingId: string) =>
    lead.desk.send("reviewer-1", { command: "CONFIRM_FINDINGS", findingId });

  it("is the one of the log, in findings and in the reward", async () => {
    const first = await aLead();
    const second = await aLead();
    await filed(second);
    await link(second, first);
    expect(await refusal(second.desk.recordFindings(finding(2)))).toBe(
      "RANK_NOT_FIXED_YET",
    );
    await cut();
    expect(await refusal(second.desk.recordFindings(finding(1)))).toBe(
      "RANK_NOT_AS_LOGGED",
    );
    // a finding of "not true" has no place to be right about
    const untrue = aFinding(someFacts({ rank: 1 }), { substantiated: false });
    const findingId = await second.desk.recordFindings(untrue);
    await second.desk.send("reviewer-1", {
      command: "SEND_BACK_FINDINGS",
      findingId,
      ...(await second.desk.note()),
    });
    await confirm(second, await second.desk.recordFindings(finding(2)));
    await second.desk.send("leader-1", {
      command: "CLOSE",
      ...(await second.desk.note()),
    });
    const { rewardId } = (await computeReward(world.deps, second))!;
    const make = (rank: number) =>
      rewardStep(world, rewardId, {
        as: "jn-investigator-2",
        command: "CONFIRM_AS_MAKER",
        input: someFacts({ rank }),
      });
    expect(await refusal(make(1))).toBe("RANK_NOT_AS_LOGGED");
    await make(2);
    expect(
      await world.db.reward.findUniqueOrThrow({ where: { id: rewardId } }),
    ).toMatchObject({ state: "MADE", fen: 0n, code: "NOT_FIRST" });
  });

  it("of a lead without links is the first", async () => {
    const lead = await aLead();
    await filed(lead);
    expect(await refusal(lead.desk.recordFindings(finding(2)))).toBe(
      "RANK_NOT_AS_LOGGED",
    );
    await confirm(lead, await lead.desk.recordFindings(finding(1)));
  });

  it("is asked again on confirmation: a link may have come between", async () => {
    const first = await aLead();
    const second = await aLead();
    await cut();
    await filed(second);
    const findingId = await second.desk.recordFindings(finding(1));
    await link(second, first);
    expect(await refusal(confirm(second, findingId))).toBe(
      "RANK_NOT_AS_LOGGED",
    );
  });

  it("once decided is changed by no link, and a later tip can still be linked", async () => {
    const earlier = await aLead();
    const decided = await aLead();
    const later = await aLead();
    await cut();
    await filed(decided);
    await confirm(decided, await decided.desk.recordFindings(finding(1)));
    expect(await refusal(link(earlier, decided))).toBe("LINK_CHANGES_DECIDED");
    expect((await linksOf(earlier)).facts).toEqual([]);
    const { factId } = await link(later, decided);
    expect((await linksOf(later)).rank).toBe(2);
    expect(await refusal(link(earlier, later))).toBe("LINK_CHANGES_DECIDED");
    await filed(later);
    await confirm(later, await later.desk.recordFindings(finding(2)));
    // would make the later one the first
    expect(await refusal(unlink(later, factId))).toBe("LINK_CHANGES_DECIDED");
    expect(await refusal(unlink(decided, factId))).toBe("LINK_CHANGES_DECIDED");
    expect((await linksOf(later)).rank).toBe(2);
  });

  it("stands on the lead's page before the officer enters it", async () => {
    const lead = await aLead();
    const page = await staffLead(
      world.deps,
      world.actor("jn-investigator-1"),
      lead.leadId,
    );
    expect(page.links).toMatchObject({ rank: 1, linkable: true, facts: [] });
  });
});

describe("at once", () => {
  it("two officers who link the same leads make one fact", async () => {
    for (let round = 0; round < 4; round++) {
      const [a, b] = [await aLead(), await aLead()];
      const answers = await Promise.all([
        refusal(link(a, b, "jn-investigator-1")),
        refusal(link(b, a, "jn-intake-1")),
        refusal(link(a, b, "jn-leader-1")),
      ]);
      expect(answers.filter((answer) => answer === "NONE")).toHaveLength(1);
      for (const answer of answers)
        expect(["NONE", "LINKED_ALREADY", "CHANGED_MEANWHILE"]).toContain(
          answer,
        );
      expect(
        await world.db.leadFact.findMany({
          where: { leadId: { in: [a.leadId, b.leadId] } },
          distinct: ["factId"],
        }),
      ).toHaveLength(1);
      for (const lead of [a, b]) expect(await logOf(lead)).toHaveLength(1);
    }
  });

  it("a ring of links leaves every lead in one fact of a code at most, as the log tells it", async () => {
    for (let round = 0; round < 3; round++) {
      const leads = [
        await aLead(),
        await aLead(),
        await aLead(),
        await aLead(),
      ];
      const answers = await Promise.all(
        leads.map((lead, at) => refusal(link(lead, leads[(at + 1) % 4]!))),
      );
      for (const answer of answers)
        expect([
          "NONE",
          "CHANGED_MEANWHILE",
          "LINKED_ALREADY",
          "LINK_FACTS_APART",
        ]).toContain(answer);
      for (const lead of leads) {
        const rows = await world.db.leadFact.findMany({
          where: { leadId: lead.leadId },
        });
        expect(rows.length).toBeLessThanOrEqual(1);
        expect(
          (await logOf(lead)).map(
            (entry) => (entry as { factId?: string }).factId,
          ),
        ).toEqual(rows.map(({ factId }) => factId));
      }
    }
  });

  it("a link and the confirmation it would belie: one of the two happens", async () => {
    for (let round = 0; round < 3; round++) {
      const [first, second] = [await aLead(), await aLead()];
      await cut();
      await second.desk.record();
      await second.desk.send("investigator-1", {
        command: "DECIDE_FILING",
        decision: "FILED",
        ...(await second.desk.note()),
      });
      const findingId = await second.desk.recordFindings(
        aFinding(someFacts({ rank: 1 })),
      );
      const answers = await Promise.all([
        refusal(
          second.desk.send("reviewer-1", {
            command: "CONFIRM_FINDINGS",
            findingId,
          }),
        ),
        refusal(link(first, second)),
      ]);
      expect([
        "LINK_CHANGES_DECIDED,NONE",
        "NONE,RANK_NOT_AS_LOGGED",
      ]).toContain([...answers].sort().join());
    }
  });
});
