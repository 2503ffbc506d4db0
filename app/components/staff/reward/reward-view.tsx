import { Link } from "@remix-run/react";
import { financeWords } from "#app/content/finance";
import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { Fact, Facts } from "../facts";
import { yuanText } from "../format";
import { usePageLanguage } from "../page-language";
import { RewardFactsView } from "../reward-facts-view";
import { WorksheetView } from "../worksheet";
import { factsOfInput } from "./facts-of-input";
import { RewardActions } from "./reward-actions";
import type { RewardPage } from "./reward-page";
import { RuleSetName, rewardResultText, rewardStateText } from "./reward-text";
import { ApprovalSheet } from "./approval-sheet";

export function RewardView({ reward }: { readonly reward: RewardPage }) {
  const { language, prefix } = usePageLanguage();
  const words = rewardWords[language];
  const common = staffWords[language];
  const isDecided = reward.leaderName !== null;
  const facts = factsOfInput(reward.makerInput ?? reward.input);
  return (
    <div className={isDecided ? "print-sheet" : undefined}>
      <div>
        <header className="lead-head">
          <div className="lead-head__title">
            <h1>{fill(words.title, { number: reward.leadNumber })}</h1>
            <span className="tag state" data-state={reward.state}>
              {rewardStateText(reward.state, language)}
            </span>
          </div>
          <div className="lead-head__row">
            <Facts>
              {reward.areaName && (
                <Fact term={words.listArea}>
                  {(language === "en" ? reward.areaNameEn : null) ??
                    reward.areaName}
                </Fact>
              )}
              <Fact term={words.ruleSet}>
                <RuleSetName ruleSet={reward.ruleSet} />
              </Fact>
              <Fact term={words.registrationDay}>{reward.registrationDay}</Fact>
              <Fact term={words.ceiling}>
                {yuanText(reward.ceilingFen, language)}
              </Fact>
              {reward.approvedDay && (
                <Fact term={words.approvedDay}>{reward.approvedDay}</Fact>
              )}
              {reward.noticeDay && (
                <Fact term={words.noticeDay}>{reward.noticeDay}</Fact>
              )}
              {reward.claimDueDay && (
                <Fact term={words.claimDue}>{reward.claimDueDay}</Fact>
              )}
            </Facts>
            <p className="actions no-print">
              <Link
                className="button second"
                to={`/${prefix}/staff/leads/${reward.leadId}`}
              >
                {words.checkerOpenLead}
              </Link>
              {isDecided && (
                <button
                  type="button"
                  className="second"
                  onClick={() => window.print()}
                >
                  {words.sheetOpen}
                </button>
              )}
            </p>
          </div>
        </header>
        <div className="lead-columns">
          <div>
            <section className="panel">
              <h2>{words.result}</h2>
              {reward.blind ? (
                <p className="soft">{words.blindText}</p>
              ) : (
                <p className="big-sum">{rewardResultText(reward, language)}</p>
              )}
              {reward.result?.worksheet && (
                <>
                  <h3>{words.worksheet}</h3>
                  <p className="soft">{words.worksheetHint}</p>
                  <WorksheetView steps={reward.result.worksheet} />
                </>
              )}
            </section>
          </div>
          <div>
            <RewardActions reward={reward} />
            <section className="panel">
              <h2>{financeWords[language].steps}</h2>
              <ol className="steps-row">
                {(
                  [
                    [words.maker, reward.makerName],
                    [words.checker, reward.checkerName],
                    [words.leader, reward.leaderName],
                  ] as const
                ).map(([label, name]) => (
                  <li key={label} data-done={name !== null}>
                    <strong>{label}</strong>
                    <span className="fact-note">
                      {name ?? financeWords[language].stepWaiting}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
            {facts && !reward.allowed.includes("CONFIRM_AS_MAKER") && (
              <section className="panel">
                <h2>{words.inputs}</h2>
                <RewardFactsView facts={facts} />
              </section>
            )}
          </div>
        </div>
        <p className="no-print">
          <Link to={`/${prefix}/staff/rewards`}>{common.back}</Link>
        </p>
      </div>
      {isDecided && <ApprovalSheet reward={reward} />}
    </div>
  );
}
