import { metadataWords } from "#app/content/metadata";
import { uploadWords } from "#app/content/uploads";
import type { Language } from "#app/content/words";
import type { Inspection } from "#app/metadata/inspection";

/** What a file tells beside its content, and what no program can take out of it. */
export function WhatWasFound({
  language,
  inspection,
}: {
  readonly language: Language;
  readonly inspection: Inspection;
}) {
  const words = uploadWords[language];
  const { labels, notes, nothing } = metadataWords[language];
  const { findings, cleaning } = inspection;
  return (
    <>
      {findings.length > 0 && (
        <>
          <p>{words.foundTitle}</p>
          <dl className="facts">
            {findings.map(({ label, value, removable }, index) => (
              <div key={index}>
                <dt>{labels[label]}</dt>
                <dd>
                  {value || words.present}
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
        </>
      )}
      {findings.length === 0 && cleaning === "NOTHING_FOUND" && (
        <p className="hint">{nothing}</p>
      )}
      {cleaning === "IMPOSSIBLE" && <p>{words.cannotClean}</p>}
      {inspection.notes.length > 0 && (
        <ul className="hint">
          {inspection.notes.map((note) => (
            <li key={note}>{notes[note]}</li>
          ))}
        </ul>
      )}
    </>
  );
}
