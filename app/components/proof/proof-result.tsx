import { proofWords } from "#app/content/proof";
import type { ProofView } from "#app/content/proof-view";
import type { Language } from "#app/content/words";

/** Where the result is put, by the server or by the program of the page. */
export const RESULT_ID = "proof-result";

/** Result of a check: one sentence, then what it rests on. Drawn by the server, the page's program and the offline checker. */
export function ProofResult({
  view,
  by,
  language,
}: {
  readonly view: ProofView;
  /** who checked */
  readonly by: string;
  readonly language: Language;
}) {
  const words = proofWords[language];
  const { problems, entries, neglect, facts } = view;
  return (
    <>
      <h2>{view.sentence}</h2>
      <div
        className={view.ok ? "notice good" : "error-summary"}
        data-result={view.ok ? "good" : "bad"}
      >
        {problems.length > 0 && (
          <>
            <p>{words.problemsTitle}</p>
            <ul>
              {problems.map((sentence, at) => (
                <li key={at}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
        {view.condition && <p>{view.condition}</p>}
        <p>{by}</p>
      </div>
      {neglect && (
        <>
          <h3>{words.neglectTitle}</h3>
          {neglect.length === 0 ? (
            <p>{words.noNeglect}</p>
          ) : (
            <ul>
              {neglect.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </>
      )}
      {entries.length > 0 && (
        <>
          <h3>{words.entriesTitle}</h3>
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.place}</th>
                <th scope="col">{words.state}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ day, what, place, state, wrong }, at) => (
                <tr key={at}>
                  <td data-label={words.day}>{day}</td>
                  <td data-label={words.what}>{what}</td>
                  <td data-label={words.place}>{place}</td>
                  <td data-label={words.state}>
                    {wrong ? <strong className="bad">{state}</strong> : state}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {view.inner && <p>{view.inner}</p>}
      {facts.length > 0 && (
        <>
          <h3>{words.checkpointTitle}</h3>
          <dl className="facts">
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p className="soft small">{words.scope}</p>
    </>
  );
}
