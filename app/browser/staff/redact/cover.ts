import type { PagePixels } from "../viewer/viewer-protocol";

/** Parts of a page, each from 0 to 1 of its width or height. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Blackens the boxes, to the outer edge of every pixel they touch, and drops all transparency: under a box nothing is left. Works
 * on the pixels given.
 */
export function coverPixels(page: PagePixels, boxes: readonly Box[]): void {
  const { width, height } = page;
  const rgba = new Uint32Array(page.rgba);
  const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  const black = isLittleEndian ? 0xff000000 : 0x000000ff;
  for (let index = 0; index < rgba.length; index++)
    rgba[index] = (rgba[index]! | black) >>> 0;
  for (const box of boxes) {
    const from = clamp(Math.floor(box.left * width), width);
    const to = clamp(Math.ceil((box.left + box.width) * width), width);
    const first = clamp(Math.floor(box.top * height), height);
    const last = clamp(Math.ceil((box.top + box.height) * height), height);
    for (let row = first; row < last; row++)
      rgba.fill(black, row * width + from, row * width + to);
  }
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** The box between two corners, in any order, kept within the page. */
export function boxBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
): Box {
  const left = clamp(Math.min(a.x, b.x), 1);
  const top = clamp(Math.min(a.y, b.y), 1);
  return {
    left,
    top,
    width: clamp(Math.max(a.x, b.x), 1) - left,
    height: clamp(Math.max(a.y, b.y), 1) - top,
  };
}
