import { useEffect, useRef, useState } from "react";
import {
  hostViewer,
  VIEWER_URL,
  type ViewerHost,
} from "#app/browser/staff/viewer/viewer-host";
import { leadWords } from "#app/content/staff-lead";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { safeFileName } from "#app/browser/staff/export/safe-file-name";
import { Dialog } from "../dialog";
import { sizeText } from "../format";
import { usePageLanguage } from "../page-language";
import {
  isRedactable,
  MAX_TEXT_PREVIEW_BYTES,
  type FileKind,
} from "./file-kind";
import { RedactPages } from "./redact-pages";
import { RedactText } from "./redact-text";

export type ShownFile = {
  readonly id: string;
  readonly source: "FILE" | "DOCUMENT";
  readonly position: number;
  readonly name: string;
  /** the decrypted bytes, in this document's memory until the preview closes */
  readonly content: Blob;
  readonly kind: FileKind;
};

/** One opened file: its preview, its download, and the way to a redacted copy. */
export function FileViewer({
  leadId,
  file,
  canRedact,
  onClose,
  onRedacted,
}: {
  readonly leadId: string;
  readonly file: ShownFile;
  readonly canRedact: boolean;
  readonly onClose: () => void;
  readonly onRedacted: () => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const own = staffFileWords[language];
  const common = staffWords[language];
  const [warned, setWarned] = useState(false);
  const [failed, setFailed] = useState(false);
  const [pages, setPages] = useState<number | null>(null);
  const [redacting, setRedacting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const host = useRef<ViewerHost | null>(null);
  useEffect(() => heading.current?.focus(), [file.id]);
  const isShown = file.kind.show !== "NOTHING" && !failed;
  const offersCopy =
    canRedact &&
    file.source === "FILE" &&
    isShown &&
    pages !== null &&
    isRedactable(file.kind);

  function save() {
    const url = URL.createObjectURL(
      new Blob([file.content], {
        // whatever it claims to be, the browser gets no reason to run it
        type:
          file.kind.show === "IMAGE" || file.kind.show === "PDF"
            ? file.kind.type
            : "application/octet-stream",
      }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = safeFileName(file.name);
    link.click();
    URL.revokeObjectURL(url);
    setWarned(false);
  }

  return (
    <div className="file-viewer no-print">
      <div className="file-viewer__head">
        <h3 ref={heading} tabIndex={-1}>
          <bdi>{file.name}</bdi>
        </h3>
        <span className="soft small">{sizeText(file.content.size)}</span>
        {offersCopy && (
          <button
            type="button"
            className="second"
            aria-expanded={redacting}
            onClick={() => setRedacting(!redacting)}
          >
            {redacting ? own.backToView : own.redact}
          </button>
        )}
        <button
          type="button"
          className="second"
          onClick={() => (isShown ? save() : setWarned(true))}
        >
          {words.fileDownload}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          {words.fileClose}
        </button>
      </div>
      {file.kind.show === "NOTHING" && (
        <p className="notice">{words.fileWarning}</p>
      )}
      {failed && (
        <p className="notice" role="status">
          {own.showFailed}
        </p>
      )}
      {file.kind.show === "TEXT" && file.kind.cut && (
        <p className="soft small">
          {fill(words.fileTextCut, { size: sizeText(MAX_TEXT_PREVIEW_BYTES) })}
        </p>
      )}
      {isShown && (
        <Frame
          file={file}
          hidden={redacting}
          onHost={(made) => (host.current = made)}
          onShown={setPages}
          onFailed={() => setFailed(true)}
        />
      )}
      {redacting &&
        offersCopy &&
        (file.kind.show === "TEXT" ? (
          <RedactText
            leadId={leadId}
            fileId={file.id}
            position={file.position}
            text={file.kind.cut ? null : file.kind.text}
            onSaved={onRedacted}
          />
        ) : (
          <RedactPages
            leadId={leadId}
            fileId={file.id}
            position={file.position}
            pages={pages}
            isPicture={file.kind.show === "IMAGE"}
            draw={(page) => host.current?.draw(page) ?? Promise.resolve(null)}
            onSaved={onRedacted}
          />
        ))}
      <Dialog
        open={warned}
        title={words.fileWarningTitle}
        onCancel={() => setWarned(false)}
      >
        <p>{words.fileWarning}</p>
        <div className="actions">
          <button type="button" className="danger" onClick={save}>
            {words.fileDownloadAnyway}
          </button>
          <button
            type="button"
            className="second"
            autoFocus
            onClick={() => setWarned(false)}
          >
            {common.cancel}
          </button>
        </div>
      </Dialog>
    </div>
  );
}

/**
 * The sandboxed frame. It gets its own copy of the bytes, and while a redacted copy is made it stays, out of sight, to draw pages.
 */
function Frame({
  file,
  hidden,
  onHost,
  onShown,
  onFailed,
}: {
  readonly file: ShownFile;
  readonly hidden: boolean;
  readonly onHost: (host: ViewerHost | null) => void;
  readonly onShown: (pages: number) => void;
  readonly onFailed: () => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef({ onHost, onShown, onFailed });
  useEffect(() => {
    latest.current = { onHost, onShown, onFailed };
  });

  useEffect(() => {
    const { kind, content } = file;
    if (!frame.current || kind.show === "NOTHING") return;
    const host = hostViewer(frame.current, {
      shown: (pages) => latest.current.onShown(pages),
      failed: () => latest.current.onFailed(),
    });
    latest.current.onHost(host);
    // the listener is there before the frame is asked to load: its first word must not be missed
    frame.current.src = VIEWER_URL;
    const part =
      kind.show === "TEXT" && kind.cut
        ? content.slice(0, MAX_TEXT_PREVIEW_BYTES)
        : content;
    let current = true;
    void part.arrayBuffer().then((bytes) => {
      if (current)
        host.show({
          language,
          kind: kind.show,
          type: kind.show === "TEXT" ? kind.encoding : kind.type,
          bytes,
        });
    });
    return () => {
      current = false;
      latest.current.onHost(null);
      host.end();
    };
  }, [file, language]);

  return (
    <iframe
      // another file or language is another document: nothing of the one before is left in it
      key={`${file.id} ${language}`}
      ref={frame}
      className="file-frame"
      data-show={file.kind.show}
      hidden={hidden}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      title={fill(words.filePreview, { name: file.name })}
    />
  );
}
