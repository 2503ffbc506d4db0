import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identityReasonCodes } from "#app/domain/codes/identity-reasons";
import { leadHandOver } from "#app/queries/lead-hand-over.server";
import {
  countOffered,
  staffOfficeKeys,
} from "#app/queries/staff-office-keys.server";
import { staffLead } from "#app/queries/staff-lead.server";
import { sealBytes } from "#app/crypto/seal";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { changeLead } from "#app/services/lead/change-lead.server";
import { stageFileToSend } from "#app/services/lead/send-files.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import {
  aTip,
  CaseDesk,
  makeWorld,
  type OfficeCode,
  type World,
} from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";
import {
  enrolKeys,
  staffDesk,
  type StaffDesk,
} from "#test/factories/staff-desk";

let world: World;
let jn: StaffDesk;
let lx: StaffDesk;

beforeAll(async () => {
  world = await makeWorld();
  await enrolKeys(world, [
    "jn-intake-1",
    "jn-investigator-1",
    "lx-intake-1",
    "lx-leader-1",
    "nat-intake-1",
  ]);
  jn = await staffDesk(world, "jn-intake-1");
  lx = await staffDesk(world, "lx-intake-1");
});
afterAll(() => world.close());

/** A tip with a name, taken up and checked by JN, with a note. */
async function namedLead() {
  await submitTip(world.deps, {
    token: newSubmissionToken(),
    body: aTip({ nameKind: "REAL" }),
    identity: { v: 1, name: "某人", contact: "某处" },
    thread: null,
    staged: [],
  });
  const lead = await world.db.lead.findFirstOrThrow({
    where: { state: "RECEIVED", tip: { identity: { isNot: null } } },
    include: { tip: true },
  });
  const desk = await CaseDesk.open(world, lead.id);
  await desk.check({ nameKind: "REAL" as never });
  return { leadId: lead.id, tipId: lead.tip!.id, desk };
}

async function offer(
  from: StaffDesk,
  leadId: string,
  to: OfficeCode,
  change: Record<string, unknown> = {},
) {
  const officeKeyId = (
    await world.db.officeKey.findFirstOrThrow({
      where: { officeId: world.officeId(to), current: true },
    })
  ).id;
  const wraps = await from.vault.prepareHandOver({ leadId, officeKeyId });
  const { version } = await world.db.lead.findUniqueOrThrow({
    where: { id: leadId },
  });
  return from.post("/api/staff/hand-overs", {
    leadId,
    version,
    toOfficeId: world.officeId(to),
    ...wraps,
    ...change,
  });
}
const answer = (desk: StaffDesk, handOverId: unknown, body: unknown) =>
  desk.post(`/api/staff/hand-overs/${String(handOverId)}`, body);
async function confirm(desk: StaffDesk, handOverId: unknown) {
  const wraps = await desk.vault.openOffered({
    handOverId: String(handOverId),
  });
  return answer(desk, handOverId, { command: "CONFIRM", ...wraps });
}

