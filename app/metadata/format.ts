import { latin1, startsWith } from "./bytes";

export type Container =
  | "JPEG"
  | "PNG"
  | "WEBP"
  | "HEIC"
  | "PDF"
  | "ZIP"
  | "MP4"
  | "MOV"
  | "OLE"
  | "OTHER";

/** What the file is by its first bytes; its name and stated type are anybody's word. */
export async function formatOf(file: Blob): Promise<Container> {
  const head = new Uint8Array(await file.slice(0, 1_024).arrayBuffer());
  if (startsWith(head, "\xff\xd8\xff")) return "JPEG";
  if (startsWith(head, "\x89PNG\r\n\x1a\n")) return "PNG";
  if (startsWith(head, "RIFF") && startsWith(head, "WEBP", 8)) return "WEBP";
  if (startsWith(head, "PK\x03\x04")) return "ZIP";
  if (startsWith(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "OLE";
  // readers take a PDF whose head stands within the first 1,024 bytes
  if (latin1(head).includes("%PDF-")) return "PDF";
  if (startsWith(head, "ftyp", 4)) {
    const brands = latin1(head, 8, 8 + 64);
    if (
      /^(heic|heix|heim|heis|hevc|hevx|mif1|mif2|msf1|avif|avis)/.test(brands)
    )
      return "HEIC";
    return brands.startsWith("qt  ") ? "MOV" : "MP4";
  }
  // QuickTime before `ftyp` was invented
  return ["moov", "mdat", "wide", "free", "skip"].some((type) =>
    startsWith(head, type, 4),
  )
    ? "MOV"
    : "OTHER";
}
