import { useId } from "react";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { staffErrorSentence } from "#app/content/staff-errors";
import { FormProblems } from "../form-reader";
import { usePageLanguage } from "../page-language";

/** A box that has to be ticked: somebody says that they compared. */
export function Tick({
  name,
  label,
  defaultChecked = false,
  refusals = [],
}: {
  readonly name: string;
  readonly label: string;
  readonly defaultChecked?: boolean;
  readonly refusals?: readonly Refusal[];
}) {
  const id = useId();
  const { language } = usePageLanguage();
  const refusal = refusals.find(({ field }) => field === name);
  return (
    <div className={refusal ? "field wrong" : "field"}>
      {refusal && (
        <p className="error" id={`${id}-problem`}>
          {staffErrorSentence(language, refusal.code, refusal.values ?? {})}
        </p>
      )}
      <label className="choice">
        <input
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked={defaultChecked}
          aria-describedby={refusal ? `${id}-problem` : undefined}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

/** @throws FormProblems NOT_COMPARED */
export function requireTicked(data: FormData, name: string): void {
  if (data.get(name) !== "yes")
    throw new FormProblems([{ code: "NOT_COMPARED", field: name }]);
}
