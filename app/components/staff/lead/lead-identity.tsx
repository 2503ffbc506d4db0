import { useRevalidator } from "@remix-run/react";
import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  identityReasonCodes,
  identityReasons,
} from "#app/domain/codes/identity-reasons";
import { isCodedError } from "#app/domain/shared/coded-error";
import type { ReporterIdentity } from "#app/forms/tip/tip-body";
import { Fact, Facts } from "../facts";
import { ChoiceField } from "../fields";
import { Problems } from "../problems";
import { readForm } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { useStepUp } from "../step-up";
import { refusalsOf } from "../refusals";
import { FormEnd } from "../form-end";
import { Written } from "./tip-view";

/** The vault of names: a reason, a second factor, and a trace that the tipster sees. */
export function LeadIdentity({
  leadId,
  hasIdentity,
}: {
  readonly leadId: string;
  readonly hasIdentity: boolean;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const stepUp = useStepUp();
  const revalidator = useRevalidator();
  const [identity, setIdentity] = useState<ReporterIdentity | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    setRefusals([]);
    try {
      const read = readForm(new FormData(form));
      const reasonCode = read.choice("reasonCode", identityReasonCodes);
      read.finish();
      const open = () => callKeys("openIdentity", { leadId, reasonCode });
      const found = await open().catch(async (error: unknown) => {
        if (!isCodedError(error) || error.code !== "STEP_UP_NEEDED")
          throw error;
        if (!(await stepUp())) throw error;
        return open();
      });
      setIdentity(found);
      // the opening is on the timeline now
      revalidator.revalidate();
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="panel no-print" id="identity">
      <h2>{words.identity}</h2>
      {!hasIdentity && <p className="soft">{words.identityNone}</p>}
      {hasIdentity && identity && (
        <>
          <Facts>
            <Fact term={words.identityName}>
              <Written text={identity.name} none="" />
            </Fact>
            <Fact term={words.identityContact}>
              <Written text={identity.contact} none={words.notSaid} />
            </Fact>
          </Facts>
          <button
            type="button"
            className="second"
            onClick={() => setIdentity(null)}
          >
            {words.identityHide}
          </button>
        </>
      )}
      {hasIdentity && !identity && (
        <form onSubmit={(event) => void submit(event)}>
          <p>{words.identityClosed}</p>
          <Problems refusals={refusals} />
          <ChoiceField
            name="reasonCode"
            label={words.identityReason}
            choices={identityReasons.map(({ code }) => ({
              value: code,
              label: codeLabel(identityReasons, code, language),
            }))}
            refusals={refusals}
          />
          <FormEnd busy={busy} label={words.identityOpen} done={null} />
        </form>
      )}
    </section>
  );
}
