import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  cruise,
  type ICruiseOptions,
  type IFlattenedRuleSet,
  type IViolation,
} from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const config = createRequire(import.meta.url)(
  "../../.dependency-cruiser.cjs",
) as IFlattenedRuleSet & { options: ICruiseOptions };

/** Rule -> the planted file that breaks it. */
const planted: Record<string, string> = {
  "domain-is-pure": "app/domain/reads-a-file.ts",
  "crypto-runs-everywhere": "app/crypto/reads-a-file.ts",
  "metadata-runs-everywhere": "app/metadata/reads-a-file.ts",
  "forms-content-catalog-stay-light": "app/forms/uses-react.ts",
  "services-do-not-know-pages": "app/services/knows-a-page.ts",
  "server-does-not-know-pages": "app/server/knows-a-page.ts",
  "browser-code-is-small": "app/browser/uses-react.ts",
  "shared-pages-need-no-react": "app/components/ui/uses-react.ts",
  "components-have-no-server": "app/components/reads-settings.ts",
  "routes-use-services": "app/routes/opens-the-database.ts",
  "workers-have-no-pages": "workers/uses-react.ts",
  "no-circles": "app/domain/circle-a.ts",
  "nothing-unresolved": "app/server/points-nowhere.ts",
  "product-does-not-need-development-packages":
    "app/server/uses-a-test-package.ts",
};

async function violations(folders: string[]): Promise<IViolation[]> {
  const { options, ...ruleSet } = config;
  const result = await cruise(
    folders,
    { ...options, baseDir: root, validate: true, ruleSet },
    undefined,
    { tsConfig: extractTSConfig(`${root}tsconfig.json`) },
  );
  if (typeof result.output === "string")
    throw new Error("dependency-cruiser answered with text");
  return result.output.summary.violations;
}

describe("imports point inward", () => {
  it("in the whole product", async () => {
    const found = await violations(["app", "workers", "server.ts"]);
    expect(
      found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ).toEqual([]);
  });

  it("and every rule notices its planted violation", async () => {
    const found = await violations(["test/architecture/planted"]);
    for (const [rule, file] of Object.entries(planted))
      expect(
        found.some(
          (one) =>
            one.rule.name === rule &&
            one.from === `test/architecture/planted/${file}`,
        ),
        rule,
      ).toBe(true);
    expect(config.forbidden!.map((rule) => rule.name!).sort()).toEqual(
      Object.keys(planted).sort(),
    );
  });
});
