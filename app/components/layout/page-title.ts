import type { MetaDescriptor } from "@remix-run/node";
import { useContext } from "react";
import { UNSAFE_DataRouterStateContext } from "react-router-dom";
import {
  isLanguagePrefix,
  languagePrefixes,
  type Language,
} from "#app/content/words";
import { titleText } from "./title-text";

/** The language of a page's `:lang` parameter; a page with another one has been refused by its guard. */
export function languageOf(params: {
  readonly lang?: string | undefined;
}): Language {
  return isLanguagePrefix(params.lang)
    ? languagePrefixes[params.lang]
    : "zh-CN";
}

/** `<title>` of a page that the server draws. */
export function titleOf(
  language: Language,
  title: string,
  { wrong = false }: { readonly wrong?: boolean } = {},
): MetaDescriptor[] {
  return [{ title: titleText(language, title, { wrong }) }];
}

/**
 * What the route's action returned, for its `meta`. Remix gives `meta` the loader's data only, but these pages are answers
 * to a POST. `meta` is called while `<Meta />` renders, so a hook may stand here; the context is Remix's own.
 */
export function actionDataForTitle<Data>(routeId: string): Data | undefined {
  const state = useContext(UNSAFE_DataRouterStateContext);
  return state?.actionData?.[routeId] as Data | undefined;
}
