/**
 * What a decrypted file may be shown as. The name and the type that came with it are the sender's word and decide nothing:
 * only the bytes do. SVG, HTML and Office files stay out: they can carry programs or call home and so betray who reads them.
 */
export type FileKind =
  | { readonly show: "IMAGE"; readonly type: string }
  | { readonly show: "PDF"; readonly type: "application/pdf" }
  | { readonly show: "AUDIO"; readonly type: string }
  | { readonly show: "VIDEO"; readonly type: string }
  | {
      readonly show: "TEXT";
      readonly encoding: "utf-8" | "gb18030";
      readonly text: string;
      readonly cut: boolean;
    }
  | { readonly show: "NOTHING" };

export const MAX_TEXT_PREVIEW_BYTES = 200 * 1024;

type Shown = "IMAGE" | "AUDIO" | "VIDEO";

/** Text stands for its ASCII bytes. */
const signatures: readonly {
  readonly at: number;
  readonly bytes: readonly number[] | string;
  readonly show: Shown | "PDF";
  readonly type: string;
}[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff], show: "IMAGE", type: "image/jpeg" },
  {
    at: 0,
    bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    show: "IMAGE",
    type: "image/png",
  },
  { at: 0, bytes: "GIF8", show: "IMAGE", type: "image/gif" },
  // RIFF….WEBP and RIFF….WAVE
  { at: 8, bytes: "WEBP", show: "IMAGE", type: "image/webp" },
  { at: 8, bytes: "WAVE", show: "AUDIO", type: "audio/wav" },
  { at: 0, bytes: "%PDF-", show: "PDF", type: "application/pdf" },
  { at: 0, bytes: "ID3", show: "AUDIO", type: "audio/mpeg" },
  { at: 0, bytes: "fLaC", show: "AUDIO", type: "audio/flac" },
  { at: 0, bytes: "OggS", show: "AUDIO", type: "audio/ogg" },
  // EBML: WebM and Matroska
  {
    at: 0,
    bytes: [0x1a, 0x45, 0xdf, 0xa3],
    show: "VIDEO",
    type: "video/webm",
  },
];

/**
 * Major brands of ISO base media files (ISO/IEC 14496-12, "ftyp"). Pictures of the HEIF family are shown where the browser decodes
 * them; elsewhere the viewer says that it cannot.
 */
const brands: Readonly<Record<string, { show: Shown; type: string }>> = {
  "M4A ": { show: "AUDIO", type: "audio/mp4" },
  "M4B ": { show: "AUDIO", type: "audio/mp4" },
  "qt  ": { show: "VIDEO", type: "video/mp4" },
  avif: { show: "IMAGE", type: "image/avif" },
  avis: { show: "IMAGE", type: "image/avif" },
  heic: { show: "IMAGE", type: "image/heic" },
  heix: { show: "IMAGE", type: "image/heic" },
  hevc: { show: "IMAGE", type: "image/heic" },
  mif1: { show: "IMAGE", type: "image/heic" },
  msf1: { show: "IMAGE", type: "image/heic" },
};

export function fileKind(bytes: Uint8Array): FileKind {
  const found = signatures.find(({ at, bytes: expected }) =>
    startsAt(bytes, at, expected),
  );
  if (found?.show === "PDF") return { show: "PDF", type: "application/pdf" };
  if (found) return { show: found.show, type: found.type };
  if (startsAt(bytes, 4, "ftyp")) {
    const brand = String.fromCharCode(...bytes.subarray(8, 12));
    return brands[brand] ?? { show: "VIDEO", type: "video/mp4" };
  }
  if (isMpegAudio(bytes)) return { show: "AUDIO", type: "audio/mpeg" };
  return textOf(bytes) ?? { show: "NOTHING" };
}

/** A redacted copy is made from what can be drawn or written out. */
export function isRedactable(kind: FileKind): boolean {
  return kind.show === "IMAGE" || kind.show === "PDF" || kind.show === "TEXT";
}

function startsAt(
  bytes: Uint8Array,
  at: number,
  expected: readonly number[] | string,
): boolean {
  const codes =
    typeof expected === "string"
      ? [...expected].map((letter) => letter.charCodeAt(0))
      : expected;
  return codes.every((byte, index) => bytes[at + index] === byte);
}

/**
 * An MP3 or ADTS frame without a tag before it: sync bits, a layer or ADTS mark that exists, a bit rate and a sampling rate that
 * exist (ISO/IEC 11172-3 section 2.4.1.3).
 */
function isMpegAudio(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const isAdts = (second & 0xf6) === 0xf0;
  const isLayer3 = (second & 0x06) === 0x02 && (second & 0x18) !== 0x08;
  return (
    isAdts || (isLayer3 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c)
  );
}

/** UTF-8, or GB 18030 as Chinese Windows writes it; anything with control characters is not text. */
function textOf(bytes: Uint8Array): FileKind | null {
  const cut = bytes.length > MAX_TEXT_PREVIEW_BYTES;
  const head = bytes.subarray(0, MAX_TEXT_PREVIEW_BYTES);
  for (const encoding of ["utf-8", "gb18030"] as const) {
    try {
      // Streaming, so that a character cut in half at the end of the preview is no error.
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, {
        stream: cut,
      });
      if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) return null;
      return { show: "TEXT", encoding, text, cut };
    } catch {
      // not in this encoding
    }
  }
  return null;
}
