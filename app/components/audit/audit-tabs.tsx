import { Link } from "@remix-run/react";
import { usePageLanguage } from "#app/components/staff/page-language";
import { auditWords } from "#app/content/audit";

export type AuditTab = "" | "/anomalies" | "/checkpoints";

export function AuditTabs({ current }: { readonly current: AuditTab | null }) {
  const { language, prefix } = usePageLanguage();
  const words = auditWords[language];
  const tabs = [
    ["", words.tabEntries],
    ["/anomalies", words.tabAnomalies],
    ["/checkpoints", words.tabCheckpoints],
  ] as const;
  return (
    <nav aria-label={words.tabs} className="no-print">
      <ul className="tabs">
        {tabs.map(([path, label]) => (
          <li key={path}>
            <Link
              to={`/${prefix}/audit${path}`}
              aria-current={current === path ? "page" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
