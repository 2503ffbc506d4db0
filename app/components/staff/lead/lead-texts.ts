import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill, type Language } from "#app/content/words";
import { codeLabel, type CodeEntry } from "#app/domain/codes/code-entry";
import { evidenceKinds } from "#app/domain/codes/evidence";
import { misconduct } from "#app/domain/codes/misconduct";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { nameKinds, reporterKinds } from "#app/domain/codes/tipster-kinds";
import type { TipBody } from "#app/forms/tip/tip-body";
import { timeText, yuanText } from "../format";
import type { LeadPage } from "./lead-page";

export type ExportTexts = {
  readonly lead: LeadPage;
  readonly opened: OpenedLead;
  readonly language: Language;
  readonly areaName: (code: string) => string | null;
  readonly by: { readonly person: string; readonly at: string };
};

/** The written part of an export: path in the archive → content. `lead.json` is for programs, the rest for readers. */
export function exportTexts(input: ExportTexts): Record<string, string> {
  return {
    "lead.json": `${JSON.stringify(leadJson(input), null, 2)}\n`,
    "tip.txt": lines([heading(input), "", ...tipLines(input)]),
    "messages.txt": lines([heading(input), ...messageLines(input)]),
    "notes.txt": lines([heading(input), ...noteLines(input)]),
  };
}

/** Windows' own editor still breaks lines only so. */
function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`.replace(/\r?\n/g, "\r\n");
}

function heading({ lead, language, by }: ExportTexts): string {
  const words = staffFileWords[language];
  return `${fill(words.textTitle, { number: lead.number })}\n${fill(
    words.textExported,
    { person: by.person, at: timeText(by.at) },
  )}`;
}

function leadJson({ lead, opened, by }: ExportTexts) {
  const { number, state, channel, receivedDay, acceptedDay, closedDay } = lead;
  return {
    format: "yanlu-lead-1",
    number,
    state,
    channel,
    days: { receivedDay, acceptedDay, closedDay },
    limit: lead.limit,
    office: { nameZh: lead.officeNameZh, nameEn: lead.officeNameEn },
    owner: lead.ownerName,
    registration: {
      areaCode: lead.areaCode,
      subjectKind: lead.subjectKind,
      misconduct: lead.misconduct,
      nameKind: lead.nameKind,
      reporterKind: lead.reporterKind,
      rewardWanted: lead.rewardWanted,
      refusalReason: lead.refusalReason,
    },
    duties: lead.duties,
    findings: lead.findings,
    timeline: lead.timeline,
    tip: {
      sealedBy: opened.sealedBy,
      release: opened.release,
      body: opened.body,
    },
    files: opened.files,
    documents: opened.documents,
    exported: by,
  };
}

function tipLines({ opened, language, areaName }: ExportTexts): string[] {
  const words = leadWords[language];
  const own = staffFileWords[language];
  const common = staffWords[language];
  const { body } = opened;
  const sealed =
    opened.sealedBy === "BROWSER"
      ? fill(own.sealedByBrowser, { release: opened.release ?? "?" })
      : own.sealedByServer;
  if (body === null) return [sealed, own.textUnreadable];
  const label = (list: readonly CodeEntry[], code: string) =>
    codeLabel(list, code, language);
  const labels = (list: readonly CodeEntry[], codes: readonly string[]) =>
    codes
      .map((code) => `${label(list, code)} [${code}]`)
      .join(language === "en" ? "; " : "；");
  const facts: readonly (readonly [string, string])[] = [
    [words.what, body.what],
    [words.subjectName, body.subjectName],
    [words.subjectKind, label(subjectKinds, body.subjectKind)],
    [words.misconduct, labels(misconduct, body.misconduct)],
    [
      words.where,
      body.areaCode === null
        ? ""
        : `${areaName(body.areaCode) ?? ""} ${body.areaCode}`.trim(),
    ],
    [words.place, body.place],
    [words.when, whenText(body.when, language)],
    [
      words.amount,
      body.amountFen === null ? "" : yuanText(body.amountFen, language),
    ],
    [words.evidence, labels(evidenceKinds, body.evidence)],
    [words.howKnown, body.howKnown],
    [words.reporterKind, label(reporterKinds, body.reporterKind)],
    [words.nameKind, label(nameKinds, body.nameKind)],
    [words.rewardWanted, body.rewardWanted ? common.yes : common.no],
    [
      words.language,
      body.language === "en" ? words.languageEn : words.languageZh,
    ],
  ];
  return [
    sealed,
    ...facts.flatMap(([term, text]) => [
      "",
      `【${term}】`,
      text.trim() || words.notSaid,
    ]),
  ];
}

/** "2026-01-01 至 2026-02-01", and the tipster's own words on a line of their own. */
export function whenText(when: TipBody["when"], language: Language): string {
  const words = leadWords[language];
  const { from, to } = when;
  const span =
    from && to
      ? from === to
        ? from
        : fill(words.whenFromTo, { from, to })
      : from
        ? fill(words.whenFrom, { from })
        : to
          ? fill(words.whenTo, { to })
          : "";
  return [span, when.words].filter((part) => part !== "").join("\n");
}

function messageLines({ opened, language }: ExportTexts): string[] {
  const words = leadWords[language];
  if (opened.messages.length === 0) return ["", words.messagesNone];
  return opened.messages.flatMap(({ side, day, text }) => [
    "",
    `【${side === "STAFF" ? words.messageStaff : words.messageTipster} ${day}】`,
    text ?? words.messageUnreadable,
  ]);
}

function noteLines({ opened, language }: ExportTexts): string[] {
  const words = leadWords[language];
  const kinds: Readonly<Record<string, string>> = words.noteKind;
  if (opened.notes.length === 0) return ["", words.notesNone];
  return opened.notes.flatMap(({ kind, author, at, text }) => [
    "",
    `【${kinds[kind] ?? kind} ${author} ${timeText(at)}】`,
    text ?? words.noteUnreadable,
  ]);
}
