import { reportSealingWords } from "#app/content/report-sealing";
import { proofFileName } from "#app/forms/proof-file-name";
import type { Report, ReportPart } from "./report-part";
import { saveFile } from "./save-file";
import { todayInChina } from "./today-in-china";

type Drawing = typeof import("#app/components/report/receipt");

let drawing: Promise<Drawing | null> | null = null;
let loaded: Drawing | null = null;
let savedAs: string | null = null;

/** What came of the promise of the log, below the code. Fetched while the tip is sealed, by everybody who sends one. */
export const receiptPart: ReportPart = {
  name: "receipt",
  async sending() {
    drawing ??= import("#app/components/report/receipt").catch(() => null);
    loaded = await drawing;
  },
  slots(report) {
    const receipt = report.state().sent?.receipt;
    if (!receipt) return {};
    return {
      receipt: loaded ? (
        <loaded.Receipt
          {...{ language: report.language, receipt, savedAs }}
          by="BROWSER"
        />
      ) : (
        <p className="notice">
          {reportSealingWords[report.language].receiptNotShown}
        </p>
      ),
    };
  },
  press(what, report: Report) {
    const receipt = report.state().sent?.receipt;
    if (what !== "save" || receipt?.state !== "RIGHT" || !receipt.file) return;
    savedAs = proofFileName(todayInChina());
    saveFile(receipt.file, savedAs);
    report.change({});
  },
};
