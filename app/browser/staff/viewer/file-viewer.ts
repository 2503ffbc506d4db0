import { fileViewerWords } from "#app/content/file-viewer";
import { fill, type Language } from "#app/content/words";
import { openPicture, type How, type Pages } from "./pages";
import {
  MOST_PIXELS,
  VIEWER_HELLO,
  type FromViewer,
  type PagePixels,
  type ToViewer,
} from "./viewer-protocol";

/**
 * The program inside the frame. Its origin is opaque and its policy allows no connection; it gets the bytes of one file, shows
 * them, and forgets them with the frame. Against a file that takes over the decoder: there is nothing here to take.
 */

// The one way out that no policy closes: a peer connection asks any server in the world for its own address.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"])
  Reflect.deleteProperty(globalThis, name);

const ZOOM_STEP = 1.25;
const LEAST_ZOOM = 0.1;
const MOST_ZOOM = 8;

const { port1: port, port2: forPage } = new MessageChannel();
const tell = (message: FromViewer, moved: Transferable[] = []) =>
  port.postMessage(message, moved);

let nextNeed = 1;
const needs = new Map<number, (bytes: ArrayBuffer | null) => void>();
let pages: Pages | null = null;

port.onmessage = ({ data }: MessageEvent<ToViewer>) => {
  switch (data.say) {
    case "SHOW":
      void show(data).catch(() => {
        say(fileViewerWords[data.language].failed);
        tell({ say: "FAILED" });
      });
      return;
    case "DRAW":
      void pixelsOf(data.page).then(
        (pixels) => tell({ say: "DRAWN", id: data.id, pixels }, [pixels.rgba]),
        () => tell({ say: "DRAWN", id: data.id, pixels: null }),
      );
      return;
    case "DATA":
      needs.get(data.id)?.(data.bytes);
      needs.delete(data.id);
      return;
  }
};

// `location.origin` is the address the frame came from, though its own origin is opaque: nobody else gets the channel.
window.parent.postMessage(VIEWER_HELLO, location.origin, [forPage]);

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** Everything that stood in the frame gives way to `content`. */
function put(...content: readonly Node[]): void {
  document.body.replaceChildren(
    element(
      "main",
      {},
      element("h1", { class: "hidden-text" }, document.title),
      ...content,
    ),
  );
}

function say(sentence: string): void {
  put(element("p", { class: "sentence", role: "status" }, sentence));
}

async function show(
  file: Extract<ToViewer, { readonly say: "SHOW" }>,
): Promise<void> {
  const words = fileViewerWords[file.language];
  document.documentElement.lang = file.language;
  document.title = words.title;
  say(words.loading);
  switch (file.kind) {
    case "TEXT":
      put(
        element(
          "pre",
          {
            tabindex: "0",
            dir: "auto",
            "aria-label": words.text,
            role: "region",
          },
          new TextDecoder(file.type, { ignoreBOM: false }).decode(file.bytes),
        ),
      );
      tell({ say: "SHOWN", pages: 1 });
      return;
    case "AUDIO":
    case "VIDEO":
      return play(file);
    case "IMAGE":
      pages = await openPicture(file.bytes, file.type);
      break;
    case "PDF": {
      const { openPdf } = await import("./viewer-pdf");
      pages = await openPdf(file.bytes, {
        need,
        askPassword: (again) => askPassword(again, file.language),
      });
      break;
    }
  }
  await showPages(pages, file.language);
  tell({ say: "SHOWN", pages: pages.count });
}

function play(
  file: Extract<ToViewer, { readonly say: "SHOW" }>,
): Promise<void> {
  const words = fileViewerWords[file.language];
  const isAudio = file.kind === "AUDIO";
  const player = element(isAudio ? "audio" : "video", {
    controls: "",
    preload: "metadata",
    "aria-label": isAudio ? words.audio : words.video,
  });
  player.src = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
  put(element("div", { class: "player" }, player));
  return new Promise((done, failed) => {
    player.addEventListener("loadedmetadata", () => {
      tell({ say: "SHOWN", pages: 1 });
      done();
    });
    player.addEventListener("error", () => failed(new Error("not playable")));
  });
}

function need(
  kind: "CHARACTER_MAP" | "FONT" | "DECODER",
  name: string,
): Promise<Uint8Array> {
  const id = nextNeed++;
  tell({ say: "NEED", id, kind, name });
  return new Promise((done, failed) => {
    needs.set(id, (bytes) => {
      if (bytes) done(new Uint8Array(bytes));
      else failed(new Error(`no ${kind} ${name}`));
    });
  });
}

function askPassword(again: boolean, language: Language): Promise<string> {
  const words = fileViewerWords[language];
  return new Promise((answer) => {
    const field = element("input", {
      type: "password",
      autocomplete: "off",
      id: "password",
    });
    const open = element("button", { type: "button" }, words.passwordOpen);
    const give = () => {
      say(words.loading);
      answer(field.value);
    };
    // no form element: the sandbox sends no forms
    open.addEventListener("click", give);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") give();
    });
    put(
      element(
        "div",
        { class: "password" },
        element("p", {}, again ? words.passwordWrong : words.password),
        element("label", { for: "password" }, words.passwordLabel),
        field,
        open,
      ),
    );
    field.focus();
  });
}

