import { deflateSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { findMarks } from "./marks";

const mark = "黑瓦罐七三一 MARK-4711";
const raw = Buffer.from(mark);

test.each([
  ["raw", raw],
  ["UTF-16LE", Buffer.from(mark, "utf16le")],
  ["UTF-16BE", Buffer.from(mark, "utf16le").swap16()],
  ["hex", Buffer.from(raw.toString("hex"))],
  ["percent", Buffer.from(encodeURIComponent(mark))],
  [
    "JSON",
    Buffer.from(
      JSON.stringify(mark).replace(
        /[^\x20-\x7e]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16)}`,
      ),
    ),
  ],
])("finds a mark written as %s", (_form, bytes) => {
  expect(
    findMarks(
      "x",
      Buffer.concat([Buffer.from("before"), bytes, Buffer.from("after")]),
      [mark],
    ),
  ).not.toEqual([]);
});

test.each([0, 1, 2, 3, 4])(
  "finds a mark in base64 after %i other bytes",
  (count) => {
    for (const encoding of ["base64", "base64url"] as const) {
      const text = Buffer.concat([
        Buffer.alloc(count, "y"),
        raw,
        Buffer.from("tail of the text"),
      ]).toString(encoding);
      expect(findMarks("x", Buffer.from(text), [mark]), encoding).not.toEqual(
        [],
      );
    }
  },
);

test("finds nothing where nothing is", () => {
  expect(
    findMarks(
      "x",
      Buffer.from(`${mark.slice(0, -1)}2 ${raw.subarray(1).toString("hex")}`),
      [mark],
    ),
  ).toEqual([]);
});

test.each([
  ["zlib", deflateSync],
  ["gzip", gzipSync],
])("finds a mark that was deflated (%s), also in the middle", (_name, pack) => {
  const packed = pack(Buffer.from(`tell ${mark} again and again `.repeat(9)));
  expect(
    findMarks("x", Buffer.concat([Buffer.from("head"), packed]), [mark]),
  ).not.toEqual([]);
  // a dump that ends early
  expect(
    findMarks("x", packed.subarray(0, packed.length - 4), [mark]),
  ).not.toEqual([]);
});

test("finds a mark in a member of a ZIP file", () => {
  const zip = Buffer.from(
    zipSync({ "text.txt": Buffer.from(`${mark} `.repeat(50)) }),
  );
  expect(findMarks("x", zip, [mark])).not.toEqual([]);
});
