import { callTip } from "#app/browser/tip/tip-client";
import {
  DraftOpen,
  DraftSave,
  type DraftSaid,
} from "#app/components/report/draft";
import { newPassphrase, passphraseProblem } from "#app/crypto/draft-passphrase";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import { readDraft } from "#app/forms/tip/draft-answers";
import type { PageContext } from "#app/forms/tip/form-page";
import { pathOf } from "#app/forms/tip/pages";
import { firstOpenPage } from "#app/forms/tip/take-step";
import { areas } from "./area-table";
import { fieldText } from "./field-text";
import type { Report, ReportPart } from "./report-part";
import { saveFile } from "./save-file";
import { todayInChina } from "./today-in-china";

/** Neutral: it shows in lists of downloads and recent files. */
const FILE_NAME = "notes.dat";
/** The largest draft has 256 KiB and a header. */
const MAX_FILE_BYTES = 300_000;

const nothing: DraftSaid = { kind: "NOTHING" };
type Local = {
  readonly said: DraftSaid;
  readonly generated: string | null;
  /** save: the box is open; open: file and passphrase are asked for */
  readonly asking: boolean;
  readonly page: string;
};
const fresh = (page: string): Local => ({
  said: nothing,
  generated: null,
  asking: false,
  page,
});
let local = fresh("start");

/** A passphrase and what was said belong to the page they were typed on. */
function localFor(page: string): Local {
  if (local.page !== page) local = fresh(page);
  return local;
}

function say(report: Report, change: Partial<Local>): void {
  local = { ...local, asking: true, ...change };
  report.change({});
}

/** "Save it and go on later": answers in a file of the tipster's own. Not in a rehearsal, which keeps and asks for nothing. */
export const draftPart: ReportPart = {
  name: "draft",
  slots(report) {
    const { page, practice } = report.state();
    if (practice || page === "SENT") return {};
    const { said, generated, asking } = localFor(page);
    const { language } = report;
    return page === "start"
      ? { start: <DraftOpen {...{ language, asking, said }} /> }
      : {
          question: (
            <DraftSave {...{ language, generated, said }} open={asking} />
          ),
        };
  },
  async press(what, report, fields) {
    if (local.said.kind === "WORKING" || report.state().practice) return;
    try {
      if (what === "ask") {
        say(report, { said: nothing });
        document.getElementById("draft-title")?.focus();
      } else if (what === "generate")
        say(report, {
          said: nothing,
          generated: newPassphrase((bytes) => crypto.getRandomValues(bytes)),
        });
      else if (what === "save") await save(report, fields);
      else if (what === "open") await open(report, fields);
    } catch (error) {
      const refused = isCodedError(error)
        ? error
        : new CodedError("UNEXPECTED");
      say(report, {
        said: { kind: "REFUSED", code: refused.code, values: refused.values },
      });
    }
  },
  end() {
    local = fresh("SENT");
  },
};

async function save(report: Report, fields: FormData): Promise<void> {
  const { answers, page } = report.state();
  const typed = fieldText(fields, "draft-passphrase");
  const passphrase = local.generated ?? typed;
  const problem = passphraseProblem(passphrase);
  if (problem) throw new CodedError(problem);
  if (local.generated === null && typed !== fieldText(fields, "draft-again"))
    throw new CodedError("PASSPHRASES_DIFFER");
  say(report, { said: { kind: "WORKING" } });
  const { file } = await callTip("sealDraft", {
    value: { answers, page },
    passphrase,
  });
  saveFile(file, FILE_NAME);
  say(report, { said: { kind: "SAVED", name: FILE_NAME } });
}

async function open(report: Report, fields: FormData): Promise<void> {
  const chosen = fields.get("draft-file");
  const passphrase = fieldText(fields, "draft-passphrase");
  if (!(chosen instanceof File) || chosen.name === "")
    throw new CodedError("DRAFT_MISSING");
  if (passphrase.trim() === "") throw new CodedError("PASSPHRASE_MISSING");
  if (chosen.size > MAX_FILE_BYTES) throw new CodedError("DRAFT_OTHER_FILE");
  say(report, { said: { kind: "WORKING" } });
  const { value } = await callTip("openDraft", {
    file: new Uint8Array(await chosen.arrayBuffer()),
    passphrase,
  });
  const draft = readDraft(value);
  if (!draft) throw new CodedError("DRAFT_DAMAGED");
  local = fresh("start");
  const { answers } = draft;
  report.goTo(pageToGoOn(report, draft), { answers, returnToCheck: false });
}

/** Where the tipster stopped, or before it, if something there is not in order any more. */
function pageToGoOn(
  report: Report,
  { answers, page }: NonNullable<ReturnType<typeof readDraft>>,
) {
  const context: PageContext = {
    language: report.language,
    today: todayInChina(),
    areas: areas.book,
    fileNames: [],
  };
  const path = ["start", ...pathOf(answers).map(({ id }) => id), "check"];
  const open = firstOpenPage(answers, context)?.page ?? "check";
  return path.indexOf(page) > 0 && path.indexOf(page) <= path.indexOf(open)
    ? page
    : open;
}
