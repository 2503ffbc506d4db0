import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chinaWorkCalendar } from "#app/domain/deadline/china-work-calendar";
import { clockDue } from "#app/domain/deadline/clocks";
import type { Day } from "#app/domain/shared/day";
import { connectDatabase } from "#app/server/database.server";
import { inTransaction } from "#app/services/in-transaction.server";
import {
  appendLog,
  type WrittenEntry,
} from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { TestClock } from "#test/factories/portal-world";
import { createTestDatabase } from "./database";
import { logDeps } from "./log-deps";

export { logDeps };

/** What the log's services need of the portal, on a database of its own; anything else they touched would fail the test. */
export async function openLogWorld({
  slotSeconds = 86_400,
  origin = "http://localhost:3000",
  clock: given,
}: {
  readonly slotSeconds?: number;
  readonly origin?: string;
  /** another than the test's own */
  readonly clock?: Deps["clock"];
} = {}) {
  const clock = new TestClock();
  const database = await createTestDatabase();
  const db = connectDatabase(database.url);
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-log-"));
  const deps = await logDeps({
    db,
    dataDir,
    clock: given ?? clock,
    slotSeconds,
    origin,
  });
  return {
    deps,
    db,
    clock,
    dataDir,
    url: database.url,
    async close() {
      await db.$disconnect();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Other kinds than tips: an act on a lead that says nothing but that it was. */
export function appendOther(
  deps: Pick<Deps, "db">,
  day: Day,
  leadId?: string,
): Promise<WrittenEntry> {
  return inTransaction(deps, (tx) =>
    appendLog(tx, {
      kind: "TIPSTER_MESSAGE_SENT",
      day,
      ...(leadId && { leadId }),
      data: { bodyHash: "A".repeat(43) },
    }),
  );
}

export function appendTip(
  deps: Pick<Deps, "db">,
  day: Day,
  leadId: string = randomUUID(),
): Promise<WrittenEntry> {
  return inTransaction(deps, (tx) =>
    appendLog(tx, {
      kind: "TIP_RECEIVED",
      day,
      leadId,
      data: {
        sealedBy: "BROWSER",
        release: null,
        fileHashes: [],
        bodyHash: "B".repeat(43),
        threadRecipientHash: "C".repeat(43),
        files: 0,
        identity: false,
        acceptDueDay: clockDue("ACCEPT", day, chinaWorkCalendar),
      },
    }),
  );
}

/** RFC 6962 section 2.1 word for word, over leaf hashes, with nothing of the product. */
export function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return createHash("sha256").digest();
  if (leaves.length === 1) return Buffer.from(leaves[0]!);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return createHash("sha256")
    .update(Uint8Array.of(1))
    .update(naiveRoot(leaves.slice(0, split)))
    .update(naiveRoot(leaves.slice(split)))
    .digest();
}
