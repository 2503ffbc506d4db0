import {
  ChoiceList,
  Choices,
  SelectField,
  TextArea,
  TextField,
} from "#app/components/ui/field";
import { publicFrameWords } from "#app/content/public-frame";
import { reportWords } from "#app/content/report";
import { fill, type Language } from "#app/content/words";
import type { CodeEntry } from "#app/domain/codes/code-entry";
import { evidenceKinds } from "#app/domain/codes/evidence";
import { misconductByKind, misconductOf } from "#app/domain/codes/misconduct";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { reporterKinds } from "#app/domain/codes/tipster-kinds";
import { UNKNOWN_PLACE } from "#app/forms/tip/answers";
import { rewardChoices } from "#app/forms/tip/reward";
import { DateGroup } from "./date-group";
import { EvidenceFiles } from "./evidence-files";
import { PracticeFiles } from "./practice";
import { ReportForm } from "./report-form";
import type { QuestionView, ReportSlots } from "./report-view";

export function Question({
  language,
  view,
  slots = {},
}: {
  readonly language: Language;
  readonly view: QuestionView;
  readonly slots?: ReportSlots;
}) {
  return (
    <ReportForm {...{ language, ...view }}>
      <Fields {...{ language, view, slots }} />
      <div className="actions">
        <button name="go" value="next">
          {publicFrameWords[language].next}
        </button>
      </div>
      {slots.question}
    </ReportForm>
  );
}

