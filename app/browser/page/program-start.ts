import { reportProgramWords } from "#app/content/report-program";
import type { Language } from "#app/content/words";

/**
 * Before zod is loaded: it would try whether it may make code out of text, and every try is a breach of the page's policy that
 * shows in the console.
 */
(globalThis as { __zod_globalConfig?: object }).__zod_globalConfig = {
  jitless: true,
};

/** The language of the page the server sent. */
export function languageOfPage(): Language {
  return document.documentElement.lang === "en" ? "en" : "zh-CN";
}

/** What is said while the program is loaded, and when it cannot be. */
type StartWords = Readonly<
  Record<"loading" | "failedTitle" | "failed" | "retry" | "without", string>
>;

/**
 * Loads the heavy part of a page's program when its first form is sent, tells that it is loading, and when it cannot be loaded
 * says so with two ways on: try again, or send the form as without a program. Never does it go on silently without.
 * @param load resolves when the program has taken over the page
 */
export function startOnSubmit(
  form: HTMLFormElement,
  load: (fields: FormData, go: string) => Promise<void>,
  words: StartWords = reportProgramWords[languageOfPage()],
): void {
  const status = document.createElement("p");
  status.className = "hint";
  status.setAttribute("role", "status");
  form.append(status);
  let notice: HTMLElement | null = null;
  let loading = false;

  const begin = async (go: string) => {
    if (loading) return;
    loading = true;
    notice?.remove();
    notice = null;
    status.textContent = words.loading;
    try {
      await load(new FormData(form), go);
    } catch {
      status.textContent = "";
      notice = failureNotice(form, { words, retry: () => void begin(go) });
    } finally {
      loading = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter as HTMLButtonElement | null;
    void begin(button?.name === "go" ? button.value : "");
  });
}

function failureNotice(
  form: HTMLFormElement,
  { words, retry }: { readonly words: StartWords; readonly retry: () => void },
): HTMLElement {
  const notice = document.createElement("div");
  notice.className = "error-summary";
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  const heading = document.createElement("h2");
  heading.textContent = words.failedTitle;
  const sentence = document.createElement("p");
  sentence.textContent = words.failed;
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button(words.retry, "", retry),
    // `submit` asks no listener: this is the form as without a program, chosen by the tipster
    button(words.without, "second", () => form.submit()),
  );
  notice.append(heading, sentence, actions);
  form.append(notice);
  notice.focus();
  return notice;
}

function button(
  text: string,
  className: string,
  press: () => void,
): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}
