import {
  describedBy,
  FieldErrors,
  isWrong,
} from "#app/components/ui/error-summary";
import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import type { OpenPage } from "./inbox-view";

export function FilePanel({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language];
  const { errors, inbox } = page;
  return (
    <section aria-labelledby="files">
      <h2 id="files">{words.filesTitle}</h2>
      {inbox.files.length === 0 ? (
        <p className="soft">{words.noFiles}</p>
      ) : (
        <ul className="file-list">
          {inbox.files.map(({ name, day, side }, index) => (
            <li key={index}>
              <span>{name || words.nameUnknown}</span>
              <small className="soft">
                {words.sides[side]}{" "}
                <time dateTime={day}>{dayText(language, day)}</time>
              </small>
            </li>
          ))}
        </ul>
      )}
      <div className={isWrong("file", errors) ? "field wrong" : "field"}>
        <label className="name" htmlFor="file">
          {words.addFiles.label}
        </label>
        <div className="hint" id="file-hint">
          {words.addFiles.hint}
        </div>
        <FieldErrors language={language} field="file" errors={errors} />
        <input
          id="file"
          name="file"
          type="file"
          multiple
          aria-describedby={describedBy("file", { hint: true, errors })}
        />
      </div>
      <button className="second" name="go" value="files">
        {words.addFiles.send}
      </button>
    </section>
  );
}
