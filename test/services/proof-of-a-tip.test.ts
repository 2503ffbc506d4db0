import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inboxIdHash } from "#app/crypto/inbox-keys";
import { checkInboxProof } from "#app/crypto/inbox-proof";
import { checkTipPromise, sealedHash } from "#app/crypto/tip-promise";
import { proofFileText, type ProofFile } from "#app/crypto/tlog/proof-file";
import {
  cosignLine,
  openNote,
  verifierKey,
} from "#app/crypto/tlog/signed-note";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { readProofFile } from "#app/services/inbox/read-proof-file.server";
import { logKinds, type LogKind } from "#app/services/log/entries";
import { appendLog } from "#app/services/log/append-log.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { storedDay } from "#app/services/stored-day";
import { findReceipt } from "#app/services/tip/store-tip.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { paidReward, sendTip } from "#test/factories/play";
import {
  aTip,
  CaseDesk,
  makeWorld,
  type World,
} from "#test/factories/portal-world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

type Sent = Awaited<ReturnType<typeof sendTip>>;

async function proofOf({ seeds }: Pick<Sent, "seeds">): Promise<ProofFile> {
  const file = await readProofFile(world.deps, inboxIdHash(seeds.inboxId));
  if (!file) throw new Error("no proof file");
  return file;
}

/** As the tipster of `of` looks at it. */
async function check(file: ProofFile, of: Pick<Sent, "tipId">) {
  const { threadRecipient, receivedDay } = await world.db.tip.findUniqueOrThrow(
    { where: { id: of.tipId } },
  );
  return checkInboxProof(proofFileText(file), {
    threadRecipient,
    receivedDay: storedDay(receivedDay),
    keys: await world.deps.log.verifiers(),
    witnesses: world.deps.settings.witnesses.map(({ verifier }) => verifier),
  });
}

const cutLog = () => sequenceLog(world.deps, { force: true });

describe("the promise of a tip", () => {
  test("is of what was stored, and has the same bytes however often the form is sent", async () => {
    const form = {
      token: newSubmissionToken(),
      body: aTip(),
      identity: null,
      thread: null,
      staged: [],
    };
    const first = await submitTip(world.deps, form);
    expect(first.firstTime).toBe(true);
    expect(first.promise).toMatchObject({
      right: true,
      day: "2026-03-02",
      byDay: "2026-03-04",
    });
    const again = await submitTip(world.deps, form);
    expect(again).toEqual({ ...first, firstTime: false });

    const { seeds } = await openedBy(first.trackingCode);
    const hash = inboxIdHash(seeds.inboxId);
    const before = await findReceipt(world.deps, hash);
    await cutLog();
    // also once it has its place
    expect(await findReceipt(world.deps, hash)).toEqual(before);
  });

  test("is refused when it is of another entry, by another key, or of another tip", async () => {
    const { seeds, tipId } = await sendTip(world);
    const other = await sendTip(world);
    const receipt = (await findReceipt(
      world.deps,
      inboxIdHash(seeds.inboxId),
    ))!;
    const others = (await findReceipt(
      world.deps,
      inboxIdHash(other.seeds.inboxId),
    ))!;
    const tip = await world.db.tip.findUniqueOrThrow({ where: { id: tipId } });
    const known = {
      log: {
        origin: world.deps.log.origin,
        keys: await world.deps.log.verifiers(),
      },
      sealed: [
        {
          bodyHash: sealedHash(tip.body),
          threadRecipientHash: sealedHash(tip.threadRecipient),
          fileHashes: [] as string[],
        },
      ],
    };
    const why = (
      change: Partial<typeof receipt>,
      more: Partial<typeof known> = {},
    ) => {
      const checked = checkTipPromise(
        { ...receipt, ...change },
        { ...known, ...more },
      );
      return checked.right ? "RIGHT" : checked.why;
    };
    expect(why({})).toBe("RIGHT");
    expect(why({ promise: others.promise })).toBe("ENTRY_NOT_PROMISED");
    expect(why({ entry: `${receipt.entry} ` })).toBe("ENTRY_NOT_PROMISED");
    expect(why({ entry: others.entry, promise: others.promise })).toBe(
      "ENTRY_OF_ANOTHER_TIP",
    );
    expect(why({}, { log: { ...known.log, keys: [] } })).toBe("KEY_UNKNOWN");
    expect(why({}, { log: { ...known.log, origin: "other/log" } })).toBe(
      "ENTRY_NOT_PROMISED",
    );
    for (const promise of ["", "x", receipt.promise.replace("03-04", "03-05")])
      expect(why({ promise })).toBe("PROMISE_NOT_VALID");
    const [sealed] = known.sealed;
    for (const wrong of [
      { bodyHash: sealedHash("other") },
      { threadRecipientHash: sealedHash("other") },
      { fileHashes: [sealedHash("file")] },
    ])
      expect(why({}, { sealed: [{ ...sealed!, ...wrong }] })).toBe(
        "ENTRY_OF_ANOTHER_TIP",
      );
    // sealed anew and sent again: the log has the first that arrived
    expect(
      why({}, { sealed: [sealed!, { ...sealed!, bodyHash: sealedHash("2") }] }),
    ).toBe("RIGHT");
  });
});

