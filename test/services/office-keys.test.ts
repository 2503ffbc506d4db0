import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url } from "#app/crypto/encoding";
import { staffOfficeKeys } from "#app/queries/staff-office-keys.server";
import { changeLead } from "#app/services/lead/change-lead.server";
import { readEntry } from "#app/services/log/read-entry";
import { markLeft } from "#app/services/staff/mark-left.server";
import { CaseDesk, makeWorld, type World } from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";
import {
  enrolKeys,
  staffDesk,
  type StaffDesk,
} from "#test/factories/staff-desk";

let world: World;
let jn: string;
const people = [
  "jn-intake-1",
  "jn-intake-2",
  "jn-leader-1",
  "jn-investigator-1",
];

beforeAll(async () => {
  world = await makeWorld();
  jn = world.officeId("JN");
  await enrolKeys(world, people);
});
afterAll(() => world.close());

const page = (loginName: string) =>
  staffOfficeKeys(world.deps, world.actor(loginName));
const office = async (loginName: string) => (await page(loginName)).offices[0]!;

async function renewal(desk: StaffDesk) {
  const { currentId, members, officeId } = await office(desk.loginName);
  return {
    officeId,
    replaces: currentId,
    members: members.filter(({ holds }) => holds.includes(currentId!)),
    recovery: null,
  };
}

async function rewrapAll(desk: StaffDesk, stopAfter = Infinity) {
  let after = "";
  let moved = 0;
  for (let batch = 0; batch < stopAfter; batch++) {
    const done = await desk.vault.rewrapLeads({ officeId: jn, after });
    moved += done.moved;
    if (done.last === null) return { moved, left: done.left };
    after = done.last;
  }
  return { moved, left: -1 };
}

const entries = (kind: string) => world.db.logEntry.count({ where: { kind } });

describe("sharing", () => {
  it("gives a colleague the key of the office; until then they open nothing", async () => {
    const { leadId } = await sendTip(world);
    await enrolKeys(world, ["jn-reviewer-1"], { share: false });
    const newcomer = await staffDesk(world, "jn-reviewer-1");
    expect(await refusal(newcomer.vault.openLead({ leadId }))).toBe(
      "NO_KEY_FOR_LEAD",
    );
    const giver = await staffDesk(world, "jn-intake-1");
    const { members } = await office("jn-intake-1");
    const member = members.find(
      ({ personId }) => personId === world.member("jn-reviewer-1").id,
    )!;
    expect(member.lacks).toEqual([world.officeKey("JN").id]);
    const before = await entries("OFFICE_KEY_SHARED");
    const share = { officeId: jn, member, officeKeyIds: member.lacks };
    expect(await giver.vault.shareOfficeKeys(share)).toMatchObject({
      shared: 1,
    });
    // a second time nothing is new, and nothing is logged
    expect(await giver.vault.shareOfficeKeys(share)).toMatchObject({
      shared: 0,
    });
    expect((await entries("OFFICE_KEY_SHARED")) - before).toBe(1);
    // without unlocking again: the vault asks for keys it lacks
    expect((await newcomer.vault.openLead({ leadId })).body?.what).toBe(
      "挂名住院。",
    );
  });

  it("goes to members of the office only, and to the public half they have now", async () => {
    await enrolKeys(world, ["lx-intake-1"]);
    const giver = await staffDesk(world, "jn-intake-1");
    const stranger = await world.db.person.findUniqueOrThrow({
      where: { id: world.member("lx-intake-1").id },
    });
    const key = [world.officeKey("JN").id];
    const to = (personId: string, recipient: string) =>
      refusal(
        giver.vault.shareOfficeKeys({
          officeId: jn,
          member: { personId, recipient },
          officeKeyIds: key,
        }),
      );
    expect(await to(stranger.id, stranger.userRecipient!)).toBe(
      "MEMBERS_CHANGED",
    );
    // somebody else's public half under a colleague's name
    expect(
      await to(world.member("jn-reviewer-1").id, stranger.userRecipient!),
    ).toBe("MEMBERS_CHANGED");
    const other = await staffDesk(world, "lx-intake-1");
    expect(
      await refusal(
        other.vault.shareOfficeKeys({
          officeId: jn,
          member: {
            personId: stranger.id,
            recipient: stranger.userRecipient!,
          },
          officeKeyIds: key,
        }),
      ),
    ).toBe("NO_KEY_OF_OFFICE");
  });
});

