import { basisText, worksheetSentence } from "#app/content/staff-worksheet";
import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import type { Worksheet } from "#app/domain/reward/worksheet";
import { usePageLanguage } from "./page-language";

/** The calculation, one line a step, with the exact amount after each. */
export function WorksheetView({ steps }: { readonly steps: Worksheet }) {
  const { language } = usePageLanguage();
  const words = rewardWords[language];
  const common = staffWords[language];
  return (
    <ol className="worksheet">
      {steps.map((step, index) => (
        <li key={`${step.step} ${index}`}>
          <p className="worksheet__line">
            <span>{worksheetSentence(step, language)}</span>
            {step.amountYuan !== null && (
              <strong className="number">
                {fill(common.yuan, { yuan: step.amountYuan })}
              </strong>
            )}
          </p>
          <p className="worksheet__basis">
            {words.basis}
            {language === "en" ? ": " : "："}
            {basisText(step.basis, language)}
          </p>
        </li>
      ))}
    </ol>
  );
}
