import { languageOfPage, startOnSubmit } from "#app/browser/page/program-start";
import { watchForLeaving } from "#app/browser/public/leave";
import { BACK_NOTE_ID, SEALING_NOTE_ID } from "#app/components/report/note-ids";
import { reportProgramWords } from "#app/content/report-program";
import { fieldText } from "./field-text";

watchForLeaving();

/**
 * All that is loaded with the page of the report form: it waits for "begin". Other pages of the form (a tipster went on without
 * the program) are left alone.
 */
const form = document
  .querySelector("main input[name=page][value=start]")
  ?.closest("form");
if (form?.querySelector("button[name=go]")) {
  const words = reportProgramWords[languageOfPage()];
  say(SEALING_NOTE_ID, words.how);
  say(BACK_NOTE_ID, words.backButton);
  offerDraft(form, words.openDraft);
  addLine(form, words.leave);
  startOnSubmit(form, async (fields, go) => {
    const { startReport } = await import("./report-engine");
    await startReport({
      language: languageOfPage(),
      answers: fieldText(fields, "answers"),
      go,
    });
  });
}

function say(id: string, sentence: string): void {
  const element = document.getElementById(id);
  if (element) element.textContent = sentence;
}

/** Only a program can open a saved draft, so only the program offers it. */
function offerDraft(to: HTMLFormElement, text: string): void {
  const button = document.createElement("button");
  button.className = "quiet";
  button.name = "go";
  button.value = "draft:ask";
  button.textContent = text;
  addLine(to, button);
}

function addLine(to: HTMLFormElement, content: string | Node): void {
  const line = document.createElement("p");
  if (typeof content === "string") line.className = "hint";
  line.append(content);
  to.append(line);
}
