import { inflatedParts } from "./inflated";

/**
 * Looks for marks (unique texts somebody typed) in bytes of any kind: as they are and in every form in which a store, a
 * queue or a log may have written them. A mark found is a leak, whatever the reason.
 */
export type Leak = {
  readonly place: string;
  readonly mark: string;
  readonly form: string;
};

type Needle = { readonly form: string; readonly bytes: Buffer };

/** Base64 of bytes inside a longer stream: the same text at each of the three offsets, without the characters its neighbours touch. */
function base64Forms(
  bytes: Buffer,
  form: string,
  encoding: "base64" | "base64url",
): Needle[] {
  return [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(encoding)
      .replace(/=+$/, "");
    const start = offset === 0 ? 0 : offset + 1;
    const end = shifted.length - ((bytes.length + offset) % 3 === 0 ? 0 : 1);
    return {
      form: `${form}, offset ${offset}`,
      bytes: Buffer.from(shifted.slice(start, end)),
    };
  });
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

export function needlesFor(mark: string): readonly Needle[] {
  const raw = Buffer.from(mark, "utf8");
  const escaped = mark.replace(
    /[^\x20-\x7e]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const needles = [
    { form: "raw", bytes: raw },
    { form: "UTF-16LE", bytes: Buffer.from(mark, "utf16le") },
    { form: "UTF-16BE", bytes: utf16be(mark) },
    { form: "hex", bytes: Buffer.from(raw.toString("hex")) },
    { form: "HEX", bytes: Buffer.from(raw.toString("hex").toUpperCase()) },
    {
      form: "hex of UTF-16LE",
      bytes: Buffer.from(Buffer.from(mark, "utf16le").toString("hex")),
    },
    { form: "percent", bytes: Buffer.from(encodeURIComponent(mark)) },
    { form: "JSON escapes", bytes: Buffer.from(escaped) },
    {
      form: "HTML escapes",
      bytes: Buffer.from(
        mark.replace(/[^\x20-\x7e]/gu, (each) => `&#${each.codePointAt(0)};`),
      ),
    },
    {
      form: "quoted-printable",
      bytes: Buffer.from(
        [...raw]
          .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
          .join(""),
      ),
    },
    ...base64Forms(raw, "base64", "base64"),
    ...base64Forms(raw, "base64url", "base64url"),
    ...base64Forms(
      Buffer.from(mark, "utf16le"),
      "base64 of UTF-16LE",
      "base64",
    ),
  ];
  const seen = new Set<string>();
  return needles.filter(
    ({ bytes }) =>
      !seen.has(bytes.toString("latin1")) && seen.add(bytes.toString("latin1")),
  );
}

export function findMarks(
  place: string,
  bytes: Buffer,
  marks: readonly string[],
): Leak[] {
  const inflated = inflatedParts(bytes);
  return marks.flatMap((mark) =>
    needlesFor(mark).flatMap((needle) => [
      ...(bytes.includes(needle.bytes)
        ? [{ place, mark, form: needle.form }]
        : []),
      ...(inflated.some((part) => part.includes(needle.bytes))
        ? [{ place, mark, form: `deflated ${needle.form}` }]
        : []),
    ]),
  );
}
