import { journeyWords } from "#app/content/journey";
import { fill } from "#app/content/words";
import { UNKNOWN_PLACE } from "#app/forms/tip/answers";
import { withLineFeeds } from "#app/forms/tip/typed-text";
import { formatYuan, fen } from "#app/domain/shared/fen";
import { evidenceFiles, type EvidenceFile } from "./evidence-files";
import { visibleText, type Answers, type FormControl } from "./html-form";
import {
  JourneyError,
  type Page,
  type PageClient,
  type Upload,
} from "./page-client.server";
import { actsOf, type SampleTip } from "./sample-tip";

/** What a tipster typed, as staff must find it behind the seal. */
export type Typed = {
  readonly language: "zh-CN" | "en";
  readonly areaCode: string | null;
  readonly what: string;
  readonly subjectKind: string;
  readonly subjectName: string;
  readonly misconduct: readonly string[];
  readonly nameKind: SampleTip["nameKind"];
  readonly reporterName: string;
  readonly reporterContact: string;
  readonly files: readonly EvidenceFile[];
};

export type SentTip = { readonly typed: Typed; readonly trackingCode: string };

const MOST_PAGES = 60;

export function typedFrom(sample: SampleTip): Typed {
  return {
    language: sample.tip.lang === "en" ? "en" : "zh-CN",
    areaCode: sample.area.adcode,
    what: sample.tip[sample.tip.lang],
    subjectKind: sample.subject.kind,
    subjectName:
      sample.subject.name ??
      sample.subject.level ??
      journeyWords.tipster.nameUnknown,
    misconduct: actsOf(sample),
    nameKind: sample.nameKind,
    reporterName: fill(journeyWords.tipster.name, { id: sample.id }),
    reporterContact: fill(journeyWords.tipster.contact, { id: sample.id }),
    files: evidenceFiles(sample),
  };
}

/** A text as it must arrive: browsers send CRLF, the form keeps LF and takes white space off both ends. */
export function asSealed(text: string): string {
  return withLineFeeds(text).trim();
}

export function answersFor(
  sample: SampleTip,
  { typed, mark }: { readonly typed: Typed; readonly mark: string },
): Answers {
  const { adcode } = sample.area;
  const province =
    adcode === null ? UNKNOWN_PLACE : `${adcode.slice(0, 2)}0000`;
  return {
    province,
    area: adcode ?? "",
    place: sample.area.name,
    subjectKind: typed.subjectKind,
    subjectName: typed.subjectName,
    misconduct: typed.misconduct,
    what: typed.what,
    fromYear: "2024",
    fromMonth: "3",
    whenWords: journeyWords.tipster.when,
    amount:
      sample.amounts.lossFen === null
        ? ""
        : formatYuan(fen(sample.amounts.lossFen)),
    evidence: sample.evidence,
    reporterKind: sample.reporterKind,
    howKnown: fill(journeyWords.tipster.howKnown, { mark }),
    rewardWanted: sample.nameKind === "ANON" ? "NO" : "YES",
    nameKind: sample.nameKind,
    reporterName: typed.reporterName,
    reporterContact: typed.reporterContact,
  };
}

/** 24 digits in six groups, as the page shows a tracking code. */
export const TRACKING_CODE =
  /(?<!\d)(\d{4}(?:[ \u00a0-]\d{4}){5}|\d{24})(?!\d)/;

/**
 * Walks every page of the report form as a person without scripts does: fills in what the page asks, hands in files on the
 * page that takes them, and presses the button that leads on, to the page that shows the code. `mark`
 * ends one answer, so that the journey knows its tip again behind the seal.
 */
export async function sendTip(
  client: PageClient,
  sample: SampleTip,
  mark: string,
): Promise<SentTip> {
  const typed = typedFrom(sample);
  const answers = answersFor(sample, { typed, mark });
  const prefix = typed.language === "en" ? "en" : "zh";
  let page = await client.get(`/${prefix}/report`);
  let uploaded = typed.files.length === 0;
  for (let count = 0; count < MOST_PAGES; count++) {
    const form = page.forms.find(({ method }) => method === "post");
    if (!form) break;
    const buttons = form.controls.filter(({ type }) => type === "button");
    const fileControl = form.controls.find(({ type }) => type === "file");
    const before = page;
    if (fileControl && !uploaded) {
      const uploads = typed.files.map((file): Upload => ({
        control: fileControl.name,
        ...file,
      }));
      // whoever opens the files later compares them byte for byte
      const chosen = pick({ ...answers, variant: "ORIGINAL" }, form.controls);
      page = await client.submit(page, chosen, {
        button: buttonNamed(buttons, "upload") ?? onward(buttons),
        uploads,
      });
      uploaded = true;
    } else
      page = await client.submit(page, pick(answers, form.controls), {
        button: onward(buttons),
      });
    requireProgress(before, page, sample.id);
  }
  const code = page.forms.some(({ method }) => method === "post")
    ? undefined
    : TRACKING_CODE.exec(visibleText(page.html))?.[1];
  if (!code)
    throw new JourneyError(
      `${sample.id}: no tracking code after the last page`,
    );
  return { typed, trackingCode: code.replace(/\D/g, "") };
}

function pick(answers: Answers, controls: readonly FormControl[]): Answers {
  const names = new Set(
    controls.filter(({ type }) => type !== "hidden").map(({ name }) => name),
  );
  return Object.fromEntries(
    Object.entries(answers).filter(([name]) => names.has(name)),
  );
}

function buttonNamed(buttons: readonly FormControl[], value: string) {
  return buttons.find((button) => button.value === value);
}

function onward(buttons: readonly FormControl[]): FormControl | undefined {
  return (
    buttonNamed(buttons, "send") ??
    buttonNamed(buttons, "next") ??
    buttons.find(
      ({ value }) => !/^(?:back|upload|remove:|change:|leave)/.test(value),
    )
  );
}

/** A page that comes again with an error summary would come for ever. */
function requireProgress(before: Page, after: Page, id: string): void {
  if (after.status >= 500)
    throw new JourneyError(`${id}: the form answered ${after.status}`);
  const codes = [...after.html.matchAll(/data-error-code="([A-Z0-9_]+)"/g)].map(
    (match) => match[1],
  );
  if (after.status >= 400 || codes.length > 0)
    throw new JourneyError(
      `${id}: the form refused ${before.url} with ${after.status} ${codes.join(" ")}`,
    );
}
