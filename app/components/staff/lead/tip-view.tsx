import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { evidenceKinds } from "#app/domain/codes/evidence";
import { misconduct } from "#app/domain/codes/misconduct";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { nameKinds, reporterKinds } from "#app/domain/codes/tipster-kinds";
import type { TipBody } from "#app/forms/tip/tip-body";
import { CodeList, CodeText } from "../codes";
import { Fact, Facts } from "../facts";
import { Problems } from "../problems";
import { yuanText } from "../format";
import { usePageLanguage } from "../page-language";
import type { OpenedLeadState } from "./use-opened-lead";

/** The opened tip, question by question. Everything a tipster wrote is put out as text: markup in it stays text. */
export function TipView({
  opened,
  retry,
  areaName,
}: {
  readonly opened: OpenedLeadState;
  readonly retry: () => void;
  readonly areaName: (code: string) => string | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <section
      className="panel panel--main"
      aria-busy={opened.status === "OPENING"}
    >
      <h2>{words.tip}</h2>
      {opened.status === "CLOSED" && (
        <p className="notice">{words.tipClosed}</p>
      )}
      {opened.status === "OPENING" && (
        <p className="soft" role="status">
          {words.tipOpening}
        </p>
      )}
      {opened.status === "FAILED" && (
        <>
          <Problems refusals={opened.refusals} />
          <button type="button" className="second" onClick={retry}>
            {words.tipRetry}
          </button>
        </>
      )}
      {opened.status === "OPEN" && (
        <Opened lead={opened.lead} areaName={areaName} />
      )}
    </section>
  );
}

function Opened({
  lead,
  areaName,
}: {
  readonly lead: OpenedLead;
  readonly areaName: (code: string) => string | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const own = staffFileWords[language];
  return (
    <>
      <p className="seal-mark" data-sealed-by={lead.sealedBy}>
        {lead.sealedBy === "BROWSER"
          ? fill(own.sealedByBrowser, { release: lead.release ?? "?" })
          : own.sealedByServer}
      </p>
      {lead.body === null ? (
        <p className="notice">{words.tipUnreadable}</p>
      ) : (
        <TipBodyView body={lead.body} areaName={areaName} />
      )}
    </>
  );
}

function TipBodyView({
  body,
  areaName,
}: {
  readonly body: TipBody;
  readonly areaName: (code: string) => string | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const common = staffWords[language];
  const none = words.notSaid;
  const reasons: Readonly<Record<string, string>> = words.routingReasons;
  const place = body.areaCode && (areaName(body.areaCode) ?? "");
  return (
    <Facts>
      <Fact term={words.what} wide>
        <Written text={body.what} none={none} language={body.language} />
      </Fact>
      <Fact term={words.subjectName}>
        <Written text={body.subjectName} none={none} language={body.language} />
      </Fact>
      <Fact term={words.subjectKind}>
        <CodeText list={subjectKinds} code={body.subjectKind} />
      </Fact>
      <Fact term={words.misconduct}>
        <CodeList
          list={misconduct}
          codes={body.misconduct}
          showCode
          empty={none}
        />
      </Fact>
      <Fact term={words.where}>
        {body.areaCode === null ? (
          <span className="soft">{none}</span>
        ) : (
          <>
            {place}
            <span className="code-mark">{body.areaCode}</span>
          </>
        )}
      </Fact>
      {body.routingReason && (
        <Fact term={words.routing}>
          {reasons[body.routingReason] ?? body.routingReason}
        </Fact>
      )}
      <Fact term={words.place}>
        <Written text={body.place} none={none} language={body.language} />
      </Fact>
      <Fact term={words.when}>
        <When when={body.when} />
      </Fact>
      <Fact term={words.amount}>
        {body.amountFen === null ? (
          <span className="soft">{none}</span>
        ) : (
          yuanText(body.amountFen, language)
        )}
      </Fact>
      <Fact term={words.evidence}>
        <CodeList list={evidenceKinds} codes={body.evidence} empty={none} />
      </Fact>
      <Fact term={words.howKnown} wide>
        <Written text={body.howKnown} none={none} language={body.language} />
      </Fact>
      <Fact term={words.reporterKind}>
        <CodeText list={reporterKinds} code={body.reporterKind} />
      </Fact>
      <Fact term={words.nameKind}>
        <CodeText list={nameKinds} code={body.nameKind} />
      </Fact>
      <Fact term={words.rewardWanted}>
        {body.rewardWanted ? common.yes : common.no}
      </Fact>
      <Fact term={words.language}>
        {body.language === "en" ? words.languageEn : words.languageZh}
      </Fact>
    </Facts>
  );
}

export function Written({
  text,
  none,
  language,
}: {
  readonly text: string;
  readonly none: string;
  readonly language?: string;
}) {
  if (text.trim() === "") return <span className="soft">{none}</span>;
  // `dir=auto` and isolation: right-to-left marks in a tip must not turn the words around it
  return (
    <bdi className="written" dir="auto" lang={language}>
      {text}
    </bdi>
  );
}

function When({ when }: { readonly when: TipBody["when"] }) {
  const words = leadWords[usePageLanguage().language];
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
  return (
    <>
      {span}
      {span && when.words ? <br /> : null}
      {(when.words || !span) && (
        <Written text={when.words} none={words.notSaid} />
      )}
    </>
  );
}
