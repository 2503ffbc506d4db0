import { useEffect, useRef, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import {
  MAX_OPENED_FILE_BYTES,
  type OpenedLead,
  type Refusal,
} from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { Dialog } from "../dialog";
import { Problems } from "../problems";
import { sizeText } from "../format";
import { usePageLanguage } from "../page-language";
import { refusalsOf } from "../refusals";
import { fileKind, MAX_TEXT_PREVIEW_BYTES, type FileKind } from "./file-kind";

type Shown = {
  readonly fileId: string;
  readonly name: string;
  /** of the decrypted bytes in this document's memory, given back when the preview closes */
  readonly url: string;
  readonly bytes: number;
  readonly kind: FileKind;
};

/** Files of a tip: opened one at a time, in memory, and forgotten when closed. */
export function LeadFiles({
  leadId,
  lead,
}: {
  readonly leadId: string;
  readonly lead: OpenedLead;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const [shown, setShown] = useState<Shown | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const busy = useRef(false);
  const url = shown?.url ?? null;

  useEffect(() => {
    if (url === null) return;
    return () => URL.revokeObjectURL(url);
  }, [url]);

  async function open(fileId: string) {
    if (busy.current) return;
    busy.current = true;
    setOpening(fileId);
    setRefusals([]);
    setShown(null);
    try {
      const file = await callKeys("openFile", { leadId, fileId });
      const kind = fileKind(file.bytes);
      const type =
        kind.show === "IMAGE" || kind.show === "PDF"
          ? kind.type
          : // whatever it claims to be, the browser gets no reason to run it
            "application/octet-stream";
      setShown({
        fileId,
        name: file.name,
        bytes: file.bytes.length,
        kind,
        url: URL.createObjectURL(new Blob([file.bytes], { type })),
      });
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      busy.current = false;
      setOpening(null);
    }
  }

  return (
    <section className="panel" id="files">
      <h2>{words.files}</h2>
      <Problems refusals={refusals} />
      {lead.files.length === 0 ? (
        <p className="soft">{words.filesNone}</p>
      ) : (
        <ul className="file-list">
          {lead.files.map((file, index) => (
            <li key={file.id}>
              <span>
                {shown?.fileId === file.id
                  ? shown.name
                  : fill(words.fileEntry, { position: index + 1 })}
                <span className="fact-note">
                  {file.side === "STAFF"
                    ? words.fileFromStaff
                    : words.fileFromTipster}
                  {" · "}
                  {file.day}
                  {" · "}
                  {fill(words.fileSealedSize, {
                    size: sizeText(file.sealedBytes),
                  })}
                </span>
              </span>
              {file.sealedBytes > MAX_OPENED_FILE_BYTES ? (
                <span className="soft small">
                  {fill(words.fileTooLarge, {
                    maxMib: MAX_OPENED_FILE_BYTES / 1024 / 1024,
                  })}
                </span>
              ) : (
                <button
                  type="button"
                  className="second"
                  aria-disabled={opening !== null}
                  onClick={() => void open(file.id)}
                >
                  {opening === file.id ? words.fileOpening : words.fileOpen}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown && <FileViewer file={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function FileViewer({
  file,
  onClose,
}: {
  readonly file: Shown;
  readonly onClose: () => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const common = staffWords[language];
  const [warned, setWarned] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [file.fileId]);

  function save() {
    const link = document.createElement("a");
    link.href = file.url;
    link.download = file.name;
    link.click();
    setWarned(false);
  }

  return (
    <div className="file-viewer no-print">
      <div className="file-viewer__head">
        <h3 ref={heading} tabIndex={-1}>
          <bdi>{file.name}</bdi>
        </h3>
        <span className="soft small">{sizeText(file.bytes)}</span>
        <button
          type="button"
          className="second"
          onClick={() =>
            file.kind.show === "NOTHING" ? setWarned(true) : save()
          }
        >
          {words.fileDownload}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          {words.fileClose}
        </button>
      </div>
      <Preview file={file} />
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

function Preview({ file }: { readonly file: Shown }) {
  const words = leadWords[usePageLanguage().language];
  const { kind } = file;
  switch (kind.show) {
    case "TEXT":
      return (
        <>
          {kind.cut && (
            <p className="soft small">
              {fill(words.fileTextCut, {
                size: sizeText(MAX_TEXT_PREVIEW_BYTES),
              })}
            </p>
          )}
          <pre className="file-text" tabIndex={0} dir="auto">
            {kind.text}
          </pre>
        </>
      );
    case "IMAGE":
      // Pixels and nothing else: the bytes are known to be a bitmap format, and an image element runs nothing.
      return (
        <img
          className="file-image"
          src={file.url}
          alt={fill(words.filePreview, { name: file.name })}
        />
      );
    case "PDF":
      // Browsers refuse their own PDF viewer inside a sandbox attribute. It runs in a process of its own, the type is fixed to
      // PDF, and the page's `frame-src blob:` keeps a link in the file from leading the frame out.
      return (
        <>
          <p className="soft small">{words.filePdfHint}</p>
          <iframe
            className="file-frame"
            src={file.url}
            title={fill(words.filePreview, { name: file.name })}
          />
        </>
      );
    case "NOTHING":
      return <p className="notice">{words.fileWarning}</p>;
  }
}
