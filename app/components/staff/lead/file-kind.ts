/**
 * What a decrypted file may be shown as. The name and the type that came with it are the sender's word and decide nothing:
 * only the bytes do. SVG, HTML and Office files stay out: they can carry programs or call home and so betray who reads them.
 */
export type FileKind =
  | { readonly show: "IMAGE"; readonly type: string }
  | { readonly show: "PDF"; readonly type: "application/pdf" }
  | { readonly show: "TEXT"; readonly text: string; readonly cut: boolean }
  | { readonly show: "NOTHING" };

export const MAX_TEXT_PREVIEW_BYTES = 200 * 1024;

const signatures: readonly {
  readonly at: number;
  readonly bytes: readonly number[];
  readonly type: string;
}[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff], type: "image/jpeg" },
  {
    at: 0,
    bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    type: "image/png",
  },
  { at: 0, bytes: [0x47, 0x49, 0x46, 0x38], type: "image/gif" },
  // RIFF….WEBP
  { at: 8, bytes: [0x57, 0x45, 0x42, 0x50], type: "image/webp" },
  { at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], type: "application/pdf" },
];

export function fileKind(bytes: Uint8Array): FileKind {
  const found = signatures.find(({ at, bytes: expected }) =>
    expected.every((byte, index) => bytes[at + index] === byte),
  );
  if (found?.type === "application/pdf")
    return { show: "PDF", type: "application/pdf" };
  if (found) return { show: "IMAGE", type: found.type };
  return textOf(bytes) ?? { show: "NOTHING" };
}

/** UTF-8, or GB 18030 as Chinese Windows writes it; anything with control characters is not text. */
function textOf(bytes: Uint8Array): FileKind | null {
  const cut = bytes.length > MAX_TEXT_PREVIEW_BYTES;
  const head = bytes.subarray(0, MAX_TEXT_PREVIEW_BYTES);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      // Streaming, so that a character cut in half at the end of the preview is no error.
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, {
        stream: cut,
      });
      if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) return null;
      return { show: "TEXT", text, cut };
    } catch {
      // not in this encoding
    }
  }
  return null;
}
