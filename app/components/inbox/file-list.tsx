import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import { prefixOf, type Language } from "#app/content/words";
import type { OpenPage } from "./inbox-view";

/** Files of both sides by name. Those from the office can be saved; one's own stay where they are. */
export function FileList({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language];
  const { files } = page.inbox;
  if (files.length === 0) return <p className="soft">{words.noFiles}</p>;
  return (
    <>
      <ul className="file-list">
        {files.map(({ id, name, day, side }) => (
          <li key={id}>
            <span className="file-name">
              {name === null ? words.nameNotRead : name || words.nameUnknown}
            </span>
            <small className="soft">
              {words.sides[side]}{" "}
              <time dateTime={day}>{dayText(language, day)}</time>
            </small>
            {side === "STAFF" && (
              // without a script: a route of its own, in another tab, and without the files chosen below
              <button
                className="second"
                name="go"
                value={`file:${id}`}
                formAction={`/${prefixOf(language)}/inbox/file`}
                formEncType="application/x-www-form-urlencoded"
                formTarget="_blank"
              >
                {words.save}
                <span className="hidden-text"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {files.some(({ name }) => name === null) && (
        <div className="actions">
          <button className="second" name="go" value="more-names">
            {words.moreNames}
          </button>
        </div>
      )}
      {files.some(({ side }) => side === "STAFF") && (
        <p className="hint">{words.saveNote}</p>
      )}
    </>
  );
}
