import { strToU8, zipSync, zlibSync, type Zippable } from "fflate";

/** A real file with marks in every place that tells, and strings of content that must stay. */
export type MarkedFile = {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly marks: readonly string[];
  /** marks no in-place cleaning takes out, because they are content */
  readonly content: readonly string[];
};

export const blobOf = (file: Pick<MarkedFile, "bytes">) =>
  new Blob([file.bytes]);

type Part = Uint8Array | string | number | readonly Part[];

/** Numbers are single bytes, strings Latin-1. */
export function bytesOf(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const flat: Uint8Array[] = [];
  const walk = (part: Part) => {
    if (typeof part === "number") flat.push(Uint8Array.of(part));
    else if (typeof part === "string")
      flat.push(Uint8Array.from(part, (character) => character.charCodeAt(0)));
    else if (part instanceof Uint8Array) flat.push(part);
    else part.forEach(walk);
  };
  parts.forEach(walk);
  const all = new Uint8Array(flat.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of flat) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

const be16 = (value: number) => bytesOf((value >> 8) & 255, value & 255);
const be32 = (value: number) =>
  bytesOf(be16(value >>> 16), be16(value & 0xffff));
const le16 = (value: number) => bytesOf(value & 255, (value >> 8) & 255);
const le32 = (value: number) =>
  bytesOf(le16(value & 0xffff), le16(value >>> 16));
const utf8 = (text: string) => new TextEncoder().encode(text);
export const utf16le = (text: string) =>
  bytesOf([...text].map((character) => le16(character.charCodeAt(0))));
export const utf16be = (text: string) =>
  bytesOf([...text].map((character) => be16(character.charCodeAt(0))));

/** Each mark is a word of its own; `word` remembers it. */
function marker(file: string) {
  const marks: string[] = [];
  return {
    marks,
    word: (place: string) => {
      const mark = `zq${file}-${place}-qz`;
      marks.push(mark);
      return mark;
    },
  };
}
type Word = (place: string) => string;

const JPEG =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABgRAAIDAAAAAAAAAAAAAAAAAAAEQUKB/9oADAMBAAIRAxEAPwCYAqsjO10//9k=";
const WEBP_PICTURE =
  "VlA4ICgAAABwAQCdASoQAAgABABoJaACdAFAAAD+4zFGWfhRTbY//iHNzf4f8AAA";
const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** 16 x 8 pixels with the sRGB profile. */
export const plainJpeg = fromBase64(JPEG);
const srgb = plainJpeg.slice(20 + 18, 20 + 18 + 456);

/** A profile whose description names a screen. */
function profileOf(description: string): Uint8Array {
  const text = utf16be(description);
  return bytesOf(
    be32(144 + 28 + text.length),
    srgb.slice(4, 128),
    be32(1),
    "desc",
    be32(144),
    be32(28 + text.length),
    "mluc",
    be32(0),
    be32(1),
    be32(12),
    "enUS",
    be32(text.length),
    be32(28),
    text,
  );
}

type Entry = readonly [tag: number, type: number, value: Uint8Array];
const ascii = (tag: number, text: string): Entry => [tag, 2, bytesOf(text, 0)];
const short = (tag: number, value: number): Entry => [tag, 3, be16(value)];
const long = (tag: number, value: number): Entry => [tag, 4, be32(value)];

/** A big-endian TIFF directory at `at`, its long values behind it. */
function directory(entries: readonly Entry[], at: number, next: number) {
  const unit = [1, 1, 1, 2, 4, 8, 1, 1];
  let valueAt = at + 2 + 12 * entries.length + 4;
  const rows: Uint8Array[] = [];
  const values: Uint8Array[] = [];
  for (const [tag, type, value] of [...entries].sort((a, b) => a[0] - b[0])) {
    const count = value.length / (unit[type] ?? 1);
    rows.push(bytesOf(be16(tag), be16(type), be32(count)));
    if (value.length <= 4)
      rows.push(bytesOf(value, new Uint8Array(4 - value.length)));
    else {
      rows.push(be32(valueAt));
      values.push(bytesOf(value, new Uint8Array(value.length % 2)));
      valueAt += value.length + (value.length % 2);
    }
  }
  return bytesOf(be16(entries.length), rows, be32(next), values);
}

function exifBlock(word: Word, orientation: number): Uint8Array {
  const rational = (...values: readonly number[]) =>
    bytesOf(
      values.map((value) => [be32(Math.round(value * 1_000)), be32(1_000)]),
    );
  const main = (exif: number, gps: number): readonly Entry[] => [
    ascii(0x010e, word("description")),
    ascii(0x010f, word("make")),
    ascii(0x0110, word("model")),
    short(0x0112, orientation),
    ascii(0x0131, word("software")),
    ascii(0x0132, "2026:03:01 15:30:00"),
    ascii(0x013b, word("artist")),
    ascii(0x8298, word("copyright")),
    [0x9c9d, 1, utf16le(word("xp-author"))],
    long(0x8769, exif),
    long(0x8825, gps),
  ];
  const detail: readonly Entry[] = [
    ascii(0x9003, "2026:03:01 15:30:01"),
    [0x9286, 7, bytesOf("UNICODE\0", utf16be(word("user-comment")))],
    [0x927c, 7, bytesOf("Maker\0", word("maker-note"))],
    ascii(0xa430, word("owner")),
    ascii(0xa431, word("serial")),
    ascii(0xa434, word("lens")),
  ];
  const gps: readonly Entry[] = [
    ascii(1, "N"),
    [2, 5, rational(31, 13.5, 49.2)],
    ascii(3, "E"),
    [4, 5, rational(121, 28.25, 25.5)],
    ascii(0x1d, "2026:03:01"),
  ];
  const thumbnail = bytesOf("\xff\xd8", word("thumbnail"), "\xff\xd9");
  // two passes: places depend on lengths, not on places
  const sizes = [main(0, 0), detail, gps].map(
    (entries) => directory(entries, 0, 0).length,
  );
  const exifAt = 8 + sizes[0]!;
  const gpsAt = exifAt + sizes[1]!;
  const previewAt = gpsAt + sizes[2]!;
  const preview = (at: number): readonly Entry[] => [
    short(0x0103, 6),
    long(0x0201, at),
    long(0x0202, thumbnail.length),
  ];
  const previewSize = directory(preview(0), 0, 0).length;
  return bytesOf(
    "MM\0*",
    be32(8),
    directory(main(exifAt, gpsAt), 8, previewAt),
    directory(detail, exifAt, 0),
    directory(gps, gpsAt, 0),
    directory(preview(previewAt + previewSize), previewAt, 0),
    thumbnail,
  );
}

function xmpPacket(word: Word): string {
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmp:CreatorTool="${word("xmp-tool")}" xmpMM:DocumentID="${word("xmp-id")}" photoshop:City="${word("xmp-city")}"><dc:creator><rdf:Seq><rdf:li>${word("xmp-creator")}</rdf:li></rdf:Seq></dc:creator><xmpMM:History><rdf:Seq><rdf:li stEvt:softwareAgent="${word("xmp-history")}"/></rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

function photoshopBlock(word: Word): Uint8Array {
  const set = (id: number, text: string) =>
    bytesOf(0x1c, 2, id, be16(text.length), text);
  const iptc = bytesOf(
    set(80, word("iptc-author")),
    set(90, word("iptc-city")),
    set(120, word("iptc-caption")),
  );
  const resource = (id: number, data: Uint8Array) =>
    bytesOf(
      "8BIM",
      be16(id),
      0,
      0,
      be32(data.length),
      data,
      new Uint8Array(data.length % 2),
    );
  return bytesOf(
    resource(0x0404, iptc),
    resource(0x0bb7, bytesOf(word("photoshop"))),
  );
}

const segment = (marker: number, ...data: readonly Part[]) => {
  const body = bytesOf(...data);
  return bytesOf(0xff, marker, be16(body.length + 2), body);
};

function markedJpeg(): MarkedFile {
  const { word, marks } = marker("jpeg");
  const bytes = bytesOf(
    "\xff\xd8",
    segment(
      0xe0,
      "JFIF\0",
      1,
      1,
      0,
      be16(1),
      be16(1),
      4,
      1,
      word("jfif-thb").slice(0, 12),
    ),
    segment(0xe0, "JFXX\0\x10", word("jfxx")),
    segment(0xe1, "Exif\0\0", exifBlock(word, 6)),
    segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", xmpPacket(word)),
    segment(0xe1, "http://ns.adobe.com/xmp/extension/\0", word("xmp-extended")),
    segment(0xed, "Photoshop 3.0\0", photoshopBlock(word)),
    plainJpeg.slice(20, 20 + 2 + 472),
    segment(0xe2, "MPF\0", word("mpf")),
    segment(0xeb, "JP", be16(1), be32(1), be32(40), "jumb", word("c2pa")),
    segment(0xec, "Ducky", word("ducky")),
    segment(0xef, word("app15")),
    segment(0xee, "Adobe", be16(100), be16(0), be16(0), 1, word("adobe")),
    segment(0xfe, utf8(`${word("comment")} 张三`)),
    plainJpeg.slice(20 + 474, -2),
    "\xff\xd9",
    plainJpeg,
    word("trailer"),
    "ftypmp42",
    word("motion"),
  );
  return {
    name: "IMG_20260301_1530.JPG",
    bytes,
    marks: marks.map((mark) =>
      mark.slice(0, 12).startsWith("zqjpeg-jfif-") ? mark.slice(0, 12) : mark,
    ),
    content: [],
  };
}

/** Where the picture carries a profile of one device, and scans with restarts and fill bytes. */
function jpegOfADevice(): MarkedFile {
  const { word, marks } = marker("jdev");
  const bytes = bytesOf(
    plainJpeg.slice(0, 20),
    segment(0xe2, "ICC_PROFILE\0", 1, 1, profileOf(word("screen"))),
    "\xff",
    plainJpeg.slice(20 + 474),
  );
  return { name: "scan.jpeg", bytes, marks, content: [] };
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

export function pngChunk(type: string, ...data: readonly Part[]) {
  const body = bytesOf(type, ...data);
  return bytesOf(be32(body.length - 4), body, be32(crc(body)));
}

function markedPng(): MarkedFile {
  const { word, marks } = marker("png");
  const pixels = bytesOf(
    Array.from({ length: 4 }, () =>
      bytesOf(0, "\xc0\x30\x30\x30\x60\xc0\x10\x10\x10\x20\x20\x20"),
    ),
  );
  const packed = zlibSync(pixels);
  const bytes = bytesOf(
    "\x89PNG\r\n\x1a\n",
    pngChunk("IHDR", be32(4), be32(4), 8, 2, 0, 0, 0),
    pngChunk(
      "iCCP",
      word("profile-name"),
      0,
      0,
      zlibSync(profileOf(word("screen"))),
    ),
    pngChunk("tEXt", "Author\0", word("text")),
    pngChunk("zTXt", "Comment\0\0", zlibSync(utf8(word("ztext")))),
    pngChunk("iTXt", "Title\0\x01\0zh\0\0", zlibSync(utf8(word("itext")))),
    pngChunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", xmpPacket(word)),
    pngChunk("eXIf", exifBlock(word, 3)),
    pngChunk("tIME", be16(2026), 3, 1, 15, 30, 0),
    pngChunk("caBX", word("c2pa")),
    pngChunk("prIv", word("private")),
    pngChunk("gAMA", be32(45_455)),
    pngChunk("IDAT", packed.slice(0, 10)),
    pngChunk("IDAT", packed.slice(10)),
    pngChunk("IEND"),
    word("trailer"),
  );
  return { name: "截图 2026-03-01.png", bytes, marks, content: [] };
}

function riffChunk(type: string, data: Uint8Array) {
  return bytesOf(
    type,
    le32(data.length),
    data,
    new Uint8Array(data.length % 2),
  );
}

function markedWebp(): MarkedFile {
  const { word, marks } = marker("webp");
  const body = bytesOf(
    "WEBP",
    riffChunk("VP8X", bytesOf(0x2c, 0, 0, 0, 15, 0, 0, 7, 0, 0)),
    riffChunk("ICCP", profileOf(word("screen"))),
    fromBase64(WEBP_PICTURE),
    riffChunk("EXIF", exifBlock(word, 8)),
    riffChunk("XMP ", utf8(xmpPacket(word))),
    riffChunk("ODDx", utf8(word("odd"))),
  );
  const bytes = bytesOf("RIFF", le32(body.length), body, word("trailer"));
  return { name: "图.webp", bytes, marks, content: [] };
}

export const box = (type: string, ...data: readonly Part[]) => {
  const body = bytesOf(...data);
  return bytesOf(be32(body.length + 8), type, body);
};

function markedHeic(): MarkedFile {
  const { word, marks } = marker("heic");
  const content = ["picture-stays-picture"];
  const picture = bytesOf(content[0]!);
  const exif = bytesOf(be32(6), "Exif\0\0", exifBlock(word, 6));
  const xmp = utf8(xmpPacket(word));
  const uri = utf8(word("other-item"));
  const info = (id: number, type: string, name: string, contentType = "") =>
    box(
      "infe",
      be32(0x02000000),
      be16(id),
      be16(0),
      type,
      name,
      0,
      contentType,
      contentType ? 0 : [],
    );
  const head = box("ftyp", "heic", be32(0), "mif1heic");
  const meta = (start: number) => {
    let at = start;
    const place = (id: number, method: number, length: number) => {
      const row = bytesOf(
        be16(id),
        be16(method),
        be16(0),
        be16(1),
        be32(method === 1 ? 0 : at),
        be32(length),
      );
      if (method === 0) at += length;
      return row;
    };
    return box(
      "meta",
      be32(0),
      box("hdlr", be32(0), be32(0), "pict", new Uint8Array(12), 0),
      box("pitm", be32(0), be16(1)),
      box(
        "iinf",
        be32(0),
        be16(4),
        info(1, "hvc1", word("item-name")),
        info(2, "Exif", ""),
        info(3, "mime", "", "application/rdf+xml"),
        info(4, "mime", "", "text/plain"),
      ),
      box(
        "iloc",
        be32(0x01000000),
        0x44,
        0,
        be16(4),
        place(1, 0, picture.length),
        place(2, 0, exif.length),
        place(3, 0, xmp.length),
        place(4, 1, uri.length),
      ),
      box(
        "iprp",
        box(
          "ipco",
          box("colr", "prof", profileOf(word("screen"))),
          box("colr", "prof", srgb),
          box("irot", 1),
        ),
      ),
      box("idat", uri),
      box("iref", be32(0), box("thmb", be16(1), be16(1), be16(1))),
      box("uuid", new Uint8Array(16), word("uuid")),
    );
  };
  const start = head.length + meta(0).length + 8;
  return {
    name: "IMG_0042.HEIC",
    bytes: bytesOf(
      head,
      meta(start),
      box("mdat", picture, exif, xmp),
      box("uuid", new Uint8Array(16), word("top-uuid")),
      word("end"),
    ),
    marks,
    content,
  };
}

const CREATED = 3_800_000_000;

function markedMovie(brand: "isom" | "qt  "): MarkedFile {
  const { word, marks } = marker(brand === "isom" ? "mp4" : "mov");
  const content = ["film-stays-film"];
  const film = bytesOf(content[0]!);
  const positions = ["31.230416,121.473701", "31.230500,121.473800"].map(
    (text, index) => utf8(`${word(`position${index}`)} ${text}`),
  );
  const timecode = be32(123_456);
  const head = box("ftyp", brand, be32(0), brand);
  const spare = box("free", word("free"));
  const header = (type: string, rest: number) =>
    box(type, be32(0), be32(CREATED), be32(CREATED + 1), new Uint8Array(rest));
  const handler = (kind: string) =>
    box(
      "hdlr",
      be32(0),
      "mhlr",
      kind,
      "appl",
      new Uint8Array(8),
      word(`handler-${kind}`),
      0,
    );
  const table = (
    entry: Uint8Array,
    sizes: readonly number[],
    offsets: readonly number[],
  ) =>
    box(
      "minf",
      box(
        "stbl",
        box("stsd", be32(0), be32(1), entry),
        box("stts", be32(0), be32(0)),
        box("stsc", be32(0), be32(1), be32(1), be32(1), be32(1)),
        box("stsz", be32(0), be32(0), be32(sizes.length), sizes.map(be32)),
        box("stco", be32(0), be32(offsets.length), offsets.map(be32)),
      ),
    );
  const codec = box(
    "avc1",
    new Uint8Array(6),
    be16(1),
    be32(0),
    "vend",
    new Uint8Array(8),
    be16(16),
    be16(8),
    new Uint8Array(12),
    be16(1),
    bytesOf(20, word("codec").padEnd(31, "\0").slice(0, 31)),
    be16(24),
    be16(0xffff),
  );
  const text = (type: string, value: string) =>
    box(type, be16(value.length), be16(0x15c7), value);
  const data = (value: string) => box("data", be32(1), be32(0), value);
  const keys = [
    "location.ISO6709",
    "make",
    "model",
    "software",
    "creationdate",
    "something.else",
  ];
  const movie = (start: number) =>
    box(
      "moov",
      header("mvhd", 88),
      box(
        "trak",
        header("tkhd", 72),
        box(
          "mdia",
          header("mdhd", 12),
          handler("vide"),
          table(codec, [film.length], [start]),
        ),
        box("udta", text("\xa9nam", word("track-name"))),
      ),
      box(
        "trak",
        header("tkhd", 72),
        box(
          "mdia",
          header("mdhd", 12),
          handler("meta"),
          table(
            box("gpmd", new Uint8Array(8)),
            positions.map(({ length }) => length),
            [start + film.length, start + film.length + positions[0]!.length],
          ),
        ),
      ),
      box(
        "trak",
        header("tkhd", 72),
        box(
          "mdia",
          header("mdhd", 12),
          handler("tmcd"),
          table(
            box("tmcd", new Uint8Array(26)),
            [4],
            [start + film.length + positions[0]!.length + positions[1]!.length],
          ),
        ),
      ),
      box(
        "udta",
        text("\xa9xyz", `+31.2304+121.4737/${word("xyz")}`),
        text("\xa9mod", word("udta-model")),
        box(
          "meta",
          be32(0),
          box("hdlr", be32(0), be32(0), "mdir", new Uint8Array(13)),
          box(
            "ilst",
            box("\xa9too", data(word("tool"))),
            box("\xa9cmt", data(word("comment"))),
          ),
        ),
        box("XMP_", xmpPacket(word)),
      ),
      box(
        "meta",
        box("hdlr", be32(0), be32(0), "mdta", new Uint8Array(13)),
        box(
          "keys",
          be32(0),
          be32(keys.length),
          keys.map((key) => box("mdta", `com.apple.quicktime.${key}`)),
        ),
        box(
          "ilst",
          keys.map((key, index) =>
            bytesOf(
              be32(8 + data(word(key)).length),
              be32(index + 1),
              data(`zq${brand === "isom" ? "mp4" : "mov"}-${key}-qz`),
            ),
          ),
        ),
      ),
      box("uuid", new Uint8Array(16), word("uuid")),
      box("gps ", word("dashcam")),
    );
  // marks are remembered once, whichever pass wrote them
  const size = movie(0).length;
  const start = head.length + spare.length + size + 8;
  return {
    name: brand === "isom" ? "VID_20260301.mp4" : "IMG_0043.MOV",
    bytes: bytesOf(
      head,
      spare,
      movie(start),
      box("mdat", film, positions, timecode),
      box("uuid", new Uint8Array(16), word("top-uuid")),
      box("abcd", word("top-odd")),
    ),
    marks: [...new Set(marks)],
    content,
  };
}

/** Writes objects, a classic table and a trailer; the places come out right. */
class PdfWriter {
  #text: Uint8Array = bytesOf("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  #places = new Map<number, number>();
  #previous: number | null = null;
  #fresh = new Set<number>();

  object(number: number, ...body: readonly Part[]): void {
    this.#places.set(number, this.#text.length);
    this.#fresh.add(number);
    this.#text = bytesOf(
      this.#text,
      `${number} 0 obj\n`,
      ...body,
      "\nendobj\n",
    );
  }

  stream(number: number, dictionary: string, data: Uint8Array): void {
    this.object(
      number,
      `<< ${dictionary} /Length ${data.length} >>\nstream\n`,
      data,
      "\nendstream",
    );
  }

  close(trailer: string): void {
    const at = this.#text.length;
    const rows = [...this.#fresh]
      .sort((a, b) => a - b)
      .map(
        (number) =>
          `${number} 1\n${String(this.#places.get(number)).padStart(10, "0")} 00000 n \n`,
      );
    const first = this.#previous === null ? "0 1\n0000000000 65535 f \n" : "";
    this.#text = bytesOf(
      this.#text,
      `xref\n${first}${rows.join("")}trailer\n<< /Size ${Math.max(...this.#places.keys()) + 1} ${trailer}${this.#previous === null ? "" : ` /Prev ${this.#previous}`} >>\nstartxref\n${at}\n%%EOF\n`,
    );
    this.#previous = at;
    this.#fresh = new Set();
  }

  place = (number: number) => this.#places.get(number)!;
  get length() {
    return this.#text.length;
  }

  bytes(...tail: readonly Part[]): Uint8Array<ArrayBuffer> {
    return bytesOf(this.#text, ...tail);
  }
}

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function markedPdf(): MarkedFile {
  const { word, marks } = marker("pdf");
  const content = ["page-stays-page", "remark-stays-remark"];
  const pdf = new PdfWriter();
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(
    3,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /I 7 0 R >> /Font << /F 9 0 R >> >> /Annots [5 0 R] /LastModified (${word("page-changed")}) /Thumb 13 0 R /PieceInfo << /App << /Private 14 0 R /Other (${word("piece")}) >> >> >>`,
  );
  pdf.stream(
    4,
    "",
    utf8(`BT /F 12 Tf 20 100 Td (${word("earlier-text")}) Tj ET`),
  );
  pdf.object(
    5,
    `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (${content[1]}) /T (${word("annotation-author")}) /M (D:20260301) /NM (${word("annotation-id")}) >>`,
  );
  pdf.object(
    6,
    `<< /Title (${word("title")}) /Author <${hex(bytesOf(0xfe, 0xff, utf16be(word("author"))))}> /Producer 10 0 R /CreationDate (D:20260301153000+08'00') /Custom#20Key (${word("custom")} \\) \\( \\061 (nested)) >>`,
  );
  pdf.stream(
    7,
    "/Type /XObject /Subtype /Image /Width 16 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
    bytesOf(
      plainJpeg.slice(0, 20),
      segment(
        0xe1,
        "Exif\0\0",
        exifBlock((place) => word(`inner-${place}`), 1),
      ),
      plainJpeg.slice(20),
    ),
  );
  pdf.stream(8, "/Type /Metadata /Subtype /XML", utf8(xmpPacket(word)));
  pdf.object(9, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  pdf.object(10, `(${word("producer")})`);
  pdf.object(11, `<< /Dropped (${word("dropped-object")}) >>`);
  pdf.stream(
    13,
    "/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
    utf8(word("page-thumbnail")),
  );
  pdf.object(14, `<< /Secret (${word("piece-private")}) >>`);
  const id = `/ID [<${hex(bytesOf(word("id")))}> (${word("id-changed")})]`;
  pdf.close(`/Root 1 0 R /Info 6 0 R ${id}`);
  // changed and saved: the newest version shows another text, the old one is still there
  pdf.stream(4, "", utf8(`BT /F 12 Tf 20 100 Td (${content[0]}) Tj ET`));
  pdf.stream(
    12,
    "/Type /Metadata /Subtype /XML /Filter /FlateDecode",
    zlibSync(utf8(xmpPacket((place) => word(`packed-${place}`)))),
  );
  pdf.object(
    9,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Metadata 12 0 R >>",
  );
  pdf.close(`/Root 1 0 R /Info 6 0 R ${id}`);
  return {
    name: "张三-病历.pdf",
    bytes: pdf.bytes("\n", word("trailer")),
    marks,
    content,
  };
}

/** PDF 1.5: objects packed together, the table a stream. */
function packedPdf(): MarkedFile {
  const { word, marks } = marker("pdf15");
  const content = ["page-stays-page"];
  const pdf = new PdfWriter();
  const members: readonly (readonly [number, string])[] = [
    [1, "<< /Type /Catalog /Pages 2 0 R >>"],
    [2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
    [
      3,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> /PieceInfo << /A << /Private (${word("piece")}) >> >> >>`,
    ],
    [5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
    [
      6,
      `<< /Author (${word("author")}) /Title (${word("title")}) /CreationDate (D:20260301) >>`,
    ],
  ];
  let places = "";
  let bodies = "";
  for (const [number, body] of members) {
    places += `${number} ${bodies.length} `;
    bodies += `${body}\n`;
  }
  pdf.stream(
    4,
    "/Filter /FlateDecode",
    zlibSync(utf8(`BT /F 12 Tf 20 100 Td (${content[0]}) Tj ET`)),
  );
  pdf.stream(
    7,
    `/Type /ObjStm /N ${members.length} /First ${places.length} /Filter /FlateDecode`,
    zlibSync(utf8(places + bodies)),
  );
  const at = pdf.length;
  const row = (type: number, a: number, b: number) =>
    bytesOf(type, be32(a), be16(b));
  const inside = (number: number) =>
    row(
      2,
      7,
      members.findIndex(([member]) => member === number),
    );
  const table = bytesOf(
    row(0, 0, 65_535),
    inside(1),
    inside(2),
    inside(3),
    row(1, pdf.place(4), 0),
    inside(5),
    inside(6),
    row(1, pdf.place(7), 0),
    row(1, at, 0),
  );
  pdf.stream(
    8,
    `/Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Info 6 0 R /ID [<${hex(bytesOf(word("id")))}> <${hex(bytesOf("b"))}>] /Filter /FlateDecode`,
    zlibSync(table),
  );
  return {
    name: "报告.pdf",
    bytes: pdf.bytes(`startxref\n${at}\n%%EOF\n`),
    marks,
    content,
  };
}

const OPC = "http://schemas.openxmlformats.org";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

function officeFile(
  files: Readonly<Record<string, string | Uint8Array>>,
  comment: string,
) {
  const zipped: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === "string" ? strToU8(content) : content,
    ]),
  );
  const packed = zipSync(zipped, {
    mtime: new Date("2026-03-01T15:30:00"),
    level: 6,
  });
  return bytesOf(packed.slice(0, -2), le16(comment.length), comment);
}

function commonParts(
  word: Word,
  main: string,
  mainType: string,
): Record<string, string | Uint8Array> {
  return {
    "[Content_Types].xml": `${XML}<Types xmlns="${OPC}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/${main}" ContentType="${mainType}"/></Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${OPC}/package/2006/relationships"><Relationship Id="rId1" Type="${OPC}/officeDocument/2006/relationships/officeDocument" Target="${main}"/><Relationship Id="rId2" Type="${OPC}/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`,
    "docProps/core.xml": `${XML}<cp:coreProperties xmlns:cp="${OPC}/package/2006/metadata/core-properties" xmlns:dc="d" xmlns:dcterms="t" xmlns:xsi="x"><dc:title>${word("title")}</dc:title><dc:creator>${word("creator")}</dc:creator><cp:lastModifiedBy>${word("last")}</cp:lastModifiedBy><cp:revision>7</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">2026-03-01T15:30:00Z</dcterms:created><odd>${word("core-odd")}</odd></cp:coreProperties>`,
    "docProps/app.xml": `${XML}<Properties xmlns="${OPC}/officeDocument/2006/extended-properties"><Template>${word("template")}</Template><TotalTime>42</TotalTime><Company>${word("company")}</Company><Manager>${word("manager")}</Manager></Properties>`,
    "docProps/custom.xml": `${XML}<Properties xmlns="${OPC}/officeDocument/2006/custom-properties" xmlns:vt="v"><property fmtid="{D5}" pid="2" name="${word("custom-name")}"><vt:lpwstr>${word("custom-value")}</vt:lpwstr></property></Properties>`,
    "docProps/thumbnail.jpeg": bytesOf(plainJpeg, word("thumbnail")),
    "docMetadata/LabelInfo.xml": `${XML}<clbl:labelList xmlns:clbl="c"><clbl:label id="{1}" siteId="${word("tenant")}"/></clbl:labelList>`,
  };
}

function markedDocx(): MarkedFile {
  const { word, marks } = marker("docx");
  const content = [
    "text-stays-text",
    "comment-stays-comment",
    "deleted-stays-deleted",
  ];
  const w = `xmlns:w="${OPC}/wordprocessingml/2006/main"`;
  const bytes = officeFile(
    {
      ...commonParts(
        word,
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
      ),
      "word/document.xml": `${XML}<w:document ${w}><w:body><w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE"><w:r><w:t>${content[0]}</w:t></w:r><w:del w:id="1" w:author="${word("deleter")}" w:date="2026-03-01T15:30:00Z"><w:r><w:delText>${content[2]}</w:delText></w:r></w:del><wp:docPr id="1" name="Picture 1" descr="C:\\Users\\${word("picture-path")}\\a.jpg"/></w:p></w:body></w:document>`,
      "word/comments.xml": `${XML}<w:comments ${w}><w:comment w:id="0" w:author="${word("commenter")}" w:initials="${word("initials")}" w:date="2026-03-01T15:31:00Z"><w:p><w:r><w:t>${content[1]}</w:t></w:r></w:p></w:comment></w:comments>`,
      "word/people.xml": `${XML}<w15:people xmlns:w15="w15"><w15:person w15:author="${word("person")}"><w15:presenceInfo w15:providerId="AD" w15:userId="${word("account")}"/></w15:person></w15:people>`,
      "word/settings.xml": `${XML}<w:settings ${w}><w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CE"/></w:rsids><w15:docId w15:val="{${word("doc-id")}}"/></w:settings>`,
      "word/_rels/settings.xml.rels": `${XML}<Relationships xmlns="${OPC}/package/2006/relationships"><Relationship Id="rId1" Type="${OPC}/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:\\Users\\${word("template-path")}\\Normal.dotm" TargetMode="External"/></Relationships>`,
      "word/media/image1.jpeg": bytesOf(
        plainJpeg.slice(0, 20),
        segment(
          0xe1,
          "Exif\0\0",
          exifBlock((place) => word(`inner-${place}`), 6),
        ),
        plainJpeg.slice(20),
      ),
    },
    word("zip-comment"),
  );
  return {
    name: "张三的说明.docx",
    bytes,
    marks: [...marks, "00AB12CD"],
    content,
  };
}

function markedXlsx(): MarkedFile {
  const { word, marks } = marker("xlsx");
  const content = ["cell-stays-cell"];
  const bytes = officeFile(
    {
      ...commonParts(
        word,
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
      ),
      "xl/workbook.xml": `${XML}<workbook><fileSharing userName="${word("sharing")}"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\${word("path")}\\"/></mc:Choice></mc:AlternateContent><xr:revisionPtr documentId="${word("document-id")}"/><sheets/></workbook>`,
      "xl/worksheets/sheet1.xml": `${XML}<worksheet><c><is><t>${content[0]}</t></is></c></worksheet>`,
      "xl/comments1.xml": `${XML}<comments><authors><author>${word("author")}</author></authors></comments>`,
      "xl/persons/person.xml": `${XML}<personList><person displayName="${word("person")}" id="{1}" userId="${word("user")}" providerId="AD"/></personList>`,
      "xl/threadedComments/threadedComment1.xml": `${XML}<ThreadedComments><threadedComment ref="A1" dT="2026-03-01T15:30:00.00" personId="{1}" id="{2}"><text>x</text></threadedComment></ThreadedComments>`,
      "xl/revisions/userNames.xml": `${XML}<users><userInfo guid="{1}" name="${word("history-user")}" id="1" dateTime="2026-03-01T15:30:00"/></users>`,
      "xl/printerSettings/printerSettings1.bin": bytesOf(
        utf16le(word("printer")),
        new Uint8Array(220 - 2 * word("printer").length),
        word("driver"),
      ),
      "[trash]/0000.dat": word("trash"),
    },
    word("zip-comment"),
  );
  return { name: "费用清单.xlsx", bytes, marks: [...new Set(marks)], content };
}

function markedPptx(): MarkedFile {
  const { word, marks } = marker("pptx");
  const content = ["slide-stays-slide"];
  const bytes = officeFile(
    {
      ...commonParts(
        word,
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      ),
      "ppt/presentation.xml": `${XML}<p:presentation/>`,
      "ppt/slides/slide1.xml": `${XML}<p:sld><p:cNvPr id="2" name="${word("picture-name")}.jpg"/><a:t>${content[0]}</a:t></p:sld>`,
      "ppt/commentAuthors.xml": `${XML}<p:cmAuthorLst><p:cmAuthor id="1" name="${word("old-author")}" initials="${word("initials")}"/></p:cmAuthorLst>`,
      "ppt/authors.xml": `${XML}<p188:authorLst><p188:author id="{1}" name="${word("author")}" initials="X" userId="${word("user")}" providerId="AD"/></p188:authorLst>`,
      "ppt/changesInfos/changesInfo1.xml": `${XML}<pc:chgInfo><pc:docChgLst><pc:docChg chgData name="${word("changer")}"/></pc:docChgLst></pc:chgInfo>`,
      "ppt/media/image1.png": markedPng().bytes,
    },
    word("zip-comment"),
  );
  return {
    name: "汇报.pptx",
    bytes,
    marks: [...marks, ...markedPng().marks],
    content,
  };
}

/** Every format with everything it can tell. */
export function filesWithMetadata(): readonly MarkedFile[] {
  return [
    markedJpeg(),
    jpegOfADevice(),
    markedPng(),
    markedWebp(),
    markedHeic(),
    markedMovie("isom"),
    markedMovie("qt  "),
    markedPdf(),
    packedPdf(),
    markedDocx(),
    markedXlsx(),
    markedPptx(),
  ];
}

export function markedFile(name: string): MarkedFile {
  return filesWithMetadata().find((file) => file.name === name)!;
}

/** Locked with a password: what it says cannot be changed without it. */
export function encryptedPdf(): Uint8Array<ArrayBuffer> {
  const pdf = new PdfWriter();
  pdf.object(1, "<< /Type /Catalog >>");
  pdf.object(2, "<< /Filter /Standard /V 2 /R 3 >>");
  pdf.close("/Root 1 0 R /Encrypt 2 0 R");
  return pdf.bytes();
}
