import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClaimEnvelope } from "#app/crypto/claim-envelope";
import { fromBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { leafHash } from "#app/crypto/merkle-leaf";
import { openFileBytes } from "#app/crypto/sealed-file";
import { formPurposes, openBoundForm } from "#app/crypto/bound-form";
import type { AgeRecipient } from "#app/crypto/identity";
import { openIdentity as openSealedIdentity } from "#app/crypto/sealed-identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { checkLedger } from "#app/domain/ledger/check-ledger";
import type { LedgerTransaction } from "#app/domain/ledger/posting";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { openClaim } from "#app/services/claim/open-claim.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { addTipsterFiles } from "#app/services/inbox/add-tipster-files.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { openFile } from "#app/services/lead/open-file.server";
import { openIdentity } from "#app/services/lead/open-identity.server";
import { openLead } from "#app/services/lead/open-lead.server";
import { hashForLog } from "#app/services/log/append-log.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { notifyReward } from "#app/services/reward/notify-reward.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import {
  aFinding,
  aTip,
  CaseDesk,
  makeWorld,
  someFacts,
  type World,
} from "#test/factories/portal-world";
import { rewardStep } from "#test/factories/play";

/** Everything somebody types in this life; none of it may be found in any table. */
const typed = {
  what: "MARKWHAT 三号楼空床挂账",
  place: "MARKPLACE 解放路",
  subjectName: "MARKSUBJECT 某医院",
  howKnown: "MARKKNOWN 在收费处工作",
  name: "MARKNAME 张某",
  contact: "MARKCONTACT 13800000000",
  file: "MARKFILE 费用清单",
  fileName: "MARKFILENAME.txt",
  laterFileName: "MARKLATERNAME.txt",
  tipsterMessage: "MARKMESSAGE 补充情况",
  staffMessage: "MARKANSWER 请补充票据",
  note: "MARKNOTE 同意受理",
  payee: "MARKPAYEE 收款人",
  account: "MARKACCOUNT6222",
} as const;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const streamOf = (text: string) => new Blob([text]).stream();

