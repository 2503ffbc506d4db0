import { dayText } from "#app/content/day-text";
import { inboxProofWords } from "#app/content/inbox-proof";
import { fill, type Language } from "#app/content/words";
import type { InboxFacts } from "#app/services/inbox/inbox-view";
import { CheckPageLink, SaveProof } from "./save-proof";
import type { ProofView } from "./proof-view";

/** A due day passed without the act: what the tipster can hand to somebody who has power over the authority. */
export function NeglectPanel({
  language,
  proof,
  clock,
}: {
  readonly language: Language;
  readonly proof: ProofView;
  readonly clock: InboxFacts["clock"];
}) {
  if (proof.state !== "READ" || !proof.report.ok) return null;
  const { neglect, entries, checkpoint } = proof.report;
  // the last day to claim is the tipster's own
  const late = clock?.late && clock.stage !== "CLAIM";
  if (neglect.length === 0 && !late) return null;
  const words = inboxProofWords[language].neglect;
  const received = entries.find(({ kind }) => kind === "TIP_RECEIVED");
  return (
    <section aria-labelledby="neglect" className="notice">
      <h2 id="neglect">{words.title}</h2>
      {neglect.length === 0 || !received || !checkpoint ? (
        <p>{words.soon}</p>
      ) : (
        <>
          {neglect.map(({ stage, dueDay, upToDay }) => (
            <p key={`${stage} ${dueDay}`}>
              <strong>
                {fill(words.late, {
                  what: words.what[stage],
                  dueDay: dayText(language, dueDay),
                  upToDay: dayText(language, upToDay),
                })}
              </strong>
            </p>
          ))}
          <p>{words.lead}</p>
          <ul>
            <li>
              {fill(words.proves, {
                day: dayText(language, received.day),
                index: received.index ?? "",
                upToDay: dayText(language, checkpoint.upToDay ?? proof.today),
                size: checkpoint.size,
              })}
            </li>
            <li>{words.checks}</li>
            <li>{words.gives}</li>
          </ul>
          <SaveProof language={language} text={words.save} />
          <CheckPageLink language={language} />
        </>
      )}
    </section>
  );
}
