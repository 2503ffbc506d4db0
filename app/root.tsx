import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useRouteLoaderData,
  useMatches,
  useParams,
  useRouteError,
} from "@remix-run/react";
import type { LinksFunction } from "@remix-run/node";
import type { ReactNode } from "react";
import { errorSentence } from "#app/content/errors";
import { frameWords } from "#app/content/frame";
import {
  isLanguagePrefix,
  languagePrefixes,
  type Language,
} from "#app/content/words";
import { nonceLoader } from "#app/server/guards.server";
import baseStyles from "#app/styles/base.css?url";

/** A route that exports `handle = { hydrate: true }` gets client React; public pages never do. */
export type RouteHandle = {
  readonly hydrate?: boolean;
  readonly styles?: readonly string[];
  /** URL of the one program a public page may load: the same for every visitor of a language, no inline script, no nonce */
  readonly module?: Readonly<Record<Language, string>>;
};

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: baseStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const loader = nonceLoader;

export function shouldRevalidate() {
  return false;
}

function usePageLanguage(): Language {
  const { lang } = useParams();
  return isLanguagePrefix(lang) ? languagePrefixes[lang] : "zh-CN";
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const handles = useMatches().map(
    (match) => match.handle as RouteHandle | undefined,
  );
  const hydrate = handles.some((handle) => handle?.hydrate);
  const language = usePageLanguage();
  const module = handles.find((handle) => handle?.module)?.module?.[language];
  // undefined while the root error page is shown
  const nonce = useRouteLoaderData<typeof loader>("root")?.nonce ?? "";
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
        {module && <script type="module" src={module} />}
      </head>
      <body>
        {children}
        {hydrate && (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** One page for every refusal and every accident: a sentence and a way on, never a stack trace. */
export function ErrorBoundary() {
  const error = useRouteError();
  const language = usePageLanguage();
  const words = frameWords[language];
  const refusal = isRouteErrorResponse(error)
    ? (error.data as {
        code?: string;
        values?: Record<string, string | number>;
      } | null)
    : null;
  const code =
    refusal?.code ??
    (isRouteErrorResponse(error) && error.status === 404
      ? "NOT_FOUND"
      : "UNEXPECTED");
  return (
    <main id="main" className="page">
      <title>{words.errorTitle}</title>
      <h1>{words.errorTitle}</h1>
      <p data-error-code={code}>
        {errorSentence(language, code, refusal?.values ?? {})}
      </p>
      <p>
        <a href={language === "en" ? "/en" : "/zh"}>{words.toHome}</a>
      </p>
    </main>
  );
}
