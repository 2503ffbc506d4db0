import { useEffect, useId, useRef, useState, type PointerEvent } from "react";
import {
  boxBetween,
  coverPixels,
  type Box,
} from "#app/browser/staff/redact/cover";
import {
  packPixels,
  pdfOf,
  pngOf,
  type PackedPicture,
} from "#app/browser/staff/redact/flat-pictures";
import type { PagePixels } from "#app/browser/staff/viewer/viewer-protocol";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { CodedError } from "#app/domain/shared/coded-error";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useSaveCopy, type MadeCopy } from "./use-save-copy";

type Marks = {
  /** page → boxes on it, in the order they were drawn */
  readonly boxes: Readonly<Record<number, readonly Box[]>>;
  readonly leftOut: readonly number[];
};
const nothing: Marks = { boxes: {}, leftOut: [] };

/** As the frame draws PDF pages. */
const COPY_DPI = 200;
/** Smaller than this, in parts of a page, is a slip of the hand. */
const LEAST_SIDE = 0.003;
const NEW_BOX: Box = { left: 0.4, top: 0.45, width: 0.2, height: 0.1 };

/**
 * A copy of a picture or PDF file with covered places. The sandboxed frame draws the pages; boxes are drawn, applied and written
 * out here, so that a file that took over the frame can neither move a box nor slip anything but pixels into the copy.
 */
