import type { Language } from "#app/content/words";
import {
  MOST_PIXELS,
  VIEWER_HELLO,
  type FromViewer,
  type PagePixels,
  type ShownKind,
  type ToViewer,
} from "./viewer-protocol";

export const VIEWER_URL = "/api/staff/viewer";
/** Named here too, so that the build puts the program among the files of the pages; the frame's document loads it. */
export { default as VIEWER_PROGRAM } from "./file-viewer.ts?worker&url";

export type ShownFile = {
  readonly language: Language;
  readonly kind: ShownKind;
  readonly type: string;
  /** moved into the frame */
  readonly bytes: ArrayBuffer;
};

export type ViewerHost = {
  readonly show: (file: ShownFile) => void;
  /** null: could not be drawn, or what came back is not what a page looks like */
  readonly draw: (page: number) => Promise<PagePixels | null>;
  readonly end: () => void;
};

/**
 * The page's side of the frame of a decrypted file. The channel comes from the frame, so what is sent over it reaches that one
 * document and nothing the frame may have moved on to.
 */
export function hostViewer(
  frame: HTMLIFrameElement,
  on: {
    readonly shown: (pages: number) => void;
    readonly failed: () => void;
  },
): ViewerHost {
  let port: MessagePort | null = null;
  let waitingFile: ShownFile | null = null;
  let nextId = 1;
  const drawings = new Map<number, (pixels: PagePixels | null) => void>();

  const send = (message: ToViewer, moved: Transferable[] = []) =>
    port?.postMessage(message, moved);
  const sendFile = (file: ShownFile) =>
    send({ say: "SHOW", ...file }, [file.bytes]);

  function hello(event: MessageEvent): void {
    const [offered] = event.ports;
    if (
      event.source !== frame.contentWindow ||
      // an opaque origin; a frame that lost its sandbox gets nothing
      event.origin !== "null" ||
      event.data !== VIEWER_HELLO ||
      !offered ||
      port
    )
      return;
    port = offered;
    port.onmessage = ({ data }: MessageEvent<FromViewer>) => hear(data);
    if (waitingFile) sendFile(waitingFile);
    waitingFile = null;
  }

  function hear(message: FromViewer): void {
    switch (message.say) {
      case "SHOWN":
        on.shown(pageCount(message.pages));
        return;
      case "FAILED":
        on.failed();
        return;
      case "DRAWN":
        drawings.get(message.id)?.(checkedPixels(message.pixels));
        drawings.delete(message.id);
        return;
      case "NEED":
        void partOfRelease(message).then((bytes) =>
          send(
            { say: "DATA", id: message.id, bytes },
            bytes === null ? [] : [bytes],
          ),
        );
        return;
    }
  }

  window.addEventListener("message", hello);
  return {
    show(file) {
      if (port) sendFile(file);
      else waitingFile = file;
    },
    draw(page) {
      const id = nextId++;
      return new Promise((done) => {
        drawings.set(id, done);
        send({ say: "DRAW", id, page });
      });
    },
    end() {
      window.removeEventListener("message", hello);
      port?.close();
      for (const done of drawings.values()) done(null);
      drawings.clear();
    },
  };
}

/** The frame's word on how many pages there are only bounds a loop. */
function pageCount(pages: unknown): number {
  return Number.isSafeInteger(pages) && (pages as number) > 0
    ? Math.min(pages as number, 5_000)
    : 1;
}

/** Pixels of the size they say; anything else is not taken. */
export function checkedPixels(pixels: PagePixels | null): PagePixels | null {
  if (!pixels || !(pixels.rgba instanceof ArrayBuffer)) return null;
  const { width, height, rgba } = pixels;
  const isSize = (value: unknown) =>
    Number.isSafeInteger(value) && (value as number) > 0;
  return isSize(width) &&
    isSize(height) &&
    width * height <= MOST_PIXELS * 1.01 &&
    rgba.byteLength === width * height * 4
    ? { width, height, rgba }
    : null;
}

/**
 * What the frame may not fetch itself. It can name one of the release's files and nothing else: our own server learns at most which
 * writing a PDF file uses.
 */
async function partOfRelease(asked: {
  readonly kind: string;
  readonly name: string;
}): Promise<ArrayBuffer | null> {
  const { pdfParts } = await import("./pdf-parts");
  const url = pdfParts(asked.kind, asked.name);
  if (url === null) return null;
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? answer.arrayBuffer() : null;
}
