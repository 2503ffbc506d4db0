import { careWords } from "#app/content/care";
import {
  languageSpoken,
  spokenGroup,
  type SpokenAs,
} from "#app/content/spoken-digits";
import { fill, type Language } from "#app/content/words";

/** How a typed copy compares with the code. */
export type Comparison =
  | { readonly kind: "NOTHING" | "RIGHT" | "NOT_DIGITS" }
  | { readonly kind: "SHORT"; readonly missing: number }
  | { readonly kind: "LONG"; readonly extra: number }
  | { readonly kind: "WRONG"; readonly group: number };

export type CodeCareState = {
  readonly comparison: Comparison;
  readonly large: boolean;
  readonly read: SpokenAs | null;
  /** dark modules, row by row; null while hidden */
  readonly qr: readonly (readonly boolean[])[] | null;
  /** name of the text file once saved */
  readonly savedAs: string | null;
};

export function CodeCare({
  language,
  groups,
  state,
  onTyped,
  onRead,
}: {
  readonly language: Language;
  readonly groups: readonly string[];
  readonly state: CodeCareState;
  readonly onTyped: (typed: string) => void;
  readonly onRead: (as: SpokenAs) => void;
}) {
  const words = careWords[language].code;
  const { comparison, large, read, qr, savedAs } = state;
  const wrong = !["NOTHING", "RIGHT"].includes(comparison.kind);
  const press = (what: string, text: string, pressed?: boolean) => (
    <button
      className="second"
      name="go"
      value={`code:${what}`}
      aria-pressed={pressed}
    >
      {text}
    </button>
  );
  return (
    <form
      className={large ? "code-care large" : "code-care"}
      autoComplete="off"
      noValidate
    >
      <h2>{words.checkTitle}</h2>
      <div className={wrong ? "field wrong" : "field"}>
        <label className="name" htmlFor="code-copy">
          {words.checkLabel}
        </label>
        <div className="hint" id="code-copy-hint">
          {words.checkHint}
        </div>
        <input
          id="code-copy"
          name="code-copy"
          className="code-entry"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="code-copy-hint code-copy-answer"
          aria-invalid={wrong || undefined}
          onInput={(event) => onTyped(event.currentTarget.value)}
        />
      </div>
      <div className="actions">{press("compare", words.check)}</div>
      <p
        id="code-copy-answer"
        role="status"
        className={wrong ? "error" : "good"}
        data-comparison={comparison.kind}
      >
        {sentenceOf(language, comparison)}
      </p>
      <h2>{words.waysTitle}</h2>
      <div className="actions">
        {press("print", words.print)}
        {press("save", words.download)}
        {press("large", words.large, large)}
        {press("qr", qr ? words.hideQr : words.qr)}
      </div>
      <p className="hint">{words.printHint}</p>
      <p className="hint" role="status">
        {savedAs !== null && fill(words.downloaded, { name: savedAs })}
      </p>
      {qr && (
        <figure>
          <QrCode modules={qr} label={words.qrLabel} />
          <figcaption className="hint">{words.qrHint}</figcaption>
        </figure>
      )}
      <h2>{words.readTitle}</h2>
      <div className="actions">
        {press("read", read === null ? words.read : words.hideRead)}
      </div>
      {read !== null && (
        <>
          <fieldset className="ways-to-read">
            <legend className="name">{words.one}</legend>
            {(["YAO", "YI", "EN"] as const).map((as) => (
              <label key={as} className="choice">
                <input
                  type="radio"
                  name="read-as"
                  value={as}
                  checked={read === as}
                  onChange={() => onRead(as)}
                />
                <span>{words.ones[as]}</span>
              </label>
            ))}
          </fieldset>
          <ol className="spoken">
            {groups.map((group, index) => (
              <li key={index}>
                <span className="soft">
                  {fill(words.groupName, { number: index + 1 })}
                </span>{" "}
                <span className="mono">{group}</span>{" "}
                <strong lang={languageSpoken[read]}>
                  {spokenGroup(group, read)}
                </strong>
              </li>
            ))}
          </ol>
        </>
      )}
      <div className="note">
        <p>{words.warning}</p>
      </div>
    </form>
  );
}

function sentenceOf(language: Language, comparison: Comparison): string {
  const words = careWords[language].code;
  switch (comparison.kind) {
    case "NOTHING":
      return "";
    case "RIGHT":
      return words.right;
    case "NOT_DIGITS":
      return words.notDigits;
    case "SHORT":
      return fill(words.short, { missing: comparison.missing });
    case "LONG":
      return fill(words.long, { extra: comparison.extra });
    case "WRONG":
      return fill(words.wrong, { group: comparison.group });
  }
}

/** Drawn from elements: the content policy knows neither `data:` nor `blob:` pictures. Black on white in dark mode too. */
export function QrCode({
  modules,
  label,
}: {
  readonly modules: readonly (readonly boolean[])[];
  readonly label: string;
}) {
  const size = modules.length;
  const path = modules
    .flatMap((row, y) =>
      row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
    )
    .join("");
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