async function openedBy(trackingCode: string) {
  const { openInbox } = await import("#app/services/inbox/open-inbox.server");
  return openInbox(world.deps, trackingCode as never);
}

describe("the proof file of an inbox", () => {
  test("waits with promises, and holds every step from the tip to the payment once the log was cut", async () => {
    const fresh = await sendTip(world);
    const early = await check(await proofOf(fresh), fresh);
    expect(early).toMatchObject({
      ok: true,
      entries: [{ kind: "TIP_RECEIVED", index: null, state: "PROMISED" }],
      neglect: [],
    });

    const paid = await paidReward(world);
    await cutLog();
    const file = await proofOf(paid);
    const report = await check(file, paid);
    expect(report).toMatchObject({ ok: true, problems: [] });
    const kinds = report.entries.map(({ kind }) => kind);
    expect(kinds[0]).toBe("TIP_RECEIVED");
    for (const kind of [
      "LEAD_OPENED",
      "LEAD_TAKEN_UP",
      "LEAD_ACCEPTED",
      "CHECK_STARTED",
      "FINDINGS_CONFIRMED",
      "LEAD_CLOSED",
      "REWARD_NOTIFIED",
      "REWARD_CLAIMED",
      "CLAIM_PAID",
    ])
      expect(kinds, kind).toContain(kind);
    expect(report.entries.every(({ state }) => state === "PROVEN")).toBe(true);
    // the office's inner business: named by its hash alone, and all of it
    const inner = await world.db.logEntry.findMany({
      where: { OR: [{ leadId: paid.leadId }, { claimId: paid.claimId }] },
    });
    expect(report.inner).toBe(inner.length - kinds.length);
    expect(report.inner).toBeGreaterThan(5);
  });

  test("gives away neither who did something nor when, nor the office's inner business", async () => {
    const paid = await paidReward(world);
    const rows = await world.db.logEntry.findMany({
      where: { OR: [{ leadId: paid.leadId }, { claimId: paid.claimId }] },
    });
    await cutLog();
    const text = proofFileText(await proofOf(paid));
    const told = rows.filter(({ innerEntry }) => innerEntry !== null);
    expect(told.length).toBeGreaterThan(10);
    for (const { innerEntry, personId } of told) {
      expect(text).not.toContain(innerEntry!);
      if (personId) expect(text).not.toContain(personId);
      const { nonce, at } = JSON.parse(innerEntry!) as Record<string, string>;
      expect(text).not.toContain(nonce!);
      if (at) expect(text).not.toContain(at);
    }
    expect(text).not.toMatch(/personId|T\d\d:\d\d:\d\d|innerEntry/);
    expect(text).not.toContain(paid.trackingCode);
    for (const { kind } of rows)
      if (!logKinds[kind as LogKind].toTipster)
        expect(text, kind).not.toContain(kind);
  });

  test("is of one's own tip: somebody else's does not agree, and an unknown inbox has none", async () => {
    const [mine, theirs] = [await sendTip(world), await sendTip(world)];
    await cutLog();
    expect((await check(await proofOf(mine), mine)).ok).toBe(true);
    expect(await check(await proofOf(theirs), mine)).toMatchObject({
      ok: false,
      problems: [{ code: "ENTRY_OF_ANOTHER_LEAD" }],
      entries: [{ state: "WRONG" }],
    });
    expect(await readProofFile(world.deps, new Uint8Array(32))).toBeNull();
    const empty = { ...(await proofOf(mine)), entries: [] };
    expect((await check(empty, mine)).ok).toBe(false);
  });

  test("does not agree when an entry, a proof, or a key of it was changed, or one was left out", async () => {
    const sent = await sendTip(world);
    await CaseDesk.open(world, sent.leadId);
    await cutLog();
    const file = await proofOf(sent);
    expect((await check(file, sent)).ok).toBe(true);
    const [first, second, ...rest] = file.entries;
    const changed: Record<string, ProofFile> = {
      "an entry": {
        ...file,
        entries: [
          first!,
          { ...second!, entry: second!.entry.replace("2026", "2025") },
          ...rest,
        ],
      },
      "a proof": {
        ...file,
        entries: [{ ...first!, proof: [...first!.proof].reverse() }, second!],
      },
      "one left out": { ...file, entries: [first!] },
      "said to wait": {
        ...file,
        entries: [first!, { ...second!, index: null, proof: [] }],
      },
      "no checkpoint": { ...file, checkpoint: null },
      "another key": {
        ...file,
        keys: [file.keys[0]!.replace(/.$/, "A")],
      },
    };
    for (const [name, wrong] of Object.entries(changed))
      expect((await check(wrong, sent)).ok, name).toBe(false);
  });

  test("shows that nothing was decided by the day it was due, and not a day before", async () => {
    const sent = await sendTip(world);
    const lead = await world.db.lead.findUniqueOrThrow({
      where: { id: sent.leadId },
    });
    const dueDay = storedDay(lead.acceptDueDay);
    world.clock.goTo(dueDay);
    await cutLog();
    expect((await check(await proofOf(sent), sent)).neglect).toEqual([]);
    world.clock.passDays(1);
    await cutLog();
    expect((await check(await proofOf(sent), sent)).neglect).toEqual([
      { stage: "ACCEPT", dueDay, upToDay: world.clock.today() },
    ]);
  });

  test("names the witnesses that are known, and leaves out what nobody could check", async () => {
    const sent = await sendTip(world);
    const { checkpoint: size } = await cutLog();
    const seed = new Uint8Array(32).fill(9);
    const name = "witness.example/w1";
    const verifier = verifierKey(name, ed25519.getPublicKey(seed), 4);
    const { note } = await world.db.logCheckpoint.findUniqueOrThrow({
      where: { size: size! },
    });
    await world.db.logCosignature.create({
      data: {
        size: size!,
        witness: name,
        line: cosignLine(
          openNote(note, []).text,
          { name, seed },
          1_772_500_000,
        ),
      },
    });
    const unknown = await proofOf(sent);
    expect(unknown.checkpoint).toBe(note);
    expect((await check(unknown, sent)).ok).toBe(true);

    const witnesses = [{ name, verifier, url: null }];
    const known = (await readProofFile(
      { ...world.deps, settings: { ...world.deps.settings, witnesses } },
      inboxIdHash(sent.seeds.inboxId),
    ))!;
    expect(known.witnesses).toEqual([verifier]);
    const tip = await world.db.tip.findUniqueOrThrow({
      where: { id: sent.tipId },
    });
    const seenWith = async (trusted: readonly string[]) =>
      checkInboxProof(proofFileText(known), {
        threadRecipient: tip.threadRecipient,
        receivedDay: storedDay(tip.receivedDay),
        keys: await world.deps.log.verifiers(),
        witnesses: trusted,
      });
    expect(await seenWith([verifier])).toMatchObject({
      ok: true,
      checkpoint: { cosignedBy: [{ name, at: 1_772_500_000 }] },
    });
    expect((await seenWith([])).ok).toBe(false);
  });

  test("what came after the checkpoint waits in it", async () => {
    const sent = await sendTip(world);
    await cutLog();
    await inTransaction(world.deps, (tx) =>
      appendLog(tx, {
        kind: "TIPSTER_MESSAGE_SENT",
        day: world.clock.today(),
        leadId: sent.leadId,
        data: { bodyHash: sealedHash("x") },
      }),
    );
    expect((await check(await proofOf(sent), sent)).entries).toMatchObject([
      { kind: "TIP_RECEIVED", state: "PROVEN" },
      { kind: "TIPSTER_MESSAGE_SENT", state: "PROMISED" },
    ]);
  });
});
