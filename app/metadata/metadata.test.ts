import { unzipSync, unzlibSync, zipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import {
  blobOf,
  box,
  bytesOf,
  encryptedPdf,
  filesWithMetadata,
  markedFile,
  plainJpeg,
  pngChunk,
  utf16be,
  utf16le,
} from "#test/factories/files-with-metadata";
import { browserLimits } from "./inspection";
import { clean, inspect, unsafeExamine } from "./metadata";
import { BlobReader, latin1 } from "./bytes";
import { topBoxes } from "./boxes";

async function bytesIn(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The bytes, and what any packed stretch of them unpacks to. */
function layers(bytes: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [bytes];
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    for (const part of Object.values(unzipSync(bytes)))
      found.push(...layers(part));
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] !== 0x78 || (bytes[at]! * 256 + bytes[at + 1]!) % 31 !== 0)
      continue;
    try {
      found.push(unzlibSync(bytes.subarray(at)));
    } catch {
      continue;
    }
  }
  return found;
}

function marksIn(bytes: Uint8Array, marks: readonly string[]): string[] {
  const texts = layers(bytes).map((layer) => latin1(layer));
  return marks.filter((mark) =>
    [
      mark,
      latin1(utf16le(mark)),
      latin1(utf16be(mark)),
      Buffer.from(mark).toString("hex"),
      Buffer.from(utf16be(mark)).toString("hex"),
    ].some((form) => texts.some((text) => text.includes(form))),
  );
}

const files = filesWithMetadata();

describe.each(files.map((file) => [file.name, file] as const))(
  "%s",
  (_name, file) => {
    it("holds every mark, so that the search below can fail", () => {
      expect(file.marks.length).toBeGreaterThan(0);
      expect(marksIn(file.bytes, file.marks).sort()).toEqual(
        [...file.marks].sort(),
      );
    });

    it("is cleaned of every mark, raw, UTF-16, hexadecimal and packed; content stays", async () => {
      const cleaned = await clean(blobOf(file));
      const bytes = await bytesIn(cleaned!.blob);
      expect(marksIn(bytes, file.marks)).toEqual([]);
      const texts = layers(bytes).map((layer) => latin1(layer));
      for (const content of file.content)
        expect(
          texts.some((text) => text.includes(content)),
          content,
        ).toBe(true);
    });

    it("has nothing removable left when it is looked at again", async () => {
      const { blob, left } = (await clean(blobOf(file)))!;
      const again = await inspect(blob);
      expect(again.findings).toEqual(left);
      expect(again.cleaning).toBe(left.length > 0 ? "PARTLY" : "NOTHING_FOUND");
    });

    it("shows values that a page may show", async () => {
      const { findings } = await inspect(blobOf(file));
      for (const { value } of findings) {
        expect(value.length).toBeLessThanOrEqual(200);
        expect(value).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }
    });
  },
);

async function told(name: string): Promise<Record<string, string[]>> {
  const { findings } = await inspect(blobOf(markedFile(name)));
  const labels: Record<string, string[]> = {};
  for (const { label, value } of findings) (labels[label] ??= []).push(value);
  return labels;
}

