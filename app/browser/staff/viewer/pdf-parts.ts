/**
 * Files of PDF.js that some PDF files need: maps of Chinese, Japanese and Korean character codes, the two fonts of
 * signs that machines lack, decoders of JPEG 2000, JBIG2 and colour profiles. Name → address in this release.
 */
const characterMaps = import.meta.glob<string>(
  "/node_modules/pdfjs-dist/cmaps/*.bcmap",
  { query: "?url", import: "default", eager: true },
);
const fonts = import.meta.glob<string>(
  "/node_modules/pdfjs-dist/standard_fonts/Foxit{Symbol,Dingbats}.pfb",
  { query: "?url", import: "default", eager: true },
);
const decoders = import.meta.glob<string>(
  "/node_modules/pdfjs-dist/wasm/*.wasm",
  { query: "?url", import: "default", eager: true },
);

const folders: Readonly<
  Record<string, { readonly files: Record<string, string>; path: string }>
> = {
  CHARACTER_MAP: {
    files: characterMaps,
    path: "/node_modules/pdfjs-dist/cmaps/{name}.bcmap",
  },
  FONT: {
    files: fonts,
    path: "/node_modules/pdfjs-dist/standard_fonts/{name}",
  },
  DECODER: { files: decoders, path: "/node_modules/pdfjs-dist/wasm/{name}" },
};

/** Address of a part, null when there is none of that name. */
export function pdfParts(kind: unknown, name: unknown): string | null {
  if (typeof kind !== "string" || typeof name !== "string") return null;
  if (!Object.hasOwn(folders, kind)) return null;
  const { files, path } = folders[kind]!;
  const key = path.replace("{name}", () => name);
  return Object.hasOwn(files, key) ? files[key]! : null;
}
