import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AuditTabs } from "#app/components/audit/audit-tabs";
import { kindText } from "#app/components/audit/entry-table";
import { timeText } from "#app/components/staff/format";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { auditWords } from "#app/content/audit";
import { fill } from "#app/content/words";
import { auditEntry } from "#app/queries/audit-entry.server";
import { auditLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAudit);

export const loader = auditLoader(
  { can: "audit.read" },
  ({ deps, actor, params }) =>
    auditEntry(deps, actor, { leaf: params.leaf ?? "" }),
);

export default function AuditEntryPage() {
  const found = useLoaderData<typeof loader>();
  const { row, entry, innerEntry, schemaVersion, proof, proofState } = found;
  const { language, prefix } = usePageLanguage();
  const words = auditWords[language];
  const list = `/${prefix}/audit`;
  return (
    <>
      <AuditTabs current={null} />
      <h1>{kindText(row.kind, language)}</h1>
      <dl className="facts">
        <div>
          <dt>{row.at ? words.entryTime : words.entryDay}</dt>
          <dd>{row.at ? timeText(row.at) : row.day}</dd>
        </div>
        {row.personId && (
          <div>
            <dt>{words.person}</dt>
            <dd>
              <Link to={`${list}?person=${row.personId}`}>
                {row.personName ?? row.personId}
              </Link>
            </dd>
          </div>
        )}
        {row.officeId && (
          <div>
            <dt>{words.office}</dt>
            <dd>
              <Link to={`${list}?office=${row.officeId}`}>
                {(language === "en" ? row.officeNameEn : row.officeName) ??
                  row.officeId}
              </Link>
            </dd>
          </div>
        )}
        {row.leadId && (
          <div>
            <dt>{words.leadId}</dt>
            <dd>
              <Link className="mono" to={`${list}?lead=${row.leadId}`}>
                {row.leadNumber ?? row.leadId}
              </Link>
            </dd>
          </div>
        )}
        {proof && (
          <div>
            <dt>{words.entryIndex}</dt>
            <dd>{proof.index}</dd>
          </div>
        )}
        <div>
          <dt>{words.entryVersion}</dt>
          <dd>{schemaVersion}</dd>
        </div>
        <div>
          <dt>{words.entryLeaf}</dt>
          <dd className="mono entry-hash">{row.leafHash}</dd>
        </div>
      </dl>

      <h2>{words.proofTitle}</h2>
      <p className={proofState === "WRONG" ? "error" : undefined} role="status">
        {fill(words.proofState[proofState], {
          size: proof?.size ?? 0,
          index: proof?.index ?? 0,
        })}
      </p>
      {proof && (
        <>
          <details>
            <summary>
              {fill(words.proofHashes, { count: proof.hashes.length })}
            </summary>
            <p className="entry-data">{proof.hashes.join("\n")}</p>
          </details>
          <details>
            <summary>{words.proofCheckpoint}</summary>
            <p className="entry-data">{proof.checkpoint}</p>
          </details>
        </>
      )}
      <p className="no-print">
        <a href={`/api/audit/entries/${row.leafHash}`} download>
          {words.proofDownload}
        </a>
      </p>

      <h2>{words.entryOpen}</h2>
      <p className="soft">{words.entryOpenHint}</p>
      <p className="entry-data entry-text">{spread(entry)}</p>
      <h2>{words.entryInner}</h2>
      <p className="soft">{words.entryInnerHint}</p>
      {innerEntry === null ? (
        <p className="soft">{words.entryNoInner}</p>
      ) : (
        <p className="entry-data entry-text">{spread(innerEntry)}</p>
      )}
      <p className="no-print">
        <Link to={list}>{words.entryBack}</Link>
      </p>
    </>
  );
}

/** For reading; the bytes that were hashed are in the download. */
function spread(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}
