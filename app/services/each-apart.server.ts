const PAGE = 200;

/** Told of every item that failed, so that its code can be logged. */
export type OnFailure = (error: unknown) => void;

/**
 * Works through everything `page` gives, one after the other in the order of ids, so that one that fails (today, and again
 * tomorrow) holds up no other. Fails itself at the end, with the first error, so that the queue tries again.
 * @param steps.page the next items with an id above `after`, at most `take`, by id
 * @param steps.work returns whether there was anything to do
 * @returns for how many there was
 */
export async function eachApart(steps: {
  readonly page: (
    after: string,
    take: number,
  ) => Promise<readonly { readonly id: string }[]>;
  readonly work: (id: string) => Promise<boolean>;
  readonly onFailure?: OnFailure | undefined;
}): Promise<number> {
  const failures: unknown[] = [];
  let done = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (let items; (items = await steps.page(after, PAGE)).length > 0;) {
    for (const { id } of items)
      try {
        if (await steps.work(id)) done += 1;
      } catch (error) {
        failures.push(error);
        steps.onFailure?.(error);
      }
    after = items.at(-1)!.id;
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
