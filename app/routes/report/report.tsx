import type { MetaFunction } from "@remix-run/node";
import { publicModules } from "virtual:public-modules";
import { useActionData, useLoaderData, useParams } from "@remix-run/react";
import {
  languageOf,
  titleOf,
  actionDataForTitle,
} from "#app/components/layout/page-title";
import { Receipt } from "#app/components/report/receipt";
import { ReportContent } from "#app/components/report/report-content";
import { receivesTips } from "#app/queries/receives-tips.server";
import { publicLoader, tipsterAction } from "#app/server/guards.server";
import { handleReport } from "./handle-report.server";
import type { ReportView } from "#app/components/report/report-view";
import { titleOfView } from "#app/components/report/view-of-step";
import type { RouteHandle } from "#app/root";

/** Told before anything is typed, and the same for everybody. */
export const loader = publicLoader(async ({ deps }) => ({
  open: await receivesTips(deps),
  address: deps.settings.origin,
}));

export const action = tipsterAction(handleReport);

export const handle: RouteHandle = { module: publicModules.reportPage };

const firstView: ReportView = { view: "START", errors: [], carried: null };

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  const view =
    actionDataForTitle<ReportView>("routes/report/report") ?? firstView;
  return titleOf(language, titleOfView(view, language), {
    wrong: view.view !== "SENT" && view.errors.length > 0,
  });
};

export default function Report() {
  const language = languageOf(useParams());
  const view = useActionData<typeof action>() ?? firstView;
  const { open, address } = useLoaderData<typeof loader>();
  const receipt = view.view === "SENT" && view.receipt;
  const slots = {
    receipt: receipt && <Receipt {...{ language, receipt }} by="SERVER" />,
  };
  return <ReportContent {...{ language, view, open, address, slots }} />;
}