function Fields({
  language,
  view,
  slots,
}: {
  readonly language: Language;
  readonly view: QuestionView;
  readonly slots: ReportSlots;
}) {
  const words = reportWords[language];
  const { answers, errors, page } = view;
  const common = { language, errors };
  const titled = { ...common, legend: words.titles[page], heading: true };
  const labelOf = (entry: CodeEntry) => ({
    value: entry.code,
    text: language === "en" ? entry.en : entry.zh,
    hint: entry.hint && (language === "en" ? entry.hint.en : entry.hint.zh),
  });
  const optional = (label: string) =>
    `${label}${publicFrameWords[language].optional}`;

  switch (page) {
    case "province":
      return (
        <>
          <h1>{words.titles.province}</h1>
          <SelectField
            {...common}
            name="province"
            label={words.province.label}
            hint={words.hints.province}
            value={answers.province}
            options={[
              { value: "", text: words.province.choose },
              ...view.provinces,
              { value: UNKNOWN_PLACE, text: words.province.unknown },
            ]}
          />
        </>
      );
    case "place":
      return (
        <>
          <h1>{words.titles.place}</h1>
          {view.provinceName !== null && (
            <SelectField
              {...common}
              name="area"
              label={words.place.label}
              hint={words.hints.place}
              value={answers.area}
              options={[{ value: "", text: words.place.choose }]}
              groups={view.places}
              last={{
                value: answers.province,
                text: fill(words.place.whole, {
                  province: view.provinceName,
                }),
              }}
            />
          )}
          <TextArea
            {...common}
            name="place"
            label={optional(words.place.words)}
            hint={words.place.wordsHint}
            value={answers.place}
            short
          />
        </>
      );
    case "subject-kind":
      return (
        <Choices
          {...titled}
          name="subjectKind"
          type="radio"
          hint={words.hints["subject-kind"]}
          choices={subjectKinds.map(labelOf)}
          values={[answers.subjectKind]}
        />
      );
    case "subject-name": {
      const hints: Readonly<Record<string, string>> = words.subjectName.hints;
      return (
        <>
          <h1>{words.titles["subject-name"]}</h1>
          <TextArea
            {...common}
            name="subjectName"
            label={words.subjectName.label}
            hint={hints[answers.subjectKind] ?? words.subjectName.hints.OTH}
            value={answers.subjectName}
            short
          />
        </>
      );
    }
    case "misconduct": {
      const own = misconductOf(answers.subjectKind);
      const others = Object.entries(misconductByKind).flatMap(
        ([kind, list]: [string, readonly CodeEntry[]]) => {
          const rest = list.filter((entry) => !own.includes(entry));
          return rest.length === 0 ? [] : [{ kind, rest }];
        },
      );
      const chosenBelow = others.some(({ rest }) =>
        rest.some(({ code }) => answers.misconduct.includes(code)),
      );
      return (
        <Choices
          {...titled}
          name="misconduct"
          type="checkbox"
          hint={words.hints.misconduct}
          choices={own.map(labelOf)}
          values={answers.misconduct}
        >
          <details open={chosenBelow || own.length < 3}>
            <summary>{words.misconduct.others}</summary>
            {others.map(({ kind, rest }) => (
              <div key={kind} role="group" aria-labelledby={`acts-${kind}`}>
                <h2 className="sub" id={`acts-${kind}`}>
                  {subjectKinds.map(labelOf).find(({ value }) => value === kind)
                    ?.text ?? kind}
                </h2>
                <ChoiceList
                  name="misconduct"
                  type="checkbox"
                  choices={rest.map(labelOf)}
                  values={answers.misconduct}
                />
              </div>
            ))}
          </details>
        </Choices>
      );
    }
    case "what":
      return (
        <>
          <h1>{words.titles.what}</h1>
          <div className="note">
            <strong>{words.what.safetyTitle}</strong>
            <ul>
              {words.what.safety.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
          <TextArea
            {...common}
            name="what"
            label={words.what.label}
            hint={words.hints.what}
            value={answers.what}
          />
        </>
      );
    case "when":
      return (
        <>
          <h1>{words.titles.when}</h1>
          <p className="hint">{words.hints.when}</p>
          <DateGroup {...common} field="from" answers={answers} />
          <DateGroup {...common} field="to" answers={answers} />
          <TextArea
            {...common}
            name="whenWords"
            label={optional(words.when.words)}
            hint={words.when.wordsHint}
            value={answers.whenWords}
            short
          />
        </>
      );
    case "amount":
      return (
        <>
          <h1>{words.titles.amount}</h1>
          <p className="hint">{words.hints.amount}</p>
          <TextField
            {...common}
            name="amount"
            label={optional(words.amount.label)}
            hint={words.amount.hint}
            value={answers.amount}
            control={{ inputMode: "decimal", className: "w12" }}
          />
        </>
      );
    case "evidence":
      return (
        <>
          <h1>{words.titles.evidence}</h1>
          <p className="hint">{words.hints.evidence}</p>
          {view.carried.practice ? (
            <PracticeFiles language={language} />
          ) : (
            (slots.files ?? <EvidenceFiles {...common} files={view.files} />)
          )}
          <Choices
            {...common}
            name="evidence"
            type="checkbox"
            legend={optional(words.evidence.kinds)}
            choices={evidenceKinds.map(labelOf)}
            values={answers.evidence}
          />
        </>
      );
    case "how-known":
      return (
        <>
          <h1>{words.titles["how-known"]}</h1>
          <p className="hint">{words.hints["how-known"]}</p>
          <Choices
            {...common}
            name="reporterKind"
            type="radio"
            legend={words.howKnown.kind}
            hint={words.howKnown.kindHint}
            choices={reporterKinds.map(({ code }) => ({
              value: code,
              text: words.howKnown.kinds[code],
              hint: words.howKnown.kindHints[code],
            }))}
            values={[answers.reporterKind]}
          />
          <TextArea
            {...common}
            name="howKnown"
            label={optional(words.howKnown.words)}
            hint={words.howKnown.wordsHint}
            value={answers.howKnown}
            short
          />
        </>
      );
    case "reward":
      return (
        <>
          <Choices
            {...titled}
            name="rewardWanted"
            type="radio"
            hint={words.hints.reward}
            choices={rewardChoices.map((value) => ({
              value,
              text: words.rewardChoices[value],
              hint: words.rewardHints[value],
            }))}
            values={[answers.rewardWanted]}
          />
        </>
      );
    case "name-kind":
      return (
        <Choices
          {...titled}
          name="nameKind"
          type="radio"
          hint={words.hints["name-kind"]}
          choices={(["ANON_CLAIM", "REAL", "ANON"] as const).map((value) => ({
            value,
            text: words.nameKinds[value],
            hint: words.nameKindHints[value],
          }))}
          values={[answers.nameKind]}
        />
      );
    case "identity":
      return (
        <>
          <h1>{words.titles.identity}</h1>
          <p className="hint">{words.hints.identity}</p>
          <TextField
            {...common}
            name="reporterName"
            label={words.identity.name}
            value={answers.reporterName}
            control={{ className: "w24" }}
          />
          <TextField
            {...common}
            name="reporterContact"
            label={words.identity.contact}
            hint={words.identity.contactHint}
            value={answers.reporterContact}
            control={{ className: "w24" }}
          />
        </>
      );
  }
}
