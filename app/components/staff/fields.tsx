import {
  useId,
  type HTMLInputAutoCompleteAttribute,
  type ReactNode,
} from "react";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { staffErrorSentence } from "#app/content/staff-errors";
import { staffWords } from "#app/content/staff";
import { usePageLanguage } from "./page-language";

/**
 * Fields of the staff forms. They keep their own value (uncontrolled): a refusal or a reload of the data behind the page
 * leaves what was typed. Refusals name a field by its path in the command ("registration.misconduct.0"); a field answers to
 * its own name and to the aliases under which the command carries it.
 */
export type FieldRefusals = readonly Refusal[];

type FieldFrame = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly refusals?: FieldRefusals | undefined;
  /** other names of this field in refusals, e.g. `sealedNote` for a note */
  readonly aliases?: readonly string[];
};

function refusalFor(
  refusals: FieldRefusals | undefined,
  names: readonly string[],
): Refusal | undefined {
  return refusals?.find((refusal) =>
    refusal.field?.split(".").some((segment) => names.includes(segment)),
  );
}

function useField({ name, hint, refusals, aliases = [] }: FieldFrame) {
  const id = `field-${useId().replaceAll(":", "")}-${name}`;
  const { language } = usePageLanguage();
  const refusal = refusalFor(refusals, [name, ...aliases]);
  return {
    id,
    problem: refusal
      ? staffErrorSentence(language, refusal.code, refusal.values ?? {})
      : null,
    describedBy:
      [hint ? `${id}-hint` : null, refusal ? `${id}-problem` : null]
        .filter(Boolean)
        .join(" ") || undefined,
  };
}

function Frame({
  id,
  hint,
  problem,
  label,
  children,
}: {
  readonly id: string;
  readonly hint?: string | undefined;
  readonly problem: string | null;
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={problem ? "field wrong" : "field"}>
      {label}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="error" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {children}
    </div>
  );
}

export function TextField({
  type = "text",
  defaultValue,
  inputMode,
  autoComplete = "off",
  maxLength,
  width,
  unit,
  autoFocus = false,
  readOnly = false,
  onChange,
  ...frame
}: FieldFrame & {
  readonly type?: "text" | "password" | "date";
  readonly defaultValue?: string;
  readonly inputMode?: "numeric" | "decimal" | "text";
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly maxLength?: number;
  readonly width?: "short" | "medium";
  readonly unit?: string;
  readonly autoFocus?: boolean;
  readonly readOnly?: boolean;
  readonly onChange?: (value: string) => void;
}) {
  const { id, problem, describedBy } = useField(frame);
  return (
    <Frame
      id={id}
      hint={frame.hint}
      problem={problem}
      label={
        <label className="name" htmlFor={id}>
          {frame.label}
        </label>
      }
    >
      <div className="field__control">
        <input
          id={id}
          name={frame.name}
          type={type}
          className={width ? `w-${width}` : undefined}
          defaultValue={defaultValue}
          inputMode={inputMode}
          autoComplete={autoComplete}
          maxLength={maxLength}
          aria-describedby={describedBy}
          aria-invalid={problem ? true : undefined}
          spellCheck={false}
          readOnly={readOnly}
          onChange={(event) => onChange?.(event.currentTarget.value)}
          // The first thing a person does in a dialog or on a sign-in page is type into this field.
          autoFocus={autoFocus}
        />
        {unit && <span className="field__unit">{unit}</span>}
      </div>
    </Frame>
  );
}

export function TextArea({
  rows = 5,
  maxLength,
  defaultValue,
  ...frame
}: FieldFrame & {
  readonly rows?: number;
  readonly maxLength?: number;
  readonly defaultValue?: string;
}) {
  const { id, problem, describedBy } = useField(frame);
  return (
    <Frame
      id={id}
      hint={frame.hint}
      problem={problem}
      label={
        <label className="name" htmlFor={id}>
          {frame.label}
        </label>
      }
    >
      <textarea
        id={id}
        name={frame.name}
        className="short"
        rows={rows}
        maxLength={maxLength}
        defaultValue={defaultValue}
        autoComplete="off"
        aria-describedby={describedBy}
        aria-invalid={problem ? true : undefined}
      />
    </Frame>
  );
}

export type Choice = { readonly value: string; readonly label: string };

export function SelectField({
  choices,
  defaultValue = "",
  noneLabel,
  onChange,
  ...frame
}: FieldFrame & {
  readonly choices: readonly Choice[];
  readonly defaultValue?: string;
  /** words of the empty choice; "please choose" when left out */
  readonly noneLabel?: string;
  readonly onChange?: (value: string) => void;
}) {
  const { id, problem, describedBy } = useField(frame);
  const words = staffWords[usePageLanguage().language];
  return (
    <Frame
      id={id}
      hint={frame.hint}
      problem={problem}
      label={
        <label className="name" htmlFor={id}>
          {frame.label}
        </label>
      }
    >
      <select
        id={id}
        name={frame.name}
        defaultValue={defaultValue}
        onChange={(event) => onChange?.(event.currentTarget.value)}
        aria-describedby={describedBy}
        aria-invalid={problem ? true : undefined}
      >
        <option value="">{noneLabel ?? words.notChosen}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function ChoiceField({
  choices,
  defaultValue,
  onChange,
  many = false,
  inline = false,
  ...frame
}: FieldFrame & {
  readonly choices: readonly Choice[];
  readonly defaultValue?: string | readonly string[] | undefined;
  readonly onChange?: (value: string) => void;
  readonly many?: boolean;
  readonly inline?: boolean;
}) {
  const { id, problem, describedBy } = useField(frame);
  const chosen =
    typeof defaultValue === "string" ? [defaultValue] : (defaultValue ?? []);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={problem ? "field wrong" : "field"}
      aria-describedby={describedBy}
    >
      <legend className="name">{frame.label}</legend>
      {frame.hint && (
        <p className="hint" id={`${id}-hint`}>
          {frame.hint}
        </p>
      )}
      {problem && (
        <p className="error" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <div className={inline ? "choices choices--inline" : "choices"}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type={many ? "checkbox" : "radio"}
              name={frame.name}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
              onChange={() => onChange?.(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function YesNoField({
  defaultValue,
  ...frame
}: FieldFrame & { readonly defaultValue?: boolean | undefined }) {
  const words = staffWords[usePageLanguage().language];
  return (
    <ChoiceField
      {...frame}
      inline
      choices={[
        { value: "yes", label: words.yes },
        { value: "no", label: words.no },
      ]}
      defaultValue={
        defaultValue === undefined ? undefined : defaultValue ? "yes" : "no"
      }
    />
  );
}
