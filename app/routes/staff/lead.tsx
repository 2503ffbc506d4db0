import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Messages, Notes } from "#app/components/staff/lead/conversation";
import { useAreaNames } from "#app/components/staff/lead/area-names";
import { HandOver } from "#app/components/staff/lead/hand-over-form";
import { LeadActions } from "#app/components/staff/lead/lead-actions";
import { LeadExport } from "#app/components/staff/lead/lead-export";
import { LeadFiles } from "#app/components/staff/lead/lead-files";
import { Findings } from "#app/components/staff/lead/lead-findings";
import {
  LeadDuties,
  LeadHead,
  LeadRegistration,
} from "#app/components/staff/lead/lead-head";
import { LeadLimits } from "#app/components/staff/lead/lead-limits";
import { LeadIdentity } from "#app/components/staff/lead/lead-identity";
import {
  PrintButton,
  PrintSheet,
  usePrint,
} from "#app/components/staff/lead/lead-print";
import { LinkedLeads } from "#app/components/staff/lead/linked-leads";
import { LeadTimeline } from "#app/components/staff/lead/lead-timeline";
import { TipView } from "#app/components/staff/lead/tip-view";
import { useOpenedLead } from "#app/components/staff/lead/use-opened-lead";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { leadWords } from "#app/content/staff-lead";
import { staffWords } from "#app/content/staff";
import { staffLead } from "#app/queries/staff-lead.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.queueTitle);

export const loader = staffLoader(
  { can: "lead.read" },
  ({ deps, actor, params }) => staffLead(deps, actor, params.leadId ?? ""),
);

export default function LeadRoute() {
  const lead = useLoaderData<typeof loader>();
  // Another lead is another page: nothing typed or opened on one may show up on the next.
  return <Lead key={lead.id} lead={lead} />;
}

function Lead({
  lead,
}: {
  readonly lead: ReturnType<typeof useLoaderData<typeof loader>>;
}) {
  const { language, prefix } = usePageLanguage();
  const words = leadWords[language];
  const common = staffWords[language];
  const { opened, retry } = useOpenedLead(lead.id, lead.version);
  const areaName = useAreaNames();
  const content = opened.status === "OPEN" ? opened.lead : null;
  const { print, mark, refusals } = usePrint(lead);
  return (
    <PrintSheet mark={mark}>
      <LeadHead lead={lead} />
      <div className="lead-columns">
        <div>
          <TipView opened={opened} retry={retry} areaName={areaName} />
          <LeadFiles lead={lead} opened={content} reload={retry} />
          <Messages lead={lead} opened={content} />
          <Notes lead={lead} opened={content} />
        </div>
        <div>
          <LeadActions lead={lead} opened={content} />
          <LeadLimits lead={lead} />
          <HandOver lead={lead} />
          <LinkedLeads lead={lead} />
          <Findings lead={lead} />
          {lead.rewardId && (
            <section className="panel no-print">
              <h2>{common.navRewards}</h2>
              <Link to={`/${prefix}/staff/rewards/${lead.rewardId}`}>
                {words.toReward}
              </Link>
            </section>
          )}
          <LeadRegistration lead={lead} areaName={areaName} />
          <LeadDuties lead={lead} />
          {content && (lead.mayOpenIdentity || !content.hasIdentity) && (
            <LeadIdentity leadId={lead.id} hasIdentity={content.hasIdentity} />
          )}
          <LeadTimeline lead={lead} />
        </div>
      </div>
      <div className="no-print actions">
        <Link to={`/${prefix}/staff`}>{common.back}</Link>
        <PrintButton onPrint={() => void print()} refusals={refusals} />
        <LeadExport lead={lead} opened={content} areaName={areaName} />
      </div>
    </PrintSheet>
  );
}
