/** kind as in the schema: NATIONAL | BUREAU | COUNTY_BUREAU | CENTRE | FINANCE */
export type DemoOffice = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: "NATIONAL" | "BUREAU" | "COUNTY_BUREAU" | "CENTRE" | "FINANCE";
  readonly areaCode: string;
  readonly parentCode: string | null;
  /** the finance office that pays what this office decides; null for finance offices themselves */
  readonly financeCode: string | null;
  readonly takesTips: boolean;
  /** first part of the login names of its people */
  readonly login: string;
};

/** A top unit and the finance office beside it: finance is an office of its own so that it holds a key of its own. */
function unit(
  office: Omit<DemoOffice, "financeCode" | "takesTips">,
): readonly DemoOffice[] {
  const financeCode = `${office.code}-FIN`;
  return [
    { ...office, financeCode, takesTips: true },
    {
      code: financeCode,
      nameZh: `${office.nameZh}财务处`,
      nameEn: `${office.nameEn}, finance`,
      kind: "FINANCE",
      areaCode: office.areaCode,
      parentCode: office.code,
      financeCode: null,
      takesTips: false,
      login: office.login,
    },
  ];
}

function below(
  parent: string,
  {
    code,
    ...office
  }: Pick<DemoOffice, "code" | "nameZh" | "nameEn" | "kind" | "areaCode">,
): DemoOffice {
  const whole = `${parent}-${code}`;
  return {
    ...office,
    code: whole,
    parentCode: parent,
    financeCode: `${parent}-FIN`,
    takesTips: true,
    login: whole.toLowerCase(),
  };
}

/**
 * The places of the source documents: 济南 with three districts and its handling centre, 淮安, 赣州 with two districts, 青海, under
 * a national level that takes what has no office of its own. Every office is after its parent.
 */
export const demoOffices: readonly DemoOffice[] = [
  ...unit({
    code: "NAT",
    nameZh: "国家医疗保障局（演示）",
    nameEn: "National Healthcare Security Administration (demo)",
    kind: "NATIONAL",
    areaCode: "100000",
    parentCode: null,
    login: "nat",
  }),
  ...unit({
    code: "QH",
    nameZh: "青海省医疗保障局（演示）",
    nameEn: "Qinghai Healthcare Security Bureau (demo)",
    kind: "BUREAU",
    areaCode: "630000",
    parentCode: "NAT",
    login: "qh",
  }),
  ...unit({
    code: "JN",
    nameZh: "济南市医疗保障局（演示）",
    nameEn: "Jinan Healthcare Security Bureau (demo)",
    kind: "BUREAU",
    areaCode: "370100",
    parentCode: "NAT",
    login: "jn",
  }),
  below("JN", {
    code: "LX",
    nameZh: "济南市历下区医疗保障局（演示）",
    nameEn: "Lixia District Bureau, Jinan (demo)",
    kind: "COUNTY_BUREAU",
    areaCode: "370102",
  }),
  below("JN", {
    code: "SZ",
    nameZh: "济南市市中区医疗保障局（演示）",
    nameEn: "Shizhong District Bureau, Jinan (demo)",
    kind: "COUNTY_BUREAU",
    areaCode: "370103",
  }),
  below("JN", {
    code: "HY",
    nameZh: "济南市槐荫区医疗保障局（演示）",
    nameEn: "Huaiyin District Bureau, Jinan (demo)",
    kind: "COUNTY_BUREAU",
    areaCode: "370104",
  }),
  below("JN", {
    code: "CENTRE",
    nameZh: "济南市医疗保障中心（演示）",
    nameEn: "Jinan Healthcare Security Centre (demo)",
    kind: "CENTRE",
    areaCode: "370100",
  }),
  ...unit({
    code: "HA",
    nameZh: "淮安市医疗保障局（演示）",
    nameEn: "Huai'an Healthcare Security Bureau (demo)",
    kind: "BUREAU",
    areaCode: "320800",
    parentCode: "NAT",
    login: "ha",
  }),
  ...unit({
    code: "GZ",
    nameZh: "赣州市医疗保障局（演示）",
    nameEn: "Ganzhou Healthcare Security Bureau (demo)",
    kind: "BUREAU",
    areaCode: "360700",
    parentCode: "NAT",
    login: "gz",
  }),
  below("GZ", {
    code: "ZG",
    nameZh: "赣州市章贡区医疗保障分局（演示）",
    nameEn: "Zhanggong Branch Bureau, Ganzhou (demo)",
    kind: "COUNTY_BUREAU",
    areaCode: "360702",
  }),
  below("GZ", {
    code: "GX",
    nameZh: "赣州市赣县区医疗保障分局（演示）",
    nameEn: "Ganxian Branch Bureau, Ganzhou (demo)",
    kind: "COUNTY_BUREAU",
    areaCode: "360704",
  }),
];
