import { languageOfPage } from "#app/browser/page/program-start";
import { watchForLeaving } from "#app/browser/public/leave";
import { WHO_CHECKS_ID } from "#app/components/proof/check-form";
import { RESULT_ID } from "#app/components/proof/proof-result";
import { proofWords } from "#app/content/proof";

watchForLeaving();

const words = proofWords[languageOfPage()];
const form = document.querySelector<HTMLFormElement>("main form");
const result = document.getElementById(RESULT_ID);

/** All that is loaded with the page: from here on the file stays in the browser, also when the rest cannot be loaded. */
if (form && result) {
  const who = document.getElementById(WHO_CHECKS_ID);
  if (who) who.textContent = words.privacy;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    result.textContent = words.checking;
    void import("./proof-engine")
      .then(({ checkChosen }) => checkChosen(form, result, languageOfPage()))
      .catch(() => {
        result.textContent = words.notLoaded;
      });
  });
}
