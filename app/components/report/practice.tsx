import { careWords } from "#app/content/care";
import { prefixOf, type Language } from "#app/content/words";

/** Stands on every page of a rehearsal, above everything else. The way out is a link: a fresh form, nothing carried along. */
export function PracticeBanner({ language }: { readonly language: Language }) {
  const words = careWords[language].practice;
  return (
    <aside className="practice" aria-label={words.title}>
      <p>
        <strong>{words.title}</strong>
        {language === "en" ? ". " : "。"}
        {words.banner}
      </p>
      <p>
        <a href={`/${prefixOf(language)}/report`}>{words.stop}</a>
      </p>
    </aside>
  );
}

/** In the place of the files: a rehearsal hands nothing over. */
export function PracticeFiles({ language }: { readonly language: Language }) {
  return (
    <div className="note">
      <p>{careWords[language].practice.files}</p>
    </div>
  );
}
