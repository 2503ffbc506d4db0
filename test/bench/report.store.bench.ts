import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { composeTip } from "#app/forms/tip/compose-tip";
import { noAnswers } from "#app/forms/tip/answers";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import type { Deps } from "#app/services/ports";
import { newNumber } from "#app/services/new-id.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, turnOf, type Turn } from "./measure";
import { connectTo } from "./sql";

const TIPS_A_TURN = 20;

/**
 * What a tip costs in the database: the time inside the transaction of `submitTip`, taken from outside through the database
 * handle it is given. One at a time; sealing happens before the transaction and is not counted.
 */
export const bench: Bench = async ({ place }) => {
  const { url, dataDir } = await place.demoDatabase();
  const built = await buildDeps(
    parseEnv({ NODE_ENV: "production", DATABASE_URL: url, DATA_DIR: dataDir }),
  );
  const raw = await RawWriter.connect(url);
  try {
    const { deps } = built;
    const timed = timedTransactions(deps.db);
    const ours: Deps = {
      ...deps,
      db: timed.db,
      // its cost is the subject of report.submit; the code is random anyway
      argon2id: ({ length }) =>
        Promise.resolve(new Uint8Array(randomBytes(length))),
    };
    const submit = async (): Promise<Turn> => {
      const before = timed.milliseconds();
      for (let count = 0; count < TIPS_A_TURN; count++)
        await submitTip(ours, {
          token: newSubmissionToken(),
          ...tip(),
          thread: null,
          staged: [],
        });
      return turnOf(TIPS_A_TURN, timed.milliseconds() - before);
    };
    await submit();
    await raw.takeLatest();
    const { spread, ...rates } = await compare({
      ours: submit,
      limit: () => raw.write(TIPS_A_TURN),
    });
    return [
      benchLine(
        {
          name: "report.store",
          unit: "transactions/s",
          ...rates,
          limitIs: `BEGIN, ${raw.inserts} INSERT of the same rows, COMMIT through node-postgres`,
        },
        { atOnce: 1, fsync: true, spread },
      ),
    ];
  } finally {
    await raw.end();
    await built.close();
  }
};

function tip() {
  return composeTip(
    {
      ...noAnswers,
      province: "370000",
      area: "370100",
      subjectKind: "HOS",
      subjectName: "某医院",
      misconduct: ["HOS-01"],
      what: "举报内容".repeat(100),
      nameKind: "REAL",
      reporterName: "举报人",
      reporterContact: "a@example.invalid",
      reporterKind: "PERSON",
      rewardWanted: "YES",
    },
    "zh-CN",
  );
}

/** The same client, with a clock that runs only inside interactive transactions. */
function timedTransactions(db: Deps["db"]) {
  let milliseconds = 0;
  const transaction = async (...parts: unknown[]) => {
    const began = performance.now();
    try {
      return await (db.$transaction as (...all: unknown[]) => unknown)(
        ...parts,
      );
    } finally {
      milliseconds += performance.now() - began;
    }
  };
  return {
    milliseconds: () => milliseconds,
    db: new Proxy(db, {
      get: (target, key) =>
        key === "$transaction"
          ? transaction
          : (Reflect.get(target, key) as unknown),
    }),
  };
}

type Row = Record<string, unknown>;

/** Writes rows like those of one tip with nothing between program and database but the driver. */
class RawWriter {
  readonly #client: pg.Client;
  #rows: readonly (readonly [table: string, row: Row])[] = [];

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async connect(url: string): Promise<RawWriter> {
    const client = await connectTo({
      connectionString: url,
      types: {
        // days as text: a Date would be another day in some time zones
        getTypeParser: (oid, format) =>
          oid === pg.types.builtins.DATE
            ? (text: string) => text
            : (pg.types.getTypeParser(oid, format) as unknown),
      },
    });
    return new RawWriter(client);
  }

  get inserts(): number {
    return this.#rows.length;
  }

  async takeLatest(): Promise<void> {
    const one = async (sql: string, values: unknown[] = []): Promise<Row> => {
      const found = await this.#client.query<Row>(sql, values);
      if (!found.rows[0]) throw new Error(`no row: ${sql}`);
      return found.rows[0];
    };
    const entry = await one(
      "select * from log_pending where kind = 'TIP_RECEIVED' order by arrived desc limit 1",
    );
    const lead = await one("select * from lead where id = $1", [entry.lead_id]);
    const tip = await one("select * from tip where lead_id = $1", [lead.id]);
    const of = (table: string) =>
      one(`select * from ${table} where tip_id = $1`, [tip.id]);
    const without = (serial: string, row: Row): Row =>
      Object.fromEntries(
        Object.entries(row).filter(([name]) => name !== serial),
      );
    this.#rows = [
      ["lead", lead],
      ["tip", tip],
      ["thread_key_wrap", await of("thread_key_wrap")],
      ["sealed_identity", await of("sealed_identity")],
      ["timeline_entry", without("position", await of("timeline_entry"))],
      ["log_pending", without("arrived", entry)],
    ];
  }

  async write(count: number): Promise<Turn> {
    const began = performance.now();
    for (let at = 0; at < count; at++) await this.#writeOne();
    return turnOf(count, performance.now() - began);
  }

  async #writeOne(): Promise<void> {
    const leadId = randomUUID();
    const tipId = randomUUID();
    const fresh: Readonly<Record<string, Row>> = {
      lead: { id: leadId, number: newNumber() },
      tip: { id: tipId, lead_id: leadId, inbox_id_hash: randomBytes(32) },
      timeline_entry: { id: randomUUID(), tip_id: tipId },
      log_pending: {
        id: randomUUID(),
        lead_id: leadId,
        leaf_hash: randomBytes(32),
      },
    };
    await this.#client.query("begin");
    for (const [table, row] of this.#rows) {
      const values = { ...row, ...(fresh[table] ?? { tip_id: tipId }) };
      const names = Object.keys(values).map((name) =>
        this.#client.escapeIdentifier(name),
      );
      const marks = names.map((_name, index) => `$${index + 1}`);
      await this.#client.query(
        `insert into ${table} (${names.join()}) values (${marks.join()})`,
        Object.values(values),
      );
    }
    await this.#client.query("commit");
  }

  end(): Promise<void> {
    return this.#client.end();
  }
}