describe("renewing", () => {
  it(
    "moves every open lead, in batches, through a reload in the middle; closed ones stay under the old key",
    { timeout: 180_000 },
    async () => {
      const before = world.officeKey("JN").id;
      for (let count = 0; count < 23; count++) await sendTip(world);
      const taken = await sendTip(world);
      const desk = await CaseDesk.open(world, taken.leadId);
      await desk.screen();
      const closed = await sendTip(world);
      const done = await CaseDesk.open(world, closed.leadId);
      await done.screen();
      await done.send("intake-1", {
        command: "REFUSE",
        reasonCode: "OUT_OF_SCOPE",
        ...(await done.note()),
      });

      const first = await staffDesk(world, "jn-leader-1");
      const { officeKeyId } = await first.vault.makeOfficeKey(
        await renewal(first),
      );
      const open = (await office("jn-leader-1")).toRewrap;
      expect(open).toBeGreaterThan(24);
      // one batch, then the browser is closed
      expect(await rewrapAll(first, 1)).toMatchObject({ moved: 20 });
      expect((await office("jn-leader-1")).toRewrap).toBe(open - 20);
      const again = await staffDesk(world, "jn-intake-2");
      expect(await rewrapAll(again)).toEqual({ moved: open - 20, left: 0 });
      expect(await rewrapAll(again)).toEqual({ moved: 0, left: 0 });

      const wraps = await world.db.threadKeyWrap.groupBy({
        by: ["officeKeyId"],
        _count: { _all: true },
      });
      expect(
        wraps.map((row) => [row.officeKeyId, row._count._all]).sort(),
      ).toEqual(
        [
          [before, 1],
          [officeKeyId, open],
        ].sort(),
      );
      // every member goes on reading, old and new, without signing in again
      const reader = await staffDesk(world, "jn-investigator-1");
      for (const leadId of [taken.leadId, closed.leadId]) {
        const opened = await reader.vault.openLead({ leadId });
        expect(opened.body?.what).toBe("挂名住院。");
        expect(opened.hasCaseKey).toBe(true);
      }
      const logged = await world.db.logEntry.findMany({
        where: { kind: "LEADS_REWRAPPED" },
        orderBy: { place: "asc" },
      });
      expect(logged.map((row) => readEntry(row).data)).toEqual([
        {
          fromOfficeKeyId: before,
          toOfficeKeyId: officeKeyId,
          leads: 20,
          left: open - 20,
        },
        {
          fromOfficeKeyId: before,
          toOfficeKeyId: officeKeyId,
          leads: open - 20,
          left: 0,
        },
      ]);
    },
  );

  it("two at the same instant: one key, and the other is told", async () => {
    const desks = [
      await staffDesk(world, "jn-leader-1"),
      await staffDesk(world, "jn-intake-1"),
    ];
    const inputs = await Promise.all(desks.map(renewal));
    const before = await world.db.officeKey.count({ where: { officeId: jn } });
    const answers = await Promise.all(
      desks.map((desk, at) => refusal(desk.vault.makeOfficeKey(inputs[at]!))),
    );
    expect(answers.sort()).toEqual(["NONE", "OFFICE_KEY_CHANGED"]);
    const keys = await world.db.officeKey.findMany({ where: { officeId: jn } });
    expect(keys.length - before).toBe(1);
    expect(keys.filter((key) => key.current)).toHaveLength(1);
    expect(keys.map(({ year, serial }) => `${year}-${serial}`).sort()).toEqual([
      "2026-1",
      "2026-2",
      "2026-3",
    ]);
    await rewrapAll(desks[0]!);
  });

  it("is for holders, who may leave no other holder out", async () => {
    await enrolKeys(world, ["jn-legal-1"], { share: false });
    const outsider = await staffDesk(world, "jn-legal-1");
    const input = await renewal(outsider);
    expect(await refusal(outsider.vault.makeOfficeKey(input))).toBe(
      "NO_KEY_OF_OFFICE",
    );
    const holder = await staffDesk(world, "jn-intake-1");
    expect(
      await refusal(holder.vault.makeOfficeKey({ ...input, members: [] })),
    ).toBe("MEMBERS_CHANGED");
  });

  it("a batch made for a key that was renewed meanwhile is refused", async () => {
    const slow = await staffDesk(world, "jn-intake-1");
    await sendTip(world);
    await slow.vault.makeOfficeKey(await renewal(slow));
    const { leads, toOfficeKeyId } = (await (
      await slow.fetch(`/api/staff/office-keys/${jn}/leads?after=`)
    ).json()) as { leads: { leadId: string }[]; toOfficeKeyId: string };
    expect(leads.length).toBeGreaterThan(0);
    const quick = await staffDesk(world, "jn-leader-1");
    await quick.vault.makeOfficeKey(await renewal(quick));
    const wrap = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx" + "A".repeat(2000);
    const stored = await slow.post("/api/staff/office-keys/rewrapped", {
      officeId: jn,
      toOfficeKeyId,
      leads: [
        {
          leadId: leads[0]!.leadId,
          threadWrap: wrap,
          caseWrap: null,
          identityWrap: null,
        },
      ],
    });
    expect(stored).toMatchObject({
      status: 409,
      answer: { code: "OFFICE_KEY_CHANGED" },
    });
    await rewrapAll(quick);
  });

  it("a case key is wrapped to the current key, though the browser was unlocked before it came", async () => {
    const { leadId } = await sendTip(world);
    const stale = await staffDesk(world, "jn-intake-1");
    const leader = await staffDesk(world, "jn-leader-1");
    await leader.vault.makeOfficeKey(await renewal(leader));
    const { currentId } = await office("jn-leader-1");
    const made = await stale.vault.newCaseKey({ leadId });
    expect(made.officeKeyId).toBe(currentId);
    const old = { ...made, officeKeyId: world.officeKey("JN").id };
    const takeUp = (keys: typeof made) =>
      changeLead(world.deps, world.actor("jn-intake-1"), {
        leadId,
        command: { command: "TAKE_UP", version: 0, ...keys },
      });
    expect(await refusal(takeUp(old))).toBe("OFFICE_KEY_CHANGED");
    await takeUp(made);
    await rewrapAll(leader);
    expect((await stale.vault.openLead({ leadId })).hasCaseKey).toBe(true);
  });

  it("is asked for when a member left, and in a new year", async () => {
    const because = async () => (await office("jn-leader-1")).renewBecause;
    expect(await because()).toEqual({ memberLeft: false, newYear: false });
    await markLeft(world.deps, world.actor("admin"), {
      personId: world.member("jn-intake-2").id,
    });
    expect(await because()).toEqual({ memberLeft: true, newYear: false });
    const leader = await staffDesk(world, "jn-leader-1");
    await leader.vault.makeOfficeKey(await renewal(leader));
    expect(await because()).toEqual({ memberLeft: false, newYear: false });
    world.clock.goTo("2027-01-04" as never);
    expect(await because()).toEqual({ memberLeft: false, newYear: true });
    const next = await staffDesk(world, "jn-leader-1");
    await next.vault.makeOfficeKey(await renewal(next));
    const current = (await office("jn-leader-1")).keys.find(
      (key) => key.current,
    );
    expect(current).toMatchObject({ year: 2027, serial: 1 });
    expect(await rewrapAll(next)).toMatchObject({ left: 0 });
  });

  it("needs a fresh second factor", async () => {
    const desk = await staffDesk(world, "jn-leader-1");
    const input = await renewal(desk);
    await world.db.staffSession.updateMany({ data: { steppedUpAt: null } });
    expect(await refusal(desk.vault.makeOfficeKey(input))).toBe(
      "STEP_UP_NEEDED",
    );
  });
});

