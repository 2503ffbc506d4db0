import { askBeforeLeaving } from "#app/browser/page/page-frame";
import { CodeCare, type CodeCareState } from "#app/components/report/code-care";
import { compareCode } from "./compare-code";
import { fieldText } from "./field-text";
import type { Report, ReportPart } from "./report-part";
import { saveFile } from "./save-file";

/** Neutral: it shows in lists of downloads and recent files. */
const FILE_NAME = "number.txt";

const nothingDone: CodeCareState = {
  comparison: { kind: "NOTHING" },
  large: false,
  read: null,
  qr: null,
  savedAs: null,
};
let care: CodeCareState = nothingDone;
/** whether the tipster has it for sure: typed it back, printed or saved it */
let kept = false;
let asking = false;

function update(report: Report, change: Partial<CodeCareState>): void {
  care = { ...care, ...change };
  report.change({});
}

/** Compared while it is typed: right is told at once, wrong once a group cannot become right any more. */
function compare(report: Report, typed: string, pressed: boolean): void {
  const comparison = compareCode(typed, groupsOf(report));
  if (comparison.kind === "RIGHT") kept = true;
  update(report, {
    comparison:
      comparison.kind === "SHORT" && !pressed
        ? { kind: "NOTHING" }
        : comparison,
  });
}

function groupsOf(report: Report): readonly string[] {
  return report.state().sent?.groups ?? [];
}

/** What the tipster can do on the page of the code so that it is not lost. Nothing of it makes a request but the QR program. */
export const codeCarePart: ReportPart = {
  name: "code",
  slots(report) {
    const { sent, practice } = report.state();
    if (!sent) return {};
    if (!asking) {
      asking = true;
      askBeforeLeaving(() => !kept && !practice);
    }
    return {
      sent: (
        <CodeCare
          language={report.language}
          groups={sent.groups}
          state={care}
          onTyped={(typed) => compare(report, typed, false)}
          onRead={(read) => update(report, { read })}
        />
      ),
    };
  },
  async press(what, report, fields) {
    const groups = groupsOf(report);
    switch (what) {
      case "compare":
        return compare(report, fieldText(fields, "code-copy"), true);
      case "print":
        return printSheet();
      case "save":
        kept = true;
        saveFile(`${groups.join(" ")}\r\n${location.origin}\r\n`, FILE_NAME);
        return update(report, { savedAs: FILE_NAME });
      case "large":
        return update(report, { large: !care.large });
      case "read":
        return update(report, { read: care.read === null ? "YAO" : null });
      case "qr": {
        if (care.qr) return update(report, { qr: null });
        const { default: encodeQR } = await import("qr");
        return update(report, {
          // digits alone: half the size of text, and no address that tells what it is
          qr: encodeQR(groups.join(""), "raw", { ecc: "medium", border: 4 }),
        });
      }
    }
  },
};

/** A browser may print the title of the page at its edge. */
function printSheet(): void {
  const title = document.title;
  document.title = "…";
  const restore = () => (document.title = title);
  window.addEventListener("afterprint", restore, { once: true });
  kept = true;
  window.print();
}
