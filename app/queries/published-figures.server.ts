import type { PublishedFigures } from "#app/domain/figures/published-figures";
import type { Deps } from "#app/services/ports";

/** The figures published last, as text and read; null before the first time. */
export async function newestFigures(deps: Pick<Deps, "db">): Promise<{
  readonly content: string;
  readonly figures: PublishedFigures;
} | null> {
  const newest = await deps.db.publishedFigures.findFirst({
    orderBy: { day: "desc" },
    select: { content: true },
  });
  return (
    newest && {
      content: newest.content,
      // written by `publishFigures` alone
      figures: JSON.parse(newest.content) as PublishedFigures,
    }
  );
}
