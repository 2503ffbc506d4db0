import { languageOfPage, startOnSubmit } from "#app/browser/page/program-start";
import { watchForLeaving } from "#app/browser/public/leave";
import { BACK_NOTE_ID, SEALING_NOTE_ID } from "#app/components/report/note-ids";
import { reportProgramWords } from "#app/content/report-program";
import { fieldText } from "./field-text";

watchForLeaving();

const words = reportProgramWords[languageOfPage()];
const page = document.querySelector<HTMLInputElement>("main input[name=page]");
const form = page?.closest("form");

/** All that is loaded with the page of the report form: it waits for "begin". */
if (page?.value === "start" && form?.querySelector("button[name=go]")) {
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
} else if (page && form && page.value !== "start") offerToSealHere(form);

/**
 * A page further on came from the server: the tipster pressed "begin" before this program was there, or chose to go on without
 * it. That the server seals is said on every such page, with the way back into the browser.
 */
function offerToSealHere(to: HTMLFormElement): void {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  const sentence = document.createElement("p");
  sentence.textContent = words.serverSeals;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = words.sealHere;
  button.addEventListener("click", () => {
    sentence.textContent = words.loading;
    button.disabled = true;
    void takeOver(to).catch(() => {
      sentence.textContent = words.sealHereFailed;
      button.disabled = false;
    });
  });
  notice.append(sentence, button);
  to.before(notice);
}

async function takeOver(from: HTMLFormElement): Promise<void> {
  const { startReport } = await import("./report-engine");
  const drawn = new FormData(from);
  await startReport({
    language: languageOfPage(),
    answers: fieldText(drawn, "answers"),
    go: "",
    drawn,
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
