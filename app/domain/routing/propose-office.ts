import { CodedError } from "../shared/coded-error";
import { areaPath, COUNTRY } from "./area-path";
import { nearestOffice, officeAbove } from "./office-above";

export type RoutedOffice = {
  readonly id: string;
  /** NATIONAL | BUREAU | COUNTY_BUREAU | CENTRE | FINANCE */
  readonly kind: string;
  /** GB/T 2260 */
  readonly areaCode: string;
  readonly parentId: string | null;
  readonly takesTips: boolean;
};

export type RoutingReason =
  /** the office of the place itself */
  | "OWN_AREA"
  /** the place has no office of its own */
  | "LEVEL_ABOVE"
  /** the report is about the authority itself */
  | "ABOUT_THE_AUTHORITY"
  /** about the authority, and there is no office above the one that is left */
  | "NO_LEVEL_ABOVE"
  | "PLACE_UNKNOWN";

/** The authority, its agencies and those it entrusts: their own office must not be the one that checks them. */
const authorityItself: readonly string[] = ["GOV", "AGY", "THP"];

/**
 * The office a report goes to: that of the place, else the nearest above it, at last the national one. A report about the
 * authority itself goes above the office that would be competent, never to it: the people it is about would learn of it.
 * Proposed by the program; an intake officer can hand the lead over.
 * @param areaCode place of the act, null when the tipster could not say
 * @throws CodedError OFFICE_MISSING when not even a national office takes tips
 */
export function proposeOffice(
  {
    areaCode,
    subjectKind,
  }: { readonly areaCode: string | null; readonly subjectKind: string },
  offices: readonly RoutedOffice[],
): { readonly officeId: string; readonly reason: RoutingReason } {
  const path = areaCode === null ? [COUNTRY] : areaPath(areaCode);
  const competent = nearestOffice(path, offices);
  if (!competent) throw new CodedError("OFFICE_MISSING");
  if (authorityItself.includes(subjectKind)) {
    const above = officeAbove(competent, offices);
    return above
      ? { officeId: above.id, reason: "ABOUT_THE_AUTHORITY" }
      : { officeId: competent.id, reason: "NO_LEVEL_ABOVE" };
  }
  if (areaCode === null)
    return { officeId: competent.id, reason: "PLACE_UNKNOWN" };
  const own = competent.areaCode === areaCode;
  return { officeId: competent.id, reason: own ? "OWN_AREA" : "LEVEL_ABOVE" };
}
