import type { FileChoice } from "#app/browser/tip/file-calls";
import { errorSentence } from "#app/content/errors";
import { fileSize } from "#app/content/file-size";
import { metadataWords } from "#app/content/metadata";
import { durationText, uploadWords } from "#app/content/uploads";
import { fill, type Language } from "#app/content/words";
import type { FileActions, ShownFile } from "./shown-file";
import { WhatWasFound } from "./what-was-found";

type Parts = {
  readonly language: Language;
  readonly file: ShownFile;
  readonly actions: FileActions;
};

export function UploadItem({ language, file, actions }: Parts) {
  const words = uploadWords[language];
  return (
    <div className="upload">
      <p className="upload-name">
        <span className="file-name">{file.name}</span>{" "}
        <small className="soft">{fileSize(file.bytes)}</small>
      </p>
      {file.status ? (
        <Progress {...{ language, file }} />
      ) : file.inspection ? (
        <Choosing {...{ language, file, actions }} />
      ) : (
        <p className="hint">{words.looking}</p>
      )}
      <Buttons {...{ language, file, actions }} />
    </div>
  );
}

/** What is in the file, and what of it is to be handed in: before anything is sealed. */
function Choosing({ language, file, actions }: Parts) {
  const choiceWords = metadataWords[language].choice;
  const inspection = file.inspection!;
  const cleanable =
    inspection.cleaning === "CLEAN" || inspection.cleaning === "PARTLY";
  const choices: readonly FileChoice[] = ["CLEANED", "ORIGINAL", "BOTH"];
  return (
    <>
      <WhatWasFound {...{ language, inspection }} />
      {cleanable && (
        <fieldset>
          <legend>{choiceWords.name}</legend>
          {choices.map((choice) => (
            <label key={choice} className="choice">
              <input
                type="radio"
                name={`${file.fileId}-choice`}
                value={choice}
                checked={file.choice === choice}
                autoComplete="off"
                onChange={() => actions.decide(file.fileId, choice)}
              />
              <span>
                {choiceWords[choice]}
                <small>{choiceWords[`${choice}_HINT`]}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Progress({ language, file }: Omit<Parts, "actions">) {
  const words = uploadWords[language];
  const { state, bytes, total, bytesPerSecond, code } = file.status!;
  const moving = state === "UPLOADING" && bytesPerSecond > 0;
  const done = state === "DONE";
  return (
    <>
      <p className={done ? "upload-state good" : "upload-state"}>
        {words.states[state]}
      </p>
      {state === "FAILED" && code !== null && (
        <p className="error" data-error-code={code}>
          {errorSentence(language, code, {})}
        </p>
      )}
      {!done && (
        <>
          <progress
            value={bytes}
            max={total}
            aria-label={fill(words.said, {
              name: file.name,
              state: words.states[state],
            })}
          />
          <p className="hint upload-figures">
            {fill(words.progress, {
              done: fileSize(bytes),
              total: fileSize(total),
            })}
            {moving && (
              <>
                {" · "}
                {fill(words.speed, { speed: fileSize(bytesPerSecond) })}
                {" · "}
                {fill(words.left, {
                  time: durationText(words, (total - bytes) / bytesPerSecond),
                })}
              </>
            )}
          </p>
        </>
      )}
    </>
  );
}

function Buttons({ language, file, actions }: Parts) {
  const words = uploadWords[language];
  const { fileId, status, inspection } = file;
  const button = (
    action: "start" | "pause" | "resume" | "retry" | "remove",
    className: string,
  ) => {
    const does = action === "retry" ? actions.resume : actions[action];
    return (
      <button
        key={action}
        type="button"
        className={className}
        aria-label={fill(words.named, {
          action: words[action],
          name: file.name,
        })}
        onClick={() => does(fileId)}
      >
        {words[action]}
      </button>
    );
  };
  const state = status?.state;
  return (
    <div className="actions">
      {!status && inspection && button("start", "second")}
      {state === "PAUSED" && button("resume", "second")}
      {state === "FAILED" && button("retry", "second")}
      {(state === "UPLOADING" ||
        state === "QUEUED" ||
        state === "SEALING" ||
        state === "WAITING_FOR_NETWORK") &&
        button("pause", "quiet")}
      {button("remove", "quiet")}
    </div>
  );
}
