import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jobCatalog } from "#app/jobs/catalog";
import { sourceFiles } from "./source-files";

const WRAPPERS =
  "publicLoader|systemLoader|tipsterAction|tipsterApi|tipsterApiGet|witnessApi|staffLoader|financeLoader|auditLoader|staffEntryLoader|staffApi|staffApiGet|staffUpload|openApi|openApiGet";

/** Loaders and actions that no wrapper built. */
function unguarded(text: string): string[] {
  const exported = [
    ...text.matchAll(
      /export\s+(?:async\s+)?(?:const|function|let|var)\s+(loader|action|clientLoader|clientAction)\b([^;]{0,200})/g,
    ),
  ];
  const reExported = [
    ...text.matchAll(/export\s*\{[^}]*\b(?:loader|action)\b[^}]*\}/g),
  ].map((match) => match[0]);
  return [
    ...exported
      .filter(
        (match) =>
          !new RegExp(
            `^(?:\\s*:[^=]+)?\\s*=\\s*(?:${WRAPPERS})\\s*(?:<[^>]*>)?\\(`,
          ).test(match[2]!),
      )
      .map((match) => match[0].slice(0, 60)),
    ...reExported,
  ];
}

describe("every loader and action is built by a guard", () => {
  it("in all routes", () => {
    const files = sourceFiles("app/routes");
    expect(files.length).toBeGreaterThan(20);
    expect(
      files.flatMap(({ path, text }) =>
        unguarded(text).map((found) => `${path}: ${found}`),
      ),
    ).toEqual([]);
  });

  it("and the check notices those that are not", () => {
    expect(unguarded("export async function loader() {}")).toHaveLength(1);
    expect(unguarded("export const action = async () => null;")).toHaveLength(
      1,
    );
    expect(unguarded('export { loader } from "./other";')).toHaveLength(1);
    expect(
      unguarded("export const loader = staffLoader({ can: 'x' }, () => 1);"),
    ).toHaveLength(0);
  });
});

/** A payload field may be an id and nothing else. */
function fieldsThatAreNotIds(payload: z.ZodObject): string[] {
  return Object.entries(payload.shape)
    .filter(
      ([name, schema]) =>
        !name.endsWith("Id") ||
        (schema as { format?: string }).format !== "uuid",
    )
    .map(([name]) => name);
}

describe("job payloads hold ids only", () => {
  it("in the whole catalog", () => {
    for (const [name, job] of Object.entries(jobCatalog)) {
      expect(fieldsThatAreNotIds(job.payload), name).toEqual([]);
      expect(
        job.payload.safeParse({ extra: "x" }).success,
        `${name} takes unknown fields`,
      ).toBe(false);
    }
  });

  it("and the check notices text", () => {
    expect(
      fieldsThatAreNotIds(
        z.object({ text: z.string(), leadId: z.string(), rewardId: z.uuid() }),
      ),
    ).toEqual(["text", "leadId"]);
  });
});
