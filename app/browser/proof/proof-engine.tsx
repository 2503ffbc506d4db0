import { render, type ComponentChild } from "preact";
import { FILE_FIELD } from "#app/components/proof/check-form";
import { ProofResult } from "#app/components/proof/proof-result";
import { proofWords } from "#app/content/proof";
import { proofView } from "#app/content/proof-view";
import type { Language } from "#app/content/words";
import { readChosen } from "./read-chosen";

/** Reads the file that was chosen and draws what it proves. Nothing is sent. */
export async function checkChosen(
  form: HTMLFormElement,
  into: HTMLElement,
  language: Language,
): Promise<void> {
  const words = proofWords[language];
  const input = form.elements.namedItem(FILE_FIELD) as HTMLInputElement;
  const answer = await readChosen(input.files?.[0]);
  into.textContent = "";
  // the same elements at run time: their types are React's, because the server draws with React
  const drawn =
    "refusal" in answer ? (
      <div className="error-summary">
        <p>{words[answer.refusal]}</p>
      </div>
    ) : (
      <ProofResult
        language={language}
        by={words.byPage}
        view={proofView(answer.report, language)}
      />
    );
  render(null, into);
  render(drawn as ComponentChild, into);
  into.focus();
}
