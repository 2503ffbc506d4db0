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
  const errorField = `${field}Year`;
  const wrong = isWrong(errorField, errors);
  const part = (
    name: "Year" | "Month" | "Day",
    {
      label,
      className,
    }: { readonly label: string; readonly className: string },
  ) => (
    <div>
      <label htmlFor={`${field}${name}`}>{label}</label>
      <input
        id={`${field}${name}`}
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
      <fieldset
        aria-describedby={describedBy(errorField, { hint: false, errors })}
      >
        <legend className="name">{words[field]}</legend>
        <FieldErrors language={language} field={errorField} errors={errors} />
        <div className="row">
          {part("Year", { label: words.year, className: "w4" })}
          {part("Month", { label: words.month, className: "w2" })}
          {part("Day", { label: words.day, className: "w2" })}
        </div>
      </fieldset>
    </div>
  );
}
