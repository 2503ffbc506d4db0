import { concatBytes, uint32Bytes, utf8Bytes } from "#app/crypto/encoding";
import type { PagePixels } from "../viewer/viewer-protocol";

/**
 * Pictures written from pixels alone. What goes in is numbers for colours, so nothing of an original file - text under a box,
 * properties, a thumbnail, an earlier version - can come along. No time, no program, no author is written either.
 */
export type PackedPicture = {
  readonly width: number;
  readonly height: number;
  /** RGB rows with PNG filters, deflated: the same bytes serve PNG (IDAT) and PDF (FlateDecode, Predictor 15) */
  readonly deflated: Uint8Array;
};

const UP = 2;

export async function packPixels({
  width,
  height,
  rgba,
}: PagePixels): Promise<PackedPicture> {
  const pixels = new Uint8Array(rgba);
  const rowBytes = width * 3;
  const filtered = new Uint8Array((rowBytes + 1) * height);
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1);
    filtered[start] = UP;
    for (let column = 0; column < width; column++) {
      const source = (row * width + column) * 4;
      const target = start + 1 + column * 3;
      for (let colour = 0; colour < 3; colour++) {
        const above = row === 0 ? 0 : pixels[source - width * 4 + colour]!;
        filtered[target + colour] = pixels[source + colour]! - above;
      }
    }
  }
  const stream = new Blob([filtered])
    .stream()
    .pipeThrough(new CompressionStream("deflate"));
  const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
  return { width, height, deflated };
}

/** PNG (ISO/IEC 15948): header, pixels, end; no other chunk. */
export function pngOf({
  width,
  height,
  deflated,
}: PackedPicture): Uint8Array<ArrayBuffer> {
  const header = concatBytes(
    uint32Bytes(width),
    uint32Bytes(height),
    // 8 bits, RGB, deflate, the five filters, not interlaced
    Uint8Array.of(8, 2, 0, 0, 0),
  );
  return new Uint8Array(
    concatBytes(
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk("IHDR", header),
      chunk("IDAT", deflated),
      chunk("IEND", new Uint8Array(0)),
    ),
  );
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = concatBytes(utf8Bytes(name), content);
  return concatBytes(
    uint32Bytes(content.length),
    named,
    uint32Bytes(crc32(named)),
  );
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++)
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * A PDF file (ISO 32000-1) of one picture a page, without information dictionary, identifier, text or links.
 * @param dpi pixels an inch, for the size of the paper
 */
export function pdfOf(
  pictures: readonly PackedPicture[],
  { dpi }: { readonly dpi: number },
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === "string" ? utf8Bytes(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (number: number, ...content: (string | Uint8Array)[]) => {
    offsets[number] = length;
    write(`${number} 0 obj\n`);
    content.forEach(write);
    write("\nendobj\n");
  };

  write("%PDF-1.4\n%\u00ff\u00ff\u00ff\u00ff\n");
  const pageNumber = (index: number) => 3 + index * 3;
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  object(
    2,
    `<< /Type /Pages /Count ${pictures.length} /Kids [${pictures
      .map((_, index) => `${pageNumber(index)} 0 R`)
      .join(" ")}] >>`,
  );
  for (const [index, { width, height, deflated }] of pictures.entries()) {
    const page = pageNumber(index);
    const points = (pixels: number) => ((pixels * 72) / dpi).toFixed(2);
    const draw = `q ${points(width)} 0 0 ${points(height)} 0 0 cm /P Do Q`;
    object(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(width)} ${points(height)}] /Contents ${page + 1} 0 R /Resources << /XObject << /P ${page + 2} 0 R >> >> >>`,
    );
    object(
      page + 1,
      `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
    );
    object(
      page + 2,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns ${width} >> /Length ${deflated.length} >>\nstream\n`,
      deflated,
      "\nendstream",
    );
  }
  const start = length;
  const count = offsets.length;
  write(`xref\n0 ${count}\n0000000000 65535 f \n`);
  for (const offset of offsets.slice(1))
    write(`${String(offset).padStart(10, "0")} 00000 n \n`);
  write(
    `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return new Uint8Array(concatBytes(...parts));
}