describe("one lead, from the tip to the payment", () => {
  it("is led through by the services alone, and both sides see their part", async () => {
    const { deps, db, clock } = world;
    const thread = await newIdentity();
    const threadRecipient = await recipientOf(thread);
    const staged = await stageFile(deps, {
      stream: streamOf(typed.file),
      name: typed.fileName,
      type: "text/plain",
      threadRecipient,
    });
    const { trackingCode, firstTime } = await submitTip(deps, {
      token: newSubmissionToken(),
      body: aTip({
        what: typed.what,
        place: typed.place,
        subjectName: typed.subjectName,
        howKnown: typed.howKnown,
        nameKind: "REAL",
      }),
      identity: { v: 1, name: typed.name, contact: typed.contact },
      thread: { identity: thread },
      staged: [staged],
    });
    expect(firstTime).toBe(true);
    const { seeds } = await openInbox(deps, trackingCode);
    const fresh = await readInbox(deps, seeds);
    expect(fresh).toMatchObject({
      receivedDay: "2026-03-02",
      sealedBy: "SERVER",
      timeline: [{ day: "2026-03-02", code: "RECEIVED", values: {} }],
      files: [{ name: typed.fileName, side: "TIPSTER", day: "2026-03-02" }],
      clock: { stage: "ACCEPT", dueDay: "2026-03-23", late: false },
      reward: null,
    });
    const { leadId, officeId } = await db.tip
      .findFirstOrThrow({
        select: { leadId: true, lead: { select: { officeId: true } } },
      })
      .then(({ leadId: id, lead }) => ({ leadId: id, ...lead }));
    expect(officeId).toBe(world.officeId("JN"));

    // staff: the browser opens with the office key what the server cannot
    const desk = await CaseDesk.open(world, leadId);
    const sealed = await openLead(deps, world.actor("jn-intake-1"), { leadId });
    const opened = await desk.thread();
    expect(
      await openBoundForm(
        formPurposes.tip,
        fromBase64Url(sealed.tip.body),
        opened,
      ),
    ).toMatchObject({ what: typed.what });
    const file = await openFile(deps, world.actor("jn-intake-1"), {
      fileId: sealed.tip.files[0]!.id,
    });
    const fileBytes = new Uint8Array(
      await new Response(file.stream).arrayBuffer(),
    );
    expect(fileBytes.length).toBe(file.bytes);
    const openedFile = await openFileBytes(fileBytes, opened);
    expect([
      openedFile.name,
      new TextDecoder().decode(openedFile.content),
    ]).toEqual([typed.fileName, typed.file]);

    await desk.screen();
    const vault = await openIdentity(deps, world.actor("jn-intake-1"), {
      leadId,
      reasonCode: "VERIFY_EVIDENCE",
    });
    expect(
      await openSealedIdentity(
        {
          recipient: vault.recipient as AgeRecipient,
          ciphertext: fromBase64Url(vault.ciphertext),
          keyWrap: fromBase64Url(vault.keyWraps[0]!.ciphertext),
        },
        {
          officeKey: world.officeKey("JN").identity,
          threadRecipient: vault.threadRecipient as AgeRecipient,
        },
      ),
    ).toMatchObject({ name: typed.name });
    await desk.send("intake-1", {
      command: "ACCEPT",
      registration: {
        areaCode: "370100",
        subjectKind: "HOS",
        misconduct: ["HOS-06"],
        nameKind: "REAL",
        reporterKind: "PERSON",
        rewardWanted: true,
      },
      ...(await desk.note(typed.note)),
    });

    // words both ways, more files
    await desk.send("intake-1", {
      command: "SEND_MESSAGE",
      ...(await desk.message(typed.staffMessage)),
    });
    await sendTipsterMessage(deps, seeds, {
      text: typed.tipsterMessage,
      once: "form-1",
    });
    await sendTipsterMessage(deps, seeds, {
      text: typed.tipsterMessage,
      once: "form-1",
    });
    await addTipsterFiles(deps, await findInboxOf(deps.db, seeds), {
      staged: [
        await stageFile(deps, {
          stream: streamOf(typed.file),
          name: typed.laterFileName,
          type: "text/plain",
          threadRecipient,
        }),
      ],
    });
    const talking = await readInbox(deps, seeds);
    expect(talking.messages).toMatchObject([
      { side: "STAFF", day: "2026-03-02", text: typed.staffMessage },
      { side: "TIPSTER", day: "2026-03-02", text: typed.tipsterMessage },
    ]);
    expect(talking.files.map(({ name }) => name)).toEqual([
      typed.fileName,
      typed.laterFileName,
    ]);
    expect(talking.clock).toMatchObject({ stage: "FINISH", late: false });
    clock.passDays(60);
    expect((await readInbox(deps, seeds)).clock).toMatchObject({ late: true });

    const ownerId = desk.actor("investigator-1").personId;
    await desk.send("leader-1", { command: "ASSIGN", ownerId });
    await desk.send("investigator-1", { command: "START_CHECK" });
    await desk.record();
    await desk.send("investigator-1", {
      command: "DECIDE_FILING",
      decision: "FILED",
      ...(await desk.note(typed.note)),
    });
    const findingId = await desk.recordFindings(aFinding());
    await desk.send("reviewer-1", { command: "CONFIRM_FINDINGS", findingId });
    await desk.send("leader-1", {
      command: "CLOSE",
      ...(await desk.note(typed.note)),
    });
    expect((await readInbox(deps, seeds)).clock?.stage).toBe("REWARD");

    // reward: 5 % of 86,543.21 yuan
    const computed = await computeReward(deps, { leadId });
    const rewardId = computed!.rewardId;
    const facts = someFacts({ realName: true });
    expect((await readInbox(deps, seeds)).reward).toEqual({
      state: "PREPARING",
      fen: null,
      code: null,
      worksheet: null,
      claimDueDay: null,
    });
    await rewardStep(world, rewardId, {
      as: "jn-intake-2",
      command: "CONFIRM_AS_MAKER",
      input: facts,
    });
    await rewardStep(world, rewardId, {
      as: "jn-legal-1",
      command: "CONFIRM_AS_CHECKER",
      input: facts,
    });
    await rewardStep(world, rewardId, {
      as: "jn-leader-2",
      command: "APPROVE",
    });
    await notifyReward(deps, { rewardId });
    const ready = await readInbox(deps, seeds);
    expect(ready.reward).toMatchObject({ state: "READY", fen: 432_716 });
    expect(ready.reward!.worksheet!.length).toBeGreaterThan(3);
    expect(ready.clock).toMatchObject({
      stage: "CLAIM",
      dueDay: ready.reward!.claimDueDay,
    });

    // claim: finance alone opens the payee, and sees that the holder of the code signed
    await claimReward(deps, seeds, {
      payee: {
        v: 1,
        name: typed.payee,
        idNumber: "",
        bank: "某银行",
        account: typed.account,
      },
    });
    const claim = await db.claim.findUniqueOrThrow({ where: { rewardId } });
    const envelope = await openClaim(deps, world.actor("jn-fin-cashier-1"), {
      claimId: claim.id,
    });
    expect(envelope.signatureValid).toBe(true);
    const bytes = fromBase64Url(envelope.envelope);
    expect(
      await openClaimEnvelope(bytes, world.officeKey("JN-FIN").identity),
    ).toMatchObject({ name: typed.payee, account: typed.account });
    await expect(
      openClaimEnvelope(bytes, world.officeKey("JN").identity),
    ).rejects.toThrow("SEAL_NOT_OPENED");

    const steps = [
      ["jn-fin-cashier-1", { command: "ENTER", amountFen: 432_716 }],
      ["jn-fin-accountant-1", { command: "AUTHORISE" }],
      ["jn-fin-finance_head-1", { command: "SIGN" }],
    ] as const;
    for (const [version, [as, command]] of steps.entries())
      await changeClaim(deps, world.actor(as), {
        claimId: claim.id,
        command: { version, ...command },
      });
    await settlePayment(deps, { claimId: claim.id });

    const end = await readInbox(deps, seeds);
    expect(end.timeline.map(({ code }) => code)).toEqual([
      "RECEIVED",
      "OPENED",
      "IDENTITY_OPENED",
      "ACCEPTED",
      "MESSAGE",
      "LATE",
      "BEING_CHECKED",
      "DECIDED",
      "CLOSED",
      "REWARD_PREPARING",
      "REWARD_READY",
      "CLAIMED",
      "PAID",
    ]);
    expect(end.reward).toMatchObject({ state: "PAID", fen: 432_716 });
    expect(end.clock).toBeNull();
  });

  it("leaves nothing that was typed in any table or object", async () => {
    const { db, storage } = world;
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    expect(tables.length).toBeGreaterThan(25);
    let rows = 0;
    const marks = Object.values(typed).flatMap((text) =>
      spellings(text.split(" ")[0]!),
    );
    for (const { name } of tables) {
      const dump = await db.$queryRawUnsafe<{ row: string }[]>(
        `SELECT t::text AS row FROM "${name}" t`,
      );
      rows += dump.length;
      const text = dump.map(({ row }) => row).join("\n");
      for (const mark of marks)
        expect([name, mark, text.includes(mark)]).toEqual([name, mark, false]);
    }
    expect(rows).toBeGreaterThan(100);
    for (const object of storage.objects.values())
      for (const mark of marks)
        expect(Buffer.from(object).includes(mark)).toBe(false);
  });

  it("would find a mark if there were one", async () => {
    const { db } = world;
    await db.keptMail.create({
      data: {
        id: crypto.randomUUID(),
        recipient: "x",
        subject: "x",
        text: Buffer.from("MARKWHAT").toString("base64"),
        sentAt: new Date(),
      },
    });
    const [row] = await db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT t::text AS row FROM kept_mail t`,
    );
    expect(spellings("MARKWHAT").some((mark) => row!.row.includes(mark))).toBe(
      true,
    );
    await db.keptMail.deleteMany();
  });

  it("leaves log entries whose hashes can be computed again, in order, without a tipster's time or person", async () => {
    const entries = await world.db.logEntry.findMany({
      orderBy: { place: "asc" },
    });
    expect(entries.length).toBeGreaterThan(25);
    for (const row of entries) {
      expect(Buffer.from(leafHash(utf8Bytes(row.entry)))).toEqual(
        Buffer.from(row.leafHash),
      );
      const entry = JSON.parse(row.entry) as Record<string, unknown>;
      expect(entry).toMatchObject({
        kind: row.kind,
        nonce: expect.stringMatching(/^[\w-]{22}$/) as string,
      });
      expect(entry.inner).toEqual(
        row.innerEntry === null ? undefined : hashForLog(row.innerEntry),
      );
      // who and when stand in the part that no tipster is shown
      expect(row.entry).not.toMatch(/"at":|"personId":/);
      const tipsters = /^(TIP_|TIPSTER_|REWARD_CLAIMED|REWARD_DECLINED)/;
      if (tipsters.test(row.kind)) {
        expect([row.kind, row.personId]).toEqual([row.kind, null]);
        expect(row.innerEntry).toBeNull();
        expect(row.entry).not.toMatch(/T\d\d:\d\d/);
      }
    }
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        "TIP_RECEIVED",
        "LEAD_OPENED",
        "FILE_OPENED",
        "IDENTITY_OPENED",
        "LEAD_CLOSED",
        "REWARD_COMPUTED",
        "REWARD_APPROVED",
        "REWARD_CLAIMED",
        "CLAIM_OPENED",
        "CLAIM_SIGNED",
        "CLAIM_PAID",
        "LEDGER_POSTED",
      ]),
    );
  });

  it("leaves a sound ledger: approved and paid to the fen", async () => {
    const rows = await world.db.ledgerTransaction.findMany({
      include: { postings: { orderBy: { line: "asc" } } },
    });
    const order = ["GRANT", "APPROVE", "CLAIM", "PAY"];
    const transactions = rows
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map((row): LedgerTransaction => ({
        kind: row.kind as LedgerTransaction["kind"],
        financeOfficeId: row.financeOfficeId,
        budgetYear: row.budgetYear,
        day: row.day.toISOString().slice(0, 10) as LedgerTransaction["day"],
        subjectId: row.subjectId ?? "",
        onceKey: row.onceKey,
        postings: row.postings.map(({ account, amountFen }) => ({
          account: account as never,
          amountFen: Number(amountFen),
        })),
      }));
    expect(checkLedger(transactions)).toEqual([]);
    expect(rows.map(({ kind }) => kind).slice(-3)).toEqual([
      "APPROVE",
      "CLAIM",
      "PAY",
    ]);
  });

  it("gives ids without a time to what a tipster is tied to", async () => {
    const { db } = world;
    const ids = [
      ...(await db.lead.findMany({ select: { id: true } })),
      ...(await db.tip.findMany({ select: { id: true } })),
      ...(await db.message.findMany({ select: { id: true } })),
      ...(await db.sealedFile.findMany({ select: { id: true } })),
      ...(await db.timelineEntry.findMany({ select: { id: true } })),
      ...(await db.reward.findMany({ select: { id: true } })),
      ...(await db.claim.findMany({ select: { id: true } })),
      ...(await db.outboxRow.findMany({ select: { id: true } })),
      ...(await db.ledgerTransaction.findMany({ select: { id: true } })),
    ].map(({ id }) => id[14]);
    expect(new Set(ids)).toEqual(new Set(["4"]));
    const notes = await db.caseNote.findMany({ select: { id: true } });
    expect(new Set(notes.map(({ id }) => id[14]))).toEqual(new Set(["7"]));
  });
});

/** As text, and as bytes in hex and base64 (in each of its three alignments). */
function spellings(mark: string): string[] {
  const bytes = Buffer.from(mark);
  const base64 = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const text = padded.toString("base64").replace(/=+$/, "");
    // what the neighbours of the mark would change is left off
    return text.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [mark, bytes.toString("hex"), ...base64];
}
