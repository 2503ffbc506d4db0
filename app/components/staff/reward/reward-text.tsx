import { rewardWords } from "#app/content/staff-reward";
import { fill, type Language } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  calculatorCodes,
  noRewardReasons,
  rewardStates,
} from "#app/domain/codes/reward-codes";
import { yuanText } from "../format";
import { usePageLanguage } from "../page-language";
import type { RewardPage } from "./reward-page";

/** Casework's own words for the steps of the decision; later states are those of the code list. */
export function rewardStateText(state: string, language: Language): string {
  const own: Readonly<Record<string, string>> = rewardWords[language].state;
  return own[state] ?? codeLabel(rewardStates, state, language);
}

export function rewardResultText(
  reward: {
    readonly fen: number | null;
    readonly code: string | null;
  },
  language: Language,
): string {
  const words = rewardWords[language];
  const { fen, code } = reward;
  if (fen !== null && fen > 0) return yuanText(fen, language);
  const separator = language === "en" ? ": " : "：";
  if (fen !== null)
    return code === null
      ? words.resultNone
      : words.resultNone +
          separator +
          codeLabel(noRewardReasons, code, language);
  return code === null
    ? words.resultRefused
    : words.resultRefused +
        separator +
        codeLabel(calculatorCodes, code, language);
}

export function RuleSetName({
  ruleSet,
}: {
  readonly ruleSet: RewardPage["ruleSet"];
}) {
  const { language } = usePageLanguage();
  return (
    <>
      {fill(rewardWords[language].ruleSetVersion, {
        name: language === "en" ? ruleSet.nameEn : ruleSet.nameZh,
        version: ruleSet.version,
      })}
      <span className="code-mark">{ruleSet.id}</span>
      <span className="fact-note">{ruleSet.source}</span>
    </>
  );
}
