import type { MetaFunction } from "@remix-run/node";
import { useParams } from "@remix-run/react";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { publicHref, PublicPage } from "#app/components/layout/public-page";
import { homeWords } from "#app/content/home";
import { publicLoader } from "#app/server/guards.server";

export const loader = publicLoader(() => null);

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, homeWords[language].title);
};

export default function Home() {
  const language = languageOf(useParams());
  const words = homeWords[language];
  return (
    <PublicPage language={language} path="">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <ul className="doors wide">
        {(["report", "inbox", "what"] as const).map((path) => (
          <li key={path}>
            <a
              className={path === "report" ? "door main" : "door"}
              href={publicHref(language, path)}
            >
              <strong>{words.doors[path].title}</strong>
              <span>{words.doors[path].text}</span>
            </a>
          </li>
        ))}
      </ul>
      <h2>{words.howTitle}</h2>
      <ol className="steps">
        {words.how.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}</strong>
            <br />
            {text}
          </li>
        ))}
      </ol>
      <p>
        <a href={publicHref(language, "rewards")}>{words.more}</a>
      </p>
      <h2>{words.honestTitle}</h2>
      <ul>
        {words.honest.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        <a href={publicHref(language, "protection")}>{words.protection}</a>
      </p>
    </PublicPage>
  );
}
