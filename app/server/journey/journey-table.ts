import type { JourneyReport } from "./run-journey.server";

const yuan = (fen: number) => `${(fen / 100).toFixed(2)} yuan`;

/** The report for people: one line a lead, then the sums. */
export function journeyTable(report: JourneyReport): string {
  const head = [
    "",
    "tip",
    "lead",
    "office",
    "state",
    "reward",
    "expected",
    "seconds",
  ];
  const rows = report.leads.map((lead) => [
    lead.ok ? "ok" : "FAIL",
    lead.id,
    lead.leadNumber ?? "-",
    lead.office,
    lead.state ?? "-",
    lead.reward ?? "-",
    `${lead.expectedState} ${lead.expectedReward}`,
    (lead.milliseconds / 1000).toFixed(1),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  const problems = report.leads
    .filter(({ problem }) => problem)
    .map(({ id, problem }) => `${id}: ${problem}`);
  const good = report.leads.filter(({ ok }) => ok).length;
  return [
    line(head),
    ...rows.map(line),
    "",
    ...problems,
    ...report.ledgers
      .filter(
        ({ agrees, paidFen, expectedPaidFen }) =>
          !agrees || paidFen !== expectedPaidFen || paidFen > 0,
      )
      .map(
        ({ office, agrees, paidFen, expectedPaidFen }) =>
          `ledger ${office}: ${agrees ? "balanced" : "NOT BALANCED"}, paid ${yuan(paidFen)}, expected ${yuan(expectedPaidFen)}`,
      ),
    `rewards ${yuan(report.rewardsFen)}, paid ${yuan(report.paidFen)}`,
    `${good} of ${report.leads.length} as expected, ${(report.milliseconds / 1000).toFixed(0)} s: ${report.ok ? "all agrees" : "DIFFERENCES"}`,
  ].join("\n");
}
