import type { InputHTMLAttributes, ReactNode } from "react";
import type { Language } from "#app/content/words";
import {
  describedBy,
  FieldErrors,
  isWrong,
  type ShownError,
} from "./error-summary";

type FieldProps = {
  readonly language: Language;
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly errors: readonly ShownError[];
  /** the label is the page's heading */
  readonly heading?: boolean;
};

function Frame({
  language,
  name,
  label,
  hint,
  errors,
  heading,
  children,
}: FieldProps & { readonly children: ReactNode }) {
  const text = (
    <label className={heading ? "title" : "name"} htmlFor={name}>
      {label}
    </label>
  );
  return (
    <div className={isWrong(name, errors) ? "field wrong" : "field"}>
      {heading ? <h1>{text}</h1> : text}
      {hint && (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <FieldErrors language={language} field={name} errors={errors} />
      {children}
    </div>
  );
}

const described = ({ name, hint, errors }: FieldProps) => ({
  id: name,
  name,
  "aria-describedby": describedBy(name, { hint: Boolean(hint), errors }),
  "aria-invalid": isWrong(name, errors) || undefined,
});

/** No `maxlength` anywhere: browsers cut pasted text silently, and nothing typed may be lost. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly control?: InputHTMLAttributes<HTMLInputElement>;
  },
) {
  return (
    <Frame {...props}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...props.control}
        {...described(props)}
        defaultValue={props.value}
      />
    </Frame>
  );
}

export function TextArea(
  props: FieldProps & { readonly value: string; readonly short?: boolean },
) {
  return (
    <Frame {...props}>
      <textarea
        className={props.short ? "short" : undefined}
        autoComplete="off"
        spellCheck={false}
        {...described(props)}
        // a browser drops the first line break of a text area
        defaultValue={
          props.value.startsWith("\n") ? `\n${props.value}` : props.value
        }
      />
    </Frame>
  );
}

export type Option = { readonly value: string; readonly text: string };
export type OptionGroup = {
  readonly label: string;
  readonly options: readonly Option[];
};

export function SelectField(
  props: FieldProps & {
    readonly value: string;
    readonly options: readonly Option[];
    readonly groups?: readonly OptionGroup[];
    /** stands after the groups */
    readonly last?: Option;
  },
) {
  const option = ({ value, text }: Option) => (
    <option key={value} value={value}>
      {text}
    </option>
  );
  return (
    <Frame {...props}>
      <select
        autoComplete="off"
        {...described(props)}
        defaultValue={props.value}
      >
        {props.options.map(option)}
        {props.groups?.map((group, index) => (
          <optgroup key={index} label={group.label}>
            {group.options.map(option)}
          </optgroup>
        ))}
        {props.last && option(props.last)}
      </select>
    </Frame>
  );
}

export type Choice = {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
};

/** Radio buttons or check boxes. The first one carries the field's id, so that the error summary leads to it. */
export function Choices({
  language,
  name,
  type,
  legend,
  heading = false,
  hint,
  errors,
  choices,
  values,
  children,
}: {
  readonly language: Language;
  readonly name: string;
  readonly type: "radio" | "checkbox";
  readonly legend: string;
  readonly heading?: boolean;
  readonly hint?: ReactNode;
  readonly errors: readonly ShownError[];
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  /** more choices of the same field */
  readonly children?: ReactNode;
}) {
  return (
    <div className={isWrong(name, errors) ? "field wrong" : "field"}>
      <fieldset
        aria-describedby={describedBy(name, { hint: Boolean(hint), errors })}
      >
        <legend className={heading ? "title" : "name"}>
          {heading ? <h1>{legend}</h1> : legend}
        </legend>
        {hint && (
          <div className="hint" id={`${name}-hint`}>
            {hint}
          </div>
        )}
        <FieldErrors language={language} field={name} errors={errors} />
        <ChoiceList {...{ name, type, choices, values }} firstId={name} />
        {children}
      </fieldset>
    </div>
  );
}

export function ChoiceList({
  name,
  type,
  choices,
  values,
  firstId,
}: {
  readonly name: string;
  readonly type: "radio" | "checkbox";
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly firstId?: string;
}) {
  return (
    <>
      {choices.map(({ value, text, hint }, index) => (
        <label className="choice" key={value}>
          <input
            id={index === 0 ? firstId : undefined}
            type={type}
            name={name}
            value={value}
            defaultChecked={values.includes(value)}
            autoComplete="off"
          />
          <span>
            {text}
            {hint && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </>
  );
}
