import { useState } from "react";
import { limitWords } from "#app/content/staff-limits";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  delayReasons,
  extensionReasons,
} from "#app/domain/codes/delay-reasons";
import { codeChoices } from "../codes";
import { SelectField, TextField } from "../fields";
import { typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { CommandForm } from "./command-form";
import type { LeadLimit, LeadPage } from "./lead-page";

/** Every limit that began, the newest first: what was promised, what is left, what was missed and what was said about it. */
export function LeadLimits({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = limitWords[language];
  const [done, setDone] = useState<string | null>(null);
  const { stages, extensions, next } = lead.limits;
  const late = stages.find((limit) => limit.late);
  return (
    <section className="panel" id="limits">
      <h2>{words.title}</h2>
      <p role="status" className="done">
        {done}
      </p>
      <ol className="limit-list">
        {[...stages].reverse().map((limit) => (
          <li key={limit.stage} data-late={limit.late}>
            <Limit limit={limit} />
            {limit.stage === "FINISH" &&
              extensions.map(({ kind, fromDay, toDay, day }) => (
                <p key={kind} className="small">
                  {fill(words.extension, {
                    day,
                    from: fromDay,
                    to: toDay,
                    reason: codeLabel(extensionReasons, kind, language),
                  })}
                </p>
              ))}
          </li>
        ))}
      </ol>
      {late && lead.allowed.includes("EXPLAIN_DELAY") && (
        <ExplainForm lead={lead} limit={late} onDone={setDone} />
      )}
      {next && lead.allowed.includes("EXTEND") && (
        <ExtendForm key={next.kind} lead={lead} next={next} onDone={setDone} />
      )}
    </section>
  );
}

function Limit({ limit }: { readonly limit: LeadLimit }) {
  const { language } = usePageLanguage();
  const words = limitWords[language];
  return (
    <>
      <p className="limit-list__head">
        <strong>{words.stage[limit.stage]}</strong>{" "}
        <span className={limit.late ? "tag late" : "soft"}>
          {stateText(limit, words)}
        </span>
      </p>
      <p className="soft small">
        {fill(words.span, { start: limit.startDay, due: limit.dueDay })}
      </p>
      {limit.missed.map((missed) => (
        <p key={missed.dueDay} className="small">
          {[
            fill(words.missed, { due: missed.dueDay }),
            missed.reasonCode === null || missed.reasonDay === null
              ? words.reasonNone
              : fill(words.reasonGiven, {
                  day: missed.reasonDay,
                  reason: codeLabel(delayReasons, missed.reasonCode, language),
                }),
            ...(missed.extendedDay
              ? [fill(words.missedExtended, { day: missed.extendedDay })]
              : []),
            ...(missed.metDay
              ? [fill(words.missedMet, { day: missed.metDay })]
              : []),
          ].join(language === "en" ? " " : "")}
        </p>
      ))}
    </>
  );
}

function stateText(
  { running, late, shareUsed, daysLeft }: LeadLimit,
  words: {
    readonly used: string;
    readonly usedToday: string;
    readonly usedLate: string;
    readonly over: string;
  },
): string {
  if (!running || shareUsed === null || daysLeft === null) return words.over;
  const percent = Math.round(shareUsed * 100);
  if (late) return fill(words.usedLate, { days: -daysLeft });
  return fill(daysLeft === 0 ? words.usedToday : words.used, {
    percent,
    days: daysLeft,
  });
}

type FormProps = {
  readonly lead: LeadPage;
  readonly onDone: (sentence: string) => void;
};

function ExplainForm({
  lead,
  limit,
  onDone,
}: FormProps & { readonly limit: LeadLimit }) {
  const { language } = usePageLanguage();
  const words = limitWords[language];
  const given = limit.missed.find(({ dueDay }) => dueDay === limit.dueDay);
  const reasons = delayReasons.filter(({ code }) => code !== given?.reasonCode);
  return (
    <details className="no-print">
      <summary>
        {given?.reasonCode == null ? words.explain : words.explainAgain}
      </summary>
      <CommandForm
        lead={lead}
        onDone={onDone}
        text={fill(words.explainText, { stage: words.stage[limit.stage] })}
        submitLabel={words.explain}
        doneText={words.explainDone}
        labels={{ reasonCode: words.explainReason }}
        confirm={(data) =>
          fill(words.explainConfirm, {
            reason: codeLabel(
              delayReasons,
              typedText(data, "reasonCode"),
              language,
            ),
          })
        }
        read={(form) => ({
          fields: {
            command: "EXPLAIN_DELAY",
            stage: limit.stage,
            reasonCode: form.choice(
              "reasonCode",
              reasons.map(({ code }) => code),
            ),
          },
        })}
      >
        {(refusals) => (
          <SelectField
            name="reasonCode"
            label={words.explainReason}
            choices={codeChoices(reasons, language)}
            refusals={refusals}
          />
        )}
      </CommandForm>
    </details>
  );
}

function ExtendForm({
  lead,
  next,
  onDone,
}: FormProps & {
  readonly next: NonNullable<LeadPage["limits"]["next"]>;
}) {
  const { language } = usePageLanguage();
  const words = limitWords[language];
  const { kind, earliest, latest } = next;
  const studied = kind === "VERY_SERIOUS";
  return (
    <details className="no-print">
      <summary>{words.extend}</summary>
      <CommandForm
        lead={lead}
        onDone={onDone}
        text={words.extendText[kind]}
        submitLabel={words.extend}
        doneText={words.extendDone}
        labels={{ to: words.extendTo, participants: words.participants }}
        confirm={(data) =>
          fill(words.extendConfirm, { day: typedText(data, "to") })
        }
        read={(form) => ({
          fields: {
            command: "EXTEND",
            reasonCode: kind,
            to: form.required("to"),
            participants: studied
              ? form.wholeNumber("participants", { min: 3, max: 99 })
              : null,
          },
        })}
      >
        {(refusals) => (
          <>
            <TextField
              name="to"
              type="date"
              width="medium"
              label={words.extendTo}
              hint={fill(words.extendToHint, { earliest, latest })}
              defaultValue={latest}
              refusals={refusals}
            />
            {studied && (
              <TextField
                name="participants"
                inputMode="numeric"
                width="short"
                label={words.participants}
                hint={words.participantsHint}
                refusals={refusals}
              />
            )}
          </>
        )}
      </CommandForm>
    </details>
  );
}
