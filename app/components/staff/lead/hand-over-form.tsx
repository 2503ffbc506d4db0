import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { leadWords } from "#app/content/staff-lead";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { handOverReasons } from "#app/domain/codes/hand-over-reasons";
import { ConfirmDialog } from "../dialog";
import { SelectField } from "../fields";
import { FormEnd } from "../form-end";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import { useUnlocked } from "../use-keys";
import type { LeadPage } from "./lead-page";

/** Offers the lead to another office, or shows the offer that waits. */
export function HandOver({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const { offered, targets, lastRefusal } = lead.handOver;
  const [done, setDone] = useState<string | null>(null);
  if (!offered && targets.length === 0 && !lastRefusal) return null;
  return (
    <section className="panel no-print" id="hand-over">
      <h2>{words.handOver}</h2>
      <p role="status" className="done">
        {done}
      </p>
      {lastRefusal && !offered && (
        <p className="notice">
          {fill(words.handOverRefused, {
            office:
              language === "en" ? lastRefusal.officeEn : lastRefusal.officeZh,
            reason: codeLabel(
              handOverReasons,
              lastRefusal.reasonCode,
              language,
            ),
            at: timeText(lastRefusal.at),
          })}
        </p>
      )}
      {offered && <Waiting offered={offered} onDone={setDone} />}
      {!offered && targets.length > 0 && <Offer lead={lead} onDone={setDone} />}
    </section>
  );
}

function Waiting({
  offered,
  onDone,
}: {
  readonly offered: NonNullable<LeadPage["handOver"]["offered"]>;
  readonly onDone: (sentence: string) => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const command = useCommand(`/api/staff/hand-overs/${offered.handOverId}`);

  async function withdraw() {
    if (await command.run(() => ({ command: "WITHDRAW" })))
      onDone(words.handOverWithdrawn);
  }

  return (
    <>
      <p className="notice">
        {fill(words.handOverWaiting, {
          office: language === "en" ? offered.toEn : offered.toZh,
          at: timeText(offered.offeredAt),
        })}
      </p>
      <Problems refusals={command.refusals} />
      {offered.mayWithdraw && (
        <p className="actions">
          <button
            type="button"
            className="second"
            aria-disabled={command.busy}
            onClick={() => void withdraw()}
          >
            {words.handOverWithdraw}
          </button>
        </p>
      )}
    </>
  );
}

function Offer({
  lead,
  onDone,
}: {
  readonly lead: LeadPage;
  readonly onDone: (sentence: string) => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const unlocked = useUnlocked();
  const command = useCommand("/api/staff/hand-overs");
  const [chosen, setChosen] = useState("");
  const [asking, setAsking] = useState(false);
  const { targets } = lead.handOver;
  const nameOf = (target: (typeof targets)[number]) =>
    language === "en" ? target.nameEn : target.nameZh;
  const target = targets.find(({ officeId }) => officeId === chosen);
  const missing =
    command.refusals.length === 0 && asking && !target
      ? [{ code: "CHOICE_REQUIRED", field: "toOfficeId" }]
      : command.refusals;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    command.clear();
    setAsking(true);
  }

  async function offer() {
    setAsking(false);
    if (!target) return;
    const { officeId, officeKeyId } = target;
    const sent = await command.run(async () => ({
      leadId: lead.id,
      version: lead.version,
      toOfficeId: officeId,
      ...(await callKeys("prepareHandOver", { leadId: lead.id, officeKeyId })),
    }));
    if (sent) onDone(words.handOverDone);
  }

  return (
    <form noValidate onSubmit={submit}>
      <p>{words.handOverText}</p>
      {!unlocked && <p className="soft">{words.handOverNeedKeys}</p>}
      <Problems refusals={missing} labels={{ toOfficeId: words.handOverTo }} />
      <SelectField
        name="toOfficeId"
        label={words.handOverTo}
        choices={targets.map((one) => ({
          value: one.officeId,
          label: nameOf(one),
        }))}
        onChange={(value) => {
          setAsking(false);
          setChosen(value);
        }}
        refusals={missing}
      />
      <fieldset className="bare" disabled={!unlocked}>
        <FormEnd
          busy={command.busy}
          label={words.handOverSubmit}
          done={null}
          danger
        />
      </fieldset>
      <ConfirmDialog
        open={asking && target !== undefined}
        title={words.handOver}
        text={fill(words.handOverConfirm, {
          office: target ? nameOf(target) : "",
        })}
        confirmLabel={words.handOverSubmit}
        cancelLabel={staffWords[language].cancel}
        danger
        onConfirm={() => void offer()}
        onCancel={() => setAsking(false)}
      />
    </form>
  );
}
