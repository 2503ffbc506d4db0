import type { Deps } from "#app/services/ports";

/** More than a clock that is set over the network is ever wrong, and far less than a day that would be claimed too early. */
const MOST_MS = 120_000;

/** This machine's clock and the database's tell different times; nothing may be signed that says up to when the log is complete. */
export class ClocksDiffer extends Error {
  override readonly name = "ClocksDiffer";
  readonly code = "CLOCKS_DIFFER";
}

/**
 * A cut says up to which day the log is complete, for ever: one worker whose clock runs ahead would claim days that have not come,
 * which shows every office as late and stops the log until then.
 * @throws ClocksDiffer when the database's clock lies more than two minutes off
 */
export async function requireClocksAgree({
  db,
  clock,
}: Pick<Deps, "db" | "clock">): Promise<void> {
  const before = clock.now().getTime();
  const [row] = await db.$queryRaw<
    { at: number }[]
  >`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`;
  const after = clock.now().getTime();
  // an answer that was long on its way makes no clock wrong
  if (row!.at < before - MOST_MS || row!.at > after + MOST_MS)
    throw new ClocksDiffer();
}
