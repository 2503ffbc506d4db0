import { areaPath } from "./area-path";
import type { RoutedOffice } from "./propose-office";

/**
 * The next office up the tree that takes tips and stands for another, larger area; where the tree has a gap, the nearest one by
 * area. Where an office was struck out, its whole area is passed over: a bureau and its handling centre share their leaders.
 * Undefined when nobody is left above.
 */
export function officeAbove<Office extends RoutedOffice>(
  office: RoutedOffice,
  offices: readonly Office[],
  struckOut: readonly string[] = [],
): Office | undefined {
  const passedOver = [
    office.areaCode,
    ...offices
      .filter(({ id }) => struckOut.includes(id))
      .map(({ areaCode }) => areaCode),
  ];
  const seen = new Set<string>();
  let parent = offices.find(({ id }) => id === office.parentId);
  while (parent && !seen.has(parent.id)) {
    seen.add(parent.id);
    if (parent.takesTips && !passedOver.includes(parent.areaCode))
      return parent;
    const { parentId } = parent;
    parent = offices.find(({ id }) => id === parentId);
  }
  return nearestOffice(
    areaPath(office.areaCode).filter((area) => !passedOver.includes(area)),
    offices,
  );
}

/**
 * The first office that takes tips along a path of areas. In one area the bureau comes before its handling centre, which is
 * itself a subject of reports.
 */
export function nearestOffice<Office extends RoutedOffice>(
  path: readonly string[],
  offices: readonly Office[],
): Office | undefined {
  const taking = offices.filter((office) => office.takesTips);
  for (const area of path) {
    const here = taking.filter((office) => office.areaCode === area);
    const office = here.find(({ kind }) => kind !== "CENTRE") ?? here[0];
    if (office) return office;
  }
  return undefined;
}