export function RedactPages({
  leadId,
  fileId,
  position,
  pages,
  isPicture,
  draw,
  onSaved,
}: {
  readonly leadId: string;
  readonly fileId: string;
  readonly position: number;
  readonly pages: number;
  readonly isPicture: boolean;
  readonly draw: (page: number) => Promise<PagePixels | null>;
  readonly onSaved: () => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const common = staffWords[language];
  const [page, setPage] = useState(1);
  const [states, setStates] = useState<readonly Marks[]>([nothing]);
  const [preview, setPreview] = useState(false);
  const [atPage, setAtPage] = useState<number | null>(null);
  const copy = useSaveCopy({ leadId, fileId, onSaved });
  const marks = states.at(-1) ?? nothing;
  const boxes = marks.boxes[page] ?? [];
  const isLeftOut = marks.leftOut.includes(page);

  function change(next: Marks): void {
    setStates([...states, next]);
    copy.changed();
  }
  const setBoxes = (next: readonly Box[]) =>
    change({ ...marks, boxes: { ...marks.boxes, [page]: next } });

  async function make(): Promise<MadeCopy> {
    const isTouched =
      marks.leftOut.length > 0 ||
      Object.values(marks.boxes).some(({ length }) => length > 0);
    const kept = Array.from({ length: pages }, (_, index) => index + 1).filter(
      (each) => !marks.leftOut.includes(each),
    );
    if (!isTouched || kept.length === 0)
      throw new CodedError("REDACTION_EMPTY");
    const pictures: PackedPicture[] = [];
    try {
      for (const each of kept) {
        setAtPage(each);
        const pixels = await draw(each);
        if (!pixels) throw new CodedError("PAGE_NOT_DRAWN");
        coverPixels(pixels, marks.boxes[each] ?? []);
        pictures.push(await packPixels(pixels));
      }
    } finally {
      setAtPage(null);
    }
    const name = fill(words.redactName, { position });
    return isPicture
      ? {
          name: `${name}.png`,
          type: "image/png",
          content: new Blob([pngOf(pictures[0]!)]),
        }
      : {
          name: `${name}.pdf`,
          type: "application/pdf",
          content: new Blob([pdfOf(pictures, { dpi: COPY_DPI })]),
        };
  }

  return (
    <section className="redact" aria-label={words.redactTitle}>
      <h4>{words.redactTitle}</h4>
      <p className="hint">{words.redactHint}</p>
      <Problems refusals={copy.refusals} />
      {pages > 1 && (
        <div className="redact__pages">
          <button
            type="button"
            className="second"
            disabled={page === 1}
            onClick={() => setPage(page - 1)}
          >
            {words.redactPrevious}
          </button>
          <span>{fill(words.redactPageOf, { page, pages })}</span>
          <button
            type="button"
            className="second"
            disabled={page === pages}
            onClick={() => setPage(page + 1)}
          >
            {words.redactNext}
          </button>
          <label className="choice">
            <input
              type="checkbox"
              checked={isLeftOut}
              onChange={() =>
                change({
                  ...marks,
                  leftOut: isLeftOut
                    ? marks.leftOut.filter((each) => each !== page)
                    : [...marks.leftOut, page],
                })
              }
            />
            <span>{words.redactLeaveOut}</span>
          </label>
        </div>
      )}
      <Sheet
        key={page}
        page={page}
        boxes={boxes}
        preview={preview}
        leftOut={isLeftOut}
        draw={draw}
        onBox={(box) => setBoxes([...boxes, box])}
      />
      <div className="actions">
        <button
          type="button"
          className="second"
          onClick={() => setBoxes([...boxes, NEW_BOX])}
        >
          {words.redactAdd}
        </button>
        <button
          type="button"
          className="second"
          disabled={states.length === 1}
          onClick={() => {
            setStates(states.slice(0, -1));
            copy.changed();
          }}
        >
          {words.redactUndo}
        </button>
        <label className="choice">
          <input
            type="checkbox"
            checked={preview}
            onChange={() => setPreview(!preview)}
          />
          <span>{words.redactPreview}</span>
        </label>
      </div>
      {boxes.length > 0 && (
        <ol className="redact__boxes">
          {boxes.map((box, index) => (
            <BoxFields
              key={index}
              box={box}
              number={index + 1}
              onChange={(next) =>
                setBoxes(boxes.map((each, at) => (at === index ? next : each)))
              }
              onRemove={() => setBoxes(boxes.filter((_, at) => at !== index))}
            />
          ))}
        </ol>
      )}
      <div className="actions">
        <button
          type="button"
          aria-disabled={copy.busy}
          onClick={() => void copy.save(make)}
        >
          {copy.busy ? common.working : words.redactSave}
        </button>
        <span role="status" className={copy.saved ? "done" : "soft"}>
          {copy.saved
            ? words.redactSaved
            : atPage === null
              ? null
              : fill(words.redactSaving, { page: atPage, pages })}
        </span>
      </div>
    </section>
  );
}

/** One page as pixels, with the boxes over it; dragging draws another. */
function Sheet({
  page,
  boxes,
  preview,
  leftOut,
  draw,
  onBox,
}: {
  readonly page: number;
  readonly boxes: readonly Box[];
  readonly preview: boolean;
  readonly leftOut: boolean;
  readonly draw: (page: number) => Promise<PagePixels | null>;
  readonly onBox: (box: Box) => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<"DRAWING" | "DRAWN" | "FAILED">("DRAWING");
  const [dragged, setDragged] = useState<Box | null>(null);
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const latest = useRef(draw);
  useEffect(() => {
    latest.current = draw;
  });

  useEffect(() => {
    let current = true;
    void latest.current(page).then((pixels) => {
      if (!current) return;
      if (!pixels || !canvas.current) {
        setState("FAILED");
        return;
      }
      const { width, height, rgba } = pixels;
      canvas.current.width = width;
      canvas.current.height = height;
      canvas.current
        .getContext("2d")!
        .putImageData(
          new ImageData(new Uint8ClampedArray(rgba), width, height),
          0,
          0,
        );
      setState("DRAWN");
    });
    return () => {
      current = false;
    };
  }, [page]);

  const at = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } =
      event.currentTarget.getBoundingClientRect();
    return {
      x: (event.clientX - left) / width,
      y: (event.clientY - top) / height,
    };
  };
  return (
    <div className="redact__sheet" data-left-out={leftOut}>
      {state === "DRAWING" && (
        <p className="soft" role="status">
          {words.redactLoading}
        </p>
      )}
      {state === "FAILED" && (
        <p className="notice" role="status">
          {words.redactPageFailed}
        </p>
      )}
      <div className="redact__stack" hidden={state !== "DRAWN"}>
        <canvas ref={canvas} aria-hidden="true" />
        <svg
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          role="img"
          aria-label={fill(words.redactCanvas, { page })}
          data-preview={preview}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = at(event);
          }}
          onPointerMove={(event) => {
            if (from.current) setDragged(boxBetween(from.current, at(event)));
          }}
          onPointerUp={(event) => {
            if (!from.current) return;
            const box = boxBetween(from.current, at(event));
            from.current = null;
            setDragged(null);
            if (box.width >= LEAST_SIDE && box.height >= LEAST_SIDE) onBox(box);
          }}
          onPointerCancel={() => {
            from.current = null;
            setDragged(null);
          }}
        >
          {[...boxes, ...(dragged ? [dragged] : [])].map((box, index) => (
            <rect
              key={index}
              x={box.left}
              y={box.top}
              width={box.width}
              height={box.height}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

/** The same box in numbers, for whoever does not draw with a pointer. */
function BoxFields({
  box,
  number,
  onChange,
  onRemove,
}: {
  readonly box: Box;
  readonly number: number;
  readonly onChange: (box: Box) => void;
  readonly onRemove: () => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const id = useId();
  const fields = [
    ["left", words.redactLeft],
    ["top", words.redactTop],
    ["width", words.redactWidth],
    ["height", words.redactHeight],
  ] as const;
  return (
    <li>
      <fieldset>
        <legend>{fill(words.redactBox, { position: number })}</legend>
        {fields.map(([side, label]) => (
          <span key={side}>
            <label htmlFor={`${id}-${side}`}>{label}</label>
            <input
              id={`${id}-${side}`}
              type="number"
              min={0}
              max={100}
              step={0.1}
              // kept as typed until it is left; then the box moves
              key={box[side]}
              defaultValue={Number((box[side] * 100).toFixed(1))}
              onBlur={(event) => {
                const typed = event.currentTarget.valueAsNumber / 100;
                const shown = Number((box[side] * 100).toFixed(1)) / 100;
                if (Number.isFinite(typed) && typed !== shown)
                  onChange({ ...box, [side]: Math.min(1, Math.max(0, typed)) });
              }}
            />
          </span>
        ))}
        <button
          type="button"
          className="quiet"
          aria-label={fill(words.redactRemove, { position: number })}
          onClick={onRemove}
        >
          {words.redactRemoveShort}
        </button>
      </fieldset>
    </li>
  );
}
