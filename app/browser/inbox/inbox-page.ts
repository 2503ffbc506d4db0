import { languageOfPage, startOnSubmit } from "#app/browser/page/program-start";
import { watchForLeaving } from "#app/browser/public/leave";
import { CODE_NOTE_ID } from "#app/components/inbox/code-note-id";
import { inboxProgramWords } from "#app/content/inbox-program";

watchForLeaving();

/**
 * All that is loaded with the page of the inbox: it waits for a code. An inbox that the server opened (a tipster went on without
 * the program) is left alone.
 */
const field = document.querySelector<HTMLInputElement>("main input[name=code]");
const form = field?.closest("form");
if (field && form) {
  const words = inboxProgramWords[languageOfPage()];
  const note = document.getElementById(CODE_NOTE_ID);
  if (note) note.textContent = words.codeNote.BROWSER;
  startOnSubmit(
    form,
    async (fields) => {
      const code = field.value;
      // nobody who looks over a shoulder reads it while the program loads
      field.value = "";
      try {
        const { startInbox } = await import("./inbox-engine");
        startInbox({ language: languageOfPage(), code, fields });
      } catch (error) {
        // the tipster may try again, or choose to send it
        field.value = code;
        throw error;
      }
    },
    words,
  );
}
