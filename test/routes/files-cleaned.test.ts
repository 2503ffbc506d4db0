import { afterAll, beforeAll, expect, test } from "vitest";
import type { ListedFile } from "#app/components/report/report-view";
import { openFileBytes } from "#app/crypto/sealed-file";
import { latin1 } from "#app/metadata/bytes";
import { handleReport } from "#app/routes/report/handle-report.server";
import { openStaged } from "#app/routes/report/staged-files.server";
import { encryptedPdf, markedFile } from "#test/factories/files-with-metadata";
import { makeWorld, type World } from "#test/factories/portal-world";
import { multipart, type FormFile } from "./form-visitor";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Files as the script-free form sends them: what the page says, and what lies sealed. */
async function handIn(
  fields: Record<string, string>,
  files: readonly FormFile[],
) {
  const { data: view } = await handleReport({
    deps: world.deps,
    language: "zh-CN",
    request: multipart({ page: "evidence", go: "upload", ...fields }, files),
    form: null,
  });
  if (view.view !== "QUESTION") throw new Error(view.view);
  const thread = await openStaged(world.deps, view.carried.staged);
  const sealed = [];
  for (const { storageKey, variant } of thread!.files) {
    const stored = world.storage.objects.get(storageKey)!;
    const { name, content } = await openFileBytes(stored, thread!.identity);
    sealed.push({ name, variant, content });
  }
  return { listed: view.files, sealed, ticket: thread! };
}

const photo = markedFile("IMG_20260301_1530.JPG");
const marksIn = (content: Uint8Array) =>
  photo.marks.filter((mark) => latin1(content).includes(mark));
const summary = (files: readonly ListedFile[]) =>
  files.map(({ name, variant }) => [name, variant]);

test("a file is cleaned unless the tipster says otherwise, and its name with it", async () => {
  for (const variant of ["", "CLEANED", "odd"]) {
    const { listed, sealed } = await handIn({ variant }, [photo]);
    expect(summary(listed)).toEqual([["file-1.jpg", "CLEANED"]]);
    expect(sealed).toMatchObject([{ name: "file-1.jpg", variant: "CLEANED" }]);
    expect(marksIn(sealed[0]!.content)).toEqual([]);
    expect(listed[0]!.hidden!.removed).toEqual(
      expect.arrayContaining(["GPS_POSITION", "DEVICE_MODEL", "AUTHOR"]),
    );
    expect(listed[0]!.hidden!.left).toEqual([]);
  }
});

test("the original, or both, byte for byte", async () => {
  const original = await handIn({ variant: "ORIGINAL" }, [photo]);
  expect(summary(original.listed)).toEqual([[photo.name, "ORIGINAL"]]);
  expect(original.sealed[0]!.content).toEqual(photo.bytes);
  expect(original.listed[0]!.hidden!.left).toContain("GPS_POSITION");
  const both = await handIn({ variant: "BOTH" }, [photo]);
  expect(summary(both.listed)).toEqual([
    ["file-1.jpg", "CLEANED"],
    [photo.name, "ORIGINAL"],
  ]);
  expect(marksIn(both.sealed[0]!.content)).toEqual([]);
  expect(both.sealed[1]!.content).toEqual(photo.bytes);
});

test("what cannot be cleaned, or is too large to be looked at, is sealed as it is and says so", async () => {
  const large = new Uint8Array(20_500_000);
  large.set(photo.bytes);
  const { listed, sealed } = await handIn({}, [
    { name: "锁.pdf", bytes: encryptedPdf() },
    { name: "大.jpg", bytes: large },
    { name: "文.txt", bytes: "x" },
  ]);
  expect(summary(listed)).toEqual([
    ["锁.pdf", "UNKNOWN"],
    ["大.jpg", "UNKNOWN"],
    ["文.txt", "UNKNOWN"],
  ]);
  expect(listed.map(({ hidden }) => hidden!.notes[0])).toEqual([
    "PDF_ENCRYPTED",
    "TOO_LARGE_TO_EXAMINE",
    "FORMAT_UNKNOWN",
  ]);
  expect(Buffer.compare(sealed[1]!.content, large)).toBe(0);
});

test("the ticket and the page carry codes, never what the metadata said", async () => {
  const { listed, ticket } = await handIn({ variant: "BOTH" }, [photo]);
  const carried = JSON.stringify([listed, ticket.files]);
  expect(photo.marks.filter((mark) => carried.includes(mark))).toEqual([]);
  expect(carried).toContain("GPS_POSITION");
});

test("many at once wait for one another and all arrive", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => handIn({}, [photo, photo])),
  );
  for (const { listed } of answers)
    expect(summary(listed)).toEqual([
      ["file-1.jpg", "CLEANED"],
      ["file-2.jpg", "CLEANED"],
    ]);
});
