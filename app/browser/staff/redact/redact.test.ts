import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { boxBetween, coverPixels } from "./cover";
import { COVER, coverEverywhere, coverRange } from "./cover-text";
import { packPixels, pdfOf, pngOf } from "./flat-pictures";

const page = (width: number, height: number) => ({
  width,
  height,
  rgba: Uint8Array.from(
    { length: width * height * 4 },
    (_, at) => (at * 37 + (at >> 3)) % 256,
  ).buffer,
});

describe("covering pixels", () => {
  it("leaves nothing under a box, to the edge of every pixel it touches", () => {
    const pixels = page(20, 10);
    const before = new Uint8Array(pixels.rgba.slice(0));
    coverPixels(pixels, [
      { left: 0.26, top: 0.31, width: 0.2, height: 0.2 },
      { left: 0.9, top: 0.9, width: 5, height: 5 },
    ]);
    const after = new Uint8Array(pixels.rgba);
    for (let y = 0; y < 10; y++)
      for (let x = 0; x < 20; x++) {
        const at = (y * 20 + x) * 4;
        const isCovered =
          (x >= 5 && x < 10 && y >= 3 && y < 6) || (x >= 18 && y >= 9);
        expect([x, y, ...after.slice(at, at + 4)]).toEqual([
          x,
          y,
          ...(isCovered ? [0, 0, 0] : before.slice(at, at + 3)),
          255,
        ]);
      }
  });

  it("takes corners in any order and keeps boxes on the page", () => {
    expect(boxBetween({ x: 0.5, y: 0.75 }, { x: 0.25, y: -1 })).toEqual({
      left: 0.25,
      top: 0,
      width: 0.25,
      height: 0.75,
    });
  });
});

describe("pictures from pixels", () => {
  it("are PNG with header, pixels and end and no other chunk", async () => {
    const pixels = page(33, 17);
    const png = pngOf(await packPixels(pixels));
    const chunks: string[] = [];
    let data = new Uint8Array(0);
    for (let at = 8; at < png.length;) {
      const view = new DataView(png.buffer, at);
      const length = view.getUint32(0);
      const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
      chunks.push(name);
      if (name === "IDAT") data = png.slice(at + 8, at + 8 + length);
      at += 12 + length;
    }
    expect(chunks).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(unfiltered(new Uint8Array(inflateSync(data)), 33, 17)).toEqual(
      withoutAlpha(new Uint8Array(pixels.rgba)),
    );
  });

  it("are PDF pages that hold one picture each and nothing else", async () => {
    const pixels = page(40, 20);
    const packed = await packPixels(pixels);
    const pdf = pdfOf([packed, packed], { dpi: 200 });
    const text = Buffer.from(pdf).toString("latin1");
    for (const word of ["/Info", "/ID", "/Producer", "/Font", "/Annots"])
      expect([word, text.includes(word)]).toEqual([word, false]);
    const file = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
    expect(file.numPages).toBe(2);
    const first = await file.getPage(1);
    expect((await first.getTextContent()).items).toEqual([]);
    const { fnArray } = await first.getOperatorList();
    expect(fnArray).toContain(OPS.paintImageXObject);
    expect(first.getViewport({ scale: 1 }).width).toBeCloseTo(14.4);
  });

  it("are the same bytes for the same pixels", async () => {
    const sums = await Promise.all(
      [1, 2].map(async () =>
        createHash("sha256")
          .update(pdfOf([await packPixels(page(9, 9))], { dpi: 200 }))
          .digest("hex"),
      ),
    );
    expect(sums[0]).toBe(sums[1]);
  });
});

function unfiltered(data: Uint8Array, width: number, height: number) {
  const row = width * 3;
  const rgb = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    expect(data[y * (row + 1)]).toBe(2);
    for (let x = 0; x < row; x++)
      rgb[y * row + x] =
        data[y * (row + 1) + 1 + x]! + (y === 0 ? 0 : rgb[(y - 1) * row + x]!);
  }
  return rgb;
}
const withoutAlpha = (rgba: Uint8Array) =>
  rgba.filter((_, index) => index % 4 !== 3);

describe("covering text", () => {
  it("covers what is selected, always as long", () => {
    expect(coverRange("住在张三家", { start: 2, end: 4 })).toBe(
      `住在${COVER}家`,
    );
    expect(coverRange("住在张三家", { start: 2, end: 2 })).toBe("住在张三家");
    expect(coverRange(`${COVER}张三`, { start: 5, end: 7 })).toBe(COVER);
  });

  it("covers a word everywhere, whatever its case or width", () => {
    expect(
      coverEverywhere("张三、ＺＨＡＮＧ san、zhang SAN", "Zhang San"),
    ).toEqual({ text: `张三、${COVER}、${COVER}`, count: 2 });
    expect(coverEverywhere("一㎏药", "kg")).toEqual({
      text: `一${COVER}药`,
      count: 1,
    });
    expect(coverEverywhere("张三", " ")).toEqual({ text: "张三", count: 0 });
    expect(coverEverywhere("aab", "ab").text).toBe(`a${COVER}`);
  });
});
