import { FileChoiceField } from "#app/components/files/file-choice";
import { HiddenInformationOf } from "#app/components/files/hidden-information";
import {
  describedBy,
  FieldErrors,
  isWrong,
  type ShownError,
} from "#app/components/ui/error-summary";
import { fileSize } from "#app/content/file-size";
import { reportWords } from "#app/content/report";
import { fill, type Language } from "#app/content/words";
import type { ListedFile } from "./report-view";

export function EvidenceFiles({
  language,
  files,
  errors,
}: {
  readonly language: Language;
  readonly files: readonly ListedFile[];
  readonly errors: readonly ShownError[];
}) {
  const words = reportWords[language].evidence;
  return (
    <>
      <FileChoiceField language={language} />
      <div className={isWrong("file", errors) ? "field wrong" : "field"}>
        <label className="name" htmlFor="file">
          {words.files}
        </label>
        <div className="hint" id="file-hint">
          {words.filesHint}
        </div>
        <FieldErrors language={language} field="file" errors={errors} />
        <input
          id="file"
          name="file"
          type="file"
          multiple
          aria-describedby={describedBy("file", { hint: true, errors })}
        />
        <p className="actions">
          <button className="second" name="go" value="upload">
            {words.upload}
          </button>
        </p>
        <p className="hint">{words.sealed}</p>
      </div>
      {files.length > 0 && (
        <>
          <h2>{words.list}</h2>
          <ul className="file-list">
            {files.map((file, index) => (
              <li key={index}>
                <div>
                  <span className="file-name">{file.name}</span>{" "}
                  <small className="soft">{fileSize(file.bytes)}</small>
                  <HiddenInformationOf {...{ language, file }} />
                </div>
                <button
                  className="quiet"
                  name="go"
                  value={`remove:${index}`}
                  aria-label={fill(words.removeNamed, { name: file.name })}
                >
                  {words.remove}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
