import type { MetaFunction } from "@remix-run/node";
import { useActionData, useParams } from "@remix-run/react";
import {
  actionDataForTitle,
  languageOf,
  titleOf,
} from "#app/components/layout/page-title";
import { PublicPage } from "#app/components/layout/public-page";
import { inboxWords } from "#app/content/inbox";
import { publicLoader, tipsterAction } from "#app/server/guards.server";
import { Entry } from "./entry";
import { handleInbox } from "./handle-inbox.server";
import { nothingTyped, type InboxPage } from "./inbox-view";
import { OpenInbox } from "./open-inbox";

export const loader = publicLoader(() => null);

export const action = tipsterAction(handleInbox);

const firstPage: InboxPage = {
  view: "ENTRY",
  errors: [],
  typed: nothingTyped,
  closed: false,
};

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  const page = actionDataForTitle<InboxPage>("routes/inbox/inbox") ?? firstPage;
  const words = inboxWords[language];
  return titleOf(
    language,
    page.view === "OPEN" ? words.title : words.entry.title,
    { wrong: page.errors.length > 0 },
  );
};

export default function Inbox() {
  const language = languageOf(useParams());
  const page = (useActionData<typeof action>() ?? firstPage) as InboxPage;
  return (
    <PublicPage language={language} path="inbox">
      {page.view === "ENTRY" ? (
        <Entry {...{ language, page }} />
      ) : (
        <OpenInbox {...{ language, page }} />
      )}
    </PublicPage>
  );
}
