import { hashForLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";

type Published = {
  readonly data: {
    readonly officeKeyId: string;
    readonly recipientHash: string;
  };
};

/**
 * Hashes of office keys as the log had them on the day they were made, by id of the key. Not from the keys' own rows: against
 * whoever puts a recipient of their own into one. Of two entries about one key the first counts.
 * @param officeId all offices without it
 */
export async function publishedOfficeKeys(
  { db }: Pick<Deps, "db">,
  officeId?: string,
): Promise<ReadonlyMap<string, string>> {
  const entries = await db.logEntry.findMany({
    where: {
      kind: { in: ["OFFICE_KEY_MADE", "OFFICE_KEY_PUBLISHED"] },
      ...(officeId !== undefined && { officeId }),
    },
    orderBy: { place: "desc" },
    select: { entry: true },
  });
  return new Map(
    entries.map(({ entry }) => {
      const { officeKeyId, recipientHash } = (JSON.parse(entry) as Published)
        .data;
      return [officeKeyId, recipientHash];
    }),
  );
}

/** Whether the row still holds the recipient that the log tells of. */
export function isAsPublished(
  published: ReadonlyMap<string, string>,
  key: { readonly id: string; readonly recipient: string },
): boolean {
  return published.get(key.id) === hashForLog(key.recipient);
}
