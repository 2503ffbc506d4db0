import { createHash } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_UPLOAD_PART_BYTES } from "#app/domain/tip/limits";
import { openFileStream } from "#app/crypto/sealed-file";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { argon2idNative } from "#app/server/argon2.server";
import { openLead } from "#app/server/journey/casework.server";
import { staffClient } from "#app/server/journey/staff-client.server";
import { openBarePage, type BarePage } from "#test/setup/bare-browser";
import {
  startCuttingProxy,
  type CuttingProxy,
} from "#test/setup/cutting-proxy";
import { residentBytes, watchMemory } from "#test/setup/memory";
import { startPortal, type Portal } from "#test/setup/portal";

const MIB = 1024 ** 2;
/** As much as one file may have; `LARGE_FILE_MIB=160` for a quick look. */
const FILE_MIB = Number(process.env.LARGE_FILE_MIB ?? 1024);
const MOST_MB_ABOVE_IDLE = 200;
const CUTS = 3;

let portal: Portal;
let page: BarePage;
let proxy: CuttingProxy;
let folder: string;
let parts: Awaited<ReturnType<typeof buildDeps>>;

beforeAll(async () => {
  [portal, page, folder] = await Promise.all([
    startPortal(),
    openBarePage(),
    mkdtemp(join(tmpdir(), "yanlu-large-")),
  ]);
  proxy = await startCuttingProxy(Number(new URL(portal.origin).port));
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
      ORIGIN: portal.origin,
      PORT: new URL(portal.origin).port,
    }),
  );
});
afterAll(async () => {
  await page?.close();
  await proxy?.close();
  await parts?.close();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Different in every mebibyte, with holes that take no place on the disk. @returns its SHA-256 */
async function makeFile(path: string): Promise<string> {
  const file = await open(path, "w");
  const hash = createHash("sha256");
  const block = Buffer.alloc(MIB);
  for (let number = 0; number < FILE_MIB; number += 1) {
    const mark = createHash("sha512").update(`block ${number}`).digest();
    for (let at = 0; at < 65_536; at += mark.length) mark.copy(block, at);
    await file.write(block, 0, 65_536, number * MIB);
    hash.update(block);
  }
  await file.truncate(FILE_MIB * MIB);
  await file.close();
  return hash.digest("hex");
}

const HEADING = `document.querySelector("h1")?.textContent`;
const chosen = {
  subjectKind: "HOS",
  misconduct: "HOS-06",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
};
const typed = {
  province: "370000",
  area: "370102",
  subjectName: "某医院",
  what: "录像里能看到全部经过。",
  fromYear: "2026",
  fromMonth: "3",
};
/** Fills the page that is shown, and presses a button of its form. */
const fillAndPress = (go: string) => `(() => {
  for (const [name, value] of Object.entries(${JSON.stringify(chosen)})) {
    const choice = document.querySelector(\`[name="\${name}"][value="\${value}"]\`);
    if (choice) choice.checked = true;
  }
  for (const [name, value] of Object.entries(${JSON.stringify(typed)})) {
    const field = document.querySelector(\`[name="\${name}"]\`);
    if (field) field.value = value;
  }
  [...document.querySelectorAll("main button[name=go][value=${go}]")].at(-1).click();
})()`;

async function goTo(page: BarePage, title: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const before = await page.evaluate<string>(HEADING);
    if (before === title) return;
    await page.evaluate(fillAndPress("next"));
    await page.until(`${HEADING} && ${HEADING} !== ${JSON.stringify(before)}`);
  }
  throw new Error(`no page ${title}`);
}

const stateIs = (text: string) =>
  `document.querySelector(".upload-state")?.textContent === ${JSON.stringify(text)}`;
/** Buttons of a file are named "what it does：which file". */
const button = (action: string) =>
  `document.querySelector('main button[aria-label^="${action}："]')`;

async function upload(page: BarePage, path: string): Promise<void> {
  await page.choose("#file", [path]);
  await page.until(`${button("加密并上传")} !== null`);
  await page.evaluate(`${button("加密并上传")}.click()`);
}

const sumOf = async (pids: readonly number[]) =>
  (await Promise.all(pids.map(residentBytes))).reduce(
    (sum, bytes) => sum + bytes,
    0,
  );

describe("a large file", () => {
  it(`of ${FILE_MIB} MiB goes up over a line that breaks three times, in constant memory, and the office opens it`, async () => {
    const path = join(folder, "录像 20260301.bin");
    const expected = await makeFile(path);
    await page.goTo(`http://localhost:${proxy.port}/zh/report`);
    await goTo(page, "有没有材料可以一起交？");
    // idle begins with the worker and all its parts
    const small = join(folder, "a.txt");
    await writeFile(small, "一");
    await upload(page, small);
    await page.until(stateIs("已加密上传"));
    await page.evaluate(`${button("移除")}.click()`);

    const processes = await page.processes();
    const watched = {
      renderer: processes.filter(({ type }) => type === "renderer"),
      browser: processes,
      web: [{ pid: portal.webPid }],
    };
    const names = ["renderer", "browser", "web"] as const;
    const idle: number[] = [];
    for (const name of names)
      idle.push(await sumOf(watched[name].map(({ pid }) => pid)));
    const watching = names.map((name) =>
      watchMemory(watched[name].map(({ pid }) => pid)),
    );

    const sealed = sealedFileBytes(FILE_MIB * MIB);
    const before = proxy.sent();
    const began = Date.now();
    await upload(page, path);
    for (let cut = 1; cut <= CUTS; cut += 1) {
      await until(() => proxy.sent() - before > (sealed * cut) / (CUTS + 1));
      proxy.setDown(true);
      // a short break is taken up unseen, a long one is said
      if (cut === CUTS)
        await page.until(stateIs("网络断了，恢复后会自己接着传"));
      else await new Promise((done) => setTimeout(done, 700));
      proxy.setDown(false);
    }
    await page.until(stateIs("已加密上传"), 900_000);
    const seconds = (Date.now() - began) / 1_000;
    const above: Record<string, number> = {};
    for (const [index, name] of names.entries())
      above[name] = Math.round(
        ((await watching[index]!.stop()) - idle[index]!) / 1e6,
      );
    const sent = proxy.sent() - before;
    process.stdout.write(
      `large file: ${FILE_MIB} MiB in ${seconds.toFixed(1)} s, ${(sent / sealed).toFixed(3)} of its sealed bytes sent; MB above idle: ${JSON.stringify(above)}\n`,
    );
    for (const name of names)
      expect(above[name], name).toBeLessThan(MOST_MB_ABOVE_IDLE);
    // each cut costs at most the part that was on the line
    expect(sent).toBeLessThan(sealed + (CUTS + 1) * MOST_UPLOAD_PART_BYTES);

    await goTo(page, "核对后发送");
    await page.evaluate(fillAndPress("send"));
    await page.until(`document.querySelector(".code") !== null`, 60_000);

    const file = await parts.deps.db.sealedFile.findFirstOrThrow({
      where: { sealedBytes: BigInt(sealed) },
      include: { tip: { include: { lead: true } } },
    });
    const client = staffClient({
      baseUrl: portal.origin,
      argon2id: argon2idNative,
      loginName: "jn-lx-intake",
    });
    const { thread, body } = await openLead(client, file.tip.lead.id);
    const stored = () => parts.deps.storage.get(file.storageKey);
    expect(body.files).toEqual([
      {
        sealedHash: await hashOf((await stored())!, "base64url"),
        variant: "UNKNOWN",
      },
    ]);
    const opened = await openFileStream((await stored())!, thread);
    expect(opened.name).toBe("录像 20260301.bin");
    expect(await hashOf(opened.content, "hex")).toBe(expected);
    // no parts are left beside it
    expect(await parts.deps.db.uploadPart.count()).toBe(0);
  }, 1_200_000);
});

async function hashOf(
  stream: ReadableStream<Uint8Array>,
  form: "hex" | "base64url",
): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
    hash.update(chunk);
  return hash.digest(form);
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((next) => setTimeout(next, 10));
}
