import { options, render, type ComponentChild } from "preact";
import type { ReactNode } from "react";
import { titleText } from "#app/components/layout/title-text";
import type { Language } from "#app/content/words";

/**
 * Draws a page of ours in the browser with the components the server draws it with. The first time the page the server sent
 * makes room; from then on only what differs changes.
 */
export function drawPage(
  page: ReactNode,
  about: {
    readonly language: Language;
    /** without the name of the portal */
    readonly title: string;
    readonly wrong: boolean;
  },
): void {
  const { language, title, wrong } = about;
  if (!root) {
    root = document.createElement("div");
    document.body.replaceChildren(root);
  }
  // the same elements at run time: their types are React's, because the server draws with React
  render(page as ComponentChild, root);
  document.title = titleText(language, title, { wrong });
}

let root: HTMLElement | null = null;

/** Preact's core knows `defaultValue` of inputs and text areas; a list's choice is its value. */
const before = options.vnode?.bind(options);
options.vnode = (vnode) => {
  const props = vnode.props as { defaultValue?: unknown; value?: unknown };
  if (vnode.type === "select" && props.defaultValue !== undefined) {
    props.value = props.defaultValue;
    delete props.defaultValue;
  }
  before?.(vnode);
};

/** A new page begins at its top, and a screen reader reads what is wrong, or the heading. */
export function focusPage(): void {
  const first =
    document.querySelector<HTMLElement>(".error-summary") ??
    document.querySelector<HTMLElement>("main h1");
  if (!first) return;
  if (!first.hasAttribute("tabindex")) first.tabIndex = -1;
  first.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/**
 * Links inside the page (from an error to its field, "skip to the content") move the focus and leave the address as it is:
 * the journey has one URL.
 */
export function keepAddress(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    const target = document.getElementById(link.getAttribute("href")!.slice(1));
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  });
}

/** Asks before the page is left, while `mustAsk` says so. */
export function askBeforeLeaving(mustAsk: () => boolean): void {
  window.addEventListener("beforeunload", (event) => {
    if (mustAsk()) event.preventDefault();
  });
}

export type Submission = {
  readonly form: HTMLFormElement;
  readonly fields: FormData;
  /** value of the button named `go`; "" when another one was pressed */
  readonly go: string;
};

/**
 * Every form of the page comes here instead of being sent: with the program running, nothing typed is ever posted in plain.
 */
export function takeSubmissions(take: (submission: Submission) => void): void {
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    take({
      form,
      fields: new FormData(form),
      go: button?.name === "go" ? button.value : "",
    });
  });
}
