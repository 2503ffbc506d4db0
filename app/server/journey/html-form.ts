/**
 * Reads forms out of server-rendered pages as a browser without scripts would: enough HTML for our own markup, and strict
 * about it, so that a page that a browser would read differently is noticed here.
 */
export type FormControl = {
  readonly name: string;
  /** input type, or "textarea" | "select" | "button" */
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
};

export type HtmlForm = {
  readonly action: string | null;
  readonly method: string;
  readonly enctype: string;
  readonly controls: readonly FormControl[];
};

type Tag = {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
};

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return entities[name!.toLowerCase()] ?? whole;
    },
  );
}

/** Text without tags, white space folded: for looking at what a page says. */
export function visibleText(html: string): string {
  const body = html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, " ")
    .replace(/<!--[\s\S]*?-->/g, "");
  return decodeEntities(body.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
}

function readTag(html: string, start: number): Tag | null {
  const head = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(html.slice(start, start + 60));
  if (!head) return null;
  const attributes = new Map<string, string>();
  const attribute =
    /\s*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?|\s*\/?(>)/gy;
  attribute.lastIndex = start + head[0].length;
  for (;;) {
    const found = attribute.exec(html);
    if (!found) return null;
    if (found[5])
      return {
        name: head[2]!.toLowerCase(),
        closing: head[1] === "/",
        attributes,
        end: attribute.lastIndex,
      };
    attributes.set(
      found[1]!.toLowerCase(),
      decodeEntities(found[2] ?? found[3] ?? found[4] ?? ""),
    );
  }
}

/** Every form of the page, in order. */
export function parseForms(source: string): readonly HtmlForm[] {
  // a browser's input stream knows LF alone
  const html = source.replace(/\r\n?/g, "\n").replace(/<!--[\s\S]*?-->/g, "");
  const forms: HtmlForm[] = [];
  let controls: FormControl[] | null = null;
  let select: {
    name: string;
    first: string | null;
    chosen: string | null;
  } | null = null;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    const tag = readTag(html, at);
    if (!tag) continue;
    const get = (name: string) => tag.attributes.get(name);
    if (tag.name === "script" || tag.name === "style") {
      const end = html.indexOf(`</${tag.name}`, tag.end);
      at = end < 0 ? html.length : end;
      continue;
    }
    if (tag.name === "form") {
      if (tag.closing) controls = null;
      else {
        controls = [];
        forms.push({
          action: get("action") ?? null,
          method: (get("method") ?? "get").toLowerCase(),
          enctype: get("enctype") ?? "application/x-www-form-urlencoded",
          controls,
        });
      }
    }
    if (!controls) continue;
    if (tag.name === "select") {
      if (tag.closing) {
        if (select)
          controls.push({
            name: select.name,
            type: "select",
            value: select.chosen ?? select.first ?? "",
            checked: true,
          });
        select = null;
      } else select = { name: get("name") ?? "", first: null, chosen: null };
    }
    if (tag.name === "option" && !tag.closing && select) {
      const value = get("value") ?? "";
      select.first ??= value;
      if (tag.attributes.has("selected")) select.chosen = value;
    }
    const name = get("name");
    if (name === undefined || tag.closing || tag.attributes.has("disabled"))
      continue;
    if (tag.name === "textarea") {
      const end = html.indexOf("</textarea", tag.end);
      // the first newline of a text area belongs to the markup
      controls.push({
        name,
        type: "textarea",
        value: decodeEntities(html.slice(tag.end, end)).replace(/^\n/, ""),
        checked: true,
      });
      at = end;
    } else if (tag.name === "input" || tag.name === "button") {
      const type =
        tag.name === "button"
          ? "button"
          : (get("type") ?? "text").toLowerCase();
      const needsCheck = type === "checkbox" || type === "radio";
      controls.push({
        name,
        type: type === "submit" ? "button" : type,
        value: get("value") ?? (needsCheck ? "on" : ""),
        checked: needsCheck ? tag.attributes.has("checked") : true,
      });
    }
  }
  return forms;
}

export type Answers = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a browser would send for `form` after a person filled in `answers` and pressed `button`. Answers go to controls that
 * a person can fill in; hidden fields keep what the page put there. Line ends become CRLF, as in every browser.
 * @throws Error when a choice is not offered by the page
 */
export function fillForm(
  form: HtmlForm,
  answers: Answers,
  button?: { readonly name: string; readonly value: string },
): [string, string][] {
  const entries: [string, string][] = [];
  const offered = new Map<string, Set<string>>();
  for (const { name, type, value, checked } of form.controls) {
    const answer = Object.hasOwn(answers, name) ? answers[name]! : undefined;
    const list =
      answer === undefined
        ? undefined
        : typeof answer === "string"
          ? [answer]
          : answer;
    if (type === "button" || type === "file") continue;
    if (type === "radio" || type === "checkbox") {
      if (!offered.has(name)) offered.set(name, new Set());
      offered.get(name)!.add(value);
      if (list ? list.includes(value) : checked) entries.push([name, value]);
    } else if (type === "hidden") entries.push([name, value]);
    else entries.push([name, list?.[0] ?? value]);
  }
  for (const [name, values] of offered) {
    const answer = Object.hasOwn(answers, name) ? answers[name]! : [];
    for (const value of typeof answer === "string" ? [answer] : answer)
      if (!values.has(value))
        throw new Error(`the page offers no choice ${value} for ${name}`);
  }
  if (button) entries.push([button.name, button.value]);
  return entries.map(([name, value]) => [
    name,
    value.replace(/\r\n?|\n/g, "\r\n"),
  ]);
}
