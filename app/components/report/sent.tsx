import type { ReactNode } from "react";
import { publicHref } from "#app/components/layout/public-page";
import { careWords } from "#app/content/care";
import { reportWords } from "#app/content/report";
import type { Language } from "#app/content/words";
import { CodeSheet } from "./code-sheet";
import type { ReportSlots, SentView } from "./report-view";

/** The only page that ever shows a tracking code. It has no form: reloading it is the browser's "send again", which is harmless. */
export function Sent({
  language,
  view,
  address = null,
  slots = {},
}: {
  readonly language: Language;
  readonly view: SentView;
  readonly address?: string | null;
  readonly slots?: ReportSlots;
}) {
  const words = reportWords[language].sent;
  const { practice } = careWords[language];
  return (
    <>
      <h1>{view.practice ? practice.sentTitle : words.title}</h1>
      {view.practice && <p>{practice.sent}</p>}
      {!view.firstTime && (
        <div className="notice" role="status">
          <p>
            <strong>{words.already}</strong>
          </p>
          <p>{words.alreadyChanged}</p>
        </div>
      )}
      <section className="code-card" aria-labelledby="code-title">
        <h2 id="code-title">{words.codeTitle}</h2>
        <p className="code">
          {view.groups.map((group, index) => (
            <span key={index}>{`${group} `}</span>
          ))}
        </p>
        <p className="soft">{words.readAloud}</p>
        <p>
          <strong>{words.once}</strong>
        </p>
      </section>
      <CodeSheet {...{ language, address }} groups={view.groups} />
      {slots.sent}
      {!view.practice && (
        <AfterSending language={language}>{slots.receipt}</AfterSending>
      )}
    </>
  );
}

function AfterSending({
  language,
  children,
}: {
  readonly language: Language;
  readonly children?: ReactNode;
}) {
  const words = reportWords[language].sent;
  return (
    <>
      <h2>{words.keepTitle}</h2>
      <ul>
        {words.keep.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
      <h2>{words.nextTitle}</h2>
      <ol className="steps">
        {words.next.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <p className="soft small">{words.daysNote}</p>
      <h2>{words.leaveTitle}</h2>
      <p>{words.leave}</p>
      <p className="no-print">
        <a href={publicHref(language, "inbox")}>{words.inbox}</a>
      </p>
    </>
  );
}
