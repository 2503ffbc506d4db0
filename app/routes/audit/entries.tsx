import type { MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { SelectField, TextField } from "#app/components/staff/fields";
import { timeText } from "#app/components/staff/format";
import { Empty, listQuery, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { auditWords } from "#app/content/audit";
import { auditEntries } from "#app/queries/audit-entries.server";
import { auditLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAudit);

const filters = {
  kind: /^[A-Z_]{2,40}$/,
  lead: /^[0-9a-f-]{36}$/,
  person: /^[0-9a-f-]{36}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
};
type Filter = keyof typeof filters;

function filterOf(request: Request): Record<Filter, string> {
  const query = new URL(request.url).searchParams;
  const value = (name: Filter) => {
    const typed = query.get(name)?.trim() ?? "";
    return filters[name].test(typed) ? typed : "";
  };
  return {
    kind: value("kind"),
    lead: value("lead"),
    person: value("person"),
    day: value("day"),
  };
}

export const loader = auditLoader(
  { can: "audit.read" },
  async ({ deps, actor, request }) => {
    const filter = filterOf(request);
    return {
      ...(await auditEntries(deps, actor, {
        kind: filter.kind || undefined,
        leadId: filter.lead || undefined,
        personId: filter.person || undefined,
        day: filter.day || undefined,
        page: listQuery(request).page,
      })),
      filter,
    };
  },
);

export default function AuditPage() {
  const { rows, page, pages, filter } = useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = auditWords[language];
  const kinds: Readonly<Record<string, string>> = words.kindName;
  const isFiltered = Object.values(filter).some((value) => value !== "");
  const personName = rows.find(
    ({ personId }) => personId === filter.person,
  )?.personName;
  return (
    <>
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      <Form
        method="get"
        className="filters no-print"
        key={JSON.stringify(filter)}
      >
        <SelectField
          name="kind"
          label={words.filterKind}
          noneLabel={words.filterAll}
          choices={Object.entries(kinds).map(([value, label]) => ({
            value,
            label,
          }))}
          defaultValue={filter.kind}
        />
        <TextField
          name="lead"
          label={words.filterLead}
          defaultValue={filter.lead}
          maxLength={36}
        />
        <TextField
          name="day"
          type="date"
          label={words.filterDay}
          defaultValue={filter.day}
        />
        {filter.person && (
          <input type="hidden" name="person" value={filter.person} />
        )}
        <div className="actions">
          <button type="submit">{words.filterApply}</button>
          {isFiltered && <Link to="?">{words.filterClear}</Link>}
        </div>
      </Form>
      {filter.person && (
        <p>
          {words.filterPerson}
          {language === "en" ? ": " : "："}
          <strong>{personName ?? filter.person}</strong>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty text={isFiltered ? words.empty : words.emptyAll} />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.person}</th>
                <th scope="col">{words.office}</th>
                <th scope="col">{words.leadId}</th>
                <th scope="col">{words.data}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.leafHash}>
                  <td data-label={words.day} className="nowrap">
                    {row.at ? timeText(row.at) : row.day}
                  </td>
                  <td data-label={words.kind}>{kinds[row.kind] ?? row.kind}</td>
                  <td data-label={words.person} className="nowrap">
                    {row.personId ? (
                      <Link to={`?person=${row.personId}`}>
                        {row.personName ?? row.personId}
                      </Link>
                    ) : (
                      <span className="soft">–</span>
                    )}
                  </td>
                  <td data-label={words.office}>
                    {(language === "en" ? row.officeNameEn : row.officeName) ??
                      ""}
                  </td>
                  <td data-label={words.leadId}>
                    {row.leadId && (
                      <Link className="mono" to={`?lead=${row.leadId}`}>
                        {row.leadId.slice(0, 8)}
                      </Link>
                    )}
                  </td>
                  <td data-label={words.data}>
                    <EntryData data={row.data} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}

/** Codes and ids of an entry as they were hashed; folded when there is much. */
function EntryData({ data }: { readonly data: string }) {
  const { language } = usePageLanguage();
  if (data === "{}") return null;
  const lines = Object.entries(JSON.parse(data) as Record<string, unknown>).map(
    ([name, value]) =>
      `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return (
    <details>
      <summary>{auditWords[language].data}</summary>
      <p className="entry-data">{lines.join("\n")}</p>
    </details>
  );
}
