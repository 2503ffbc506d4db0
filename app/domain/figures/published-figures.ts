import { roundColumn } from "./round-column";
import type { Day } from "../shared/day";

/** What happened at one office, as counted; a count of another office's finance unit stands with the office above it. */
export type OfficeCounts = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** tips of the year */
  readonly received: number;
  /** not closed on the day */
  readonly open: number;
  /** leads of which a time limit had passed on the day and was not met; closed ones too, whose reward is late */
  readonly late: number;
  /** time limits that passed in the year */
  readonly missed: number;
  /** decisions of the year whether to accept a tip, and those of them made in time */
  readonly answered: number;
  readonly inTime: number;
};

/** Each count is "at least so many", in steps of five. Null: not told. */
export type Figures = {
  readonly received: number | null;
  readonly open: number | null;
  readonly late: number | null;
  readonly missed: number | null;
  /** in tens of per cent, 0 to 100 */
  readonly inTimePercent: number | null;
};

/** What is published once a week, as canonical JSON of which the log holds the hash. 1 had exact counts. */
export type PublishedFigures = {
  readonly v: 2;
  /** end of the day to which the counts belong */
  readonly day: Day;
  readonly offices: readonly (Figures & {
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
  })[];
  readonly all: Figures;
};

/** No column is a part of another: closed leads can be late, and late leads can be of another year. */
const columns = ["received", "open", "late", "missed"] as const;

/** Of fewer decisions no share is told. Decision of the project. */
const LEAST_ANSWERED = 10;

/** What the public is told. */
export function publishedFigures(
  day: Day,
  offices: readonly OfficeCounts[],
): PublishedFigures {
  const told = Object.fromEntries(
    columns.map((column) => [
      column,
      roundColumn(offices.map((office) => office[column])),
    ]),
  ) as Record<(typeof columns)[number], ReturnType<typeof roundColumn>>;
  const figures = (
    of: (column: (typeof columns)[number]) => number | null,
    share: number | null,
  ): Figures => ({
    received: of("received"),
    open: of("open"),
    late: of("late"),
    missed: of("missed"),
    inTimePercent: share,
  });
  const sumOf = (column: "answered" | "inTime") =>
    offices.reduce((sum, office) => sum + office[column], 0);
  return {
    v: 2,
    day,
    offices: offices.map((office, index) => ({
      code: office.code,
      nameZh: office.nameZh,
      nameEn: office.nameEn,
      ...figures((column) => told[column].cells[index]!, shareOf(office)),
    })),
    all: figures(
      (column) => told[column].total,
      shareOf({ answered: sumOf("answered"), inTime: sumOf("inTime") }),
    ),
  };
}

/** In tens: neither the number of decisions nor that of the late ones can be had from it. */
function shareOf({
  answered,
  inTime,
}: Pick<OfficeCounts, "answered" | "inTime">): number | null {
  return answered < LEAST_ANSWERED
    ? null
    : Math.round((inTime * 10) / answered) * 10;
}
