import { codeLabel, type CodeEntry } from "#app/domain/codes/code-entry";
import { usePageLanguage } from "./page-language";

/** The words of a code, with the code itself where an officer files by it. */
export function CodeText({
  list,
  code,
  showCode = false,
}: {
  readonly list: readonly CodeEntry[];
  readonly code: string;
  readonly showCode?: boolean;
}) {
  const { language } = usePageLanguage();
  const label = codeLabel(list, code, language);
  return (
    <>
      {label}
      {showCode && label !== code && <span className="code-mark">{code}</span>}
    </>
  );
}

export function CodeList({
  list,
  codes,
  showCode = false,
  empty,
}: {
  readonly list: readonly CodeEntry[];
  readonly codes: readonly string[];
  readonly showCode?: boolean;
  readonly empty: string;
}) {
  if (codes.length === 0) return <span className="soft">{empty}</span>;
  return (
    <ul className="plain-list">
      {codes.map((code) => (
        <li key={code}>
          <CodeText list={list} code={code} showCode={showCode} />
        </li>
      ))}
    </ul>
  );
}

export function codeChoices(
  list: readonly CodeEntry[],
  language: "zh-CN" | "en",
) {
  return list.map((entry) => ({
    value: entry.code,
    label: language === "en" ? entry.en : entry.zh,
  }));
}
