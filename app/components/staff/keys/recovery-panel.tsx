import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { fill } from "#app/content/words";
import type { OfficeKeysPage } from "#app/queries/staff-office-keys.server";
import { TextArea, TextField } from "../fields";
import { FormEnd } from "../form-end";
import { readForm, typedText } from "../form-reader";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { Fact, Facts } from "../facts";
import type { Ceremony } from "./ceremony";
import { Digits } from "./digits";
import { RecoverForm } from "./recover-form";
import { useKeyWork } from "./use-key-work";

const MOST_SHEETS = 20;

/** State of the recovery key; for custodians and leaders the ceremony that makes one, and recovery itself. */
export function RecoveryPanel({
  page,
  ceremony,
  onCeremony,
}: {
  readonly page: OfficeKeysPage;
  readonly ceremony: Ceremony | null;
  readonly onCeremony: (ceremony: Ceremony | null) => void;
}) {
  const words = keyWords[usePageLanguage().language];
  const { recovery } = page;
  const [done, setDone] = useState(false);
  return (
    <section className="panel" id="recovery">
      <h2>{words.recoveryTitle}</h2>
      {recovery === null ? (
        <p>{words.recoveryNone}</p>
      ) : (
        <Facts>
          <Fact term={words.recoveryTitle}>
            {fill(words.recoveryState, {
              threshold: recovery.threshold,
              shares: recovery.shares,
              at: timeText(recovery.madeAt),
            })}
          </Fact>
          <Fact term={words.recoveryDigits}>
            <Digits recipient={recovery.recipient} />
          </Fact>
        </Facts>
      )}
      <p role="status" className="done">
        {done ? words.ceremonyDone : null}
      </p>
      {page.holdsCeremony &&
        (ceremony ? (
          <TypeBack
            ceremony={ceremony}
            replaces={recovery?.recoveryKeyId ?? null}
            onEnd={(published) => {
              setDone(published);
              onCeremony(null);
            }}
          />
        ) : (
          <StartCeremony page={page} onCeremony={onCeremony} />
        ))}
      {page.holdsCeremony && page.recoverable.length > 0 && !ceremony && (
        <RecoverForm recoverable={page.recoverable} />
      )}
    </section>
  );
}

function StartCeremony({
  page,
  onCeremony,
}: {
  readonly page: OfficeKeysPage;
  readonly onCeremony: (ceremony: Ceremony) => void;
}) {
  const words = keyWords[usePageLanguage().language];
  const work = useKeyWork();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    await work.run(async () => {
      const form = readForm(data);
      const range = { min: 2, max: MOST_SHEETS };
      const shares = form.wholeNumber("shares", range);
      const threshold = form.wholeNumber("threshold", range);
      if (threshold > shares)
        form.refuse({ code: "THRESHOLD_ABOVE_SHARES", field: "threshold" });
      form.finish();
      const made = await callKeys("newRecoveryKey", { threshold, shares });
      onCeremony({ ...made, threshold, day: page.today });
    });
  }

  return (
    <details className="ceremony">
      <summary>{page.recovery ? words.ceremonyAgain : words.ceremony}</summary>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <p>{words.ceremonyText}</p>
        {page.recovery && <p className="notice">{words.ceremonyReplaces}</p>}
        <Problems refusals={work.refusals} />
        <div className="field-grid">
          <TextField
            name="shares"
            label={words.ceremonyShares}
            defaultValue="3"
            inputMode="numeric"
            maxLength={2}
            width="short"
            refusals={work.refusals}
          />
          <TextField
            name="threshold"
            label={words.ceremonyThreshold}
            defaultValue="2"
            inputMode="numeric"
            maxLength={2}
            width="short"
            refusals={work.refusals}
          />
        </div>
        <FormEnd busy={work.busy} label={words.ceremonyStart} done={null} />
      </form>
    </details>
  );
}

function TypeBack({
  ceremony,
  replaces,
  onEnd,
}: {
  readonly ceremony: Ceremony;
  readonly replaces: string | null;
  readonly onEnd: (published: boolean) => void;
}) {
  const words = keyWords[usePageLanguage().language];
  const work = useKeyWork();
  const [confirmed, setConfirmed] = useState<readonly number[]>([]);
  const { sheets } = ceremony;

  async function check(event: FormEvent<HTMLFormElement>, index: number) {
    event.preventDefault();
    const text = typedText(new FormData(event.currentTarget), `sheet${index}`);
    const checked = await work.run(() =>
      callKeys("confirmSheet", { index, text }),
    );
    if (checked) setConfirmed(checked.confirmed);
  }

  async function publish() {
    const published = await work.run(() =>
      callKeys("publishRecoveryKey", { replaces }),
    );
    if (published) onEnd(true);
  }

  return (
    <div className="ceremony">
      <p>{words.ceremonyPrintText}</p>
      <p className="actions">
        <button type="button" onClick={() => window.print()}>
          {fill(words.ceremonyPrint, { shares: sheets.length })}
        </button>
      </p>
      <Problems refusals={work.refusals} />
      <ol className="ceremony__sheets">
        {sheets.map(({ index }) => (
          <li key={index} data-sheet-check={index}>
            {confirmed.includes(index) ? (
              <p className="check-mark">
                {fill(words.ceremonyChecked, { index })}
              </p>
            ) : (
              <form noValidate onSubmit={(event) => void check(event, index)}>
                <TextArea
                  name={`sheet${index}`}
                  label={fill(words.ceremonySheet, { index })}
                  hint={words.recoverSheetHint}
                  rows={4}
                  refusals={work.refusals}
                />
                <FormEnd
                  busy={work.busy}
                  label={words.ceremonyCheck}
                  done={null}
                />
              </form>
            )}
          </li>
        ))}
      </ol>
      <p className="actions">
        {confirmed.length === sheets.length && (
          <button
            type="button"
            aria-disabled={work.busy}
            onClick={() => void publish()}
          >
            {words.ceremonyPublish}
          </button>
        )}
        <button type="button" className="second" onClick={() => onEnd(false)}>
          {words.ceremonyCancel}
        </button>
      </p>
    </div>
  );
}
