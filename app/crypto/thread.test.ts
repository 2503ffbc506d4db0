import { expect, test } from "vitest";
import { formPurposes, sealBoundForm } from "./bound-form";
import { newIdentity, recipientOf } from "./identity";
import { sealFileStream } from "./sealed-file";
import { FILE_BEGINNING_BYTES } from "./sealed-sizes";
import { openFileLabel, openMessage } from "./thread";

const thread = await newIdentity();
const recipient = await recipientOf(thread);

async function sealedFile(bytes: number): Promise<Uint8Array> {
  const { stream } = await sealFileStream(
    new Blob([new Uint8Array(bytes)]).stream(),
    { name: "账单.pdf", type: "application/pdf" },
    [recipient],
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

test.each([0, 1, 62_000, 65_535, 65_536, 70_000, 300_000])(
  "the name of a file of %i bytes is in its beginning",
  async (bytes) => {
    const sealed = await sealedFile(bytes);
    expect(
      await openFileLabel(sealed.subarray(0, FILE_BEGINNING_BYTES), {
        thread,
      }),
    ).toEqual({ name: "账单.pdf", type: "application/pdf" });
  },
);

test("another's file, a changed one, a cut one and garbage have no name, and none is waited for", async () => {
  const sealed = await sealedFile(300_000);
  const beginning = sealed.slice(0, FILE_BEGINNING_BYTES);
  expect(
    await openFileLabel(beginning, { thread: await newIdentity() }),
  ).toBeNull();
  const changed = beginning.slice();
  changed[5_000]! ^= 1;
  const endless = beginning.slice();
  endless.fill(65, 30);
  const badHeader = beginning.slice();
  badHeader[300]! ^= 1;
  for (const bytes of [
    changed,
    endless,
    badHeader,
    beginning.subarray(0, 40_000),
    new Uint8Array(0),
    new Uint8Array(300),
    new Uint8Array(FILE_BEGINNING_BYTES),
  ])
    expect(await openFileLabel(bytes, { thread })).toBeNull();
});

test("a message of the wrong side is none", async () => {
  const body = await sealBoundForm(formPurposes.tipsterMessage, { v: 1 }, [
    recipient,
  ]);
  expect(await openMessage(body, { side: "TIPSTER", thread })).toEqual({
    v: 1,
  });
  expect(await openMessage(body, { side: "STAFF", thread })).toBeNull();
  expect(
    await openMessage(body.slice(1), { side: "TIPSTER", thread }),
  ).toBeNull();
});
