import { resolve } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../app/server/embedded-postgres.server";

/** Kept between runs, so that only the first one creates a cluster. Apart from the portal's own data. */
const TEST_DATA = resolve(import.meta.dirname, "../../var/test");

/**
 * Vitest's global set-up: one PostgreSQL for all test files of a run, given to them by `createTestDatabase`. Writes are not
 * flushed to disk here; tests that kill the server start their own.
 */
export default async function setup() {
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "300",
  };
  const cluster = await startEmbeddedPostgres({ dataDir: TEST_DATA, settings });
  if (cluster.found === "started") await dropLeftOvers(cluster.url);
  process.env.TEST_CLUSTER_URL = cluster.url;
  return () => cluster.stop();
}

/** Databases of runs that were killed. Nobody else can be using them: the server was not running. */
async function dropLeftOvers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      "select datname from pg_database where datname ~ '^(test|making|template_demo)_'",
    );
    for (const { datname } of found.rows)
      await client.query(
        `drop database ${client.escapeIdentifier(datname)} with (force)`,
      );
  } finally {
    await client.end();
  }
}
