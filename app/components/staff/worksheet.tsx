import { worksheetSentence } from "#app/content/worksheet";
import type { Language } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { noRewardReasons } from "#app/domain/codes/reward-codes";
import type { Worksheet } from "#app/domain/reward/worksheet";
import { usePageLanguage } from "./page-language";

/** The calculation, one sentence a step: the same that the tipster reads. */
export function WorksheetView({ steps }: { readonly steps: Worksheet }) {
  const { language } = usePageLanguage();
  return (
    <ol className="worksheet">
      {worksheetLines(steps, language).map((line, index) => (
        <li key={`${index} ${line}`}>{line}</li>
      ))}
    </ol>
  );
}

function worksheetLines(
  steps: Worksheet,
  language: Language,
): readonly string[] {
  return steps.map((step) =>
    worksheetSentence(language, step, (code) =>
      codeLabel(noRewardReasons, code, language),
    ),
  );
}
