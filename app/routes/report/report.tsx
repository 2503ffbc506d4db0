import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useParams } from "@remix-run/react";
import {
  languageOf,
  titleOf,
  actionDataForTitle,
} from "#app/components/layout/page-title";
import { PublicPage } from "#app/components/layout/public-page";
import { reportWords } from "#app/content/report";
import type { Language } from "#app/content/words";
import { receivesTips } from "#app/queries/receives-tips.server";
import { publicLoader, tipsterAction } from "#app/server/guards.server";
import { Check } from "#app/components/report/check";
import { handleReport } from "./handle-report.server";
import { Question } from "#app/components/report/question";
import type { ReportView } from "#app/components/report/report-view";
import { Sent } from "#app/components/report/sent";
import { Start } from "#app/components/report/start";

/** Told before anything is typed, and the same for everybody. */
export const loader = publicLoader(async ({ deps }) => ({
  open: await receivesTips(deps),
}));

export const action = tipsterAction(handleReport);

const firstView: ReportView = { view: "START", errors: [], carried: null };

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  const view =
    actionDataForTitle<ReportView>("routes/report/report") ?? firstView;
  return titleOf(language, titleFor(view, language), {
    wrong: view.view !== "SENT" && view.errors.length > 0,
  });
};

function titleFor(view: ReportView, language: Language): string {
  const words = reportWords[language];
  switch (view.view) {
    case "START":
      return words.start.title;
    case "QUESTION":
      return words.titles[view.page];
    case "CHECK":
      return words.check.title;
    case "SENT":
      return words.sent.title;
  }
}

export default function Report() {
  const language = languageOf(useParams());
  const view = useActionData<typeof action>() ?? firstView;
  const { open } = useLoaderData<typeof loader>();
  return (
    <PublicPage
      language={language}
      path="report"
      focused={view.view !== "START"}
    >
      {view.view === "START" && <Start {...{ language, view, open }} />}
      {view.view === "QUESTION" && <Question {...{ language, view }} />}
      {view.view === "CHECK" && <Check {...{ language, view }} />}
      {view.view === "SENT" && <Sent {...{ language, view }} />}
    </PublicPage>
  );
}
