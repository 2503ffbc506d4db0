import type { Language } from "#app/content/words";

/**
 * What a staff page and the frame of a decrypted file say to each other, over a channel that the frame hands to the page when it
 * has loaded. The page believes the frame nothing but pixels: it shows a file that somebody unknown made.
 */
export const VIEWER_HELLO = "yanlu-viewer-1";

export type ShownKind = "IMAGE" | "PDF" | "AUDIO" | "VIDEO" | "TEXT";

export type ToViewer =
  | {
      readonly say: "SHOW";
      readonly language: Language;
      readonly kind: ShownKind;
      /** media type found in the bytes */
      readonly type: string;
      readonly bytes: ArrayBuffer;
    }
  /** a page as bare pixels, for a redacted copy */
  | { readonly say: "DRAW"; readonly id: number; readonly page: number }
  | {
      readonly say: "DATA";
      readonly id: number;
      /** null: there is no such thing */
      readonly bytes: ArrayBuffer | null;
    };

export type FromViewer =
  | { readonly say: "SHOWN"; readonly pages: number }
  | { readonly say: "FAILED" }
  | {
      readonly say: "DRAWN";
      readonly id: number;
      /** null: could not be drawn */
      readonly pixels: PagePixels | null;
    }
  /** a character map, a substitute font or a decoder: part of the release, which the frame may not fetch itself */
  | {
      readonly say: "NEED";
      readonly id: number;
      readonly kind: "CHARACTER_MAP" | "FONT" | "DECODER";
      readonly name: string;
    };

/** RGBA, 8 bits each, row by row from the top; 4 × width × height bytes. */
export type PagePixels = {
  readonly width: number;
  readonly height: number;
  readonly rgba: ArrayBuffer;
};

/** Bounds memory: 12 million pixels are an A4 page at 370 dpi, and 48 MB. */
export const MOST_PIXELS = 12_000_000;
