// Starts the embedded PostgreSQL in the folder given, says what it found and its URL, and stays until it is ended.
import { startEmbeddedPostgres } from "../../../app/server/embedded-postgres.server";

const database = await startEmbeddedPostgres({ dataDir: process.argv[2]! });
process.stdout.write(
  `${JSON.stringify({ found: database.found, url: database.url })}\n`,
);
process.on("SIGTERM", () => void database.stop().then(() => process.exit(0)));
setInterval(() => {}, 60_000);
