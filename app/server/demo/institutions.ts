export type DemoInstitution = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** subject kind: HOS | PHA | LTC */
  readonly kind: string;
  readonly level: string;
  readonly areaCode: string;
};

type Row = readonly [zh: string, en: string, kind: string, level: string];

/** Generic names only: no institution is meant. */
const rows: readonly Row[] = [
  [
    "某市第一人民医院",
    "A municipal first people's hospital",
    "HOS",
    "MUNICIPAL",
  ],
  [
    "某市中医医院",
    "A municipal hospital of Chinese medicine",
    "HOS",
    "MUNICIPAL",
  ],
  ["某区人民医院", "A district people's hospital", "HOS", "COUNTY"],
  ["某社区卫生服务中心", "A community health centre", "HOS", "PRIMARY"],
  ["某卫生院", "A township health centre", "HOS", "PRIMARY"],
  ["某村卫生室", "A village clinic", "HOS", "PRIMARY"],
  ["某民营医院", "A private hospital", "HOS", "PRIVATE"],
  ["某门诊部", "An outpatient clinic", "HOS", "PRIVATE"],
  ["某大药房", "A chain pharmacy", "PHA", "PHARMACY"],
  ["某药店", "A pharmacy", "PHA", "PHARMACY"],
  ["某护理院", "A nursing home for long-term care", "LTC", "PRIVATE"],
];
const provincial: Row = [
  "某省立医院",
  "A provincial hospital",
  "HOS",
  "PROVINCIAL",
];

const places = [
  "370102",
  "370103",
  "370104",
  "370100",
  "320800",
  "360702",
  "360704",
  "630000",
];

export const demoInstitutions: readonly DemoInstitution[] = places.flatMap(
  (areaCode) =>
    [
      ...rows,
      ...(areaCode === "630000" || areaCode === "370100" ? [provincial] : []),
    ].map(([nameZh, nameEn, kind, level], index) => ({
      code: `DEMO-${areaCode}-${String(index + 1).padStart(2, "0")}`,
      nameZh,
      nameEn,
      kind,
      level,
      areaCode,
    })),
);
