import { leadWords } from "#app/content/staff-lead";
import { fill } from "#app/content/words";
import { channels } from "#app/domain/codes/channels";
import { leadStates } from "#app/domain/codes/lead-states";
import { misconduct } from "#app/domain/codes/misconduct";
import { refusalReasons } from "#app/domain/codes/refusal-reasons";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { nameKinds, reporterKinds } from "#app/domain/codes/tipster-kinds";
import { staffWords } from "#app/content/staff";
import { CodeList, CodeText } from "../codes";
import { Fact, Facts } from "../facts";
import { usePageLanguage } from "../page-language";
import { TimeLimit } from "../time-limit";
import { timeText } from "../format";
import type { LeadPage } from "./lead-page";

export function LeadHead({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <header className="lead-head">
      <div className="lead-head__title">
        <h1>{fill(words.title, { number: lead.number })}</h1>
        <span className="tag state" data-state={lead.state}>
          <CodeText list={leadStates} code={lead.state} />
        </span>
      </div>
      <div className="lead-head__row">
        <Facts>
          <Fact term={words.headReceived}>{lead.receivedDay}</Fact>
          {lead.acceptedDay && (
            <Fact term={words.headAccepted}>{lead.acceptedDay}</Fact>
          )}
          {lead.closedDay && (
            <Fact term={words.headClosed}>{lead.closedDay}</Fact>
          )}
          <Fact term={words.headOffice}>
            {language === "en" ? lead.officeNameEn : lead.officeNameZh}
          </Fact>
          {lead.ownerName && (
            <Fact term={words.headOwner}>{lead.ownerName}</Fact>
          )}
          <Fact term={words.headChannel}>
            <CodeText list={channels} code={lead.channel} />
          </Fact>
          {lead.refusalReason && (
            <Fact term={words.headRefusal}>
              <CodeText list={refusalReasons} code={lead.refusalReason} />
            </Fact>
          )}
        </Facts>
        {lead.limit && (
          <div className="lead-head__limit">
            <TimeLimit limit={lead.limit} />
          </div>
        )}
      </div>
    </header>
  );
}

export function LeadDuties({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const dutyWords: Readonly<Record<string, string>> = words.duty;
  return (
    <section className="panel">
      <h2>{words.duties}</h2>
      {lead.duties.length === 0 ? (
        <p className="soft">{words.dutiesEmpty}</p>
      ) : (
        <Facts>
          {lead.duties.map((duty) => (
            <Fact
              key={`${duty.duty} ${duty.name}`}
              term={dutyWords[duty.duty] ?? duty.duty}
            >
              {duty.name}
              <span className="fact-note">{timeText(duty.at)}</span>
            </Fact>
          ))}
        </Facts>
      )}
    </section>
  );
}

export function LeadRegistration({
  lead,
  areaName,
}: {
  readonly lead: LeadPage;
  readonly areaName: (code: string) => string | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const common = staffWords[language];
  return (
    <section className="panel">
      <h2>{words.registration}</h2>
      {lead.subjectKind === null ? (
        <p className="soft">{words.registrationEmpty}</p>
      ) : (
        <Facts>
          <Fact term={words.where}>
            {(language === "en"
              ? lead.areaNameEn
              : areaName(lead.areaCode ?? "")) ?? lead.areaName}
            <span className="code-mark">{lead.areaCode}</span>
          </Fact>
          <Fact term={words.subjectKind}>
            <CodeText list={subjectKinds} code={lead.subjectKind} />
          </Fact>
          <Fact term={words.misconduct}>
            <CodeList
              list={misconduct}
              codes={lead.misconduct}
              showCode
              empty={words.notSaid}
            />
          </Fact>
          {lead.nameKind && (
            <Fact term={words.nameKind}>
              <CodeText list={nameKinds} code={lead.nameKind} />
            </Fact>
          )}
          {lead.reporterKind && (
            <Fact term={words.reporterKind}>
              <CodeText list={reporterKinds} code={lead.reporterKind} />
            </Fact>
          )}
          {lead.rewardWanted !== null && (
            <Fact term={words.rewardWanted}>
              {lead.rewardWanted ? common.yes : common.no}
            </Fact>
          )}
        </Facts>
      )}
    </section>
  );
}
