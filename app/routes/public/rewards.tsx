import type { MetaFunction } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { PublicPage } from "#app/components/layout/public-page";
import { rewardsWords } from "#app/content/rewards";
import { limitText, ruleLines } from "#app/content/rule-text";
import { fill } from "#app/content/words";
import { worksheetSentence } from "#app/content/worksheet";
import { calculateReward } from "#app/domain/reward/calculate";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { publicLoader } from "#app/server/guards.server";

const EXAMPLE_RULE = "JX";
/** 250,000 yuan: touches two bands of the rule */
const EXAMPLE_BASE = fen(25_000_000);

/**
 * Only texts known from an official source or a named report are shown, never drafts and never copies of unknown origin.
 * The national frames stand above the table.
 */
export const loader = publicLoader(({ deps, language }) => {
  const ceilingFen = deps.settings.rewardCeilingFen;
  const shown = ruleSets.filter(
    ({ sourceStatus, draft, adcode }) =>
      sourceStatus !== "V3" && !draft && adcode !== "100000",
  );
  const rule = ruleSets.find(({ id }) => id === EXAMPLE_RULE)!;
  const result = calculateReward(
    rule,
    { kind: "LOSS", baseFen: EXAMPLE_BASE },
    { ceilingFen },
  );
  const place = language === "en" ? "en" : "zh";
  return {
    ceiling: formatYuan(fen(ceilingFen)).replace(/\.00$/, ""),
    rules: shown.map((set) => ({
      id: set.id,
      area: set.area[place],
      lines: ruleLines(language, set),
      limits: limitText(language, set),
      source: set.source,
    })),
    example: {
      base: formatYuan(EXAMPLE_BASE),
      area: rule.area[place],
      source: rule.source,
      steps: result.worksheet.map((step) =>
        worksheetSentence(language, step, (code) => code),
      ),
      yuan: result.outcome === "AMOUNT" ? formatYuan(result.fen) : "",
    },
  };
});

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, rewardsWords[language].title);
};

export default function Rewards() {
  const language = languageOf(useParams());
  const words = rewardsWords[language];
  const { ceiling, rules, example } = useLoaderData<typeof loader>();
  const list = (sentences: readonly string[]) => (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
  return (
    <PublicPage language={language} path="rewards">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p className="soft small">{words.leadBasis}</p>
      <h2>{words.frameTitle}</h2>
      {list(words.frame)}
      <div className="note">
        <p>
          <strong>{fill(words.ceilingTitle, { yuan: ceiling })}</strong>
        </p>
        <p>{words.ceiling}</p>
      </div>
      <h2>{words.conditionsTitle}</h2>
      {list(words.conditions)}
      <h2>{words.baseTitle}</h2>
      <p>{words.base}</p>
      <h2>{words.exampleTitle}</h2>
      <p>
        {fill(words.exampleLead, {
          base: example.base,
          area: example.area,
          source: example.source,
        })}
      </p>
      <ol className="steps">
        {example.steps.map((sentence, index) => (
          <li key={index}>{sentence}</li>
        ))}
      </ol>
      <p className="sum">{fill(words.exampleResult, { yuan: example.yuan })}</p>
      <h2>{words.payTitle}</h2>
      {list(words.pay)}
      <h2>{words.cheatTitle}</h2>
      <p>{words.cheat}</p>
      <h2 id="rules">{words.tableTitle}</h2>
      <p>{words.tableLead}</p>
      <div
        className="table-frame wide"
        role="region"
        aria-labelledby="rules"
        tabIndex={0}
      >
        <table className="stacked">
          <caption className="hidden-text">{words.tableCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.area}</th>
              <th scope="col">{words.columns.how}</th>
              <th scope="col">{words.columns.limits}</th>
              <th scope="col">{words.columns.source}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ id, area, lines, limits, source }) => (
              <tr key={id}>
                <th scope="row">{area}</th>
                <td data-label={words.columns.how}>
                  {lines.map((line) => (
                    <div key={line}>{line}</div>
                  ))}
                </td>
                <td data-label={words.columns.limits}>{limits}</td>
                <td className="small" data-label={words.columns.source}>
                  {source}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PublicPage>
  );
}
