import {
  describedBy,
  FieldErrors,
  isWrong,
  type ShownError,
} from "#app/components/ui/error-summary";
import { uploadWords } from "#app/content/uploads";
import type { Language } from "#app/content/words";
import type { FileActions, ShownFile } from "./shown-file";
import { UploadItem } from "./upload-item";

/** Choosing files and following them to the portal. Only drawn where the sealing program runs. */
export function FileUploads({
  language,
  files,
  errors,
  said,
  actions,
}: {
  readonly language: Language;
  readonly files: readonly ShownFile[];
  readonly errors: readonly ShownError[];
  /** what a screen reader is told: the last thing that changed */
  readonly said: string;
  readonly actions: FileActions;
}) {
  const words = uploadWords[language];
  const waiting = files.filter(
    ({ status, inspection }) => !status && inspection,
  );
  return (
    <>
      <div
        className={isWrong("file", errors) ? "field wrong" : "field"}
        onDragOver={(event) => {
          event.preventDefault();
          event.currentTarget.classList.add("over");
        }}
        onDragLeave={(event) => event.currentTarget.classList.remove("over")}
        onDrop={(event) => {
          event.preventDefault();
          event.currentTarget.classList.remove("over");
          actions.choose([...event.dataTransfer.files]);
        }}
      >
        <label className="name" htmlFor="file">
          {words.choose}
        </label>
        <div className="hint" id="file-hint">
          {words.chooseHint}
        </div>
        <FieldErrors language={language} field="file" errors={errors} />
        <div className="drop-zone">
          <FileInput
            id="file"
            choose={actions.choose}
            described={describedBy("file", { hint: true, errors })}
          />
          <span className="drop-note" aria-hidden="true">
            {words.drop}
          </span>
        </div>
        <div className="camera">
          <label className="name" htmlFor="camera">
            {words.camera}
          </label>
          <FileInput id="camera" camera choose={actions.choose} />
        </div>
        <p className="hint">{words.how}</p>
      </div>
      {files.length > 0 && (
        <>
          <h2>{words.list}</h2>
          <ul className="file-list uploads">
            {files.map((file) => (
              <li key={file.fileId}>
                <UploadItem {...{ language, file, actions }} />
              </li>
            ))}
          </ul>
          {waiting.length > 1 && (
            <p className="actions">
              <button
                type="button"
                className="second"
                onClick={actions.startAll}
              >
                {words.startAll}
              </button>
            </p>
          )}
        </>
      )}
      <p className="hidden-text" role="status">
        {said}
      </p>
    </>
  );
}

/** Without a name: the form never carries a file. Emptied after each choice, so that the same file can be chosen again. */
function FileInput({
  id,
  camera = false,
  choose,
  described,
}: {
  readonly id: string;
  readonly camera?: boolean;
  readonly choose: FileActions["choose"];
  readonly described?: string | undefined;
}) {
  return (
    <input
      id={id}
      type="file"
      multiple={!camera}
      {...(camera && { accept: "image/*", capture: "environment" as const })}
      aria-describedby={described}
      onChange={(event) => {
        const input = event.currentTarget;
        choose([...(input.files ?? [])]);
        input.value = "";
      }}
    />
  );
}
