import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Day } from "#app/domain/shared/day";
import { connectDatabase } from "#app/server/database.server";
import { openLogSigner } from "#app/server/log-keys.server";
import { migrate } from "#app/server/migrate.server";
import { prepareEntry } from "#app/services/log/append-log.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { verifyLog } from "#app/services/log/verify-log.server";
import type { Deps } from "#app/services/ports";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, turnOf, type Turn } from "./measure";
import { connectTo } from "./sql";

/** More would not fit into the time of a run; the time of a million is reckoned from these and said to be. */
const ENTRIES = 20_000;
const ROWS_A_STATEMENT = 500;
const DAY = "2026-03-02" as Day;
const ENTRIES_A_LEAD = 4;

/**
 * The whole verification (texts, schemas, hashes, tree, tiles, checkpoint, rules of business) of a log of leads that were received
 * and read, beside inserting the rows of the same log into an empty table of the same shape.
 */
export const bench: Bench = async ({ place, progress }) => {
  const url = await place.emptyDatabase();
  await migrate(url);
  const db = connectDatabase(url);
  const raw = await connectTo({ connectionString: url });
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-bench-log-"));
  try {
    const clock = {
      now: () => new Date(`${DAY}T04:00:00Z`),
      today: () => DAY,
    };
    const deps = {
      db,
      clock,
      log: await openLogSigner({
        db,
        dataDir,
        origin: "http://localhost:3000",
        clock,
      }),
      settings: { logSlotSeconds: 86_400 },
    } as unknown as Deps;
    const rows = Array.from({ length: ENTRIES / ENTRIES_A_LEAD }, leadRows);
    for (const some of inParts(rows.flat()))
      await db.logPending.createMany({ data: some });
    progress("sequencing");
    await sequenceLog(deps, { force: true });
    await raw.query(
      "create table same_rows (like log_entry including defaults including constraints including indexes)",
    );
    const stored = (
      await raw.query<Record<string, unknown>>(
        "select * from log_entry order by log_index",
      )
    ).rows;

    const ours = async (): Promise<Turn> => {
      const began = performance.now();
      const report = await verifyLog(deps, {
        found: ({ code }) => {
          throw new Error(`a clean log has a finding: ${code}`);
        },
      });
      return turnOf(report.entries, performance.now() - began);
    };
    const limit = async (): Promise<Turn> => {
      const began = performance.now();
      await raw.query("begin");
      for (const some of inParts(stored)) await insert(raw, some);
      await raw.query("commit");
      const turn = turnOf(stored.length, performance.now() - began);
      await raw.query("truncate same_rows");
      return turn;
    };
    const { spread, ...rates } = await compare({ ours, limit });
    return [
      benchLine(
        {
          name: "log.verify",
          unit: "entries/s",
          ...rates,
          limitIs: `INSERT of the same rows, ${ROWS_A_STATEMENT} a statement, one transaction, all indexes, through node-postgres`,
        },
        {
          entries: stored.length,
          secondsAMillion: Math.round(1_000_000 / rates.ours),
          secondsAMillionAre: `reckoned from ${stored.length} entries`,
          spread,
        },
      ),
    ];
  } finally {
    await raw.end();
    await db.$disconnect();
    await rm(dataDir, { recursive: true, force: true });
  }
};

/** A tip, two readings of it, a message. */
function leadRows() {
  const leadId = randomUUID();
  const officeId = randomUUID();
  const hash = "A".repeat(43);
  const of = { day: DAY, leadId, officeId } as const;
  const read = {
    ...of,
    kind: "LEAD_OPENED",
    personId: randomUUID(),
    at: new Date(`${DAY}T03:00:00Z`),
    data: {},
  } as const;
  return [
    prepareEntry({
      ...of,
      kind: "TIP_RECEIVED",
      data: {
        sealedBy: "BROWSER",
        release: null,
        fileHashes: [hash],
        bodyHash: hash,
        threadRecipientHash: hash,
        files: 1,
        identity: false,
        acceptDueDay: "2026-03-23",
      },
    }),
    prepareEntry(read),
    prepareEntry(read),
    prepareEntry({
      ...of,
      kind: "TIPSTER_MESSAGE_SENT",
      data: { bodyHash: hash },
    }),
  ].map(({ row }) => row);
}

function inParts<Row>(rows: readonly Row[]): Row[][] {
  return Array.from(
    { length: Math.ceil(rows.length / ROWS_A_STATEMENT) },
    (_, part) =>
      rows.slice(part * ROWS_A_STATEMENT, (part + 1) * ROWS_A_STATEMENT),
  );
}

async function insert(
  raw: Awaited<ReturnType<typeof connectTo>>,
  rows: readonly Readonly<Record<string, unknown>>[],
) {
  const names = Object.keys(rows[0]!);
  const places = rows.map(
    (_, row) =>
      `(${names.map((__, column) => `$${row * names.length + column + 1}`).join()})`,
  );
  await raw.query(
    `insert into same_rows (${names.join()}) values ${places.join()}`,
    rows.flatMap((row) => names.map((name) => row[name])),
  );
}
