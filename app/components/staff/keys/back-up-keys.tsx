import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import type {
  OfficeKeysPage,
  OfficeKeysView,
} from "#app/queries/staff-office-keys.server";
import { Dialog } from "../dialog";
import { FormEnd } from "../form-end";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { useUnlocked } from "../use-keys";
import { Digits } from "./digits";
import { requireTicked, Tick } from "./tick";
import { useKeyWork } from "./use-key-work";

/** Seals keys that are older than the recovery key to it. */
export function BackUpKeys({
  office,
  recovery,
}: {
  readonly office: OfficeKeysView;
  readonly recovery: OfficeKeysPage["recovery"];
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const unlocked = useUnlocked();
  const work = useKeyWork();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  if (!recovery) return null;
  const missing = office.keys.filter(
    ({ backedUpTo }) => !backedUpTo.includes(recovery.recoveryKeyId),
  );
  const mine = missing.filter((key) => key.mine);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const saved = await work.run(async () => {
      requireTicked(data, "compared");
      return callKeys("backUpOfficeKeys", {
        officeId: office.officeId,
        officeKeyIds: mine.map(({ id }) => id),
        recovery: recovery!,
      });
    });
    if (saved) {
      setOpen(false);
      setDone(saved.backedUp);
    }
  }

  return (
    <div className="back-up">
      <p role="status" className="done">
        {done === null ? null : fill(words.backUpDone, { count: done })}
      </p>
      {missing.length > 0 && (
        <>
          <p className="notice">
            {fill(words.recoveryMissing, { count: missing.length })}
          </p>
          {missing.some((key) => key.onOldSheets) && (
            <p className="notice">
              {fill(words.oldSheets, {
                count: missing.filter((key) => key.onOldSheets).length,
              })}
            </p>
          )}
          {mine.length > 0 && (
            <p className="actions">
              <button
                type="button"
                className="second"
                disabled={!unlocked}
                onClick={() => {
                  work.clear();
                  setOpen(true);
                }}
              >
                {words.backUp}
              </button>
            </p>
          )}
        </>
      )}
      <Dialog
        open={open}
        title={words.backUpTitle}
        onCancel={() => setOpen(false)}
      >
        <form noValidate onSubmit={(event) => void submit(event)}>
          <p>{fill(words.backUpText, { threshold: recovery.threshold })}</p>
          <p>
            <Digits recipient={recovery.recipient} large />
          </p>
          <Problems refusals={work.refusals} />
          <Tick
            name="compared"
            label={words.backUpCompared}
            refusals={work.refusals}
          />
          <FormEnd busy={work.busy} label={words.backUpSubmit} done={null} />
          <p>
            <button
              type="button"
              className="quiet"
              onClick={() => setOpen(false)}
            >
              {staffWords[language].cancel}
            </button>
          </p>
        </form>
      </Dialog>
    </div>
  );
}
