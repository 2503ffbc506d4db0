import { Link } from "@remix-run/react";
import { timeText } from "#app/components/staff/format";
import { usePageLanguage } from "#app/components/staff/page-language";
import { auditWords } from "#app/content/audit";

/** As `auditRows` gives it. */
export type EntryRow = {
  readonly kind: string;
  readonly day: string;
  readonly at: string | null;
  readonly leadId: string | null;
  readonly leadNumber: string | null;
  readonly claimId: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly officeId: string | null;
  readonly officeName: string | null;
  readonly officeNameEn: string | null;
  readonly data: string;
  readonly leafHash: string;
};

export function EntryTable({
  rows,
  caption,
}: {
  readonly rows: readonly EntryRow[];
  readonly caption: string;
}) {
  const { language, prefix } = usePageLanguage();
  const words = auditWords[language];
  const list = `/${prefix}/audit`;
  return (
    <div className="table-frame">
      <table className="staff-table stack-table">
        <caption className="hidden-text">{caption}</caption>
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
                <Link to={`${list}/entries/${row.leafHash}`}>
                  {row.at ? timeText(row.at) : row.day}
                </Link>
              </td>
              <td data-label={words.kind}>{kindText(row.kind, language)}</td>
              <td data-label={words.person}>
                {row.personId ? (
                  <Link to={`${list}?person=${row.personId}`}>
                    {row.personName ?? row.personId.slice(0, 8)}
                  </Link>
                ) : (
                  <span className="soft">–</span>
                )}
              </td>
              <td data-label={words.office}>
                {row.officeId ? (
                  <Link to={`${list}?office=${row.officeId}`}>
                    {(language === "en" ? row.officeNameEn : row.officeName) ??
                      row.officeId.slice(0, 8)}
                  </Link>
                ) : (
                  <span className="soft">–</span>
                )}
              </td>
              <td data-label={words.leadId} className="nowrap">
                {row.leadId ? (
                  <Link className="mono" to={`${list}?lead=${row.leadId}`}>
                    {row.leadNumber ?? row.leadId.slice(0, 8)}
                  </Link>
                ) : row.claimId ? (
                  <Link className="mono" to={`${list}?claim=${row.claimId}`}>
                    {row.claimId.slice(0, 8)}
                  </Link>
                ) : (
                  <span className="soft">–</span>
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
  );
}

export function kindText(kind: string, language: "zh-CN" | "en"): string {
  const names: Readonly<Record<string, string>> = auditWords[language].kindName;
  return names[kind] ?? kind;
}

/** Codes and ids of an entry as they were hashed; folded when there is much. */
function EntryData({ data }: { readonly data: string }) {
  const { language } = usePageLanguage();
  if (data === "{}") return <span className="soft">–</span>;
  const lines = Object.entries(JSON.parse(data) as Record<string, unknown>).map(
    ([name, value]) =>
      `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const text = lines.join("\n");
  if (lines.length === 1 && text.length <= 40)
    return <p className="entry-data">{text}</p>;
  return (
    <details>
      <summary>{auditWords[language].data}</summary>
      <p className="entry-data">{text}</p>
    </details>
  );
}
