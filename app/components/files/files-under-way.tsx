import { uploadWords } from "#app/content/uploads";
import { fill, type Language } from "#app/content/words";
import type { ShownFile } from "./shown-file";

/** Before sending: what the portal does not have yet. */
export function FilesUnderWay({
  language,
  files,
}: {
  readonly language: Language;
  readonly files: readonly ShownFile[];
}) {
  const words = uploadWords[language];
  const left = files.filter(({ status }) => status?.state !== "DONE");
  if (left.length === 0) return null;
  const sum = (pick: (file: ShownFile) => number) =>
    left.reduce((all, file) => all + pick(file), 0);
  const sentence = fill(words.underWay, { count: left.length });
  return (
    <div className="note">
      <p>{sentence}</p>
      <progress
        value={sum(({ status }) => status?.bytes ?? 0)}
        max={sum(({ status, bytes }) => status?.total ?? bytes)}
        aria-label={sentence}
      />
    </div>
  );
}
