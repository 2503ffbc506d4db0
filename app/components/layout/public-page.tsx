import type { ReactNode } from "react";
import { publicFrameWords } from "#app/content/public-frame";
import { prefixOf, type Language } from "#app/content/words";

/** Pages of the public surface, as paths below the language. */
export const publicPaths = [
  "report",
  "inbox",
  "what",
  "rewards",
  "protection",
] as const;
/** `figures` is linked from the footer alone. */
export type PublicPath =
  (typeof publicPaths)[number] | "proof" | "figures" | "";

/** Answers with a redirect to an ordinary page and wipes what the browser holds of this site. */
export const LEAVE_PATH = "/leave";

export function publicHref(language: Language, path: PublicPath): string {
  return `/${prefixOf(language)}${path && `/${path}`}`;
}

/** Frame of every public page: plain links and plain HTML, the same for every visitor of a language. */
export function PublicPage({
  language,
  path,
  focused = false,
  children,
}: {
  readonly language: Language;
  readonly path: PublicPath;
  /** in the middle of something that a link would lose: no links but the way home */
  readonly focused?: boolean;
  readonly children: ReactNode;
}) {
  const words = publicFrameWords[language];
  const other: Language = language === "en" ? "zh-CN" : "en";
  const links = publicPaths.map((target) => ({
    target,
    href: publicHref(language, target),
    text: words.nav[target],
  }));
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="site-header">
        {/* a link and nothing more: it works without a script, on a page of any step, before anything else is read */}
        <a className="leave" href={LEAVE_PATH} rel="noreferrer">
          {words.leave}
        </a>
        <div className="band">
          <a className="wordmark" href={publicHref(language, "")}>
            {words.name} <span>{words.tagline}</span>
          </a>
          {!focused && (
            <>
              <a
                className="language"
                href={publicHref(other, path)}
                hrefLang={other}
                lang={other}
              >
                {words.otherLanguage}
              </a>
              <nav aria-label={words.navigation}>
                {links.map(({ target, href, text }) => (
                  <a
                    key={target}
                    href={href}
                    aria-current={target === path ? "page" : undefined}
                  >
                    {text}
                  </a>
                ))}
              </nav>
            </>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className="band measure">{children}</div>
      </main>
      <footer className="site-footer">
        <div className="band">
          {!focused && (
            <nav aria-label={words.footerNavigation}>
              <ul>
                {links.map(({ target, href, text }) => (
                  <li key={target}>
                    <a href={href}>{text}</a>
                  </li>
                ))}
                <li>
                  <a href={publicHref(language, "figures")}>{words.figures}</a>
                </li>
              </ul>
            </nav>
          )}
          <p>{words.authority}</p>
          <p>{words.noTrace}</p>
        </div>
      </footer>
    </>
  );
}
