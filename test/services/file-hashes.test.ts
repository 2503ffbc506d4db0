import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { toBase64Url } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { LEAST_UPLOAD_PART_BYTES } from "#app/domain/tip/limits";
import { addUploadedFiles } from "#app/services/inbox/add-uploaded-files.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { readEntry } from "#app/services/log/read-entry";
import { receiveUploadPart } from "#app/services/tip/receive-upload-part.server";
import { sealedTip } from "#app/services/tip/sealed-tip-input";
import { startUpload } from "#app/services/tip/start-upload.server";
import { submitSealedTip } from "#app/services/tip/submit-sealed-tip.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { aTip, makeWorld, type World } from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const hashOf = (bytes: Uint8Array) =>
  createHash("sha256").update(bytes).digest("base64url");

/** A file that went up in some parts. */
async function uploaded(parts = 1) {
  const size = sealedFileBytes(
    parts === 1 ? 1 : parts * LEAST_UPLOAD_PART_BYTES,
  );
  const content = randomBytes(size);
  const { uploadId } = await startUpload(world.deps, { sealedBytes: size });
  for (let part = 0, start = 0; part < parts; part++) {
    const end = part === parts - 1 ? size : start + LEAST_UPLOAD_PART_BYTES;
    await receiveUploadPart(world.deps, uploadId, {
      start,
      stream: new Blob([content.subarray(start, end)]).stream(),
    });
    start = end;
  }
  return { uploadId, sealedHash: hashOf(content) };
}
type Uploaded = Awaited<ReturnType<typeof uploaded>>;

async function aSealedTip(files: readonly Uploaded[]) {
  const office = world.officeKey("JN");
  const thread = await newIdentity();
  const threadRecipient = await recipientOf(thread);
  const inboxRecipient = await recipientOf(await newIdentity());
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
    identity: null,
    files,
    release: "0.1.0-0123456789ab",
  };
}
const send = (tip: Awaited<ReturnType<typeof aSealedTip>>) =>
  submitSealedTip(world.deps, sealedTip.parse(tip));
const hashesIn = (entry: string) =>
  (JSON.parse(entry) as { data: { fileHashes: string[] } }).data.fileHashes;

describe("the hash of a file that the log states", () => {
  test("is that of the bytes that came, in one part or several", async () => {
    const files = [await uploaded(), await uploaded(3)];
    const { entry } = await send(await aSealedTip(files));
    expect(hashesIn(entry)).toEqual(files.map(({ sealedHash }) => sealedHash));
  });

  test("of another file is refused with a tip, and nothing is lost", async () => {
    const { db } = world;
    for (const parts of [1, 3]) {
      const [whole, broken] = [await uploaded(), await uploaded(parts)];
      const other = hashOf(randomBytes(9));
      const tip = await aSealedTip([whole, { ...broken, sealedHash: other }]);
      const [tips, staged] = [
        await db.tip.count(),
        await db.stagedFile.count(),
      ];
      await expect(send(tip)).rejects.toMatchObject({
        code: "UPLOAD_NOT_AS_SEALED",
        values: { sealedHash: other },
      });
      expect(await db.tip.count()).toBe(tips);
      // finishing is no part of the refusal; nothing that was there went
      expect(await db.stagedFile.count()).toBeGreaterThanOrEqual(staged);
      const { entry } = await send({ ...tip, files: [whole, broken] });
      expect(hashesIn(entry)).toEqual([whole.sealedHash, broken.sealedHash]);
    }
  });

  test("nor two of its own files in each other's place", async () => {
    const [one, two] = [await uploaded(), await uploaded()];
    const crossed = [
      { ...one, sealedHash: two.sealedHash },
      { ...two, sealedHash: one.sealedHash },
    ];
    expect(await refusal(send(await aSealedTip(crossed)))).toBe(
      "UPLOAD_NOT_AS_SEALED",
    );
  });

  test("nor with a file added to an inbox, where the same again still counts as none", async () => {
    const { seeds, leadId } = await sendTip(world);
    const inbox = await findInboxOf(world.db, seeds);
    const [one, two] = [await uploaded(), await uploaded(2)];
    const add = (...files: Uploaded[]) =>
      addUploadedFiles(world.deps, inbox, { files });
    expect(
      await refusal(add(one, { ...two, sealedHash: one.sealedHash })),
    ).toBe("UPLOAD_NOT_AS_SEALED");
    expect(await add(one, two)).toEqual({ added: 2 });
    expect(await add(one, two)).toEqual({ added: 0 });
    const rows = await world.db.logEntry.findMany({
      where: { leadId, kind: "TIPSTER_FILES_ADDED" },
    });
    expect(rows.map((row) => readEntry(row).data)).toMatchObject([
      { files: 2, fileHashes: [one.sealedHash, two.sealedHash] },
    ]);
  });

  test("is compared too when the server sealed the file itself", async () => {
    const thread = await newIdentity();
    const { sealedHash, ...staged } = await stageFile(world.deps, {
      stream: new Blob(["x"]).stream(),
      name: "x.txt",
      type: "text/plain",
      threadRecipient: await recipientOf(thread),
    });
    const stating = (hash: string) =>
      submitTip(world.deps, {
        token: newSubmissionToken(),
        body: aTip({ files: [{ sealedHash: hash, variant: "ORIGINAL" }] }),
        identity: null,
        thread: { identity: thread },
        staged: [staged],
      });
    expect(await refusal(stating(hashOf(randomBytes(9))))).toBe(
      "UPLOAD_NOT_AS_SEALED",
    );
    expect((await stating(sealedHash)).firstTime).toBe(true);
  });
});
