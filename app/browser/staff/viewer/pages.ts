/** Something of one or more pages that can be drawn: a picture or a PDF file. Pages count from 1. */
export type Pages = {
  readonly count: number;
  /** scale of a copy for others: a picture's own pixels, 200 dpi of a printed page */
  readonly copyScale: number;
  /** in CSS pixels at 100 %, not rotated */
  readonly size: (page: number) => Promise<Size>;
  readonly draw: (page: number, how: How) => Promise<Drawing>;
};

export type Size = { readonly width: number; readonly height: number };

export type How = {
  /** 1 is 100 % */
  readonly scale: number;
  /** degrees clockwise */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly mostPixels: number;
  /** drawn for a copy, out of sight */
  readonly isCopy: boolean;
};

export type Drawing = {
  readonly canvas: HTMLCanvasElement;
  /** below 1: drawn smaller than asked, because of `mostPixels` */
  readonly factor: number;
};

/** The factor by which a size must shrink to hold at most so many pixels. */
export function sizeWithin(
  { width, height }: Size,
  mostPixels: number,
): { readonly factor: number } {
  return { factor: Math.min(1, Math.sqrt(mostPixels / (width * height))) };
}

/** A picture is one page; the browser's decoder turns it by its own EXIF mark. @throws when the browser cannot decode it */
export async function openPicture(
  bytes: ArrayBuffer,
  type: string,
): Promise<Pages> {
  const picture = await createImageBitmap(new Blob([bytes], { type }));
  const { width, height } = picture;
  return {
    count: 1,
    copyScale: 1,
    size: () => Promise.resolve({ width, height }),
    draw: (_, { scale, rotation, mostPixels }) => {
      const { factor } = sizeWithin(
        { width: width * scale, height: height * scale },
        mostPixels,
      );
      const drawnWidth = Math.max(1, Math.round(width * scale * factor));
      const drawnHeight = Math.max(1, Math.round(height * scale * factor));
      const isTurned = rotation % 180 === 90;
      const canvas = document.createElement("canvas");
      canvas.width = isTurned ? drawnHeight : drawnWidth;
      canvas.height = isTurned ? drawnWidth : drawnHeight;
      const context = canvas.getContext("2d")!;
      // what is transparent would show the colour of the page behind
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.translate(canvas.width / 2, canvas.height / 2);
      context.rotate((rotation * Math.PI) / 180);
      context.imageSmoothingQuality = "high";
      context.drawImage(
        picture,
        -drawnWidth / 2,
        -drawnHeight / 2,
        drawnWidth,
        drawnHeight,
      );
      return Promise.resolve({ canvas, factor });
    },
  };
}