describe("what is found", () => {
  it("in a photograph: place, device, author, times, preview, second picture", async () => {
    const labels = await told("IMG_20260301_1530.JPG");
    expect(labels.GPS_POSITION).toEqual(["31.238667, 121.477917"]);
    expect(labels.DEVICE_MODEL).toEqual(["zqjpeg-model-qz"]);
    expect(labels.SERIAL_NUMBER).toEqual(["zqjpeg-serial-qz"]);
    expect(labels.TAKEN_AT).toEqual(["2026:03:01 15:30:01"]);
    expect(labels.AUTHOR).toEqual(
      expect.arrayContaining([
        "zqjpeg-artist-qz",
        "zqjpeg-xp-author-qz",
        "zqjpeg-xmp-creator-qz",
        "zqjpeg-iptc-author-qz",
      ]),
    );
    expect(labels.PLACE_NAME).toContain("zqjpeg-iptc-city-qz");
    expect(labels.COMMENT).toContain("zqjpeg-comment-qz 张三");
    expect(Object.keys(labels)).toEqual(
      expect.arrayContaining([
        "THUMBNAIL",
        "FURTHER_PICTURE",
        "CONTENT_CREDENTIALS",
        "MAKER_NOTE",
      ]),
    );
  });

  it("in a film: place, device, times, a track of positions", async () => {
    const labels = await told("IMG_0043.MOV");
    expect(labels.GPS_POSITION).toEqual([
      "+31.2304+121.4737/zqmov-xyz-qz",
      "zqmov-location.ISO6709-qz",
    ]);
    expect(labels.CREATED_AT).toContain("2024-05-31 11:33:20");
    expect(Object.keys(labels)).toEqual(
      expect.arrayContaining(["METADATA_TRACK", "TIMECODE", "DEVICE_MAKE"]),
    );
  });

  it("in a PDF: names in any spelling, remarks, earlier versions", async () => {
    const labels = await told("张三-病历.pdf");
    expect(labels.AUTHOR).toContain("zqpdf-author-qz");
    expect(labels.SOFTWARE).toContain("zqpdf-producer-qz");
    expect(labels.CUSTOM_PROPERTY).toEqual([
      "Custom Key: zqpdf-custom-qz ) ( 1 (nested)",
    ]);
    expect(labels.EARLIER_VERSIONS).toEqual(["1"]);
    expect((await told("报告.pdf")).AUTHOR).toEqual(["zqpdf15-author-qz"]);
  });

  it("in a Word file: people, marks of saving, and changes that only their writer can settle", async () => {
    const inspection = await inspect(blobOf(markedFile("张三的说明.docx")));
    expect(inspection).toMatchObject({ format: "DOCX", cleaning: "PARTLY" });
    expect(inspection.notes).toEqual(
      expect.arrayContaining([
        "TRACKED_CHANGES_KEEP_TEXT",
        "COMMENTS_KEEP_TEXT",
      ]),
    );
    expect(
      inspection.findings.filter(({ removable }) => !removable),
    ).toMatchObject([{ label: "TRACKED_CHANGES" }]);
    const labels = await told("张三的说明.docx");
    expect(labels.REVIEWER).toEqual(
      expect.arrayContaining(["zqdocx-commenter-qz", "zqdocx-account-qz"]),
    );
    expect(Object.keys(labels)).toEqual(
      expect.arrayContaining(["SAVE_MARKS", "EDITING_TIME", "GPS_POSITION"]),
    );
  });
});

describe("what stays", () => {
  it("which side is up, and a common colour profile", async () => {
    const jpeg = await bytesIn(
      (await clean(blobOf(markedFile("IMG_20260301_1530.JPG"))))!.blob,
    );
    expect(latin1(jpeg)).toContain("\x01\x12\0\x03\0\0\0\x01\0\x06");
    expect(latin1(jpeg)).toContain("ICC_PROFILE");
    const scan = await bytesIn(
      (await clean(blobOf(markedFile("scan.jpeg"))))!.blob,
    );
    expect(latin1(scan)).not.toContain("ICC_PROFILE");
  });

  it("a plain picture byte for byte", async () => {
    const file = new Blob([plainJpeg]);
    expect((await inspect(file)).cleaning).toBe("NOTHING_FOUND");
    expect(await bytesIn((await clean(file))!.blob)).toEqual(plainJpeg);
  });

  it("the places of sound and picture in a film", async () => {
    const file = markedFile("VID_20260301.mp4");
    const { blob } = (await clean(blobOf(file)))!;
    const places = async (from: Blob) =>
      (await topBoxes(new BlobReader(from))).boxes.map(({ at, end }) => [
        at,
        end,
      ]);
    expect(await places(blob)).toEqual(await places(blobOf(file)));
    expect(blob.size).toBe(file.bytes.length);
  });

  it.each(["张三-病历.pdf", "报告.pdf"])(
    "the page of %s, for a reader of PDF",
    async (name) => {
      const { blob } = (await clean(blobOf(markedFile(name))))!;
      const document = await getDocument({
        data: await bytesIn(blob),
        stopAtErrors: true,
        verbosity: 0,
      }).promise;
      const content = await (await document.getPage(1)).getTextContent();
      expect(
        content.items.map((item) => ("str" in item ? item.str : "")),
      ).toEqual(["page-stays-page"]);
      const { info } = (await document.getMetadata()) as { info: object };
      expect(JSON.stringify(info)).not.toContain("zq");
      await document.loadingTask.destroy();
    },
  );
});

