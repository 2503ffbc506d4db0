import { toBase64 } from "#app/crypto/tlog/base64";
import type { PublishedFigures } from "#app/domain/figures/published-figures";
import { hashForLog } from "#app/services/log/append-log.server";
import {
  newestCheckpoint,
  proveEntries,
} from "#app/services/log/read-tree.server";
import { readEntry } from "#app/services/log/read-entry";
import type { Deps } from "#app/services/ports";

/** The figures published last, as text and read, with their entry of the log; null before the first time. */
export type NewestFigures = {
  readonly content: string;
  readonly figures: PublishedFigures;
  /** open text of the entry, and its place once it has one */
  readonly entry: string | null;
  readonly index: bigint | null;
};

export async function newestFigures({
  db,
}: Pick<Deps, "db">): Promise<NewestFigures | null> {
  const newest = await db.publishedFigures.findFirst({
    orderBy: { day: "desc" },
    select: { content: true, publishedDay: true },
  });
  if (!newest) return null;
  const { content, publishedDay } = newest;
  const rows = await db.logEntry.findMany({
    where: { kind: "FIGURES_PUBLISHED", day: publishedDay },
    select: { entry: true, innerEntry: true, index: true },
  });
  const own = rows.find(
    (row) => readEntry(row).data.figuresHash === hashForLog(content),
  );
  return {
    content,
    // written by `publishFigures` alone
    figures: JSON.parse(content) as PublishedFigures,
    entry: own?.entry ?? null,
    index: own?.index ?? null,
  };
}

/** What whoever keeps it can prove the publication by. */
export async function provenFigures(
  { db }: Pick<Deps, "db">,
  { content, entry, index: place }: NewestFigures,
) {
  const head = await newestCheckpoint(db);
  const index = place === null ? null : Number(place);
  const waits = head === null || index === null || index >= head.size;
  return {
    figures: content,
    entry,
    ...(waits
      ? { index: null, proof: null, checkpoint: null }
      : {
          index,
          proof: (await proveEntries(db, [index], head.size))
            .get(index)!
            .map(toBase64),
          checkpoint: head.note,
        }),
  };
}
