import { uploadWords } from "#app/content/uploads";
import type { Language } from "#app/content/words";
import type { Inspection } from "#app/metadata/inspection";

/** What a file tells beside its content, in the tipster's terms. */
export function WhatWasFound({
  language,
  inspection,
}: {
  readonly language: Language;
  readonly inspection: Inspection;
}) {
  const words = uploadWords[language];
  const { findings, cleaning } = inspection;
  return (
    <>
      {findings.length > 0 ? (
        <div className="note found">
          <p>{words.foundTitle}</p>
          <dl className="facts">
            {findings.map(({ kind, value, removable }, index) => (
              <div key={index}>
                <dt>{words.kinds[kind]}</dt>
                <dd>
                  {value}
                  {!removable && (
                    <>
                      {" "}
                      <strong className="bad">({words.willStay})</strong>
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ) : (
        cleaning !== "IMPOSSIBLE" && (
          <p className="hint">{words.foundNothing}</p>
        )
      )}
      {cleaning === "IMPOSSIBLE" && <p className="note">{words.cannotClean}</p>}
    </>
  );
}
