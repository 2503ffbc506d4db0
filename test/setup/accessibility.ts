import axe from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 A and AA faults of the page as it stands, one line each. Runs through the debugger, so the page's policy stays on. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
      ],
    }),
  );
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id}: ${node.target.join(" ")} ${node.html.slice(0, 120)}`,
    ),
  );
}
