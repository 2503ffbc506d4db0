import {
  describedBy,
  FieldErrors,
  isWrong,
  type ShownError,
} from "#app/components/ui/error-summary";
import { reportWords } from "#app/content/report";
import type { Language } from "#app/content/words";
import type { TipAnswers } from "#app/forms/tip/answers";

/** Year, month and an optional day as three fields: people remember dates in parts. */
export function DateGroup({
  language,
  field,
  answers,
  errors,
}: {
  readonly language: Language;
  readonly field: "from" | "to";
  readonly answers: TipAnswers;
  readonly errors: readonly ShownError[];
}) {
  const words = reportWords[language].when;
  const wrong = isWrong(field, errors);
  const part = (
    name: "Year" | "Month" | "Day",
    {
      label,
      className,
      first,
    }: {
      readonly label: string;
      readonly className: string;
      readonly first: boolean;
    },
  ) => (
    <div>
      <label htmlFor={first ? field : `${field}${name}`}>{label}</label>
      <input
        // the error summary leads to the first of the three
        id={first ? field : `${field}${name}`}
        name={`${field}${name}`}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className={className}
        defaultValue={answers[`${field}${name}`]}
        aria-invalid={wrong || undefined}
      />
    </div>
  );
  return (
    <div className={wrong ? "field wrong" : "field"}>
      <fieldset aria-describedby={describedBy(field, { hint: false, errors })}>
        <legend className="name">{words[field]}</legend>
        <FieldErrors language={language} field={field} errors={errors} />
        <div className="row">
          {part("Year", { label: words.year, className: "w4", first: true })}
          {part("Month", { label: words.month, className: "w2", first: false })}
          {part("Day", { label: words.day, className: "w2", first: false })}
        </div>
      </fieldset>
    </div>
  );
}
