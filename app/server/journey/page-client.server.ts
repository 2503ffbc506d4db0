import { TURN_SECONDS } from "../flood/turn.server";
import {
  fillForm,
  parseForms,
  visibleText,
  type Answers,
  type HtmlForm,
} from "./html-form";

export type Page = {
  readonly status: number;
  readonly html: string;
  readonly forms: readonly HtmlForm[];
  readonly url: string;
};

export type Upload = {
  readonly control: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};

/** The portal did something else than the journey expects. The message names the step, never what was typed. */
export class JourneyError extends Error {
  override readonly name = "JourneyError";
}

/**
 * A tipster's browser without scripts: pages and forms, no cookie jar. A cookie from a public page is an error, because
 * the portal promises to set none.
 */
export type PageClient = {
  get(path: string): Promise<Page>;
  submit(
    page: Page,
    answers: Answers,
    options?: {
      readonly button?: { readonly name: string; readonly value: string };
      readonly uploads?: readonly Upload[];
      /** which form of the page; the first with method POST unless given */
      readonly form?: (form: HtmlForm) => boolean;
    },
  ): Promise<Page>;
};

const TRIES = 8;
const WAIT_MILLISECONDS = 500;

/** @param headers sent with every request: what a browser or a proxy may add */
export function pageClient(
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): PageClient {
  async function read(path: string, init?: RequestInit): Promise<Page> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(new URL(path, baseUrl), {
        redirect: "manual",
        ...init,
        headers: { ...headers, ...init?.headers },
      });
      if (response.headers.has("set-cookie"))
        throw new JourneyError(`a public page set a cookie: ${path}`);
      const html = await response.text();
      // the line for code derivations is full, and the page says to come again
      if (response.status === 429 && !isQueue(html) && attempt < TRIES) {
        await new Promise((done) =>
          setTimeout(done, WAIT_MILLISECONDS * attempt),
        );
        continue;
      }
      const target = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && target)
        return read(target);
      return {
        status: response.status,
        html,
        forms: parseForms(html),
        url: path,
      };
    }
  }
  const client: PageClient = {
    get: (path) => read(path),
    async submit(page, answers, options = {}) {
      const next = await submitOnce(page, answers, options);
      if (next.status !== 429 || !isQueue(next.html)) return next;
      await new Promise((done) => setTimeout(done, TURN_SECONDS * 1_000));
      // the page came again with a place in the queue; files were taken the first time
      return client.submit(next, answers, {
        ...(options.button && { button: options.button }),
        ...(options.form && { form: options.form }),
      });
    },
  };
  return client;

  function submitOnce(
    page: Page,
    answers: Answers,
    {
      button,
      uploads = [],
      form: wanted = (form: HtmlForm) => form.method === "post",
    }: NonNullable<Parameters<PageClient["submit"]>[2]>,
  ): Promise<Page> {
    const form = page.forms.find(wanted);
    if (!form)
      throw new JourneyError(
        `the page has no such form: ${visibleText(page.html).slice(0, 200)}`,
      );
    const entries = fillForm(form, answers, button);
    const target = form.action && form.action !== "" ? form.action : page.url;
    if (form.enctype !== "multipart/form-data") {
      if (uploads.length > 0)
        throw new JourneyError("this form takes no files");
      return read(target, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(entries).toString(),
      });
    }
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    const fileControls = form.controls.filter(
      (control) => control.type === "file",
    );
    for (const { name } of fileControls) {
      const files = uploads.filter((upload) => upload.control === name);
      // a browser sends one nameless empty part for a file control that was left alone
      if (files.length === 0)
        body.append(
          name,
          new Blob([], { type: "application/octet-stream" }),
          "",
        );
      for (const { name: fileName, type, bytes } of files)
        body.append(
          name,
          new Blob([new Uint8Array(bytes)], { type }),
          fileName,
        );
    }
    return read(target, { method: "POST", body });
  }
}

/** More people come than the portal can bear: the page tells how long to wait. */
function isQueue(html: string): boolean {
  return /data-error-code="TURN_WAIT(?:_CODE)?"/.test(html);
}