describe("what cannot be cleaned is said", () => {
  it("a locked PDF", async () => {
    const file = new Blob([encryptedPdf()]);
    expect(await inspect(file)).toMatchObject({
      format: "PDF",
      cleaning: "IMPOSSIBLE",
      notes: expect.arrayContaining(["PDF_ENCRYPTED"]) as unknown,
    });
    expect(await clean(file)).toBeNull();
  });

  it("an old or locked Office file, and files of other kinds", async () => {
    const old = new Blob([
      bytesOf("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", new Uint8Array(600)),
    ]);
    expect(await inspect(old)).toMatchObject({
      format: "OTHER",
      cleaning: "IMPOSSIBLE",
      notes: ["OLD_OFFICE_OR_ENCRYPTED"],
    });
    for (const other of ["", "text", "ID3\x03"])
      expect((await inspect(new Blob([other]))).notes).toEqual([
        "FORMAT_UNKNOWN",
      ]);
    const zip = new Blob([new Uint8Array(zipSync({ "a.txt": bytesOf("a") }))]);
    expect((await inspect(zip)).notes).toEqual(["FORMAT_UNKNOWN"]);
  });

  it("what is beyond the limits of memory", async () => {
    const limits = { bytesInMemory: 1_000 };
    for (const name of ["张三-病历.pdf", "张三的说明.docx"])
      expect(
        (await unsafeExamine(blobOf(markedFile(name)), limits)).inspection,
      ).toMatchObject({ cleaning: "IMPOSSIBLE" });
  });

  it("a package that holds far more than its size", async () => {
    const bomb = zipSync(
      {
        "[Content_Types].xml": new Uint8Array(10),
        "word/document.xml": new Uint8Array(30_000_000),
        "word/comments.xml": new Uint8Array(30_000_000),
      },
      { level: 9 },
    );
    const { inspection, cleaned } = await unsafeExamine(
      new Blob([new Uint8Array(bomb)]),
      { bytesInMemory: 20_000_000 },
    );
    expect(inspection.notes).toContain("TOO_MUCH_INSIDE");
    expect(cleaned).toBeNull();
    // the directory may say anything about sizes
    const lying = bytesOf(
      latin1(bomb).replaceAll("\x80\xc3\xc9\x01", "\x10\0\0\0"),
    );
    expect(
      (await unsafeExamine(new Blob([lying]), { bytesInMemory: 20_000_000 }))
        .cleaned,
    ).toBeNull();
  });

  it("parts that lie over one another", async () => {
    const names = ["[Content_Types].xml", "word/document.xml"];
    const text = latin1(
      zipSync(
        Object.fromEntries(
          [...names, "a/1", "a/2", "a/3"].map((name) => [
            name,
            crypto.getRandomValues(new Uint8Array(500)),
          ]),
        ),
      ),
    );
    const end = text.lastIndexOf("PK\x05\x06");
    const first = text.indexOf("PK\x01\x02");
    // every entry of the directory points to the same part, and there are many of them
    const directory = text.slice(first, end);
    const entries = directory
      .split(/(?=PK\x01\x02)/)
      .map(
        (entry) =>
          entry.slice(0, 20) +
          "\xe0\x01\0\0" +
          entry.slice(24, 42) +
          "\0\0\0\0" +
          entry.slice(46),
      );
    const overlapping = bytesOf(
      text.slice(0, 600),
      entries.join(""),
      text.slice(end, end + 16),
      600 & 255,
      600 >> 8,
      0,
      0,
      0,
      0,
    );
    expect((await inspect(new Blob([overlapping]))).notes).toContain(
      "TOO_MUCH_INSIDE",
    );
  });

  it("a PNG that needs a chunk nobody knows", async () => {
    const png = latin1(markedFile("截图 2026-03-01.png").bytes);
    const at = png.indexOf("IDAT") - 4;
    const file = new Blob([
      bytesOf(png.slice(0, at), pngChunk("ODDp", "x"), png.slice(at)),
    ]);
    expect(await inspect(file)).toMatchObject({ cleaning: "PARTLY" });
  });

  it("films whose box lengths lie", async () => {
    for (const length of [0, 1, 7, 8, 0xffffffff]) {
      const head = bytesOf(
        box("ftyp", "isom"),
        length >>> 24,
        (length >> 16) & 255,
        (length >> 8) & 255,
        length & 255,
        "moov",
      );
      expect(
        (await unsafeExamine(new Blob([head]), browserLimits)).cleaned,
      ).toBeNull();
    }
  });
});
