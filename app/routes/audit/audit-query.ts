/** The filter of the entries in the address of a page or an export; what is no such thing is nothing. */
export const auditFilters = {
  group: /^[A-Z_]{2,20}$/,
  kind: /^[A-Z_]{2,40}$/,
  lead: /^[0-9A-Za-z-]{1,40}$/,
  claim: /^[0-9A-Za-z-]{1,40}$/,
  person: /^[^\s]{1,64}$/u,
  office: /^[0-9a-f-]{36}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
  index: /^\d{1,15}$/,
  leaf: /^[A-Za-z0-9_-]{43}$/,
} as const;
export type AuditFilterName = keyof typeof auditFilters;

export function filterOf(request: Request): Record<AuditFilterName, string> {
  const query = new URL(request.url).searchParams;
  const value = (name: AuditFilterName) => {
    const typed = query.get(name)?.trim() ?? "";
    return auditFilters[name].test(typed) ? typed : "";
  };
  return Object.fromEntries(
    Object.keys(auditFilters).map((name) => [
      name,
      value(name as AuditFilterName),
    ]),
  ) as Record<AuditFilterName, string>;
}

/** In the names of the queries. */
export function asFilter(filter: Readonly<Record<AuditFilterName, string>>) {
  const { lead, claim, person, office, ...same } = filter;
  return {
    ...same,
    leadId: lead,
    claimId: claim,
    personId: person,
    officeId: office,
  };
}
