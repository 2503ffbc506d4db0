import type { MetaDescriptor } from "@remix-run/node";
import { useContext } from "react";
import { UNSAFE_DataRouterStateContext } from "react-router-dom";
import { publicFrameWords } from "#app/content/public-frame";
import {
  isLanguagePrefix,
  languagePrefixes,
  type Language,
} from "#app/content/words";

/** The language of a page's `:lang` parameter; a page with another one has been refused by its guard. */
export function languageOf(params: {
  readonly lang?: string | undefined;
}): Language {
  return isLanguagePrefix(params.lang)
    ? languagePrefixes[params.lang]
    : "zh-CN";
}

/** `<title>`: the page first, then the portal; with errors the word "error" stands first, so that it is heard first. */
export function titleOf(
  language: Language,
  title: string,
  { wrong = false }: { readonly wrong?: boolean } = {},
): MetaDescriptor[] {
  const words = publicFrameWords[language];
  return [
    { title: `${wrong ? words.errorPrefix : ""}${title} – ${words.name}` },
  ];
}

/**
 * What the route's action returned, for its `meta`. Remix gives `meta` the loader's data only, but these pages are answers
 * to a POST. `meta` is called while `<Meta />` renders, so a hook may stand here; the context is Remix's own.
 */
export function actionDataForTitle<Data>(routeId: string): Data | undefined {
  const state = useContext(UNSAFE_DataRouterStateContext);
  return state?.actionData?.[routeId] as Data | undefined;
}
