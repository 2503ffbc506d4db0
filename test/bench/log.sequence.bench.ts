import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { dayInChina } from "#app/domain/shared/day";
import { connectDatabase } from "#app/server/database.server";
import { openLogSigner } from "#app/server/log-keys.server";
import { migrate } from "#app/server/migrate.server";
import { prepareEntry } from "#app/services/log/append-log.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, turnOf, type Turn } from "./measure";
import { ROOT } from "./place";
import { connectTo } from "./sql";

const ENTRIES = 20_000;
const ROWS_A_STATEMENT = 1_000;
const COLUMNS =
  "id, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, leaf_hash";

type Row = ReturnType<typeof prepareEntry>["row"];

/**
 * Waiting entries get their place: rows moved, tiles grown, a checkpoint signed. Beside it the same rows written into a table of the
 * same form, with the same indexes, by plain INSERT.
 */
export const bench: Bench = async ({ place }) => {
  const url = await place.emptyDatabase();
  await migrate(url, { root: ROOT });
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-bench-log-"));
  const db = connectDatabase(url);
  const client = await connectTo({ connectionString: url });
  const clock = {
    now: () => new Date(),
    today: () => dayInChina(new Date()),
  };
  try {
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
    await client.query(
      "create table bare_entry (like log_entry including defaults including indexes including constraints)",
    );
    let bareIndex = 0;
    const { spread, ...rates } = await compare({
      ours: async (): Promise<Turn> => {
        await insert(client, "log_pending", rows());
        const began = performance.now();
        const { sequenced } = await sequenceLog(deps, { force: true });
        if (sequenced < ENTRIES)
          throw new Error(`${sequenced} of ${ENTRIES} entries were sequenced`);
        return turnOf(ENTRIES, performance.now() - began);
      },
      limit: async (): Promise<Turn> => {
        const made = rows();
        const began = performance.now();
        await client.query("begin");
        await insert(client, "bare_entry", made, bareIndex);
        await client.query("commit");
        bareIndex += made.length;
        return turnOf(made.length, performance.now() - began);
      },
    });
    return [
      benchLine(
        {
          name: "log.sequence",
          unit: "entries/s",
          ...rates,
          limitIs: `the same rows by INSERT of ${ROWS_A_STATEMENT} at a time into a table with the same indexes, one transaction`,
        },
        { entries: ENTRIES, fsync: true, spread },
      ),
    ];
  } finally {
    await client.end();
    await db.$disconnect();
    await rm(dataDir, { recursive: true, force: true });
  }
};

function rows(): readonly Row[] {
  const day = dayInChina(new Date());
  return Array.from({ length: ENTRIES }, () => {
    const leadId = randomUUID();
    return prepareEntry({
      kind: "LEAD_OPENED",
      day,
      leadId,
      officeId: randomUUID(),
      personId: randomUUID(),
      at: new Date(),
      data: {},
    }).row;
  });
}

/** @param from index of the first row, of a table that has one */
async function insert(
  client: pg.Client,
  table: string,
  made: readonly Row[],
  from?: number,
): Promise<void> {
  const indexed = from !== undefined;
  for (let at = 0; at < made.length; at += ROWS_A_STATEMENT) {
    const part = made.slice(at, at + ROWS_A_STATEMENT);
    const of = (pick: (row: Row) => unknown) => part.map(pick);
    await client.query(
      `insert into ${table} (${indexed ? "log_index, " : ""}${COLUMNS})
       select ${indexed ? "$12::bigint + place - 1, " : ""}${COLUMNS}
       from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::date[], $9::text[], $10::text[], $11::bytea[])
       with ordinality as made(${COLUMNS}, place)`,
      [
        of(({ id }) => id),
        of(({ kind }) => kind),
        of(({ schemaVersion }) => schemaVersion),
        of(({ leadId }) => leadId),
        of(({ claimId }) => claimId),
        of(({ personId }) => personId),
        of(({ officeId }) => officeId),
        of(({ day }) => day.toISOString().slice(0, 10)),
        of(({ entry }) => entry),
        of(({ innerEntry }) => innerEntry),
        of(({ leafHash }) => Buffer.from(leafHash)),
        ...(indexed ? [from + at] : []),
      ],
    );
  }
}
