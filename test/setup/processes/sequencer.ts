// The loop of a worker over the log, with tiny slots and batches: to be killed anywhere.
import { dayInChina } from "#app/domain/shared/day";
import { connectDatabase } from "#app/server/database.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { logDeps } from "#test/setup/log-deps";
import { repeat } from "#workers/repeat";

const { DATABASE_URL, DATA_DIR, BATCH } = process.env;
const deps = await logDeps({
  db: connectDatabase(DATABASE_URL!),
  dataDir: DATA_DIR!,
  clock: { now: () => new Date(), today: () => dayInChina(new Date()) },
  slotSeconds: 1,
  origin: "http://localhost:3000",
});
process.on("disconnect", () => process.exit(0));
repeat(20, async () => {
  const { sequenced } = await sequenceLog(deps, { batch: Number(BATCH) });
  process.send!({ sequenced });
});
