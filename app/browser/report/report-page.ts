import { languageOfPage, startOnSubmit } from "#app/browser/page/program-start";
import { BACK_NOTE_ID, SEALING_NOTE_ID } from "#app/components/report/note-ids";
import { reportProgramWords } from "#app/content/report-program";

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
  startOnSubmit(form, async (fields, go) => {
    const { startReport } = await import("./report-engine");
    await startReport({
      language: languageOfPage(),
      answers: String(fields.get("answers") ?? ""),
      go,
    });
  });
}

function say(id: string, sentence: string): void {
  const element = document.getElementById(id);
  if (element) element.textContent = sentence;
}
