import { expect, test } from "vitest";
import { buildPublicModules } from "../../../bin/public-modules.mjs";
import { publicWeight } from "./public-weight";

const KIB = 1024;

test.each(["zh", "en"] as const)(
  "the programs of report form and inbox stay small (%s)",
  async (language) => {
    const { entry, program, inbox, proof, places } =
      await publicWeight(language);
    expect(entry).toBeLessThanOrEqual(6 * KIB);
    expect(program).toBeLessThanOrEqual(150 * KIB);
    expect(inbox).toBeLessThanOrEqual(150 * KIB);
    // what shows that the log holds it: its own part, and everybody fetches it
    expect(proof).toBeLessThanOrEqual(16 * KIB);
    expect(proof).toBeGreaterThan(4 * KIB);
    expect(places).toBeLessThanOrEqual(25 * KIB);
    // the names of places are found, and are not part of the program
    expect(places).toBeGreaterThan(15 * KIB);
  },
);

test("the same sources give the same bytes and the same name", async () => {
  const [first, second] = [
    await buildPublicModules(),
    await buildPublicModules(),
  ];
  expect(second.release).toBe(first.release);
  expect(second.files.map(({ path }) => path)).toEqual(
    first.files.map(({ path }) => path),
  );
  first.files.forEach(({ path, contents }, index) =>
    expect(Buffer.compare(contents, second.files[index]!.contents), path).toBe(
      0,
    ),
  );
  // what runs holds its name
  const decoder = new TextDecoder();
  expect(
    first.files.some(({ contents }) =>
      decoder.decode(contents).includes(first.release),
    ),
  ).toBe(true);
});

test("no public program holds React", async () => {
  const { files } = await buildPublicModules();
  const withReact = files.filter(({ contents }) =>
    /react-dom|react\.element|react\.transitional/.test(
      new TextDecoder().decode(contents),
    ),
  );
  expect(withReact.map(({ path }) => path)).toEqual([]);
});