describe("a hand-over", () => {
  it("gives the new office tip, notes and name, and takes them from the old one", async () => {
    const { leadId, tipId, desk } = await namedLead();
    const due = await world.db.lead.findUniqueOrThrow({
      where: { id: leadId },
    });
    const offered = await offer(jn, leadId, "LX");
    expect(offered.status).toBe(200);
    const { handOverId } = offered.answer;

    // the receiving office sees number, sender and time, and nothing of the tip
    const page = await staffOfficeKeys(world.deps, world.actor("lx-intake-1"));
    expect(page.offered).toMatchObject([
      {
        handOverId,
        number: due.number,
        from: { nameEn: "JN" },
        mayAnswer: true,
      },
    ]);
    expect(JSON.stringify(page)).not.toContain(leadId);
    expect(await countOffered(world.deps, world.actor("lx-leader-1"))).toBe(1);
    expect(await countOffered(world.deps, world.actor("jn-leader-1"))).toBe(0);
    expect(await refusal(lx.vault.openLead({ leadId }))).toBe("NOT_FOUND");

    // meanwhile the lead rests
    const version = await desk.version();
    for (const command of [
      { command: "ADD_NOTE", kind: "NOTE", ...(await desk.note()) },
      { command: "SEND_MESSAGE", ...(await desk.message("请补充")) },
    ])
      expect(
        await refusal(
          changeLead(world.deps, world.actor("jn-investigator-1"), {
            leadId,
            command: { version, ...command } as never,
          }),
        ),
      ).toBe("LEAD_OFFERED");
    expect(
      (await staffLead(world.deps, world.actor("jn-intake-1"), leadId)).allowed,
    ).toEqual([]);

    expect(await confirm(lx, handOverId)).toMatchObject({ status: 200 });
    const { db } = world;
    const [mine, theirs] = [world.officeKey("JN").id, world.officeKey("LX").id];
    for (const wraps of [
      await db.threadKeyWrap.findMany({ where: { tipId } }),
      await db.identityKeyWrap.findMany({ where: { tipId } }),
      await db.caseKeyWrap.findMany({ where: { leadId } }),
    ])
      expect(wraps.map((wrap) => wrap.officeKeyId)).toEqual([theirs]);
    const kept = await db.handOver.findFirstOrThrow({ where: { leadId } });
    expect([kept.threadWrap.length, kept.caseWrap, kept.identityWrap]).toEqual([
      0,
      null,
      null,
    ]);

    const lead = await db.lead.findUniqueOrThrow({ where: { id: leadId } });
    expect(lead).toMatchObject({
      officeId: world.officeId("LX"),
      state: "ACCEPTED",
      ownerId: null,
      acceptDueDay: due.acceptDueDay,
      finishDueDay: due.finishDueDay,
    });
    const opened = await lx.vault.openLead({ leadId });
    expect(opened.body?.what).toBe("挂名住院。");
    expect(opened.notes.map(({ text }) => text)).toContain("理由");
    expect(
      await lx.vault.openIdentity({
        leadId,
        reasonCode: identityReasonCodes[0]!,
      }),
    ).toMatchObject({ name: "某人" });

    expect(await refusal(jn.vault.openLead({ leadId }))).toBe("NOT_FOUND");
    expect(
      await refusal(staffLead(world.deps, world.actor("jn-intake-1"), leadId)),
    ).toBe("NOT_FOUND");
    const told = await db.timelineEntry.findFirstOrThrow({
      where: { tipId, code: "HANDED_OVER" },
    });
    expect(told.values).toMatchObject({ fromEn: "JN", toEn: "LX" });
    expect(
      (
        await db.logEntry.findMany({
          where: { leadId, kind: { startsWith: "HAND_OVER" } },
          orderBy: { place: "asc" },
        })
      ).map(({ kind }) => kind),
    ).toEqual(["HAND_OVER_OFFERED", "HAND_OVER_CONFIRMED"]);
    expect(mine).not.toBe(theirs);
  });

  it("starts the check anew: a record of the old owner does not stand for the new one's", async () => {
    const { leadId, desk } = await namedLead();
    await desk.send("investigator-1", {
      command: "ADD_NOTE",
      kind: "CHECK_RECORD",
      ...(await desk.note()),
    });
    await confirm(lx, (await offer(jn, leadId, "LX")).answer.handOverId);
    const next = await CaseDesk.open(world, leadId, "LX");
    const ownerId = next.actor("investigator-1").personId;
    await next.send("leader-1", { command: "ASSIGN", ownerId });
    await next.send("investigator-1", { command: "START_CHECK" });
    await next.send("investigator-1", {
      command: "DECIDE_FILING",
      decision: "NOT_FILED",
      ...(await next.note()),
    });
    expect(
      await refusal(
        next.send("leader-1", { command: "CLOSE", ...(await next.note()) }),
      ),
    ).toBe("CHECK_RECORD_MISSING");
  });

  it("is refused with a reason, or taken back; then no key of it is left with the other office", async () => {
    const { leadId, desk } = await namedLead();
    const first = await offer(jn, leadId, "LX");
    expect(await offer(jn, leadId, "NAT").catch(String)).toContain(
      "NOT_PERMITTED",
    );
    await answer(lx, first.answer.handOverId, {
      command: "REFUSE",
      reasonCode: "NOT_OUR_AREA",
    });
    const told = await leadHandOver(
      world.deps,
      world.actor("jn-intake-1"),
      leadId,
    );
    expect(told).toMatchObject({
      offered: null,
      lastRefusal: { reasonCode: "NOT_OUR_AREA", officeEn: "LX" },
    });
    const second = await offer(jn, leadId, "LX");
    const byOther = await answer(lx, second.answer.handOverId, {
      command: "WITHDRAW",
    });
    expect(byOther.status).toBe(404);
    await answer(jn, second.answer.handOverId, { command: "WITHDRAW" });
    expect(
      await refusal(
        lx.vault.openOffered({ handOverId: String(second.answer.handOverId) }),
      ),
    ).toBe("NOT_FOUND");
    const rows = await world.db.handOver.findMany({ where: { leadId } });
    expect(
      rows.map((row) => [row.state, row.threadWrap.length]).sort(),
    ).toEqual([
      ["REFUSED", 0],
      ["WITHDRAWN", 0],
    ]);
    // and work goes on
    await desk.send("investigator-1", {
      command: "ADD_NOTE",
      kind: "NOTE",
      ...(await desk.note()),
    });
    const late = await answer(lx, first.answer.handOverId, {
      command: "REFUSE",
      reasonCode: "NOT_OUR_AREA",
    });
    expect(late.answer.code).toBe("HAND_OVER_OVER");
  });

  it("goes neither to an office that was struck out, nor to finance, nor on by a third office or with a stale page", async () => {
    const { leadId, tipId } = await namedLead();
    await world.db.struckOutOffice.create({
      data: {
        tipId,
        officeId: world.officeId("NAT"),
        day: new Date("2026-03-02"),
      },
    });
    expect((await offer(jn, leadId, "NAT")).answer.code).toBe(
      "OFFICE_STRUCK_OUT",
    );
    const targets = (
      await leadHandOver(world.deps, world.actor("jn-intake-1"), leadId)
    ).targets.map((target) => target.nameEn);
    expect(targets).toEqual(["LX"]);
    expect((await offer(jn, leadId, "LX", { version: 0 })).answer.code).toBe(
      "CHANGED_MEANWHILE",
    );
    expect(
      (await offer(jn, leadId, "LX", { toOfficeId: world.officeId("JN-FIN") }))
        .answer.code,
    ).toBe("HAND_OVER_TARGET");
    expect(
      (await offer(jn, leadId, "LX", { caseWrap: null })).answer.code,
    ).toBe("CHANGED_MEANWHILE");
    const { answer: offered } = await offer(jn, leadId, "LX");
    const third = await staffDesk(world, "nat-intake-1");
    expect(
      await refusal(
        third.vault.openOffered({ handOverId: String(offered.handOverId) }),
      ),
    ).toBe("NOT_FOUND");
    expect(
      (await answer(third, offered.handOverId, { command: "WITHDRAW" })).status,
    ).toBe(404);
    // struck out while the offer waits
    await world.db.struckOutOffice.create({
      data: {
        tipId,
        officeId: world.officeId("LX"),
        day: new Date("2026-03-02"),
      },
    });
    expect((await confirm(lx, offered.handOverId)).answer.code).toBe(
      "OFFICE_STRUCK_OUT",
    );
  });

  it("survives that the receiving office renewed its key after the offer", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    const { answer: offered } = await offer(jn, leadId, "LX");
    const lxId = world.officeId("LX");
    const page = await staffOfficeKeys(world.deps, world.actor("lx-leader-1"));
    const leader = await staffDesk(world, "lx-leader-1");
    await leader.vault.makeOfficeKey({
      officeId: lxId,
      replaces: page.offices[0]!.currentId,
      members: page.offices[0]!.members.filter(({ holds }) => holds.length > 0),
      recovery: null,
    });
    expect(await confirm(lx, offered.handOverId)).toMatchObject({
      status: 200,
    });
    expect((await lx.vault.openLead({ leadId })).hasCaseKey).toBe(true);
    const state = await world.db.lead.findUniqueOrThrow({
      where: { id: leadId },
    });
    expect(state.state).toBe("SCREENING");
  });

  it("needs a second factor to offer and to confirm, and the key in the log", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    await world.db.staffSession.updateMany({ data: { steppedUpAt: null } });
    expect((await offer(jn, leadId, "NAT")).answer.code).toBe("STEP_UP_NEEDED");
    jn = await staffDesk(world, "jn-intake-1");
    const { answer: offered } = await offer(jn, leadId, "LX");
    expect((await confirm(lx, offered.handOverId)).answer.code).toBe(
      "STEP_UP_NEEDED",
    );
    await answer(jn, offered.handOverId, { command: "WITHDRAW" });
    // a key put in the place of the one that was published
    const { id } = world.officeKey("NAT");
    await world.db.officeKey.update({
      where: { id },
      data: { recipient: world.officeKey("LX").recipient },
    });
    expect(
      await refusal(jn.vault.prepareHandOver({ leadId, officeKeyId: id })),
    ).toBe("KEY_NOT_IN_LOG");
  });

  it("of two answers at once one counts", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    jn = await staffDesk(world, "jn-intake-1");
    lx = await staffDesk(world, "lx-intake-1");
    const { answer: offered } = await offer(jn, leadId, "LX");
    const answers = await Promise.all([
      confirm(lx, offered.handOverId),
      answer(jn, offered.handOverId, { command: "WITHDRAW" }),
      answer(lx, offered.handOverId, {
        command: "REFUSE",
        reasonCode: "CANNOT_OPEN",
      }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const wraps = await world.db.threadKeyWrap.count({
      where: { tip: { leadId } },
    });
    expect(wraps).toBe(1);
  });

  it("is offered and taken by whoever holds the key that opens it, role and second factor alone do not do", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    jn = await staffDesk(world, "jn-intake-1");
    lx = await staffDesk(world, "lx-intake-1");
    const withoutKeys = (loginName: string) =>
      staffDesk(world, loginName, { unlocked: false });
    const threads = () =>
      world.db.threadKeyWrap.findMany({ where: { tip: { leadId } } });
    const before = await threads();
    const wrap = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx" + "A".repeat(2000);
    const made = { threadWrap: wrap, caseWrap: wrap, identityWrap: null };
    const offered = await (
      await withoutKeys("jn-leader-1")
    ).post("/api/staff/hand-overs", {
      leadId,
      version: await desk.version(),
      toOfficeId: world.officeId("LX"),
      officeKeyId: (
        await world.db.officeKey.findFirstOrThrow({
          where: { officeId: world.officeId("LX"), current: true },
        })
      ).id,
      ...made,
    });
    expect(offered).toMatchObject({
      status: 403,
      answer: { code: "NO_KEY_OF_OFFICE" },
    });

    const { answer: good } = await offer(jn, leadId, "LX");
    const { officeKeyId } = await lx.vault.openOffered({
      handOverId: String(good.handOverId),
    });
    const taken = await answer(
      await withoutKeys("lx-intake-2"),
      good.handOverId,
      { command: "CONFIRM", officeKeyId, ...made },
    );
    expect(taken).toMatchObject({
      status: 403,
      answer: { code: "NO_KEY_OF_OFFICE" },
    });
    // the current key alone does not do: the offer was sealed to an earlier one
    const leaderId = world.member("lx-leader-1").id;
    const { officeKeyId: earlier } =
      await world.db.officeKeyWrap.findFirstOrThrow({
        where: { personId: leaderId, officeKeyId: { not: officeKeyId } },
      });
    await world.db.handOver.update({
      where: { id: String(good.handOverId) },
      data: { officeKeyId: earlier },
    });
    await world.db.officeKeyWrap.deleteMany({
      where: { personId: leaderId, officeKeyId: earlier },
    });
    const half = await answer(
      await withoutKeys("lx-leader-1"),
      good.handOverId,
      { command: "CONFIRM", officeKeyId, ...made },
    );
    expect(half.answer.code).toBe("NO_KEY_OF_OFFICE");
    expect(await threads()).toEqual(before);
  });

  it("stops files for the tipster while it waits", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    const sealed = await sealBytes(new Uint8Array(10), [
      world.officeKey("JN").recipient,
    ]);
    const { stagedKey } = await stageFileToSend(
      world.deps,
      world.actor("jn-intake-1"),
      { leadId, stream: new Blob([new Uint8Array(sealed)]).stream() },
    );
    await offer(jn, leadId, "LX");
    const send = () =>
      jn.post(`/api/staff/leads/${leadId}/files/sent`, {
        stagedKeys: [stagedKey],
        once: "s".repeat(43),
      });
    expect(await send()).toMatchObject({
      status: 409,
      answer: { code: "LEAD_OFFERED" },
    });
    await world.db.handOver.deleteMany({ where: { leadId } });
    expect((await send()).status).toBe(200);
  });
});
