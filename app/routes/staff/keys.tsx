import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import type { Ceremony } from "#app/components/staff/keys/ceremony";
import { OfferedLeads } from "#app/components/staff/keys/offered-leads";
import { OfficePanel } from "#app/components/staff/keys/office-panel";
import { OwnDigits } from "#app/components/staff/keys/own-digits";
import { RecoveryPanel } from "#app/components/staff/keys/recovery-panel";
import { RecoverySheet } from "#app/components/staff/keys/recovery-sheet";
import { SpoiltKeys } from "#app/components/staff/keys/spoilt-keys";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { keyWords } from "#app/content/staff-keys";
import { staffOfficeKeys } from "#app/queries/staff-office-keys.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navKeys);

export const loader = staffLoader({ can: "keys.see" }, ({ deps, actor }) =>
  staffOfficeKeys(deps, actor),
);

export default function KeysRoute() {
  const page = useLoaderData<typeof loader>();
  const words = keyWords[usePageLanguage().language];
  const [ceremony, setCeremony] = useState<Ceremony | null>(null);
  const own = page.offices
    .flatMap(({ members }) => members)
    .find(({ personId }) => personId === page.personId);
  const takesLeads = page.offices.some(({ isFinance }) => !isFinance);
  return (
    // while sheets are out, printing gives the sheets and nothing of the page
    <div className={ceremony ? "print-sheet" : undefined}>
      <div>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {page.offices.length > 0 && (
          <>
            <OwnDigits registered={own?.recipient ?? null} />
            <SpoiltKeys />
          </>
        )}
        {takesLeads && <OfferedLeads offered={page.offered} />}
        {page.offices.length === 0 && !page.holdsCeremony && (
          <p className="notice">{words.noOffice}</p>
        )}
        {page.offices.map((office) => (
          <OfficePanel key={office.officeId} office={office} page={page} />
        ))}
        <RecoveryPanel
          page={page}
          ceremony={ceremony}
          onCeremony={setCeremony}
        />
      </div>
      {ceremony?.sheets.map(({ index }) => (
        <RecoverySheet key={index} ceremony={ceremony} index={index} />
      ))}
    </div>
  );
}
