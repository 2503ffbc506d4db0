import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { RouteConfigEntry } from "@remix-run/route-config";
import routes from "#app/routes";
import { startPortal, type Portal } from "#test/setup/portal";

const ID = "6a1f0c6e-52a1-4a5a-9d0c-1f6c2a1b3c4d";

/** Every address of the URL map, with something in the place of each parameter. */
function addresses(): string[] {
  const found = new Set<string>();
  const walk = (entries: readonly RouteConfigEntry[], above: string) => {
    for (const { path, children, index } of entries) {
      const here = path === undefined ? above : `${above}/${path}`;
      if (path !== undefined || index) found.add(here === "" ? "/" : here);
      walk(children ?? [], here);
    }
  };
  walk(routes, "");
  return [...found]
    .map((path) =>
      path
        .replace(":lang", "zh")
        .replaceAll(/:\w+/g, ID)
        .replace("*", "no-such-page"),
    )
    .sort();
}

/** Answered by server.ts itself. */
const beside = [
  "/favicon.svg",
  "/robots.txt",
  "/healthz",
  "/readyz",
  "/metrics",
  "/assets/no-such-file.js",
  "/tip/files",
];

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
  // the worker's first cut
  await vi.waitFor(
    async () =>
      expect((await fetch(`${portal.origin}/log/checkpoint`)).status).toBe(200),
    { timeout: 60_000, interval: 200 },
  );
});
afterAll(() => portal?.stop());

async function headersOf(method: string, path: string): Promise<string> {
  const response = await fetch(`${portal.origin}${path}`, {
    method,
    redirect: "manual",
    ...(method === "POST" && {
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  });
  await response.arrayBuffer();
  const lines = [...response.headers]
    // what HTTP itself adds to each answer
    .filter(
      ([name]) =>
        ![
          "date",
          "connection",
          "keep-alive",
          "content-length",
          "transfer-encoding",
          "content-encoding",
        ].includes(name),
    )
    .map(([name, value]) => `${name}: ${value}`)
    .map((line) => line.replaceAll(/'nonce-[^']+'/g, "'nonce-…'"))
    .map((line) => line.replaceAll(portal.origin, "<origin>"));
  return [`status ${response.status}`, ...lines].join("\n");
}

test("the headers of every route are those that were agreed on", async () => {
  const groups = new Map<string, string[]>();
  for (const method of ["GET", "POST"])
    for (const path of [...addresses(), ...beside]) {
      const headers = await headersOf(method, path);
      groups.set(headers, [
        ...(groups.get(headers) ?? []),
        `${method} ${path}`,
      ]);
    }
  const text = [...groups]
    .map(([headers, where]) => `${where.join("\n")}\n\n${headers}\n`)
    .join(`\n${"-".repeat(40)}\n\n`);
  await expect(text).toMatchFileSnapshot("headers.snapshot.txt");
});

test("no answer anywhere names its software, sets a time of change, or lets another site in", async () => {
  for (const method of ["GET", "POST", "OPTIONS"])
    for (const path of [...addresses(), ...beside]) {
      const response = await fetch(`${portal.origin}${path}`, {
        method,
        redirect: "manual",
        headers: { Origin: "https://elsewhere.example" },
      });
      await response.arrayBuffer();
      const where = `${method} ${path}`;
      for (const name of [
        "server",
        "x-powered-by",
        "etag",
        "last-modified",
        "set-cookie",
      ])
        expect(response.headers.get(name), `${where}: ${name}`).toBeNull();
      // the viewer's own program alone is read from a sandbox, which has no origin
      expect(
        response.headers.get("access-control-allow-origin"),
        where,
      ).toBeNull();
      expect(response.headers.get("content-security-policy"), where).toContain(
        "default-src 'none'",
      );
      expect(response.headers.get("referrer-policy"), where).toBe(
        "no-referrer",
      );
      expect(response.headers.get("x-content-type-options"), where).toBe(
        "nosniff",
      );
    }
});
