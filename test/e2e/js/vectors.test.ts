import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#test/setup/browser";
import vectors from "#test/vectors/sealed-in-browser.json";
import {
  derive,
  open,
  seal,
  type Derived,
  type SealedThings,
  type VectorContents,
  type VectorSeeds,
} from "./vector-program";

/**
 * The same sources, bundled for a browser and run as they are in Node. The frozen half was sealed in Chromium once: when it no
 * longer opens, the format changed; do not make the vectors anew, make the reader read both.
 */
const root = resolve(import.meta.dirname, "../../..");
const seeds: VectorSeeds = vectors.seeds;
const contents: VectorContents = vectors.contents;

let server: Server;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, "vector-program.ts")],
    bundle: true,
    format: "iife",
    globalName: "vectorProgram",
    platform: "browser",
    write: false,
    alias: { "#app": resolve(root, "app") },
    logLevel: "silent",
  });
  const program = outputFiles[0]!.text;
  server = createServer((request, response) => {
    const script = request.url === "/program.js";
    response
      .setHeader("Content-Type", script ? "text/javascript" : "text/html")
      .end(
        script
          ? program
          : '<!doctype html><meta charset="utf-8"><script src="/program.js"></script>',
      );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await launchBrowser();
  page = await browser.newPage();
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Texts go in and out: the types of a call to a page do not unfold JSON values. */
async function callThere<Result>(
  name: "derive" | "seal" | "open",
  ...given: readonly unknown[]
): Promise<Result> {
  const said = await page.evaluate(
    async ([called, texts]) => {
      const { vectorProgram } = globalThis as unknown as {
        vectorProgram: Record<string, (...all: unknown[]) => Promise<unknown>>;
      };
      const all = texts.map((text) => JSON.parse(text) as unknown);
      return JSON.stringify(await vectorProgram[called]!(...all));
    },
    [name, given.map((one) => JSON.stringify(one))] as [string, string[]],
  );
  return JSON.parse(said) as Result;
}
const inChromium = {
  derive: () => callThere<Derived>("derive", seeds),
  seal: () => callThere<SealedThings>("seal", seeds, contents),
  open: (sealed: SealedThings) =>
    callThere<VectorContents>("open", seeds, sealed),
};

test("code and keys are the frozen ones, in Node and in Chromium", async () => {
  expect(await derive(seeds)).toEqual(vectors.derived);
  expect(await inChromium.derive()).toEqual(vectors.derived);
});

test("what Chromium sealed long ago opens in Node and in Chromium", async () => {
  expect(await open(seeds, vectors.sealed)).toEqual(contents);
  expect(await inChromium.open(vectors.sealed)).toEqual(contents);
});

test("what Chromium seals today opens in Node, and the other way round", async () => {
  const there = await inChromium.seal();
  expect(await open(seeds, there)).toEqual(contents);
  const here = await seal(seeds, contents);
  expect(await inChromium.open(here)).toEqual(contents);
  // both make the same lengths
  expect(Object.values(there).map(({ length }) => length)).toEqual(
    Object.values(here).map(({ length }) => length),
  );
});
