import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { PublicPage } from "#app/components/layout/public-page";
import { dayText } from "#app/content/day-text";
import { figuresWords } from "#app/content/figures";
import { fill } from "#app/content/words";
import type { Figures } from "#app/domain/figures/published-figures";
import { newestFigures } from "#app/queries/published-figures.server";
import { publicLoader } from "#app/server/guards.server";

const FIGURES_JSON = "/figures.json";

export const loader = publicLoader(async ({ deps, language }) => {
  const newest = await newestFigures(deps);
  return {
    language,
    figures: newest?.figures ?? null,
    entry: newest?.entry ?? null,
  };
});

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, figuresWords[language].title);
};

const columns = ["received", "open", "late", "missed"] as const;

export default function FiguresPage() {
  const { language, figures, entry } = useLoaderData<typeof loader>();
  const words = figuresWords[language];
  const [beforeLink, afterLink] = words.check.split("{link}");
  return (
    <PublicPage language={language} path="figures">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      {figures === null ? (
        <p className="note">{words.none}</p>
      ) : (
        <>
          <h2 id="figures">
            {fill(words.day, { day: dayText(language, figures.day) })}
          </h2>
          <div
            className="table-frame wide"
            role="region"
            aria-labelledby="figures"
            tabIndex={0}
          >
            <table className="stacked figures">
              <caption className="hidden-text">{words.caption}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.office}</th>
                  {[...columns, "inTime" as const].map((column) => (
                    <th key={column} scope="col">
                      {words.columns[column]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {figures.offices.map((office) => (
                  <tr key={office.code}>
                    <th scope="row">
                      {language === "en" ? office.nameEn : office.nameZh}
                    </th>
                    <Cells figures={office} words={words} />
                  </tr>
                ))}
                <tr>
                  <th scope="row">{words.all}</th>
                  <Cells figures={figures.all} words={words} />
                </tr>
              </tbody>
            </table>
          </div>
        </>
      )}
      <p>{words.late}</p>
      <h2>{words.notesTitle}</h2>
      <ul>
        {words.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p>
        {beforeLink}
        <a href={FIGURES_JSON}>{FIGURES_JSON}</a>
        {afterLink}
      </p>
      {entry !== null && (
        <p className="note">
          {words.entry} <code>{entry}</code>
        </p>
      )}
    </PublicPage>
  );
}

function Cells({
  figures,
  words,
}: {
  readonly figures: Figures;
  readonly words: (typeof figuresWords)["en"];
}) {
  const cell = (label: string, text: string | null) => (
    <td key={label} data-label={label}>
      {text ?? <span className="soft">{words.hidden}</span>}
    </td>
  );
  return (
    <>
      {columns.map((column) => {
        const count = figures[column];
        return cell(
          words.columns[column],
          count === null ? null : fill(words.atLeast, { count }),
        );
      })}
      {cell(
        words.columns.inTime,
        figures.inTimePercent === null
          ? null
          : fill(words.percent, { percent: figures.inTimePercent }),
      )}
    </>
  );
}
