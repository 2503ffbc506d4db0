import { rewardWords } from "#app/content/staff-reward";
import { usePageLanguage } from "../page-language";
import { WorksheetView } from "../worksheet";
import type { RewardPage } from "./reward-page";
import { RuleSetName, rewardResultText } from "./reward-text";

/** 举报奖励审批表: seen on paper only, one page, with room for signatures. */
export function ApprovalSheet({ reward }: { readonly reward: RewardPage }) {
  const { language } = usePageLanguage();
  const words = rewardWords[language];
  return (
    <section className="sheet">
      <h1>{words.sheetTitle}</h1>
      <table>
        <tbody>
          <tr>
            <th scope="row">{words.sheetLead}</th>
            <td className="mono">{reward.leadNumber}</td>
          </tr>
          <tr>
            <th scope="row">{words.listArea}</th>
            <td>
              {(language === "en" ? reward.areaNameEn : null) ??
                reward.areaName}
            </td>
          </tr>
          <tr>
            <th scope="row">{words.registrationDay}</th>
            <td>{reward.registrationDay}</td>
          </tr>
          <tr>
            <th scope="row">{words.ruleSet}</th>
            <td>
              <RuleSetName ruleSet={reward.ruleSet} />
            </td>
          </tr>
          <tr>
            <th scope="row">{words.sheetAmount}</th>
            <td>
              <strong>{rewardResultText(reward, language)}</strong>
            </td>
          </tr>
          <tr>
            <th scope="row">{words.worksheet}</th>
            <td>
              {reward.result?.worksheet && (
                <WorksheetView steps={reward.result.worksheet} />
              )}
            </td>
          </tr>
          {(
            [
              [words.maker, reward.makerName, null],
              [words.checker, reward.checkerName, null],
              [words.leader, reward.leaderName, reward.approvedDay],
            ] as const
          ).map(([label, name, day]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="sign-here">
                {name}
                {day && ` · ${day}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
