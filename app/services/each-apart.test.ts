import { expect, it } from "vitest";
import { eachApart } from "./each-apart.server";

it("works through every page in order, past failures, and throws the first", async () => {
  const ids = Array.from({ length: 450 }, (_, index) =>
    String(index + 1).padStart(4, "0"),
  );
  const seen: string[] = [];
  const failed: unknown[] = [];
  const bad = new Error("first");
  const work = eachApart({
    page: (after, take) =>
      Promise.resolve(
        ids
          .filter((id) => id > after)
          .slice(0, take)
          .map((id) => ({ id })),
      ),
    work: (id) => {
      seen.push(id);
      if (id === "0001") throw bad;
      if (id === "0300") throw new Error("second");
      return Promise.resolve(true);
    },
    onFailure: (error) => failed.push(error),
  });
  await expect(work).rejects.toBe(bad);
  expect(seen).toEqual(ids);
  expect(failed).toHaveLength(2);
});
