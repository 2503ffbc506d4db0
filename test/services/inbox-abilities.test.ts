import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecipient } from "#app/crypto/identity";
import { fromBase64Url } from "#app/crypto/encoding";
import { formPurposes, openBoundForm } from "#app/crypto/bound-form";
import { inboxIdHash } from "#app/crypto/inbox-keys";
import { unwrapIdentity } from "#app/crypto/key-wrap";
import { openIdentity as openSealedIdentity } from "#app/crypto/sealed-identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { storeDecline } from "#app/services/inbox/decline-reward.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { readSealedInbox } from "#app/services/inbox/read-sealed-inbox.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { storeClaim } from "#app/services/inbox/store-claim.server";
import { storeTipsterMessage } from "#app/services/inbox/store-tipster-message.server";
import {
  strikeOutOffice,
  strikeOutWithSeeds,
} from "#app/services/inbox/strike-out-office.server";
import { takeBackMessage } from "#app/services/inbox/take-back-message.server";
import { openIdentity } from "#app/services/lead/open-identity.server";
import { openLead } from "#app/services/lead/open-lead.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { newRandomId } from "#app/services/new-id.server";
import { sealClaimEnvelope } from "#app/crypto/claim-envelope";
import { signDecline } from "#app/crypto/decline-signature";
import {
  aTip,
  CaseDesk,
  makeWorld,
  registration,
  type World,
} from "#test/factories/portal-world";
import { notifiedReward, payee, refusal, sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const kinds = async (leadId: string) =>
  (
    await world.db.logEntry.findMany({
      where: { leadId },
      orderBy: { place: "asc" },
      select: { kind: true },
    })
  ).map(({ kind }) => kind);

async function namedTip() {
  const { trackingCode } = await submitTip(world.deps, {
    token: newSubmissionToken(),
    body: aTip({ nameKind: "REAL" }),
    identity: { v: 1, name: "举报人", contact: "电话" },
    thread: null,
    staged: [],
  });
  const { seeds } = await openInbox(world.deps, trackingCode);
  const { id: tipId, leadId } = await findInboxOf(world.db, seeds);
  return { seeds, tipId, leadId };
}

describe("taking back a message", () => {
  it("deletes it while no office was handed it, and the log keeps its hash", async () => {
    const { seeds, leadId } = await sendTip(world);
    const { deps } = world;
    await sendTipsterMessage(deps, seeds, { text: "写错了", once: "1" });
    const inbox = await findInboxOf(deps.db, seeds);
    const [message] = (await readInbox(deps, seeds)).messages;
    expect(message).toMatchObject({ text: "写错了", canTakeBack: true });
    await takeBackMessage(deps, inbox, { messageId: message!.id });
    expect((await readInbox(deps, seeds)).messages).toEqual([]);
    expect(await kinds(leadId)).toEqual([
      "TIP_RECEIVED",
      "TIPSTER_MESSAGE_SENT",
      "TIPSTER_MESSAGE_TAKEN_BACK",
    ]);
    const again = takeBackMessage(deps, inbox, { messageId: message!.id });
    expect(await refusal(again)).toBe("NOT_FOUND");
  });

  it("is refused once the office opened the lead, for another inbox, and for what the office wrote", async () => {
    const { seeds, leadId, tipId } = await sendTip(world);
    const other = await sendTip(world);
    const { deps } = world;
    await sendTipsterMessage(deps, seeds, { text: "一", once: "1" });
    await world.db.message.create({
      data: {
        id: newRandomId(),
        tipId,
        side: "STAFF",
        body: new Uint8Array(200),
        day: new Date("2026-03-02"),
      },
    });
    const [own, staff] = (await readInbox(deps, seeds)).messages;
    const inbox = await findInboxOf(deps.db, seeds);
    const foreign = await findInboxOf(deps.db, other.seeds);
    const take = (from: typeof inbox, messageId: string) =>
      refusal(takeBackMessage(deps, from, { messageId }));
    expect(await take(foreign, own!.id)).toBe("NOT_FOUND");
    expect(await take(inbox, staff!.id)).toBe("NOT_FOUND");
    expect(await take(inbox, "x")).toBe("NOT_FOUND");
    expect(staff!.canTakeBack).toBe(false);
    await openLead(deps, world.actor("jn-intake-1"), { leadId });
    expect(await take(inbox, own!.id)).toBe("MESSAGE_ALREADY_READ");
    expect((await readInbox(deps, seeds)).messages[0]).toMatchObject({
      text: "一",
      canTakeBack: false,
    });
  });

  it("at the moment of reading, exactly one of the two happens", async () => {
    const { deps } = world;
    for (let round = 0; round < 6; round++) {
      const { seeds, leadId } = await sendTip(world);
      await sendTipsterMessage(deps, seeds, { text: "一", once: "1" });
      const inbox = await findInboxOf(deps.db, seeds);
      const messageId = (await readInbox(deps, seeds)).messages[0]!.id;
      const [opened, taken] = await Promise.all([
        openLead(deps, world.actor("jn-intake-1"), { leadId }),
        refusal(takeBackMessage(deps, inbox, { messageId })),
      ]);
      const handedOut = opened.tip.messages.length;
      expect([handedOut, taken]).toEqual(
        handedOut === 1 ? [1, "MESSAGE_ALREADY_READ"] : [0, "NONE"],
      );
    }
  });

  it("what comes in while the office opens the lead is not handed out unmarked", async () => {
    const { seeds, leadId } = await sendTip(world);
    const { deps } = world;
    await sendTipsterMessage(deps, seeds, { text: "一", once: "1" });
    const db = world.db.$extends({
      query: {
        message: {
          async updateMany({ args, query }) {
            const marked = await query(args);
            await sendTipsterMessage(deps, seeds, { text: "二", once: "2" });
            return marked;
          },
        },
      },
    }) as unknown as typeof world.db;
    const opened = await openLead({ ...deps, db }, world.actor("jn-intake-1"), {
      leadId,
    });
    expect(opened.tip.messages).toHaveLength(1);
    const { messages } = await readInbox(deps, seeds);
    expect(messages.map(({ canTakeBack }) => canTakeBack)).toEqual([
      false,
      true,
    ]);
  });

  it("gives no way round the bound of messages a day", async () => {
    const { seeds, tipId, leadId } = await sendTip(world);
    const { deps } = world;
    const inbox = await findInboxOf(deps.db, seeds);
    await world.db.message.createMany({
      data: Array.from({ length: 49 }, () => ({
        id: newRandomId(),
        tipId,
        side: "TIPSTER",
        body: new Uint8Array(200),
        day: new Date(world.clock.today()),
      })),
    });
    // rows without a token count as well
    await world.db.message.updateMany({
      where: { tipId },
      data: { read: true },
    });
    for (const [index, { id }] of (
      await world.db.message.findMany({ where: { tipId } })
    ).entries())
      await world.db.message.update({
        where: { id },
        data: { onceHash: new Uint8Array(32).fill(index) },
      });
    await sendTipsterMessage(deps, seeds, { text: "一", once: "1" });
    const last = (await readInbox(deps, seeds)).messages.at(-1)!;
    await takeBackMessage(deps, inbox, { messageId: last.id });
    expect(
      await refusal(sendTipsterMessage(deps, seeds, { text: "二", once: "2" })),
    ).toBe("TOO_MANY_MESSAGES");
    expect(
      (await kinds(leadId)).filter((kind) => kind === "TIPSTER_MESSAGE_SENT"),
    ).toHaveLength(1);
  });
});

describe("striking out an office", () => {
  it("gives tip and name to the office above; the struck-out one has nothing left and sees nothing", async () => {
    const { deps, db } = world;
    const { seeds, tipId, leadId } = await namedTip();
    await sendTipsterMessage(deps, seeds, { text: "早先的话", once: "1" });
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    await openIdentity(deps, world.actor("jn-intake-1"), {
      leadId,
      reasonCode: "VERIFY_EVIDENCE",
    });
    const before = await readInbox(deps, seeds);
    expect(before.access).toMatchObject({
      offices: [{ id: world.officeId("JN"), since: "2026-03-02" }],
      hasIdentity: true,
      struckOut: [],
      strikeOut: {
        state: "POSSIBLE",
        office: { id: world.officeId("JN") },
        to: { id: world.officeId("NAT") },
      },
    });
    expect(before.timeline.at(-1)).toEqual({
      day: "2026-03-02",
      code: "IDENTITY_OPENED",
      values: { reasonCode: "VERIFY_EVIDENCE" },
    });
    await db.handOver.create({
      data: {
        id: newRandomId(),
        leadId,
        fromOfficeId: world.officeId("JN"),
        toOfficeId: world.officeId("LX"),
        officeKeyId: world.officeKey("LX").id,
        threadWrap: new Uint8Array(10),
        state: "OFFERED",
        offeredBy: world.member("jn-intake-1").id,
        offeredAt: world.clock.now(),
      },
    });
    expect(before.access.offered).toEqual([]);
    // asked, and without an answer: it has the key already
    expect((await readInbox(deps, seeds)).access).toMatchObject({
      offices: [{ id: world.officeId("JN") }],
      offered: [
        { id: world.officeId("LX"), nameZh: "机构LX", since: "2026-03-02" },
      ],
    });
    await db.caseDocument.create({
      data: {
        id: newRandomId(),
        leadId,
        kind: "REDACTED_COPY",
        storageKey: "a-document",
        sealedBytes: 10,
        authorId: world.member("jn-intake-1").id,
        at: world.clock.now(),
      },
    });
    const { acceptDueDay } = await db.lead.findUniqueOrThrow({
      where: { id: leadId },
    });
    world.clock.passDays(1);
    await strikeOutWithSeeds(deps, seeds, { officeId: world.officeId("JN") });

    const own = { where: { tipId } };
    expect(await db.threadKeyWrap.findMany(own)).toMatchObject([
      { officeKeyId: world.officeKey("NAT").id },
    ]);
    expect(await db.identityKeyWrap.findMany(own)).toMatchObject([
      { officeKeyId: world.officeKey("NAT").id },
    ]);
    expect(await db.caseKeyWrap.count({ where: { leadId } })).toBe(0);
    expect(await db.handOver.count({ where: { leadId } })).toBe(0);
    expect(await db.caseNote.count({ where: { leadId } })).toBe(0);
    expect(await db.caseDocument.count({ where: { leadId } })).toBe(0);
    expect(
      await db.stagedFile.count({ where: { storageKey: "a-document" } }),
    ).toBe(1);
    expect(
      await db.lead.findUniqueOrThrow({ where: { id: leadId } }),
    ).toMatchObject({
      officeId: world.officeId("NAT"),
      state: "RECEIVED",
      caseRecipient: null,
      ownerId: null,
      acceptDueDay,
      version: 2,
    });
    expect(await kinds(leadId)).toContain("OFFICE_STRUCK_OUT");

    const gone = (who: string) =>
      refusal(openLead(deps, world.actor(who), { leadId }));
    expect(await gone("jn-intake-1")).toBe("NOT_FOUND");
    expect(await gone("jn-leader-1")).toBe("NOT_FOUND");
    const opened = await openLead(deps, world.actor("nat-intake-1"), {
      leadId,
    });
    const nat = world.officeKey("NAT").identity;
    const thread = await unwrapIdentity(
      fromBase64Url(opened.tip.keyWraps[0]!.ciphertext),
      nat,
      { expectedRecipient: parseRecipient(opened.tip.threadRecipient) },
    );
    expect(
      await openBoundForm(
        formPurposes.tip,
        fromBase64Url(opened.tip.body),
        thread,
      ),
    ).toMatchObject({ what: "挂名住院。" });
    const vault = await openIdentity(deps, world.actor("nat-intake-1"), {
      leadId,
      reasonCode: "OTHER_DUTY",
    });
    expect(
      await openSealedIdentity(
        {
          recipient: parseRecipient(vault.recipient),
          ciphertext: fromBase64Url(vault.ciphertext),
          keyWrap: fromBase64Url(vault.keyWraps[0]!.ciphertext),
        },
        {
          officeKey: nat,
          threadRecipient: parseRecipient(vault.threadRecipient),
        },
      ),
    ).toMatchObject({ name: "举报人" });

    const after = await readInbox(deps, seeds);
    expect(after.messages[0]?.text).toBe("早先的话");
    expect(after.access).toMatchObject({
      offices: [{ id: world.officeId("NAT"), since: "2026-03-03" }],
      offered: [],
      struckOut: [{ id: world.officeId("JN"), day: "2026-03-03" }],
      strikeOut: { state: "NO_OFFICE_ABOVE" },
    });
    expect(
      after.timeline.find(({ code }) => code === "STRUCK_OUT")?.values,
    ).toMatchObject({ fromZh: "机构JN", toZh: "机构NAT" });
    expect(
      await refusal(
        strikeOutWithSeeds(deps, seeds, { officeId: world.officeId("NAT") }),
      ),
    ).toBe("NO_OFFICE_ABOVE");
    // the new office can go through with it
    const next = await CaseDesk.open(world, leadId, "NAT");
    await next.screen();
  });

  it("is refused once the lead is accepted, and for an office that is not (any more) the one in charge", async () => {
    const { deps } = world;
    const { seeds, leadId } = await sendTip(world);
    const strike = (officeId: string) =>
      refusal(strikeOutWithSeeds(deps, seeds, { officeId }));
    expect(await strike(world.officeId("NAT"))).toBe("CHANGED_MEANWHILE");
    expect(await strike("x")).toBe("CHANGED_MEANWHILE");
    const desk = await CaseDesk.open(world, leadId);
    await desk.accept(registration);
    expect(await strike(world.officeId("JN"))).toBe("STRIKE_OUT_TOO_LATE");
    expect((await readInbox(deps, seeds)).access.strikeOut).toEqual({
      state: "TOO_LATE",
    });
  });

  it("twice at one moment it goes up once; wraps of another length or a missing name are refused", async () => {
    const { deps, db } = world;
    const { seeds, leadId } = await sendTip(world, { areaCode: "370102" });
    const strike = () =>
      refusal(
        strikeOutWithSeeds(deps, seeds, { officeId: world.officeId("LX") }),
      );
    expect((await Promise.all([strike(), strike()])).sort()).toEqual([
      "CHANGED_MEANWHILE",
      "NONE",
    ]);
    const { officeId } = await db.lead.findUniqueOrThrow({
      where: { id: leadId },
    });
    expect(officeId).toBe(world.officeId("JN"));
    const named = await namedTip();
    const inbox = await findInboxOf(db, named.seeds);
    const wrong = (threadWrap: Uint8Array) =>
      refusal(
        strikeOutOffice(deps, inbox, {
          officeId: world.officeId("JN"),
          toOfficeId: world.officeId("NAT"),
          officeKeyId: world.officeKey("NAT").id,
          threadWrap,
          identityWrap: null,
        }),
      );
    expect(await wrong(new Uint8Array(10))).toBe("SEALED_SIZE_WRONG");
    expect(await wrong(new Uint8Array(1787))).toBe("CHANGED_MEANWHILE");
  });
});

describe("what comes sealed is checked at the door", () => {
  it("sizes", async () => {
    const { deps } = world;
    const inbox = await findInboxOf(deps.db, (await sendTip(world)).seeds);
    for (const length of [0, 100, 5_754, 5_756, 67_195 + 4])
      expect(
        await refusal(
          storeTipsterMessage(deps, inbox, {
            sealedBody: new Uint8Array(length),
            once: "1",
          }),
        ),
      ).toBe("SEALED_SIZE_WRONG");
    await storeTipsterMessage(deps, inbox, {
      sealedBody: new Uint8Array(5_755),
      once: "1",
    });
  });

  it("a claim signed by another key, for another claim or of another size; the same claim again is no other", async () => {
    const { deps } = world;
    const { seeds, rewardId } = await notifiedReward(world);
    const inbox = await findInboxOf(deps.db, seeds);
    const sealed = await readSealedInbox(deps, inboxIdHash(seeds.inboxId));
    const { officeKeyId, recipient } = sealed!.claimTo!;
    expect(sealed!.claimTo!.rewardId).toBe(rewardId);
    const claimId = newRandomId();
    const seal = async (claimPrivateKey: Uint8Array) => ({
      claimId,
      officeKeyId,
      ...(await sealClaimEnvelope(payee, {
        claimId,
        claimPrivateKey,
        recipients: [parseRecipient(recipient)],
      })),
    });
    const claim = await seal(seeds.claimSeed);
    const store = (input: typeof claim) =>
      refusal(storeClaim(deps, inbox, input));
    expect(await store(await seal(new Uint8Array(32).fill(1)))).toBe(
      "CLAIM_SIGNATURE_WRONG",
    );
    expect(await store({ ...claim, claimId: newRandomId() })).toBe(
      "CLAIM_SIGNATURE_WRONG",
    );
    expect(await store({ ...claim, sealed: claim.sealed.slice(1) })).toBe(
      "SEALED_SIZE_WRONG",
    );
    const finance = world.officeKey("NAT-FIN").id;
    expect(await store({ ...claim, officeKeyId: finance })).toBe(
      "CHANGED_MEANWHILE",
    );
    expect(await store(claim)).toBe("NONE");
    expect(await store(claim)).toBe("NONE");
    expect(await world.db.claim.count({ where: { rewardId } })).toBe(1);
  });

  it("a refusal of the reward that another key signed", async () => {
    const { deps } = world;
    const { seeds, rewardId, leadId } = await notifiedReward(world);
    const inbox = await findInboxOf(deps.db, seeds);
    const decline = (key: Uint8Array) =>
      refusal(
        storeDecline(deps, inbox, { signature: signDecline(rewardId, key) }),
      );
    expect(await decline(new Uint8Array(32).fill(1))).toBe(
      "DECLINE_SIGNATURE_WRONG",
    );
    expect(await decline(seeds.claimSeed)).toBe("NONE");
    expect(await decline(seeds.claimSeed)).toBe("NONE");
    expect(
      (await kinds(leadId)).filter((kind) => kind === "REWARD_DECLINED"),
    ).toHaveLength(1);
  });

  it("an unknown inbox is null after the same questions", async () => {
    const asked: string[] = [];
    const counting = world.db.$extends({
      query: {
        $allModels: {
          $allOperations({ model, operation, args, query }) {
            asked.push(`${model}.${operation}`);
            return query(args);
          },
        },
      },
    });
    const deps = { ...world.deps, db: counting as unknown as typeof world.db };
    const { seeds } = await sendTip(world);
    asked.length = 0;
    expect(
      await readSealedInbox(deps, inboxIdHash(seeds.inboxId)),
    ).not.toBeNull();
    const known = asked.splice(0).sort();
    expect(await readSealedInbox(deps, new Uint8Array(32))).toBeNull();
    expect(asked.sort()).toEqual(known);
    expect(known.length).toBeGreaterThan(7);
  });
});
