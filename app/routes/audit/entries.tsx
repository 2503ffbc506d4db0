import type { MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { AuditTabs } from "#app/components/audit/audit-tabs";
import { EntryTable } from "#app/components/audit/entry-table";
import { SelectField, TextField } from "#app/components/staff/fields";
import { Empty, listQuery, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { auditWords } from "#app/content/audit";
import { fill } from "#app/content/words";
import { groupOf, kindGroups } from "#app/domain/log/kind-groups";
import { auditEntries, auditOffices } from "#app/queries/audit-entries.server";
import { auditLoader } from "#app/server/guards.server";
import { asFilter, filterOf } from "./audit-query";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAudit);

export const loader = auditLoader(
  { can: "audit.read" },
  async ({ deps, actor, request }) => {
    const filter = filterOf(request);
    return {
      ...(await auditEntries(deps, actor, {
        ...asFilter(filter),
        page: listQuery(request).page,
      })),
      offices: await auditOffices(deps, actor),
      filter,
    };
  },
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AuditPage() {
  const { rows, page, pages, filter, subject, total } =
    useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = auditWords[language];
  const isFiltered = Object.values(filter).some((value) => value !== "");
  const title = titleOf(subject, language) ?? words.title;
  return (
    <>
      <AuditTabs current="" />
      <h1>{title}</h1>
      <p className="soft">{words.lead}</p>
      <Filters isFiltered={isFiltered} />
      {rows.length === 0 ? (
        <Empty text={isFiltered ? words.empty : words.emptyAll} />
      ) : (
        <>
          <p className="soft">{fill(words.total, { total })}</p>
          <EntryTable rows={rows} caption={title} />
          <Export filter={filter} />
        </>
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}

function titleOf(subject: Data["subject"], language: "zh-CN" | "en") {
  const words = auditWords[language];
  if (subject.lead) return fill(words.ofLead, { name: subject.lead });
  if (subject.claim) return fill(words.ofClaim, { name: subject.claim });
  if (subject.person) return fill(words.ofPerson, { name: subject.person });
  if (subject.office)
    return fill(words.ofOffice, {
      name: language === "en" ? subject.office.en : subject.office.zh,
    });
  return null;
}

function Filters({ isFiltered }: { readonly isFiltered: boolean }) {
  const { filter, offices, subject } = useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = auditWords[language];
  const kinds = Object.entries(words.kindName);
  const rare = ["from", "to", "claim", "office", "index", "leaf"] as const;
  return (
    <Form
      method="get"
      className="audit-filters no-print"
      key={JSON.stringify(filter)}
    >
      <div className="filters">
        <SelectField
          name="group"
          label={words.filterGroup}
          noneLabel={words.filterAll}
          choices={kindGroups.map((value) => ({
            value,
            label: words.groupName[value],
          }))}
          defaultValue={filter.group}
        />
        <SelectField
          name="kind"
          label={words.filterKind}
          noneLabel={words.filterAll}
          choices={kindGroups.flatMap((group) =>
            kinds
              .filter(([kind]) => groupOf(kind) === group)
              .map(([value, label]) => ({
                value,
                label: `${words.groupName[group]} · ${label}`,
              })),
          )}
          defaultValue={filter.kind}
        />
        <TextField
          name="lead"
          label={words.filterLeadNumber}
          defaultValue={filter.lead && (subject.lead ?? filter.lead)}
          maxLength={40}
        />
        <TextField
          name="person"
          label={words.filterPersonLogin}
          defaultValue={filter.person}
          maxLength={64}
        />
      </div>
      <details open={rare.some((name) => filter[name] !== "")}>
        <summary>{words.filterMore}</summary>
        <div className="filters">
          <TextField
            name="from"
            type="date"
            label={words.filterFrom}
            defaultValue={filter.from}
          />
          <TextField
            name="to"
            type="date"
            label={words.filterTo}
            defaultValue={filter.to}
          />
          <SelectField
            name="office"
            label={words.filterOffice}
            noneLabel={words.filterAll}
            choices={offices.map(({ id, nameZh, nameEn }) => ({
              value: id,
              label: language === "en" ? nameEn : nameZh,
            }))}
            defaultValue={filter.office}
          />
          <TextField
            name="claim"
            label={words.filterClaim}
            defaultValue={filter.claim}
            maxLength={40}
          />
          <TextField
            name="index"
            label={words.filterIndex}
            inputMode="numeric"
            defaultValue={filter.index}
            maxLength={15}
          />
          <TextField
            name="leaf"
            label={words.filterLeaf}
            defaultValue={filter.leaf}
            maxLength={43}
          />
        </div>
      </details>
      <div className="actions">
        <button type="submit">{words.filterApply}</button>
        {isFiltered && <Link to="?">{words.filterClear}</Link>}
      </div>
    </Form>
  );
}

function Export({ filter }: { readonly filter: Data["filter"] }) {
  const words = auditWords[usePageLanguage().language];
  const query = (format: string) =>
    `/api/audit/export?${new URLSearchParams({
      ...Object.fromEntries(
        Object.entries(filter).filter(([, value]) => value !== ""),
      ),
      format,
    }).toString()}`;
  return (
    <section className="no-print" aria-labelledby="export">
      <h2 id="export">{words.exportTitle}</h2>
      <p className="soft">{words.exportHint}</p>
      <p className="actions">
        <a href={query("csv")} download>
          {words.exportCsv}
        </a>
        <a href={query("ndjson")} download>
          {words.exportLines}
        </a>
      </p>
    </section>
  );
}