describe("a wrap that does not open", () => {
  it("of one lead holds up no other, and stays as it was", async () => {
    const spoilt = await sendTip(world);
    const good = await sendTip(world);
    const desk = await staffDesk(world, "jn-leader-1");
    await desk.vault.makeOfficeKey(await renewal(desk));
    const wrap = await world.db.threadKeyWrap.findFirstOrThrow({
      where: { tipId: spoilt.tipId },
    });
    const ciphertext = new Uint8Array(wrap.ciphertext);
    ciphertext[ciphertext.length - 1]! ^= 1;
    await world.db.threadKeyWrap.updateMany({
      where: { tipId: spoilt.tipId },
      data: { ciphertext },
    });
    expect(await rewrapAll(desk)).toMatchObject({ left: 1 });
    const kept = await world.db.threadKeyWrap.findMany({
      where: { tipId: spoilt.tipId },
    });
    expect(kept.map((row) => Buffer.from(row.ciphertext))).toEqual([
      Buffer.from(ciphertext),
    ]);
    expect(
      (await desk.vault.openLead({ leadId: good.leadId })).body,
    ).not.toBeNull();
  });

  it("of one key does not lock its owner out of the others", async () => {
    const desk = await staffDesk(world, "jn-leader-1");
    const { currentId } = await office("jn-leader-1");
    await world.db.officeKeyWrap.updateMany({
      where: {
        personId: world.member("jn-leader-1").id,
        officeKeyId: { not: currentId! },
      },
      data: { ciphertext: new Uint8Array(fromBase64Url("AAAA")) },
    });
    expect((await desk.vault.refreshKeys({})).officeKeyIds).toEqual([
      currentId,
    ]);
  });

  it("is given up by its owner, who then counts as holder no more and is given the key again", async () => {
    const { id } = world.member("jn-leader-1");
    const desk = await staffDesk(world, "jn-leader-1");
    const { currentId } = await office("jn-leader-1");
    const { spoilt } = await desk.vault.refreshKeys({});
    expect(spoilt.length).toBeGreaterThan(0);
    const keyIds = spoilt.map(({ officeKeyId }) => officeKeyId);
    expect(keyIds).not.toContain(currentId);
    const held = async () =>
      (await office("jn-leader-1")).members.find(
        ({ personId }) => personId === id,
      )!.holds;
    expect(await held()).toEqual(expect.arrayContaining(keyIds));
    const rows = () => world.db.officeKeyWrap.count();
    const [before, logged] = [
      await rows(),
      await entries("OFFICE_KEY_UNSHARED"),
    ];
    expect(await desk.vault.dropSpoiltKeys({})).toEqual({
      dropped: keyIds.length,
    });
    expect(await held()).toEqual([currentId]);
    expect(await rows()).toBe(before - keyIds.length);
    expect((await entries("OFFICE_KEY_UNSHARED")) - logged).toBe(keyIds.length);
    const last = await world.db.logEntry.findFirstOrThrow({
      where: { kind: "OFFICE_KEY_UNSHARED" },
      orderBy: { place: "desc" },
    });
    expect(readEntry(last)).toMatchObject({
      personId: id,
      data: { fromPersonId: id },
    });
    expect(await desk.vault.dropSpoiltKeys({})).toEqual({ dropped: 0 });
    const giver = await staffDesk(world, "jn-intake-1");
    const member = (await office("jn-intake-1")).members.find(
      ({ personId }) => personId === id,
    )!;
    const again = keyIds[0]!;
    await giver.vault.shareOfficeKeys({
      officeId: jn,
      member,
      officeKeyIds: [again],
    });
    const { officeKeyIds, spoilt: left } = await desk.vault.refreshKeys({});
    expect([...officeKeyIds].sort()).toEqual([currentId!, again].sort());
    expect(left).toEqual([]);
  });

  it("is nobody else's to give up, and asks for a second factor; one's own does not call for a new key", async () => {
    const desk = await staffDesk(world, "jn-intake-1");
    const { currentId, renewBecause } = await office("jn-intake-1");
    const stranger = await staffDesk(world, "lx-intake-1");
    const body = { officeId: jn, officeKeyIds: [currentId] };
    const before = await world.db.officeKeyWrap.count();
    expect(
      (await stranger.post("/api/staff/office-keys/drop", body)).status,
    ).toBe(404);
    expect(
      (
        await stranger.post("/api/staff/office-keys/drop", {
          ...body,
          officeId: world.officeId("LX"),
        })
      ).answer,
    ).toMatchObject({ dropped: 0 });
    await world.db.staffSession.updateMany({ data: { steppedUpAt: null } });
    expect(
      (await desk.post("/api/staff/office-keys/drop", body)).answer.code,
    ).toBe("STEP_UP_NEEDED");
    expect(await world.db.officeKeyWrap.count()).toBe(before);
    expect(renewBecause?.memberLeft).toBe(false);
    const fresh = await staffDesk(world, "jn-intake-1");
    await fresh.post("/api/staff/office-keys/drop", body);
    expect(await world.db.officeKeyWrap.count()).toBe(before - 1);
    expect((await office("jn-intake-1")).renewBecause?.memberLeft).toBe(false);
  });
});

describe("the first key of an office", () => {
  it("is made by a member and wrapped to the colleagues who are enrolled", async () => {
    const lx = world.officeId("LX");
    await world.db.officeKeyWrap.deleteMany({
      where: { officeKey: { officeId: lx } },
    });
    await world.db.officeKey.deleteMany({ where: { officeId: lx } });
    await enrolKeys(world, ["lx-intake-2", "lx-leader-1"], { share: false });
    const first = await staffDesk(world, "lx-leader-1");
    const { members, currentId, keys } = await office("lx-leader-1");
    expect([currentId, keys]).toEqual([null, []]);
    await first.vault.makeOfficeKey({
      officeId: lx,
      replaces: null,
      members,
      recovery: null,
    });
    const { leadId } = await sendTip(world, { areaCode: "370102" });
    const colleague = await staffDesk(world, "lx-intake-2");
    expect((await colleague.vault.openLead({ leadId })).body).not.toBeNull();
    expect(
      await refusal(
        colleague.vault.makeOfficeKey({
          officeId: lx,
          replaces: null,
          members,
          recovery: null,
        }),
      ),
    ).toBe("OFFICE_KEY_CHANGED");
  });
});
