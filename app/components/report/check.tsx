import { careWords } from "#app/content/care";
import { dayText } from "#app/content/day-text";
import { publicFrameWords } from "#app/content/public-frame";
import { reportWords } from "#app/content/report";
import { fill, type Language } from "#app/content/words";
import type { SummaryRow } from "#app/forms/tip/form-page";
import { LeakAdvice } from "./leak-advice";
import { ReportForm } from "./report-form";
import type { CheckView, ReportSlots } from "./report-view";

export function Check({
  language,
  view,
  slots = {},
}: {
  readonly language: Language;
  readonly view: CheckView;
  readonly slots?: ReportSlots;
}) {
  const words = reportWords[language];
  const labels: Readonly<Record<string, string>> = words.labels;
  return (
    <ReportForm {...{ language, ...view }} page="check">
      <h1>{words.check.title}</h1>
      <p>{words.check.lead}</p>
      <dl className="facts changeable">
        {view.summary.flatMap(({ page, rows }) =>
          rows.map((row, index) => (
            <div key={row.label}>
              <dt>{labels[row.label]}</dt>
              <dd className={row.value === null ? "soft" : undefined}>
                {shown(row, { language, unknownPlace: view.unknownPlace })}
              </dd>
              <dd className="change">
                {index === 0 && (
                  <button
                    className="quiet"
                    name="go"
                    value={`change:${row.label === "area" ? "province" : page}`}
                    aria-label={fill(words.check.changeNamed, {
                      label: labels[row.label] ?? "",
                    })}
                  >
                    {words.check.change}
                  </button>
                )}
              </dd>
            </div>
          )),
        )}
      </dl>
      <LeakAdvice language={language} groups={view.leaks} />
      {slots.check}
      <h2>{words.check.truthTitle}</h2>
      <p>{words.check.truth}</p>
      <div className="actions">
        <button name="go" value="send">
          {view.carried.practice
            ? careWords[language].practice.finish
            : words.check.send}
        </button>
        <button className="second" name="go" value="back">
          {publicFrameWords[language].back}
        </button>
      </div>
      <p className="hint">{words.check.wait}</p>
    </ReportForm>
  );
}

function shown(
  { label, value }: SummaryRow,
  {
    language,
    unknownPlace,
  }: { readonly language: Language; readonly unknownPlace: boolean },
): string {
  const words = reportWords[language];
  if (value === null)
    return label === "area" && unknownPlace ? words.unknownPlace : words.empty;
  if (label === "amount") return fill(words.amount.unit, { yuan: value });
  if (label === "from" || label === "to") return dayText(language, value);
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    reporterKind: words.howKnown.kinds,
    rewardWanted: words.rewardChoices,
    nameKind: words.nameKinds,
  };
  return choices[label]?.[value] ?? value;
}
