import { careWords } from "#app/content/care";
import type { Language } from "#app/content/words";
import type { ReactNode } from "react";

/**
 * What a printer puts on paper: the number, where to type it, and nothing that tells what it is for. A sheet is found by
 * whoever tidies up.
 */
export function CodeSheet({
  language,
  groups,
  address,
  children,
}: {
  readonly language: Language;
  readonly groups: readonly string[];
  /** of the portal's first page; null when not known */
  readonly address: string | null;
  readonly children?: ReactNode;
}) {
  return (
    <div className="code-sheet" aria-hidden="true">
      <p>{careWords[language].code.sheet}</p>
      <p className="code">
        {groups.map((group, index) => (
          <span key={index}>{`${group} `}</span>
        ))}
      </p>
      {address !== null && <p>{address}</p>}
      {children}
    </div>
  );
}
