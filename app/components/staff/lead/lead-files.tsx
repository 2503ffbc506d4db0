import { useRef, useState } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { FileStanding, OpenedFile } from "#app/browser/staff/file-calls";
import {
  MAX_OPENED_FILE_BYTES,
  type OpenedLead,
  type Refusal,
} from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { staffFileWords } from "#app/content/staff-files";
import { fill } from "#app/content/words";
import { Problems } from "../problems";
import { sizeText, timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { refusalsOf } from "../refusals";
import { useEver } from "../use-ever";
import { fileBalance, type FileStandings } from "./file-balance";
import { fileKind } from "./file-kind";
import { FileViewer, type ShownFile } from "./file-viewer";
import type { LeadPage } from "./lead-page";
import { SendFiles } from "./send-files";

/**
 * Files of a tip and the office's redacted copies: opened one at a time, in memory, and forgotten when closed or when the keys are
 * locked. `reload` reads the lead anew.
 */
export function LeadFiles({
  lead,
  opened,
  reload,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
  readonly reload: () => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const own = staffFileWords[language];
  const everOpened = useEver(opened !== null);
  const [shown, setShown] = useState<ShownFile | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const [checking, setChecking] = useState<number | null>(null);
  const [standings, setStandings] = useState<FileStandings>({});
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const busy = useRef(false);
  if (opened === null && shown !== null) setShown(null);

  if (!everOpened) return null;
  const tipsterFiles =
    opened?.files.filter(({ side }) => side === "TIPSTER") ?? [];
  const positionOf = (fileId: string | null) =>
    (opened?.files.findIndex(({ id }) => id === fileId) ?? -1) + 1;
  const note = (fileId: string, standing: FileStanding) =>
    setStandings((before) => ({ ...before, [fileId]: standing }));

  /** One thing at a time; what goes wrong is said on top of the list. */
  async function alone(id: string, work: () => Promise<void>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setOpening(id);
    setRefusals([]);
    try {
      await work();
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      busy.current = false;
      setOpening(null);
      setChecking(null);
    }
  }

  const open = (id: string, source: ShownFile["source"], position: number) =>
    alone(id, async () => {
      setShown(null);
      const leadId = lead.id;
      let file: OpenedFile;
      if (source === "FILE") {
        const found = await callKeys("openFile", { leadId, fileId: id });
        note(id, found.standing);
        file = found;
      } else file = await callKeys("openDocument", { leadId, documentId: id });
      setShown({
        id,
        source,
        position,
        name: file.name,
        kind: fileKind(file.bytes),
        content: new Blob([file.bytes]),
      });
    });

  const checkAll = () =>
    alone("all", async () => {
      for (const [index, { id }] of tipsterFiles.entries()) {
        if (standings[id]) continue;
        setChecking(index + 1);
        const { standing } = await callKeys("checkFile", {
          leadId: lead.id,
          fileId: id,
        });
        note(id, standing);
      }
    });

  return (
    <>
      <section className="panel" id="files">
        <h2>{words.files}</h2>
        <Problems refusals={refusals} />
        {opened && (
          <Balance
            listed={opened.body?.files.length ?? null}
            files={opened.files}
            standings={standings}
            checking={
              checking === null
                ? null
                : fill(own.checking, {
                    position: checking,
                    count: tipsterFiles.length,
                  })
            }
            onCheck={() => void checkAll()}
          />
        )}
        {opened && opened.files.length === 0 && (
          <p className="soft">{words.filesNone}</p>
        )}
        {opened && opened.files.length > 0 && (
          <ul className="file-list">
            {opened.files.map((file, index) => (
              <li key={file.id}>
                <span>
                  {shown?.id === file.id ? (
                    <bdi>{shown.name}</bdi>
                  ) : (
                    fill(words.fileEntry, { position: index + 1 })
                  )}
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
                  {file.side === "TIPSTER" && standings[file.id] && (
                    <Standing standing={standings[file.id]!} />
                  )}
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
                    aria-label={`${words.fileOpen} ${fill(words.fileEntry, { position: index + 1 })}`}
                    onClick={() => void open(file.id, "FILE", index + 1)}
                  >
                    {opening === file.id ? words.fileOpening : words.fileOpen}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {shown?.source === "FILE" && (
          <FileViewer
            key={shown.id}
            leadId={lead.id}
            file={shown}
            canRedact={opened?.hasCaseKey === true}
            onClose={() => setShown(null)}
            onRedacted={reload}
          />
        )}
        {lead.allowed.includes("SEND_MESSAGE") && (
          <SendFiles leadId={lead.id} onSent={reload} />
        )}
      </section>
      {opened && (opened.hasCaseKey || opened.documents.length > 0) && (
        <section className="panel" id="documents">
          <h2>{own.documents}</h2>
          <p className="soft small no-print">{own.documentsHint}</p>
          {opened.documents.length === 0 && (
            <p className="soft">{own.documentsNone}</p>
          )}
          <ul className="file-list">
            {opened.documents.map((document, index) => (
              <li key={document.id}>
                <span>
                  {fill(own.documentEntry, { position: index + 1 })}
                  <span className="fact-note">
                    {document.sourceFileId !== null && (
                      <>
                        {fill(own.documentOf, {
                          position: positionOf(document.sourceFileId),
                        })}
                        {" · "}
                      </>
                    )}
                    {document.author}
                    {" · "}
                    {timeText(document.at)}
                  </span>
                </span>
                <button
                  type="button"
                  className="second"
                  aria-disabled={opening !== null}
                  aria-label={`${words.fileOpen} ${fill(own.documentEntry, { position: index + 1 })}`}
                  onClick={() => void open(document.id, "DOCUMENT", index + 1)}
                >
                  {opening === document.id ? words.fileOpening : words.fileOpen}
                </button>
              </li>
            ))}
          </ul>
          {shown?.source === "DOCUMENT" && (
            <FileViewer
              key={shown.id}
              leadId={lead.id}
              file={shown}
              canRedact={false}
              onClose={() => setShown(null)}
              onRedacted={reload}
            />
          )}
        </section>
      )}
    </>
  );
}

function Standing({ standing }: { readonly standing: FileStanding }) {
  const own = staffFileWords[usePageLanguage().language];
  return (
    <span className="file-standing" data-standing={standing.standing}>
      {standing.standing === "AS_SENT" ? (
        <>
          {own.standingAsSent}
          {" · "}
          {own.variant[standing.variant]}
        </>
      ) : (
        own.standingNotListed
      )}
    </span>
  );
}

function Balance({
  listed,
  files,
  standings,
  checking,
  onCheck,
}: {
  readonly listed: number | null;
  readonly files: OpenedLead["files"];
  readonly standings: FileStandings;
  readonly checking: string | null;
  readonly onCheck: () => void;
}) {
  const own = staffFileWords[usePageLanguage().language];
  const found = fileBalance(listed, files, standings);
  switch (found.balance) {
    case "NO_LIST":
      return null;
    case "OPEN":
      return (
        <div className="file-balance" data-balance="OPEN">
          <p>{fill(own.balanceOpen, found)}</p>
          <p className="actions no-print">
            <button
              type="button"
              className="second"
              aria-disabled={checking !== null}
              onClick={onCheck}
            >
              {own.checkAll}
            </button>
            <span className="soft small" role="status">
              {checking ?? own.checkHint}
            </span>
          </p>
        </div>
      );
    case "MISSING":
      return (
        <p className="notice file-balance" data-balance="MISSING" role="alert">
          {fill(own.balanceMissing, found)}
        </p>
      );
    case "ALL":
      return (
        <p className="file-balance" data-balance="ALL" role="status">
          {fill(own.balanceAll, found)}
          {found.extra > 0 && ` ${fill(own.balanceExtra, found)}`}
        </p>
      );
  }
}
