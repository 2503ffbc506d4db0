import { data, type MetaFunction } from "@remix-run/node";
import { publicModules } from "virtual:public-modules";
import { useActionData, useParams } from "@remix-run/react";
import {
  actionDataForTitle,
  languageOf,
  titleOf,
} from "#app/components/layout/page-title";
import { publicLoader, tipsterAction } from "#app/server/guards.server";
import { handleInbox } from "./handle-inbox.server";
import { InboxContent } from "#app/components/inbox/inbox-content";
import { proofSlots } from "#app/components/inbox/proof-slots";
import { nothingTyped, type InboxPage } from "#app/components/inbox/inbox-view";
import type { RouteHandle } from "#app/root";
import { paddingOf } from "./page-size.server";
import { inboxTitle } from "#app/components/inbox/page-title";

type Answer = { readonly page: InboxPage; readonly padding: number };

export const handle: RouteHandle = { module: publicModules.inboxPage };

export const loader = publicLoader(() => null);

export const action = tipsterAction(async (visit) => {
  const { page, status } = await handleInbox(visit);
  return data<Answer>(
    { page, padding: paddingOf(visit.language, page) },
    { status },
  );
});

const first: Answer = {
  page: { view: "ENTRY", errors: [], typed: nothingTyped, closed: false },
  padding: 0,
};

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  const { page } = actionDataForTitle<Answer>("routes/inbox/inbox") ?? first;
  return titleOf(language, inboxTitle(language, page), {
    wrong: page.errors.length > 0,
  });
};

export default function Inbox() {
  const language = languageOf(useParams());
  const { page, padding } = useActionData<typeof action>() ?? first;
  const slots = proofSlots(language, page);
  return <InboxContent {...{ language, page, padding, slots }} />;
}
