import { render, type ComponentChild } from "preact";
import { CheckForm, FILE_FIELD } from "#app/components/proof/check-form";
import { ProofResult } from "#app/components/proof/proof-result";
import { proofWords } from "#app/content/proof";
import { proofView } from "#app/content/proof-view";
import type { Language } from "#app/content/words";
import { readChosen } from "./read-chosen";

/** The stand-alone checker: this program, inside one file, opened from a disk, with no portal behind it. */

type State = {
  readonly language: Language;
  readonly answer: Awaited<ReturnType<typeof readChosen>> | null;
};

let state: State = {
  language: navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en",
  answer: null,
};

const root = document.createElement("main");
document.body.replaceChildren(root);

function Checker({ language, answer }: State) {
  const words = proofWords[language];
  return (
    <div className="band measure">
      <p className="actions">
        <button
          type="button"
          className="quiet"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() =>
            show({ ...state, language: language === "en" ? "zh-CN" : "en" })
          }
        >
          {language === "en" ? proofWords["zh-CN"].self : proofWords.en.self}
        </button>
      </p>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <CheckForm
        language={language}
        action={null}
        whoChecks={words.privacyFile}
        error={answer && "refusal" in answer ? words[answer.refusal] : null}
      >
        {answer && "report" in answer && (
          <ProofResult
            language={language}
            by={words.byFile}
            view={proofView(answer.report, language)}
          />
        )}
      </CheckForm>
      <p className="soft small">{`${words.release} ${YANLU_RELEASE}`}</p>
    </div>
  );
}

function show(next: State): void {
  state = next;
  document.documentElement.lang = state.language;
  document.title = proofWords[state.language].title;
  // the same elements at run time: their types are React's, because the server draws with React
  render((<Checker {...state} />) as ComponentChild, root);
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const input = form.elements.namedItem(FILE_FIELD) as HTMLInputElement;
  void readChosen(input.files?.[0]).then((answer) => {
    show({ ...state, answer });
    document.getElementById("proof-result")?.focus();
  });
});

show(state);
