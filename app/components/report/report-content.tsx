import { PublicPage } from "#app/components/layout/public-page";
import type { Language } from "#app/content/words";
import { Check } from "./check";
import { PracticeBanner } from "./practice";
import { Question } from "./question";
import type { ReportSlots, ReportView } from "./report-view";
import { Sent } from "./sent";
import { Start } from "./start";

/** The whole page of the report form, header and footer included: drawn by the server, and by the program in the browser. */
export function ReportContent({
  language,
  view,
  open,
  inBrowser = false,
  address = null,
  slots = {},
}: {
  readonly language: Language;
  readonly view: ReportView;
  /** false while no office can take a tip in */
  readonly open: boolean;
  readonly inBrowser?: boolean;
  /** of the portal, for the sheet with the tracking code */
  readonly address?: string | null;
  readonly slots?: ReportSlots;
}) {
  return (
    <PublicPage
      language={language}
      path="report"
      focused={view.view !== "START"}
    >
      {isPractice(view) && <PracticeBanner language={language} />}
      {slots.banner}
      {view.view === "START" && (
        <Start {...{ language, view, open, inBrowser, slots }} />
      )}
      {view.view === "QUESTION" && <Question {...{ language, view, slots }} />}
      {view.view === "CHECK" && <Check {...{ language, view, slots }} />}
      {view.view === "SENT" && <Sent {...{ language, view, address, slots }} />}
    </PublicPage>
  );
}

function isPractice(view: ReportView): boolean {
  return view.view === "SENT"
    ? view.practice
    : (view.carried?.practice ?? false);
}
