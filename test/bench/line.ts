/** One result: a figure of ours beside the figure of what we cannot beat, taken in the same run on the same machine. */
export type BenchLine = {
  /** the file's name, then what was varied: `staff.queue.1000.json` */
  readonly name: string;
  readonly unit: string;
  /** whether more or less of `unit` is good */
  readonly better: "higher" | "lower";
  readonly ours: number;
  readonly limit: number;
  /** ours / limit: of rates 1 is perfect; of sizes everything up to 1 is within the limit */
  readonly ratio: number;
  /** what `limit` is */
  readonly limitIs: string;
} & Readonly<
  Record<string, string | number | boolean | readonly number[] | null>
>;

type Figures = Pick<BenchLine, "name" | "unit" | "ours" | "limit"> & {
  readonly better?: BenchLine["better"];
  readonly limitIs: string;
};

/** @throws RangeError when a figure is not positive and finite: nothing was measured then */
export function benchLine(
  { name, unit, better = "higher", ours, limit, limitIs }: Figures,
  further: Readonly<
    Record<string, string | number | boolean | readonly number[] | null>
  > = {},
): BenchLine {
  for (const [figure, value] of Object.entries({ ours, limit }))
    if (!(Number.isFinite(value) && value > 0))
      throw new RangeError(`${name}: ${figure} is ${value}`);
  return {
    ...further,
    name,
    unit,
    better,
    ours: rounded(ours),
    limit: rounded(limit),
    ratio: rounded(ours / limit),
    limitIs,
  };
}

const FIRST = ["name", "unit", "ours", "limit", "ratio", "better", "limitIs"];

/** One JSON object without line breaks; the members that every line has come first. */
export function lineText(line: BenchLine): string {
  const further = Object.keys(line).filter((key) => !FIRST.includes(key));
  return JSON.stringify(
    Object.fromEntries([...FIRST, ...further].map((key) => [key, line[key]])),
  );
}

/** Four significant digits: more would pretend to be exact. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
