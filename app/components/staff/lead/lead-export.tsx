import { useEffect, useRef, useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { ExportTo } from "#app/browser/staff/file-calls";
import type { OpenedLead, Refusal } from "#app/browser/staff/key-protocol";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { LEAST_PASSPHRASE_LENGTH } from "#app/crypto/seal-export";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import { Dialog } from "../dialog";
import { ChoiceField, TextArea, TextField } from "../fields";
import { readForm, typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { refusalsOf } from "../refusals";
import { useStepUp } from "../step-up";
import type { LeadPage } from "./lead-page";
import { useSignedIn } from "./lead-print";
import { exportTexts } from "./lead-texts";

/** Files and documents together, sealed; a zip archive without 64-bit extensions ends at 4 GiB. */
const MOST_EXPORTED_BYTES = 3 * 1024 ** 3;

/** A lead as one sealed file for somebody outside the portal. */
export function LeadExport({
  lead,
  opened,
  areaName,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
  readonly areaName: (code: string) => string | null;
}) {
  const words = staffFileWords[usePageLanguage().language];
  const [open, setOpen] = useState(false);
  // What was opened is gone: so is what would be written out of it.
  const isOpen = open && opened !== null;
  return (
    <>
      <button
        type="button"
        className="second"
        id="export"
        disabled={opened === null}
        onClick={() => setOpen(true)}
      >
        {words.export}
      </button>
      <Dialog
        open={isOpen}
        title={words.exportTitle}
        onCancel={() => setOpen(false)}
      >
        {opened && (
          <ExportForm
            lead={lead}
            opened={opened}
            areaName={areaName}
            onClose={() => setOpen(false)}
          />
        )}
      </Dialog>
    </>
  );
}

function ExportForm({
  lead,
  opened,
  areaName,
  onClose,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead;
  readonly areaName: (code: string) => string | null;
  readonly onClose: () => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const common = staffWords[language];
  const stepUp = useStepUp();
  const { displayName } = useSignedIn();
  const [to, setTo] = useState<"RECIPIENT" | "PASSPHRASE">("RECIPIENT");
  const [progress, setProgress] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [ready, setReady] = useState<{ name: string; url: string } | null>(
    null,
  );
  const link = useRef<HTMLAnchorElement>(null);
  const running = useRef<{ exportId: string | null } | null>(null);
  const url = ready?.url ?? null;

  useEffect(() => {
    if (url === null) return;
    link.current?.click();
    return () => URL.revokeObjectURL(url);
  }, [url]);
  // a dialog that is closed, or keys that are locked, end what is under way
  useEffect(
    () => () => {
      const exportId = running.current?.exportId;
      running.current = null;
      if (exportId) callKeys("dropExport", { exportId }).catch(() => undefined);
    },
    [],
  );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // the dialog stands inside no other form, but a portal's events would bubble to one
    event.stopPropagation();
    if (running.current) return;
    const data = new FormData(event.currentTarget);
    const mine: { exportId: string | null } = { exportId: null };
    running.current = mine;
    setRefusals([]);
    setReady(null);
    setProgress(common.working);
    try {
      const items = [
        ...opened.files.map(({ id, sealedBytes }, index) => ({
          kind: "FILE" as const,
          id,
          sealedBytes,
          position: index + 1,
        })),
        ...opened.documents.map(({ id, sealedBytes }, index) => ({
          kind: "DOCUMENT" as const,
          id,
          sealedBytes,
          position: index + 1,
        })),
      ];
      const bytes = items.reduce((sum, each) => sum + each.sealedBytes, 0);
      if (bytes > MOST_EXPORTED_BYTES)
        throw new CodedError("EXPORT_TOO_LARGE", {
          values: { gigabytes: MOST_EXPORTED_BYTES / 1024 ** 3 },
        });
      const input = {
        leadId: lead.id,
        to: exportTo(data),
        texts: exportTexts({
          lead,
          opened,
          language,
          areaName,
          by: { person: displayName, at: new Date().toISOString() },
        }),
        count: items.length,
      };
      const begin = () => callKeys("beginExport", input);
      const { exportId } = await begin().catch(async (error: unknown) => {
        if (!isCodedError(error) || error.code !== "STEP_UP_NEEDED")
          throw error;
        if (!(await stepUp())) throw error;
        return begin();
      });
      mine.exportId = exportId;
      for (const [index, { kind, id, position }] of items.entries()) {
        setProgress(
          fill(words.exportProgress, {
            position: index + 1,
            count: items.length,
          }),
        );
        await callKeys("addToExport", { exportId, kind, id, position });
      }
      setProgress(words.exportFinishing);
      const { sealed } = await callKeys("finishExport", { exportId });
      mine.exportId = null;
      if (running.current === mine)
        setReady({
          name: `yanlu-${lead.number}.zip.age`,
          url: URL.createObjectURL(sealed),
        });
    } catch (error) {
      const found = refusalsOf(error);
      if (running.current === mine) setRefusals(found);
    } finally {
      if (running.current === mine) {
        running.current = null;
        setProgress(null);
      }
    }
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{words.exportText}</p>
      <Problems refusals={refusals} />
      <ChoiceField
        name="to"
        label={words.exportTo}
        choices={[
          { value: "RECIPIENT", label: words.exportToRecipient },
          { value: "PASSPHRASE", label: words.exportToPassphrase },
        ]}
        defaultValue={to}
        onChange={(value) =>
          setTo(value === "PASSPHRASE" ? "PASSPHRASE" : "RECIPIENT")
        }
        refusals={refusals}
      />
      {to === "RECIPIENT" ? (
        <TextArea
          name="recipient"
          label={words.exportRecipient}
          hint={words.exportRecipientHint}
          rows={3}
          maxLength={2_100}
          refusals={refusals}
        />
      ) : (
        <>
          <TextField
            name="passphrase"
            type="password"
            autoComplete="new-password"
            label={words.exportPassphrase}
            hint={fill(words.exportPassphraseHint, {
              least: LEAST_PASSPHRASE_LENGTH,
            })}
            maxLength={500}
            refusals={refusals}
          />
          <TextField
            name="again"
            type="password"
            autoComplete="new-password"
            label={words.exportPassphraseAgain}
            maxLength={500}
            refusals={refusals}
          />
        </>
      )}
      <p role="status" className={ready ? "done" : "soft"}>
        {ready ? fill(words.exportDone, { name: ready.name }) : progress}
      </p>
      {ready && (
        <p>
          <a ref={link} href={ready.url} download={ready.name}>
            {words.exportAgain}
          </a>
        </p>
      )}
      <div className="actions">
        <button type="submit" aria-disabled={progress !== null}>
          {progress === null ? words.exportStart : common.working}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {words.exportClose}
        </button>
      </div>
    </form>
  );
}

/** A passphrase is taken exactly as typed; a recipient may come with line breaks of a mail. */
function exportTo(data: FormData): ExportTo {
  const read = readForm(data);
  if (read.text("to") !== "PASSPHRASE") {
    const recipient = read.required("recipient", 2_100).replace(/\s/g, "");
    read.finish();
    return { recipient };
  }
  const passphrase = typedText(data, "passphrase");
  if ([...passphrase].length < LEAST_PASSPHRASE_LENGTH)
    read.refuse({
      code: "EXPORT_PASSPHRASE_SHORT",
      field: "passphrase",
      values: { least: LEAST_PASSPHRASE_LENGTH },
    });
  else if (passphrase !== typedText(data, "again"))
    read.refuse({ code: "EXPORT_PASSPHRASES_DIFFER", field: "again" });
  read.finish();
  return { passphrase };
}
