import type { LanguagePrefix } from "#app/content/words";

export type Section =
  | "LEADS"
  | "OVERDUE"
  | "REWARDS"
  | "CLAIMS"
  | "LEDGER"
  | "AUDIT"
  | "PEOPLE"
  | "KEYS"
  | "ACCOUNT";

const pathOf: Readonly<Record<Section, string>> = {
  LEADS: "staff",
  OVERDUE: "staff/overdue",
  REWARDS: "staff/rewards",
  CLAIMS: "finance",
  LEDGER: "finance/ledger",
  AUDIT: "audit",
  PEOPLE: "staff/people",
  KEYS: "staff/keys",
  ACCOUNT: "staff/account",
};

export function sectionPath(section: Section, prefix: LanguagePrefix): string {
  return `/${prefix}/${pathOf[section]}`;
}

/** The section whose page this is: the longest path that the URL starts with. */
export function sectionOfUrl(pathname: string): Section | null {
  const rest = pathname.replace(/^\/(?:zh|en)\//, "");
  const found = (Object.entries(pathOf) as [Section, string][])
    .filter(([, path]) => rest === path || rest.startsWith(`${path}/`))
    .sort(([, left], [, right]) => right.length - left.length);
  return found[0]?.[0] ?? null;
}
