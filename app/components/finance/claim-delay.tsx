import { useState, type FormEvent } from "react";
import { codeChoices, CodeText } from "#app/components/staff/codes";
import { ConfirmDialog } from "#app/components/staff/dialog";
import { SelectField } from "#app/components/staff/fields";
import { FormEnd } from "#app/components/staff/form-end";
import { readForm } from "#app/components/staff/form-reader";
import { usePageLanguage } from "#app/components/staff/page-language";
import { Problems } from "#app/components/staff/problems";
import { useCommand } from "#app/components/staff/use-command";
import { limitWords } from "#app/content/staff-limits";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { delayReasons } from "#app/domain/codes/delay-reasons";
import type { ClaimPage } from "./claim-page";

/** Why the payment is late, in finance's word: the tipster is shown it. */
export function ClaimDelay({ claim }: { readonly claim: ClaimPage }) {
  const { language } = usePageLanguage();
  const words = limitWords[language];
  const command = useCommand(`/api/finance/claims/${claim.id}/delay`);
  const [chosen, setChosen] = useState("");
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const reasons = delayReasons.filter(({ code }) => code !== claim.delayReason);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (command.busy) return;
    if (reasons.some(({ code }) => code === chosen)) setAsking(true);
    else void send();
  }

  async function send() {
    setAsking(false);
    const sent = await command.run(() => {
      const data = new FormData();
      data.set("reasonCode", chosen);
      const form = readForm(data);
      const reasonCode = form.choice(
        "reasonCode",
        reasons.map(({ code }) => code),
      );
      form.finish();
      return { reasonCode };
    });
    if (sent) setDone(words.explainDone);
  }

  return (
    <section className="panel no-print" id="delay">
      <h2>{words.explainReason}</h2>
      <p role="status" className="done">
        {done}
      </p>
      <p>
        {claim.delayReason === null ? (
          words.reasonNone
        ) : (
          <CodeText list={delayReasons} code={claim.delayReason} />
        )}
      </p>
      {claim.mayExplain && (
        <form noValidate onSubmit={submit}>
          <p>{fill(words.explainText, { stage: words.stage.PAY })}</p>
          <Problems
            refusals={command.refusals}
            labels={{ reasonCode: words.explainReason }}
          />
          <SelectField
            key={claim.delayReason}
            name="reasonCode"
            label={words.explainReason}
            choices={codeChoices(reasons, language)}
            onChange={setChosen}
            refusals={command.refusals}
          />
          <FormEnd busy={command.busy} label={words.explain} done={null} />
          <ConfirmDialog
            open={asking}
            title={words.explain}
            text={fill(words.explainConfirm, {
              reason: codeLabel(delayReasons, chosen, language),
            })}
            confirmLabel={words.explain}
            cancelLabel={staffWords[language].cancel}
            danger={false}
            onConfirm={() => void send()}
            onCancel={() => setAsking(false)}
          />
        </form>
      )}
    </section>
  );
}
