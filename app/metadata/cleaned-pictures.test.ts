import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blobOf, markedFile } from "#test/factories/files-with-metadata";
import { launchBrowser } from "#test/setup/browser";
import { unzipSync } from "fflate";
import { clean } from "./metadata";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function cleanedBytes(name: string): Promise<Uint8Array> {
  const { blob } = (await clean(blobOf(markedFile(name))))!;
  return new Uint8Array(await blob.arrayBuffer());
}

it.each([
  // orientation 6 turns 16 x 8 upright
  ["IMG_20260301_1530.JPG", "image/jpeg", [8, 16]],
  ["scan.jpeg", "image/jpeg", [16, 8]],
  ["截图 2026-03-01.png", "image/png", [4, 4]],
  // Chromium does not turn WebP
  ["图.webp", "image/webp", [16, 8]],
])(
  "a browser draws the cleaned %s, the same way up",
  async (name, type, size) => {
    const page = await browser.newPage();
    const drawn = await page.evaluate(
      async ([bytes, mime]) => {
        const blob = new Blob([Uint8Array.from(bytes)], { type: mime });
        const { width, height } = await createImageBitmap(blob);
        return [width, height];
      },
      [[...(await cleanedBytes(name))], type] as const,
    );
    expect(drawn).toEqual(size);
    await page.close();
  },
);

it.each(["张三的说明.docx", "费用清单.xlsx", "汇报.pptx"])(
  "every rewritten part of the cleaned %s is well-formed XML",
  async (name) => {
    const parts = Object.entries(unzipSync(await cleanedBytes(name)))
      .filter(([part]) => /\.(xml|rels)$/.test(part))
      .map(
        ([part, content]) => [part, new TextDecoder().decode(content)] as const,
      );
    expect(parts.length).toBeGreaterThan(5);
    const page = await browser.newPage();
    const broken = await page.evaluate(
      (all) =>
        all
          .filter(([, text]) => {
            // the samples name no namespaces; a prefix is not what is looked at here
            const plain = text.replace(/(<\/?|\s)[\w]+:(?=\w)/g, "$1");
            return new DOMParser()
              .parseFromString(plain, "application/xml")
              .querySelector("parsererror");
          })
          .map(([part]) => part),
      parts,
    );
    expect(broken).toEqual([]);
    await page.close();
  },
);
