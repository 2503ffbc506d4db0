import { useRef, useState, type FormEvent } from "react";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { linkWords } from "#app/content/staff-links";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { leadStates } from "#app/domain/codes/lead-states";
import { misconduct, misconductOf } from "#app/domain/codes/misconduct";
import { ConfirmDialog } from "../dialog";
import { SelectField, TextField } from "../fields";
import { FormEnd } from "../form-end";
import { readForm } from "../form-reader";
import { refusalsOf } from "../refusals";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { useCommand } from "../use-command";
import type { LeadPage } from "./lead-page";

type Asked = { readonly number: string; readonly misconductCode: string };

/** Candidates that the portal proposes, and a form for a number somebody knows; a person confirms either. */
export function LinkForms({
  lead,
  onDone,
}: {
  readonly lead: LeadPage;
  readonly onDone: () => void;
}) {
  const { language } = usePageLanguage();
  const words = linkWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/links`);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [missing, setMissing] = useState<readonly Refusal[]>([]);
  const refusals = missing.length > 0 ? missing : command.refusals;
  const form = useRef<HTMLFormElement>(null);
  const { candidates } = lead.links;

  function ask(next: Asked) {
    command.clear();
    setMissing([]);
    setAsked(next);
  }

  async function link() {
    setAsked(null);
    if (!(await command.run(() => ({ command: "LINK", ...asked })))) return;
    form.current?.reset();
    onDone();
  }

  /** Refuses what is missing at once: asking "are you sure" first would ask about nothing. */
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget));
    const next = {
      number: read.required("number"),
      misconductCode: read.required("misconductCode"),
    };
    try {
      read.finish();
    } catch (error) {
      setMissing(refusalsOf(error));
      return;
    }
    ask(next);
  }

  const label = (code: string) => codeLabel(misconduct, code, language);
  const own = [
    ...new Set([
      ...lead.misconduct,
      ...misconductOf(lead.subjectKind ?? "").map(({ code }) => code),
    ]),
  ];
  return (
    <div className="no-print">
      <h3>{words.candidates}</h3>
      <p className="soft">
        {candidates.length === 0 ? words.candidatesNone : words.candidatesText}
      </p>
      {candidates.length > 0 && (
        <ul className="linked-tips">
          {candidates.map(({ number, codes, state, officeZh, officeEn }) => (
            <li key={number}>
              <span className="linked-tips__head">
                <span className="mono nowrap">{number}</span>
                <span className="soft small">
                  {language === "en" ? officeEn : officeZh}
                  {" · "}
                  {codeLabel(leadStates, state, language)}
                </span>
              </span>
              <ul className="plain-list" aria-label={words.sameCodes}>
                {codes.map((code) => (
                  <li key={code} className="linked-tips__code">
                    <span>
                      {label(code)}
                      <span className="code-mark">{code}</span>
                    </span>
                    <button
                      type="button"
                      className="second"
                      aria-label={`${words.linkUnder} ${number} ${code}`}
                      onClick={() => ask({ number, misconductCode: code })}
                    >
                      {words.linkUnder}
                    </button>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <details open={refusals.length > 0 || undefined}>
        <summary>{words.byNumber}</summary>
        <form ref={form} noValidate onSubmit={submit}>
          <Problems
            refusals={refusals}
            labels={{ number: words.number, misconductCode: words.code }}
          />
          <TextField
            name="number"
            label={words.number}
            hint={words.numberHint}
            maxLength={40}
            width="medium"
            refusals={refusals}
          />
          <SelectField
            name="misconductCode"
            label={words.code}
            choices={own.map((code) => ({
              value: code,
              label: `${code} ${label(code)}`,
            }))}
            defaultValue={
              lead.misconduct.length === 1 ? lead.misconduct[0]! : ""
            }
            refusals={refusals}
          />
          <FormEnd busy={command.busy} label={words.link} done={null} />
        </form>
      </details>
      <ConfirmDialog
        open={asked !== null}
        title={words.link}
        text={
          asked
            ? fill(words.linkConfirm, {
                number: asked.number,
                code: `${asked.misconductCode} ${label(asked.misconductCode)}`,
              })
            : ""
        }
        confirmLabel={words.link}
        cancelLabel={staffWords[language].cancel}
        onConfirm={() => void link()}
        onCancel={() => setAsked(null)}
      />
    </div>
  );
}
