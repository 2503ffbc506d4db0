import {
  AnnotationMode,
  getDocument,
  PasswordResponses,
  PDFWorker,
} from "pdfjs-dist";
import pdfWorkerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { sizeWithin, type Drawing, type Pages } from "./pages";

export type Need = (
  kind: "CHARACTER_MAP" | "FONT" | "DECODER",
  name: string,
) => Promise<Uint8Array>;

const CSS_PIXELS_PER_POINT = 96 / 72;

/**
 * A PDF file as pages that can be drawn. No script of the file runs (`isEvalSupported` off, no XFA), no layer of links or forms is
 * made: what comes out is pixels.
 */
export async function openPdf(
  bytes: ArrayBuffer,
  {
    need,
    askPassword,
  }: {
    readonly need: Need;
    readonly askPassword: (again: boolean) => Promise<string>;
  },
): Promise<Pages> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    worker: PDFWorker.create({ port: await startWorker() }),
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    cMapPacked: true,
    // the addresses are names only: the page that holds the frame hands the bytes in
    cMapUrl: "release:/",
    // no address for fonts: it would be put into font faces, which the policy refuses; the machine's own fonts serve
    useSystemFonts: true,
    wasmUrl: "release:/",
    CMapReaderFactory: class {
      async fetch({ name }: { readonly name: string }) {
        return {
          cMapData: await need("CHARACTER_MAP", name),
          isCompressed: true,
        };
      }
    },
    StandardFontDataFactory: class {
      fetch({ filename }: { readonly filename: string }) {
        return need("FONT", filename);
      }
    },
    WasmFactory: class {
      fetch({ filename }: { readonly filename: string }) {
        return need("DECODER", filename);
      }
    },
    maxImageSize: 100_000_000,
    canvasMaxAreaInBytes: 200_000_000,
    verbosity: 0,
  });
  loading.onPassword = (
    answer: (password: string) => void,
    reason: number,
  ): void => {
    void askPassword(reason === PasswordResponses.INCORRECT_PASSWORD).then(
      answer,
    );
  };
  const file = await loading.promise;

  return {
    count: file.numPages,
    copyScale: 200 / 96,
    async size(number) {
      const { width, height } = (await file.getPage(number)).getViewport({
        scale: CSS_PIXELS_PER_POINT,
      });
      return { width, height };
    },
    async draw(
      number,
      { scale, rotation, mostPixels, isCopy },
    ): Promise<Drawing> {
      const page = await file.getPage(number);
      const viewportAt = (at: number) =>
        page.getViewport({
          scale: at * CSS_PIXELS_PER_POINT,
          rotation: (page.rotate + rotation) % 360,
        });
      const whole = viewportAt(scale);
      const within = sizeWithin(whole, mostPixels);
      const viewport = viewportAt(scale * within.factor);
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      await page.render({
        canvas,
        viewport,
        background: "#ffffff",
        annotationMode: AnnotationMode.ENABLE,
        // as for a printer: the other way waits for frames of the screen, which a hidden frame is not given
        intent: isCopy ? "print" : "display",
      }).promise;
      page.cleanup();
      return { canvas, factor: within.factor };
    },
  };
}

/**
 * The decoder's own worker, of the frame's opaque origin too: only a script made here may start one there, so a line of ours loads
 * the file of the release. A classic script with a dynamic import: Chromium starts no module worker from a blob of an opaque
 * origin. What is sent before the import is done would be lost, hence the wait.
 */
async function startWorker(): Promise<Worker> {
  const url = new URL(pdfWorkerUrl, document.baseURI).href;
  const script = URL.createObjectURL(
    new Blob(
      [
        `import(${JSON.stringify(url)}).then(() => postMessage(true), () => postMessage(false));`,
      ],
      { type: "text/javascript" },
    ),
  );
  const { trustedTypes } = window as unknown as {
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    };
  };
  const trusted = trustedTypes
    ? trustedTypes
        .createPolicy("yanlu-viewer", {
          createScriptURL: (asked) => {
            if (asked !== script) throw new TypeError("not our worker");
            return asked;
          },
        })
        .createScriptURL(script)
    : script;
  const worker = new Worker(trusted);
  await new Promise<void>((done, failed) => {
    worker.onerror = () => failed(new Error("no PDF worker"));
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      // the decoder itself also says that it is there, in words of its own
      if (data === true) done();
      if (data === false) failed(new Error("no PDF worker"));
    };
  });
  worker.onerror = null;
  worker.onmessage = null;
  URL.revokeObjectURL(script);
  return worker;
}
