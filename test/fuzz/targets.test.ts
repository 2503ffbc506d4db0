import type { RouteConfigEntry } from "@remix-run/route-config";
import { expect, it } from "vitest";
import routes from "#app/routes";
import { surfaceOf } from "#app/server/http.server";
import { publicTargets } from "./targets";

/** Paths of the public surface as the URL map has them, and of the uploads, which are answered before it. */
function publicPaths(): string[] {
  const flat = (
    entries: readonly RouteConfigEntry[],
    above: string,
  ): string[] =>
    entries.flatMap(({ path, children }) => {
      const here = path ? `${above}/${path}` : above;
      return [here || "/", ...flat(children ?? [], here)];
    });
  return [
    ...new Set([...flat(routes, ""), "/tip/files", "/tip/files/:uploadId"]),
  ].filter(
    (path) =>
      path !== "/*" && surfaceOf(path.replace(":lang", "zh")) === "public",
  );
}

it("every public address is among the targets", () => {
  const paths = publicPaths();
  expect(paths.length).toBeGreaterThan(30);
  const matches = (path: string) => {
    const shape = new RegExp(
      `^${path
        .replaceAll(".", "\\.")
        .replaceAll(/:\w+/g, "[^/]+")
        .replaceAll("*", ".+")}$`,
    );
    return publicTargets.some((target) => shape.test(target.path));
  };
  expect(paths.filter((path) => !matches(path))).toEqual([]);
});
