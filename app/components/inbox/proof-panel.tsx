import { dayText } from "#app/content/day-text";
import { inboxProofWords } from "#app/content/inbox-proof";
import { logKindSentence } from "#app/content/log-kinds";
import { fill, type Language } from "#app/content/words";
import { PROMISED_DAYS } from "#app/crypto/tlog/promise";
import type { ProofReport } from "#app/crypto/tlog/proof-file";
import { addDays, dayInChina, type Day } from "#app/domain/shared/day";
import { CheckPageLink, SaveProof } from "./save-proof";
import type { ProofView } from "./proof-view";

type Entry = ProofReport["entries"][number];

/** One sentence: does the log hold what the page tells? And behind a fold how anybody can see that it does. */
export function ProofPanel({
  language,
  proof,
}: {
  readonly language: Language;
  readonly proof: ProofView;
}) {
  const words = inboxProofWords[language];
  return (
    <>
      <h3 id="proof">{words.title}</h3>
      {proof.state !== "READ" ? (
        <p role="status">
          {proof.state === "CHECKING" ? words.checking : words.notRead}
        </p>
      ) : (
        <>
          <Verdict {...{ language, proof }} />
          <details>
            <summary>{words.fold}</summary>
            <Steps {...{ language }} report={proof.report} />
            <Head {...{ language }} report={proof.report} />
            <SaveProof
              language={language}
              text={words.save}
              hint={words.saveHint}
            />
            <CheckPageLink language={language} />
          </details>
        </>
      )}
    </>
  );
}

function Verdict({
  language,
  proof,
}: {
  readonly language: Language;
  readonly proof: ProofView & { readonly state: "READ" };
}) {
  const words = inboxProofWords[language];
  const { report, by, today } = proof;
  if (!report.ok)
    return (
      <div className="error-summary" role="alert" data-proof="WRONG">
        <p>
          <strong>{words.wrongTitle}</strong>
        </p>
        <p>
          {fill(words.wrong, {
            problems: problemsOf(report)
              .map((problem) => words.problems[problem])
              .join(language === "en" ? ". " : "。"),
          })}
        </p>
        <ul>
          {words.wrongSteps.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    );
  const { entries, checkpoint } = report;
  const waiting = entries.filter(({ index }) => index === null);
  const overdue = waiting.filter(
    (entry) => entry.state === "BROKEN" || promisedBy(entry) < today,
  );
  if (overdue.length > 0)
    return (
      <p className="notice" role="status" data-proof="OVERDUE">
        {fill(words.overdue, {
          waiting: overdue.length,
          byDay: dayText(language, promisedBy(overdue[0]!)),
        })}
      </p>
    );
  const placed = entries.length - waiting.length;
  const sentence =
    waiting.length === 0
      ? words.allIn
      : placed === 0
        ? words.onlyWait
        : words.someWait;
  return (
    <p role="status" data-proof={waiting.length === 0 ? "ALL_IN" : "SOME_WAIT"}>
      {fill(sentence, {
        count: placed,
        waiting: waiting.length,
        day: dayText(language, checkpoint?.upToDay ?? today),
        byDay: dayText(language, lastOf(waiting.map(promisedBy)) ?? today),
        by: words.by[by],
      })}
    </p>
  );
}

function Steps({
  language,
  report,
}: {
  readonly language: Language;
  readonly report: ProofReport;
}) {
  const words = inboxProofWords[language];
  return (
    <>
      <p>{words.foldLead}</p>
      <ol className="log-steps">
        {sameOfOneDay(report.entries).map((alike, number) => {
          const [{ kind, day, state }] = alike;
          return (
            <li
              key={number}
              className={
                state === "WRONG" || state === "BROKEN" ? "bad" : undefined
              }
            >
              <time dateTime={day}>{day && dayText(language, day)}</time>
              <span>
                {logKindSentence(kind, language)}
                {alike.length > 1 &&
                  ` ${fill(words.times, { count: alike.length })}`}
              </span>
              <small className="soft">
                {state === "WRONG"
                  ? words.wrongState
                  : state === "PROMISED" || state === "BROKEN"
                    ? fill(words[state === "BROKEN" ? "broken" : "waits"], {
                        byDay: dayText(language, promisedBy(alike[0])),
                      })
                    : fill(words.place, {
                        index: alike
                          .map(({ index }) => index)
                          .join(language === "en" ? ", " : "、"),
                      })}
              </small>
            </li>
          );
        })}
      </ol>
      {report.inner > 0 && <p>{fill(words.inner, { inner: report.inner })}</p>}
    </>
  );
}

/** The tree that the proofs lead to, and who vouches for it. */
function Head({
  language,
  report,
}: {
  readonly language: Language;
  readonly report: ProofReport;
}) {
  const words = inboxProofWords[language];
  const { checkpoint, keys } = report;
  return (
    <dl className="facts">
      <div>
        <dt>{words.checkpoint}</dt>
        {checkpoint === null ? (
          <dd>{words.noCheckpoint}</dd>
        ) : (
          <dd>
            {fill(words.size, { size: checkpoint.size })}
            {checkpoint.upToDay !== null && (
              <>
                <br />
                {fill(words.upToDay, {
                  day: dayText(language, checkpoint.upToDay),
                })}
              </>
            )}
          </dd>
        )}
      </div>
      {checkpoint !== null && (
        <div>
          <dt>{words.root}</dt>
          <dd className="mono hash">{checkpoint.rootHash}</dd>
        </div>
      )}
      <div>
        <dt>{words.keys}</dt>
        <dd>
          {keys.map((key) => (
            <span key={key}>
              <span className="mono hash">{key}</span>
              <br />
            </span>
          ))}
          <small className="soft">{words.keysHint}</small>
        </dd>
      </div>
      {checkpoint !== null && (
        <div>
          <dt>{words.witnesses}</dt>
          <dd>
            {checkpoint.cosignedBy.length === 0
              ? words.noWitness
              : checkpoint.cosignedBy.map(({ name, at }) => (
                  <span key={name}>
                    {fill(words.witnessed, {
                      name,
                      day: dayText(language, dayInChina(new Date(at * 1_000))),
                    })}
                    <br />
                  </span>
                ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What happened several times on one day stands once, with its places: openings above all. */
function sameOfOneDay(
  entries: readonly Entry[],
): readonly (readonly [Entry, ...Entry[]])[] {
  const alike = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const key = `${entry.day} ${entry.kind} ${entry.state}`;
    const before = alike.get(key);
    if (before) before.push(entry);
    else alike.set(key, [entry]);
  }
  return [...alike.values()];
}

function promisedBy({ day }: Entry): Day {
  return addDays(day as Day, PROMISED_DAYS);
}

function lastOf(days: readonly Day[]): Day | undefined {
  return [...days].sort().at(-1);
}

type Problem = keyof (typeof inboxProofWords)["en"]["problems"];

/** Many codes of the check are one matter to whoever reads the page. */
function problemsOf({ problems }: ProofReport): readonly Problem[] {
  return [
    ...new Set(
      problems.map(({ code }): Problem => {
        if (code === "ENTRY_OF_ANOTHER_LEAD") return "OTHER_LEAD";
        if (/^(?:KEY|WITNESS)_/.test(code)) return "KEY";
        if (/^(?:CHECKPOINT|CUT)_/.test(code)) return "CHECKPOINT";
        if (/STATE/.test(code)) return "STATEMENT";
        if (code.startsWith("ENTRY_")) return "ENTRY";
        if (code.startsWith("PROMISE_")) return "PROMISE";
        return "FILE";
      }),
    ),
  ];
}
