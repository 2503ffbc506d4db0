import { ChoiceList } from "#app/components/ui/field";
import { metadataWords } from "#app/content/metadata";
import type { Language } from "#app/content/words";
import { fileChoices } from "#app/domain/tip/file-choice";

/** Stands before the file field of a script-free form: the server has to know before the bytes come. */
export function FileChoiceField({ language }: { readonly language: Language }) {
  const words = metadataWords[language].choice;
  return (
    <div className="field">
      <fieldset aria-describedby="variant-hint">
        <legend className="name">{words.name}</legend>
        <div className="hint" id="variant-hint">
          {words.hint} {words.serverHint}
        </div>
        <ChoiceList
          name="variant"
          type="radio"
          choices={fileChoices.map((value) => ({
            value,
            text: words[value],
            hint: words[`${value}_HINT`],
          }))}
          values={["CLEANED"]}
        />
      </fieldset>
    </div>
  );
}
