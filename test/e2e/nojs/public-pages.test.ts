import type { Browser, Page, Request, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/setup/browser";
import { accessibilityFaults } from "#test/setup/accessibility";
import { startPortal, type Portal } from "#test/setup/portal";

const PAGES = [
  "",
  "/what",
  "/rewards",
  "/protection",
  "/proof",
  "/figures",
  "/report",
  "/inbox",
];
const WITH_PROGRAM: readonly string[] = ["/report", "/inbox", "/proof"];

describe("public pages", () => {
  let portal: Portal;
  let browser: Browser;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  });

  async function visit(
    path: string,
    look: (
      page: Page,
      seen: { requests: Request[]; responses: Response[] },
    ) => Promise<void>,
    javaScriptEnabled = true,
  ) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const seen = { requests: [] as Request[], responses: [] as Response[] };
    page.on("request", (request) => seen.requests.push(request));
    page.on("response", (response) => seen.responses.push(response));
    try {
      await page.goto(`${portal.origin}${path}`, { waitUntil: "networkidle" });
      await look(page, seen);
      expect(await context.cookies()).toEqual([]);
    } finally {
      await context.close();
    }
  }

  for (const language of ["zh", "en"])
    for (const path of PAGES)
      it(`/${language}${path}: no foreign request, no script but its own program, no cookie, no storage, no fault for screen readers`, async () => {
        await visit(
          `/${language}${path}`,
          async (page, { requests, responses }) => {
            expect(
              requests
                .filter(
                  (request) => !request.url().startsWith(`${portal.origin}/`),
                )
                .map((request) => request.url()),
            ).toEqual([]);
            // report, inbox and proof have one program of ours; no other page has any
            const scripts = requests
              .filter((request) => request.resourceType() === "script")
              .map((request) => new URL(request.url()).pathname);
            const own = WITH_PROGRAM.includes(path)
              ? [new RegExp(`^/assets/${language}-${path.slice(1)}-page-`)]
              : [];
            expect(scripts.filter((url) => url.includes("-page-"))).toEqual(
              own.map((pattern) => expect.stringMatching(pattern) as unknown),
            );
            if (own.length === 0) expect(scripts).toEqual([]);
            for (const response of responses) {
              const headers = await response.allHeaders();
              expect(headers["set-cookie"], response.url()).toBeUndefined();
              expect(headers["etag"], response.url()).toBeUndefined();
              expect(
                headers["server"] ?? headers["x-powered-by"],
                response.url(),
              ).toBeUndefined();
            }
            const document = await responses[0]!.text();
            expect(
              document.replace(
                /<script type="module" src="\/assets\/[\w-]+\.js"><\/script>/,
                "",
              ),
            ).not.toMatch(/<script|\son\w+=|style="|javascript:/i);
            expect(
              await page.evaluate(
                () => localStorage.length + sessionStorage.length,
              ),
            ).toBe(0);
            expect(await page.locator("h1").count()).toBe(1);
            expect(await accessibilityFaults(page)).toEqual([]);
          },
        );
      });

  it("sends the same bytes and headers to every visitor", async () => {
    for (const path of PAGES) {
      const answers = await Promise.all(
        [
          "curl/8",
          "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
        ].map(async (agent) => {
          const response = await fetch(`${portal.origin}/zh${path}`, {
            headers: {
              "User-Agent": agent,
              "Accept-Language": "fr",
              "X-Forwarded-For": "192.0.2.7",
            },
          });
          const headers = Object.fromEntries(
            [...response.headers].filter(([name]) => name !== "date"),
          );
          return { headers, body: await response.text() };
        }),
      );
      expect(answers[0], path).toEqual(answers[1]);
    }
  });

  it("takes a form from its own pages and refuses one that another site sends", async () => {
    const send = async (path: string, site: string) => {
      const response = await fetch(`${portal.origin}/zh${path}`, {
        method: "POST",
        headers: { "Sec-Fetch-Site": site, Origin: "null" },
        body: new URLSearchParams({ page: "start" }),
      });
      return { status: response.status, text: await response.text() };
    };
    expect((await send("/report", "same-origin")).status).toBe(200);
    for (const path of ["/report", "/inbox"]) {
      const { status, text } = await send(path, "cross-site");
      expect(status, path).toBe(403);
      expect(text, path).toContain('data-error-code="FOREIGN_FORM"');
    }
  });

  it("keeps no access log", async () => {
    const before = portal.output();
    await fetch(`${portal.origin}/zh/protection?mark=seen-in-a-log`);
    await fetch(`${portal.origin}/zh/no-such-page-mark`);
    await new Promise((done) => setTimeout(done, 200));
    expect(portal.output().slice(before.length)).not.toContain("mark");
  });
});
