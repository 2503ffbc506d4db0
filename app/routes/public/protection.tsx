import type { MetaFunction } from "@remix-run/node";
import { useParams } from "@remix-run/react";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { publicHref, PublicPage } from "#app/components/layout/public-page";
import { proofWords } from "#app/content/proof";
import { protectionWords } from "#app/content/protection";
import { publicLoader } from "#app/server/guards.server";

export const loader = publicLoader(() => null);

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, protectionWords[language].title);
};

export default function Protection() {
  const language = languageOf(useParams());
  const words = protectionWords[language];
  const pairs = (
    entries: readonly { readonly title: string; readonly text: string }[],
  ) => (
    <ul className="plain">
      {entries.map(({ title, text }) => (
        <li key={title}>
          <strong>{title}</strong>
          <br />
          {text}
        </li>
      ))}
    </ul>
  );
  const list = (sentences: readonly string[]) => (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
  return (
    <PublicPage language={language} path="protection">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <h2>{words.promisesTitle}</h2>
      {pairs(words.promises)}
      <h2>{words.limitsTitle}</h2>
      {pairs(words.limits)}
      <h2>{words.selfTitle}</h2>
      {list(words.self)}
      <h2>{words.truthTitle}</h2>
      <p>{words.truth}</p>
      <h2>{words.lawTitle}</h2>
      {list(words.law)}
      <h2>{words.keepTitle}</h2>
      <p>{words.keep}</p>
      <p>
        <a href={publicHref(language, "proof")}>{proofWords[language].title}</a>
      </p>
    </PublicPage>
  );
}
