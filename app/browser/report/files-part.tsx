import { FileDesk } from "#app/browser/tip/file-desk";
import { FilesUnderWay } from "#app/components/files/files-under-way";
import { FileUploads } from "#app/components/files/file-uploads";
import { uploadWords } from "#app/content/uploads";
import type { Report, ReportPart } from "./report-part";

let desk: FileDesk | null = null;

function deskOf(report: Report): FileDesk {
  desk ??= new FileDesk(report.language, () => show(report));
  return desk;
}

/** Pages without files are left alone while they go up: a form that is drawn again and again disturbs whoever writes in it. */
function show(report: Report): void {
  const { page, files } = report.state();
  const done = deskOf(report).done();
  if (page === "evidence" || page === "check" || done.length !== files.length)
    report.change({ files: done });
}

/** Files of the report: chosen on the page of the evidence, uploaded while the rest is filled in, whole before it is sent. */
export const filesPart: ReportPart = {
  name: "files",
  slots(report) {
    const { language } = report;
    const { page, errors, practice } = report.state();
    if (practice)
      return {
        files: <p className="note">{uploadWords[language].practice}</p>,
      };
    if (page !== "evidence" && page !== "check") return {};
    const { files, said, actions, ...rest } = parts(report);
    return page === "evidence"
      ? {
          files: (
            <FileUploads
              {...{ language, files, said, actions }}
              errors={[...errors, ...rest.refused]}
            />
          ),
        }
      : { check: <FilesUnderWay {...{ language, files }} /> };
  },
  fileErrors(report) {
    if (report.state().practice) return [];
    const files = deskOf(report);
    return report.state().page === "evidence"
      ? files.undecided()
      : files.unfinished();
  },
  refused(error) {
    desk?.refused(error);
  },
  end() {
    desk?.forget();
  },
};

function parts(report: Report) {
  const files = deskOf(report);
  return {
    files: files.files(),
    said: files.said(),
    actions: files.actions,
    refused: files.errors(),
  };
}
