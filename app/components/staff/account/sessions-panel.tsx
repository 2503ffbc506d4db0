import { useState } from "react";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import { useHydrated } from "../use-hydrated";

export type ListedSession = {
  readonly id: string;
  readonly since: string;
  readonly lastSeen: string;
  readonly isThis: boolean;
};

export function SessionsPanel({
  sessions,
}: {
  readonly sessions: readonly ListedSession[];
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const hydrated = useHydrated();
  const command = useCommand("/api/staff/sessions");
  const [done, setDone] = useState("");
  return (
    <section className="panel" aria-labelledby="sessions">
      <h2 id="sessions">{words.sessionsTitle}</h2>
      <Problems refusals={command.refusals} />
      <ul className="plain-list account-list">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              <strong>
                {session.isThis ? words.sessionThis : words.sessionOther}
              </strong>
              <span className="fact-note">
                {words.sessionSince} {timeText(session.since)} ·{" "}
                {words.sessionLast} {timeText(session.lastSeen)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="actions">
        {sessions.length > 1 ? (
          <button
            type="button"
            className="second"
            disabled={!hydrated}
            aria-disabled={command.busy}
            onClick={() =>
              void command
                .run(() => ({ command: "END_OTHERS" }))
                .then((ok) => ok && setDone(words.sessionsEnded))
            }
          >
            {command.busy ? staffWords[language].working : words.sessionsEnd}
          </button>
        ) : (
          <span className="soft">{done === "" && words.sessionsOnly}</span>
        )}
        <span role="status" className="done">
          {done}
        </span>
      </div>
    </section>
  );
}