/** One page at a time, with zoom, rotation and, for more than one, turning of pages. */
async function showPages(source: Pages, language: Language): Promise<void> {
  const words = fileViewerWords[language];
  let page = 1;
  let rotation: How["rotation"] = 0;
  /** null: as wide as the frame */
  let zoom: number | null = null;
  let latest = 0;

  const button = (label: string, act: () => void) => {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  };
  const previous = button(words.previousPage, () => turn(page - 1));
  const next = button(words.nextPage, () => turn(page + 1));
  const number = element("input", {
    type: "text",
    inputmode: "numeric",
    size: "4",
    "aria-label": words.page,
    autocomplete: "off",
  });
  number.addEventListener("change", () => turn(Number(number.value)));
  const percent = element("output", { class: "percent" });
  const note = element("span", { class: "note", role: "status" });
  const stage = element("div", {
    class: "stage",
    tabindex: "0",
    role: "region",
    "aria-label": words.title,
    "aria-describedby": "keys",
  });
  const bar = element(
    "div",
    { class: "bar", role: "group", "aria-label": words.title },
    ...(source.count > 1
      ? [
          previous,
          element(
            "span",
            { class: "number" },
            number,
            " ",
            fill(words.ofPages, { pages: source.count }),
          ),
          next,
        ]
      : []),
    button(words.zoomOut, () => zoomBy(1 / ZOOM_STEP)),
    percent,
    button(words.zoomIn, () => zoomBy(ZOOM_STEP)),
    button(words.fit, () => {
      zoom = null;
      void draw();
    }),
    button(words.rotate, rotate),
    note,
  );

  function turn(to: number): void {
    page = Math.min(source.count, Math.max(1, Math.trunc(to) || page));
    void draw();
  }
  function rotate(): void {
    rotation = ((rotation + 90) % 360) as How["rotation"];
    void draw();
  }
  function zoomBy(factor: number): void {
    zoom = Math.min(
      MOST_ZOOM,
      Math.max(LEAST_ZOOM, (zoom ?? shownZoom) * factor),
    );
    void draw();
  }
  let shownZoom = 1;

  async function draw(): Promise<void> {
    const mine = ++latest;
    const { width, height } = await source.size(page);
    const across = rotation % 180 === 90 ? height : width;
    const room = Math.max(100, stage.clientWidth - 16);
    const scale = zoom ?? Math.min(1, room / across);
    const density = Math.min(2, window.devicePixelRatio || 1);
    const drawn = await source.draw(page, {
      scale: scale * density,
      rotation,
      mostPixels: MOST_PIXELS,
      isCopy: false,
    });
    if (mine !== latest) return;
    const { canvas } = drawn;
    canvas.style.width = `${Math.round(across * scale)}px`;
    canvas.setAttribute("role", "img");
    canvas.setAttribute(
      "aria-label",
      source.count > 1 ? fill(words.pageView, { page }) : words.picture,
    );
    shownZoom = scale;
    stage.replaceChildren(canvas);
    percent.value = fill(words.zoom, { percent: Math.round(scale * 100) });
    number.value = String(page);
    note.textContent = drawn.factor < 1 ? words.scaled : "";
    previous.disabled = page === 1;
    next.disabled = page === source.count;
  }

  const keys: Readonly<Record<string, () => void>> = {
    "+": () => zoomBy(ZOOM_STEP),
    "=": () => zoomBy(ZOOM_STEP),
    "-": () => zoomBy(1 / ZOOM_STEP),
    r: rotate,
    R: rotate,
    ArrowLeft: () => turn(page - 1),
    ArrowRight: () => turn(page + 1),
    PageUp: () => turn(page - 1),
    PageDown: () => turn(page + 1),
  };
  window.onresize = () => {
    if (zoom === null) void draw();
  };
  document.onkeydown = (event) => {
    const act = keys[event.key];
    if (
      !act ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.target instanceof HTMLInputElement
    )
      return;
    event.preventDefault();
    act();
  };
  put(bar, stage, element("p", { class: "keys", id: "keys" }, words.keys));
  await draw();
}

/** A page without rotation, as large as is useful for reading and printing: 200 dpi of a PDF, a picture's own size. */
async function pixelsOf(page: number): Promise<PagePixels> {
  if (!pages) throw new Error("nothing to draw");
  const { canvas } = await pages.draw(page, {
    scale: pages.copyScale,
    rotation: 0,
    mostPixels: MOST_PIXELS,
    isCopy: true,
  });
  const { width, height } = canvas;
  const { data } = canvas
    .getContext("2d", { willReadFrequently: true })!
    .getImageData(0, 0, width, height);
  return { width, height, rgba: data.buffer };
}
