import { leadWords } from "#app/content/staff-lead";
import { fill } from "#app/content/words";
import { misconduct } from "#app/domain/codes/misconduct";
import { outcomes } from "#app/domain/codes/outcomes";
import { CodeList } from "../codes";
import { Fact, Facts } from "../facts";
import { timeText, yuanText } from "../format";
import { usePageLanguage } from "../page-language";
import { RewardFactsView } from "../reward-facts-view";
import type { LeadFinding, LeadPage } from "./lead-page";

export function Findings({ lead }: { readonly lead: LeadPage }) {
  const words = leadWords[usePageLanguage().language];
  if (lead.findings.length === 0) return null;
  return (
    <section className="panel" id="findings">
      <h2>{words.findings}</h2>
      {lead.findings.map((finding) => (
        <FindingView key={finding.id} finding={finding} />
      ))}
    </section>
  );
}

function FindingView({ finding }: { readonly finding: LeadFinding }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const states: Readonly<Record<string, string>> = words.findingState;
  return (
    <article className="finding" data-state={finding.state}>
      <header>
        <span className="tag state" data-state={finding.state}>
          {states[finding.state] ?? finding.state}
        </span>
        <span className="soft small">
          {fill(words.findingRecorded, {
            name: finding.recordedByName,
            at: timeText(finding.recordedAt),
          })}
          {finding.reviewedByName && finding.reviewedAt && (
            <>
              {language === "en" ? "; " : "；"}
              {fill(words.findingReviewed, {
                name: finding.reviewedByName,
                at: timeText(finding.reviewedAt),
              })}
            </>
          )}
        </span>
      </header>
      <Facts>
        <Fact term={words.substantiated}>
          {finding.substantiated
            ? words.substantiatedYes
            : words.substantiatedNo}
        </Fact>
        <Fact term={words.misconduct}>
          <CodeList
            list={misconduct}
            codes={finding.misconduct}
            showCode
            empty={words.notSaid}
          />
        </Fact>
        <Fact term={words.outcomes}>
          <CodeList
            list={outcomes}
            codes={finding.outcomes}
            empty={words.notSaid}
          />
        </Fact>
        <Fact term={words.verified}>
          {yuanText(finding.verifiedFen, language)}
        </Fact>
        <Fact term={words.reportedPart}>
          {yuanText(finding.reportedPartFen, language)}
        </Fact>
        <Fact term={words.recovered}>
          {yuanText(finding.recoveredFen, language)}
        </Fact>
        <Fact term={words.fine}>{yuanText(finding.fineFen, language)}</Fact>
      </Facts>
      {finding.substantiated && (
        <details>
          <summary>{words.rewardFacts}</summary>
          <RewardFactsView facts={finding.rewardFacts} />
        </details>
      )}
    </article>
  );
}
