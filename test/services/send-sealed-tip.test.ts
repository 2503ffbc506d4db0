import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  formPurposes,
  openBoundForm,
  sealBoundForm,
} from "#app/crypto/bound-form";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openIdentity, sealIdentity } from "#app/crypto/sealed-identity";
import { checkTipPromise, sealedHash } from "#app/crypto/tip-promise";
import { tipDirectory, tipOfficeKey } from "#app/queries/tip-directory.server";
import { hashForLog } from "#app/services/log/append-log.server";
import { newRandomId } from "#app/services/new-id.server";
import { receiptAnswer, sealedTip } from "#app/services/tip/sealed-tip-input";
import { submitSealedTip } from "#app/services/tip/submit-sealed-tip.server";
import { aTip, makeWorld, type World } from "#test/factories/portal-world";
import { sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** What a browser would send, and the key to what it holds. */
async function aSealedTip({ named = false } = {}) {
  const office = world.officeKey("JN");
  const thread = await newIdentity();
  const threadRecipient = await recipientOf(thread);
  const inboxRecipient = await recipientOf(await newIdentity());
  const identity = named
    ? await sealIdentity(
        { v: 1, name: "张三", contact: "信箱" },
        { threadRecipient, officeRecipient: office.recipient, inboxRecipient },
      )
    : null;
  return {
    inboxIdHash: toBase64Url(randomBytes(32)),
    threadRecipient: threadRecipient as string,
    inboxWrap: toBase64Url(await wrapIdentity(thread, inboxRecipient)),
    claimPublicKey: toBase64Url(randomBytes(32)),
    body: toBase64Url(
      await sealBoundForm(formPurposes.tip, aTip(), [threadRecipient]),
    ),
    officeKeyId: office.id,
    threadWrap: toBase64Url(await wrapIdentity(thread, office.recipient)),
    identity: identity && {
      recipient: identity.recipient as string,
      ciphertext: toBase64Url(identity.ciphertext),
      keyWrap: toBase64Url(identity.keyWrap),
      inboxWrap: toBase64Url(identity.inboxWrap),
    },
    files: [] as { uploadId: string; sealedHash: string }[],
    release: "0.1.0-0123456789ab",
  };
}
type Sent = Awaited<ReturnType<typeof aSealedTip>>;

const send = (tip: Sent) => submitSealedTip(world.deps, sealedTip.parse(tip));

describe("a tip sealed in a browser", () => {
  test("is stored as it came, and the office opens body and name", async () => {
    const sent = await aSealedTip({ named: true });
    const receipt = await send(sent);
    expect(receipt).toMatchObject({
      receivedDay: world.clock.today(),
      firstTime: true,
    });
    const tip = await world.db.tip.findFirstOrThrow({
      where: { threadRecipient: sent.threadRecipient },
      include: {
        keyWraps: true,
        identity: { include: { keyWraps: true } },
        lead: true,
      },
    });
    expect(tip).toMatchObject({
      sealedBy: "BROWSER",
      release: sent.release,
      lead: { officeId: world.officeId("JN"), state: "RECEIVED" },
    });
    const officeKey = world.officeKey("JN").identity;
    const threadRecipient = tip.threadRecipient as never;
    const thread = await unwrapIdentity(
      tip.keyWraps[0]!.ciphertext,
      officeKey,
      {
        expectedRecipient: threadRecipient,
      },
    );
    expect(await openBoundForm(formPurposes.tip, tip.body, thread)).toEqual(
      aTip(),
    );
    const { recipient, ciphertext, keyWraps } = tip.identity!;
    expect(
      await openIdentity(
        {
          recipient: recipient as never,
          ciphertext,
          keyWrap: keyWraps[0]!.ciphertext,
        },
        { officeKey, threadRecipient },
      ),
    ).toMatchObject({ name: "张三" });
    const entry = await world.db.logEntry.findFirstOrThrow({
      where: { kind: "TIP_RECEIVED", leadId: tip.leadId },
    });
    expect(JSON.parse(entry.entry)).toMatchObject({
      schemaVersion: 3,
      data: {
        sealedBy: "BROWSER",
        release: sent.release,
        fileHashes: [],
        bodyHash: hashForLog(tip.body),
        identity: true,
      },
    });
    expect(entry.entry).not.toContain("OWN_AREA");
    // the promise is of this entry, and of what was sealed
    expect(receipt.entry).toBe(entry.entry);
    const checked = checkTipPromise(receipt, {
      log: {
        origin: world.deps.log.origin,
        keys: await world.deps.log.verifiers(),
      },
      sealed: [
        {
          bodyHash: sealedHash(fromBase64Url(sent.body)),
          threadRecipientHash: sealedHash(sent.threadRecipient),
          fileHashes: [],
        },
      ],
    });
    expect(checked.right).toBe(true);
  });

  test("sent twice, at the same instant too, is one tip with one promise, and the answers have one length", async () => {
    const sent = await aSealedTip();
    const before = await world.db.tip.count();
    const receipts = await Promise.all([send(sent), send(sent)]);
    receipts.push(await send(sent));
    expect(await world.db.tip.count()).toBe(before + 1);
    expect(receipts.filter(({ firstTime }) => firstTime)).toHaveLength(1);
    expect(new Set(receipts.map(({ promise }) => promise)).size).toBe(1);
    expect(new Set(receipts.map(({ entry }) => entry)).size).toBe(1);
    expect(
      new Set(receipts.map((one) => JSON.stringify(receiptAnswer(one)).length))
        .size,
    ).toBe(1);
  });

  test("to a key that is not an office's current one, or to an office that takes no tips, is refused", async () => {
    const tip = await aSealedTip();
    const codes = await Promise.all(
      [newRandomId(), world.officeKey("JN-FIN").id].map((officeKeyId) =>
        send({ ...tip, officeKeyId }).catch(
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    expect(codes).toEqual(["OFFICE_KEY_NOT_CURRENT", "OFFICE_KEY_NOT_CURRENT"]);
    await world.db.officeKey.update({
      where: { id: tip.officeKeyId },
      data: { current: false },
    });
    await expect(send(tip)).rejects.toMatchObject({
      code: "OFFICE_KEY_NOT_CURRENT",
    });
    await expect(
      tipOfficeKey(world.deps, tip.officeKeyId),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    await world.db.officeKey.update({
      where: { id: tip.officeKeyId },
      data: { current: true },
    });
  });

  test("names uploads that are there, or is refused", async () => {
    const tip = await aSealedTip();
    const file = { uploadId: newRandomId(), sealedHash: "A".repeat(43) };
    await expect(send({ ...tip, files: [file] })).rejects.toMatchObject({
      code: "STAGED_FILE_GONE",
    });
    expect(
      await world.db.tip.count({
        where: { threadRecipient: tip.threadRecipient },
      }),
    ).toBe(0);
  });
});

test("why a tip goes to an office lies inside the seal alone when the server seals", async () => {
  const { leadId } = await sendTip(world, { areaCode: null });
  const tip = await world.db.tip.findUniqueOrThrow({
    where: { leadId },
    include: { keyWraps: true },
  });
  const thread = await unwrapIdentity(
    tip.keyWraps[0]!.ciphertext,
    world.officeKey("NAT").identity,
    { expectedRecipient: tip.threadRecipient as never },
  );
  expect(await openBoundForm(formPurposes.tip, tip.body, thread)).toMatchObject(
    { routingReason: "PLACE_UNKNOWN" },
  );
  const { entry } = await world.db.logEntry.findFirstOrThrow({
    where: { kind: "TIP_RECEIVED", leadId },
  });
  expect(entry).not.toMatch(/routing|PLACE_UNKNOWN/);
});

describe("what is not such a tip is refused before any work", () => {
  const last = (text: string) => text.slice(0, -1);
  const wrong: readonly [string, (tip: Sent) => unknown][] = [
    ["a field more", (tip) => ({ ...tip, what: "x" })],
    ["a field less", ({ release: _release, ...tip }) => tip],
    ["a body of another length", (tip) => ({ ...tip, body: last(tip.body) })],
    ["an empty body", (tip) => ({ ...tip, body: "" })],
    ["a body twice as long", (tip) => ({ ...tip, body: tip.body + tip.body })],
    [
      "padding",
      (tip) => ({ ...tip, inboxIdHash: `${last(tip.inboxIdHash)}=` }),
    ],
    ["stray bits", (tip) => ({ ...tip, claimPublicKey: "B".repeat(43) })],
    ["other letters", (tip) => ({ ...tip, body: `+${tip.body.slice(1)}` })],
    ["a short wrap", (tip) => ({ ...tip, threadWrap: last(tip.threadWrap) })],
    [
      "an X25519 recipient",
      (tip) => ({ ...tip, threadRecipient: `age1${"q".repeat(58)}` }),
    ],
    [
      "a recipient with a wrong checksum",
      (tip) => ({
        ...tip,
        threadRecipient: `${last(tip.threadRecipient)}${tip.threadRecipient.endsWith("q") ? "p" : "q"}`,
      }),
    ],
    [
      "an office key that is no id",
      (tip) => ({ ...tip, officeKeyId: "1' OR 1=1" }),
    ],
    ["a name in plain", (tip) => ({ ...tip, identity: { name: "张三" } })],
    [
      "a name of another length",
      (tip) => ({
        ...tip,
        identity: tip.identity && {
          ...tip.identity,
          ciphertext: tip.body + tip.body,
        },
      }),
    ],
    [
      "51 files",
      (tip) => ({
        ...tip,
        files: Array.from({ length: 51 }, () => ({
          uploadId: newRandomId(),
          sealedHash: "A".repeat(43),
        })),
      }),
    ],
    [
      "one file twice",
      (tip) => ({
        ...tip,
        files: Array.from({ length: 2 }, () => ({
          uploadId: "00000000-0000-4000-8000-000000000000",
          sealedHash: "A".repeat(43),
        })),
      }),
    ],
    [
      "a file with its name",
      (tip) => ({
        ...tip,
        files: [
          { uploadId: newRandomId(), sealedHash: "A".repeat(43), name: "x" },
        ],
      }),
    ],
    ["a release with a line break", (tip) => ({ ...tip, release: "0.1\n" })],
    [
      "why this office, which tells what it is about",
      (tip) => ({ ...tip, routingReason: "ABOUT_THE_AUTHORITY" }),
    ],
    ["NUL", (tip) => ({ ...tip, inboxIdHash: "\0".repeat(43) })],
    ["null", () => null],
    ["a list", (tip) => [tip]],
    [
      "deep",
      () => JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`) as unknown,
    ],
  ];
  test.each(wrong)("%s", async (_name, change) => {
    const tip = await aSealedTip({ named: true });
    expect(sealedTip.safeParse(tip).success).toBe(true);
    expect(sealedTip.safeParse(change(tip)).success).toBe(false);
  });
});

test("the directory lists every office with the hash of the key that its own route gives", async () => {
  const offices = await tipDirectory(world.deps);
  expect(offices).toHaveLength(5);
  expect(await tipDirectory(world.deps)).toEqual(offices);
  const jn = offices.find(({ id }) => id === world.officeId("JN"))!;
  expect(jn.recipientHash).toBe(
    hashForLog(await tipOfficeKey(world.deps, jn.officeKeyId!)),
  );
  for (const id of ["", "x", newRandomId(), world.officeKey("JN-FIN").id])
    await expect(tipOfficeKey(world.deps, id)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
});
