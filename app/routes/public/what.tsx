import type { MetaFunction } from "@remix-run/node";
import { useParams } from "@remix-run/react";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { publicHref, PublicPage } from "#app/components/layout/public-page";
import { whatWords } from "#app/content/what";
import type { Language } from "#app/content/words";
import {
  articleOfRegulation,
  misconductOf,
} from "#app/domain/codes/misconduct";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { publicLoader } from "#app/server/guards.server";

export const loader = publicLoader(() => null);

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, whatWords[language].title);
};

function Acts({
  language,
  kind,
}: {
  readonly language: Language;
  readonly kind: string;
}) {
  const words = whatWords[language];
  const acts = misconductOf(kind).filter(({ code }) => !code.endsWith("-99"));
  if (acts.length === 0) return <p>{words.noList}</p>;
  return (
    <ul>
      {acts.map((entry) => {
        const article = articleOfRegulation(entry);
        const hint = entry.hint?.[language === "en" ? "en" : "zh"];
        return (
          <li key={entry.code}>
            {language === "en" ? entry.en : entry.zh}
            {hint && (
              <>
                <br />
                <small className="soft">{hint}</small>
              </>
            )}
            {article && (
              <>
                <br />
                <small className="soft">
                  {words.regulation}
                  {article}
                </small>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export default function What() {
  const language = languageOf(useParams());
  const words = whatWords[language];
  return (
    <PublicPage language={language} path="what">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p className="soft small">{words.leadBasis}</p>
      <h2>{words.fundsTitle}</h2>
      <p>{words.funds}</p>
      <h2>{words.listTitle}</h2>
      <p>{words.listLead}</p>
      {subjectKinds
        .filter(({ code }) => code !== "OTH")
        .map((kind) => (
          <details key={kind.code}>
            <summary>{language === "en" ? kind.en : kind.zh}</summary>
            <Acts language={language} kind={kind.code} />
          </details>
        ))}
      <h2>{words.notHereTitle}</h2>
      <ul>
        {words.notHere.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className="actions">
        <a className="button" href={publicHref(language, "report")}>
          {words.begin}
        </a>
      </div>
    </PublicPage>
  );
}
