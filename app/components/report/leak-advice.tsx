import { careWords } from "#app/content/care";
import { reportWords } from "#app/content/report";
import { fill, type Language } from "#app/content/words";
import { countLeaks, type LeakGroup } from "#app/forms/leak-check/leak-list";

/** Advice before sending: nothing here stops anybody. Without a program the server draws it from memory and forgets it. */
export function LeakAdvice({
  language,
  groups,
}: {
  readonly language: Language;
  readonly groups: readonly LeakGroup[];
}) {
  const words = careWords[language].leak;
  const labels: Readonly<Record<string, string>> = reportWords[language].labels;
  if (groups.length === 0) return <p className="hint">{words.none}</p>;
  return (
    <section className="leak-advice" aria-labelledby="leak-title">
      <h2 id="leak-title">
        {fill(words.title, { count: countLeaks(groups) })}
      </h2>
      <p>{words.lead}</p>
      {groups.map(({ kind, lines }) => (
        <div key={kind} className="leak-kind">
          <h3>{words.kinds[kind].title}</h3>
          <p>{words.kinds[kind].advice}</p>
          <ul>
            {lines.map((line, index) => (
              <li key={index}>
                <span>
                  <span className="soft">{labels[line.field]} </span>
                  <q>
                    {line.before}
                    <mark>{line.marked}</mark>
                    {line.after}
                  </q>
                  {line.times > 1 && (
                    <span className="soft">
                      {fill(words.times, { times: line.times })}
                    </span>
                  )}
                </span>
                <button
                  className="quiet"
                  name="go"
                  value={`change:${line.page}`}
                  aria-label={fill(words.changeNamed, { text: line.marked })}
                >
                  {words.change}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
