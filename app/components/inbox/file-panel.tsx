import { FileChoiceField } from "#app/components/files/file-choice";
import { HiddenInformationOf } from "#app/components/files/hidden-information";
import {
  describedBy,
  FieldErrors,
  isWrong,
} from "#app/components/ui/error-summary";
import { inboxWords } from "#app/content/inbox";
import type { Language } from "#app/content/words";
import { FileList } from "./file-list";
import type { InboxSlots, OpenPage } from "./inbox-view";

export function FilePanel({
  language,
  page,
  slots,
}: {
  readonly language: Language;
  readonly page: OpenPage;
  readonly slots: InboxSlots;
}) {
  const words = inboxWords[language];
  return (
    <section aria-labelledby="files">
      <h2 id="files">{words.filesTitle}</h2>
      <FileList {...{ language, page }} />
      {slots.files ?? <UploadForm {...{ language, page }} />}
    </section>
  );
}

function UploadForm({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language];
  const { errors } = page;
  const taken = page.done.flatMap((done) =>
    done.kind === "FILES" ? (done.taken ?? []) : [],
  );
  return (
    <>
      {taken.length > 0 && (
        <ul className="file-list">
          {taken.map((file, index) => (
            <li key={index}>
              <div>
                <span className="file-name">{file.name}</span>
                <HiddenInformationOf {...{ language, file }} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {!page.inBrowser && <FileChoiceField language={language} />}
      <div className={isWrong("file", errors) ? "field wrong" : "field"}>
        <label className="name" htmlFor="file">
          {words.addFiles.label}
        </label>
        <div className="hint" id="file-hint">
          {page.inBrowser ? words.addFiles.browserHint : words.addFiles.hint}
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
    </>
  );
}
