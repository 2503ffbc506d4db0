import type { ListedFile } from "#app/components/report/report-view";
import { metadataWords } from "#app/content/metadata";
import type { Language } from "#app/content/words";
import type { MetadataLabel } from "#app/domain/codes/metadata";

/** Under a file the server took: which copy it is, what was taken out, what is still in it, and what could not be looked at. */
export function HiddenInformationOf({
  language,
  file: { variant, hidden },
}: {
  readonly language: Language;
  readonly file: ListedFile;
}) {
  if (!variant || !hidden) return null;
  const words = metadataWords[language];
  const list = (labels: readonly MetadataLabel[]) =>
    labels
      .map((label) => words.labels[label])
      .join(language === "en" ? "; " : "；");
  const { removed, left, notes } = hidden;
  return (
    <div className="hidden-information">
      <p className={variant === "CLEANED" ? "good" : undefined}>
        {words.sealedAs[variant]}
      </p>
      {removed.length > 0 && (
        <p>
          {words.removed}
          {list(removed)}
        </p>
      )}
      {left.length > 0 && (
        <p className="bad">
          {words.left}
          {list(left)}
        </p>
      )}
      {removed.length + left.length === 0 && variant === "CLEANED" && (
        <p>{words.nothing}</p>
      )}
      {notes.map((note) => (
        <p className="soft" key={note}>
          {words.notes[note]}
        </p>
      ))}
      {variant === "UNKNOWN" && <p className="bad">{words.notCleanable}</p>}
    </div>
  );
}
