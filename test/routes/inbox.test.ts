import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "vitest";
import {
  formatTrackingCode,
  newSubmissionToken,
  trackingCodeFromToken,
} from "#app/crypto/tracking-code";
import type { Language } from "#app/content/words";
import { toBase64Url } from "#app/crypto/encoding";
import { parseRecipient } from "#app/crypto/identity";
import { sealFileStream } from "#app/crypto/sealed-file";
import { checkProof } from "#app/crypto/tlog/check-proof";
import { handleInbox } from "#app/routes/inbox/handle-inbox.server";
import type { InboxPage, OpenPage } from "#app/components/inbox/inbox-view";
import { proofSlots } from "#app/components/inbox/proof-slots";
import { paddingOf } from "#app/routes/inbox/page-size.server";
import { action as saveFile } from "#app/routes/inbox/saved-file";
import { action as openAction } from "#app/routes/tip/inbox";
import { action as beginningsAction } from "#app/routes/tip/inbox-beginnings";
import { action as claimAction } from "#app/routes/tip/inbox-claim";
import { action as declineAction } from "#app/routes/tip/inbox-decline";
import { action as fileAction } from "#app/routes/tip/inbox-file";
import { action as filesAction } from "#app/routes/tip/inbox-files";
import { action as proofAction } from "#app/routes/tip/inbox-proof";
import { action as messageAction } from "#app/routes/tip/inbox-message";
import { action as strikeOutAction } from "#app/routes/tip/inbox-strike-out";
import { action as takeBackAction } from "#app/routes/tip/inbox-take-back";
import { openLead } from "#app/services/lead/open-lead.server";
import { hashForLog } from "#app/services/log/append-log.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { newRandomId } from "#app/services/new-id.server";
import { storedDay } from "#app/services/stored-day";
import { stageFile } from "#app/services/tip/stage-file.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { notifiedReward, sendTip } from "#test/factories/play";
import { multipart, rawMultipart, type FormFile } from "./form-visitor";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

type Fields = Readonly<Record<string, string>>;

const post = (request: Request, language: Language = "zh-CN") =>
  handleInbox({ deps: world.deps, language, request, form: null });
const send = (fields: Fields, files: readonly FormFile[] = []) =>
  post(multipart(fields, files));
const codesOf = (page: InboxPage) =>
  page.errors.map(({ field, code }) => `${field} ${code}`);

/** Well formed, and nothing lies under it. */
const unknownCode = () => trackingCodeFromToken(newSubmissionToken());

async function open(code: string): Promise<OpenPage> {
  const { page, status } = await send({ go: "open", code });
  expect([status, codesOf(page)]).toEqual([200, []]);
  return opened(page);
}
function opened(page: InboxPage): OpenPage {
  if (page.view !== "OPEN")
    throw new Error(`${page.view} ${codesOf(page).join()}`);
  return page;
}
const carried = ({ ticket, once }: OpenPage) => ({ ticket, once });

describe("code entry", () => {
  test("a code is taken as people write it, and never comes back", async () => {
    const { trackingCode } = await sendTip(world);
    for (const typed of [
      trackingCode,
      formatTrackingCode(trackingCode),
      formatTrackingCode(trackingCode).replaceAll(" ", "－"),
      trackingCode.replace(/\d/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      ),
    ]) {
      const page = await open(typed);
      expect(JSON.stringify(page)).not.toContain(trackingCode);
      expect(page.inbox.timeline.map(({ code }) => code)).toEqual(["RECEIVED"]);
    }
  });

  test("mistyped is told from unknown; unknown has the status of a known one", async () => {
    const { trackingCode } = await sendTip(world);
    const swapped = trackingCode.replace(
      /^(\d)(\d)/,
      (_both, a: string, b: string) =>
        a === b ? `${(Number(a) + 1) % 10}${b}` : `${b}${a}`,
    );
    for (const [code, status, error] of [
      ["", 400, "TRACKING_CODE_MISSING"],
      ["1234", 400, "TRACKING_CODE_LENGTH"],
      [trackingCode.slice(1), 400, "TRACKING_CODE_LENGTH"],
      ["x".repeat(10_000), 400, "TRACKING_CODE_LENGTH"],
      [swapped, 400, "TRACKING_CODE_MISTYPED"],
      [`${trackingCode.slice(0, 20)}abcd`, 400, "TRACKING_CODE_MISTYPED"],
      [unknownCode(), 200, "INBOX_UNKNOWN"],
    ] as const) {
      const answer = await send({ go: "open", code });
      expect([answer.status, codesOf(answer.page)], code).toEqual([
        status,
        [`code ${error}`],
      ]);
      if (code) expect(JSON.stringify(answer.page)).not.toContain(code);
    }
  });

  test("an unknown code, a new inbox and one with messages are of one size", async () => {
    const { renderToString } = await import("react-dom/server");
    const { createElement } = await import("react");
    const { InboxContent } =
      await import("#app/components/inbox/inbox-content");
    const { trackingCode } = await sendTip(world);
    const unknown = await send({
      go: "open",
      code: unknownCode(),
    });
    const fresh = await open(trackingCode);
    const { page: busy } = await send({
      ...carried(fresh),
      go: "message",
      message: "消息 <&>\n".repeat(50),
    });
    for (const language of ["zh-CN", "en"] as const) {
      const sizes = [unknown.page, fresh, busy].map((page) => {
        const padding = paddingOf(language, page);
        const body = renderToString(
          createElement(InboxContent, {
            ...{ language, page, padding },
            slots: proofSlots(language, page),
          }),
        );
        return Buffer.byteLength(body);
      });
      // titles differ by a few bytes and are counted in the padding
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(100);
      expect(sizes[0]).toBeGreaterThan(32_000);
    }
  });
});

test("the entry page as the server draws it says, before the code is typed, that the server derives the keys", async () => {
  const { renderToString } = await import("react-dom/server");
  const { createElement } = await import("react");
  const { InboxContent } = await import("#app/components/inbox/inbox-content");
  const { page } = await send({ go: "close" });
  const drawn = (inBrowser: boolean) =>
    renderToString(
      createElement(InboxContent, {
        language: "zh-CN",
        page: { ...page, inBrowser },
        padding: 0,
      }),
    );
  const said = "由服务器在内存里算出密钥";
  expect(drawn(false).split('name="code"')[0]).toContain(said);
  expect(drawn(true)).not.toContain(said);
  expect(drawn(true).split('name="code"')[0]).toContain("不会发给服务器");
});

describe("ticket", () => {
  test("is good for fifteen minutes from the last click; what was typed survives it", async () => {
    const { trackingCode } = await sendTip(world);
    let page = await open(trackingCode);
    world.clock.passSeconds(14 * 60);
    page = opened((await send({ ...carried(page), go: "refresh" })).page);
    world.clock.passSeconds(14 * 60);
    page = opened((await send({ ...carried(page), go: "refresh" })).page);
    world.clock.passSeconds(15 * 60);
    const { page: locked, status } = await send({
      ...carried(page),
      go: "message",
      message: "写了一半的话",
      account: "6222",
    });
    expect([status, locked.view, codesOf(locked)]).toEqual([
      410,
      "ENTRY",
      ["null TICKET_EXPIRED"],
    ]);
    expect(locked.typed).toMatchObject({
      message: "写了一半的话",
      account: "6222",
    });
    const again = await send({
      go: "open",
      code: trackingCode,
      message: "写了一半的话",
    });
    expect(opened(again.page).typed.message).toBe("写了一半的话");
    expect(opened(again.page).inbox.messages).toEqual([]);
  });

  test("a made-up one, one of the report form and none open nothing", async () => {
    for (const ticket of ["", "AAAA", "x".repeat(2_000)]) {
      const { page, status } = await send({ go: "refresh", ticket });
      expect([status, page.view, codesOf(page)]).toEqual([
        400,
        "ENTRY",
        ["null TICKET_INVALID"],
      ]);
    }
  });

  test("closing forgets everything typed", async () => {
    const { trackingCode } = await sendTip(world);
    const page = await open(trackingCode);
    const { page: closed } = await send({
      ...carried(page),
      go: "close",
      message: "别留下",
    });
    expect(closed).toMatchObject({
      view: "ENTRY",
      closed: true,
      typed: { message: "" },
    });
  });
});

describe("messages and files", () => {
  let page: OpenPage;
  let pageCode: string;
  let pageLead: string;
  beforeEach(async () => {
    const { trackingCode, leadId } = await sendTip(world);
    pageCode = trackingCode;
    pageLead = leadId;
    page = await open(trackingCode);
  });

  test("a message is sent once, however often it is pressed; a changed one is another", async () => {
    const fields = {
      ...carried(page),
      go: "message",
      message: " 您好\r\n第二行 ",
    };
    await Promise.all([send(fields), send(fields)]);
    const { page: after } = await send(fields);
    expect(opened(after).inbox.messages).toEqual([
      {
        id: expect.any(String) as string,
        side: "TIPSTER",
        day: world.clock.today(),
        text: "您好\n第二行",
        canTakeBack: true,
      },
    ]);
    expect(opened(after).typed.message).toBe("");
    const { page: changed } = await send({ ...fields, message: "补一句" });
    expect(opened(changed).inbox.messages.map(({ text }) => text)).toEqual([
      "您好\n第二行",
      "补一句",
    ]);
  });

  test.each([
    ["MESSAGE_MISSING", ""],
    ["MESSAGE_MISSING", " \n "],
    ["TEXT_TOO_LONG", "x".repeat(5_001)],
    ["TEXT_HAS_CONTROL_CHARACTERS", "a\u0000b"],
    ["TEXT_NOT_READABLE", "a\ufffdb"],
  ])("%s: the message stays in the page", async (code, message) => {
    const { page: refused, status } = await send({
      ...carried(page),
      go: "message",
      message,
      payeeName: "张三",
    });
    expect([status, codesOf(refused)]).toEqual([400, [`message ${code}`]]);
    expect(refused.typed).toMatchObject({
      message: message.replace("\u0000", ""),
      payeeName: "张三",
    });
    expect(opened(refused).inbox.messages).toEqual([]);
  });

  test("files come with any button, twice the same count once, wrong ones are named", async () => {
    const files = [
      { name: "费用.txt", bytes: "1" },
      { name: "empty.txt", bytes: "" },
    ];
    const first = await send(
      { ...carried(page), go: "message", message: "附上" },
      files,
    );
    expect([first.status, codesOf(first.page)]).toEqual([
      400,
      ["file FILE_EMPTY"],
    ]);
    expect(opened(first.page).done).toMatchObject([
      { kind: "SENT" },
      { kind: "FILES", count: 1, alreadyThere: [] },
    ]);
    const second = await send({ ...carried(page), go: "files" }, [files[0]!]);
    const otherPage = await send(
      { ...carried(opened(second.page)), go: "files" },
      [{ name: "费用.txt", bytes: "2" }],
    );
    expect(opened(otherPage.page).done).toMatchObject([
      { kind: "FILES", count: 1, alreadyThere: [] },
    ]);
    expect(opened(otherPage.page).inbox.files.map(({ name }) => name)).toEqual([
      "费用.txt",
      "费用.txt",
    ]);
    expect(opened(second.page).done).toMatchObject([
      { kind: "FILES", count: 0, alreadyThere: ["费用.txt"] },
    ]);
    expect(opened(second.page).inbox.files.map(({ name }) => name)).toEqual([
      "费用.txt",
    ]);
    // no sealed list of the tip names them: the log does, by what lies in the store
    const entries = await world.db.logEntry.findMany({
      where: { leadId: pageLead, kind: "TIPSTER_FILES_ADDED" },
      orderBy: { place: "asc" },
    });
    const stored = await world.db.sealedFile.findMany({
      where: { tip: { leadId: pageLead } },
      orderBy: { position: "asc" },
    });
    const said = entries.map(
      ({ entry }) =>
        JSON.parse(entry) as {
          schemaVersion: number;
          data: { files: number; fileHashes: string[] };
        },
    );
    expect(said.map(({ schemaVersion }) => schemaVersion)).toEqual([2, 2]);
    expect(said.map(({ data }) => data)).toEqual(
      await Promise.all(
        stored.map(async ({ storageKey }) => ({
          files: 1,
          fileHashes: [
            hashForLog(
              new Uint8Array(
                await new Response(
                  await world.deps.storage.get(storageKey),
                ).arrayBuffer(),
              ),
            ),
          ],
        })),
      ),
    );
    const none = await send({ ...carried(page), go: "files" });
    expect([none.status, codesOf(none.page)]).toEqual([
      400,
      ["file FILES_MISSING"],
    ]);
  });

  test("what does not open is shown as such and locks nobody out", async () => {
    await send({ ...carried(page), go: "message", message: "第一条" }, [
      { name: "好.txt", bytes: "1" },
      { name: "坏.txt", bytes: "2" },
    ]);
    const { id: tipId } = await world.db.tip.findUniqueOrThrow({
      where: { leadId: pageLead },
      select: { id: true },
    });
    await world.db.message.create({
      data: {
        id: newRandomId(),
        tipId,
        side: "STAFF",
        body: new Uint8Array(200).fill(1),
        day: new Date("2026-03-02"),
      },
    });
    const files = await world.db.sealedFile.findMany({
      where: { tipId },
      orderBy: { position: "asc" },
    });
    world.storage.objects.set(files[1]!.storageKey, new Uint8Array(300));
    const { page: after, status } = await send({
      ...carried(page),
      go: "refresh",
    });
    expect(status).toBe(200);
    expect(opened(after).inbox.messages.map(({ text }) => text)).toEqual([
      "第一条",
      null,
    ]);
    expect(opened(after).inbox.files.map(({ name }) => name)).toEqual([
      "好.txt",
      "",
    ]);
    const { renderToString } = await import("react-dom/server");
    const { createElement } = await import("react");
    const { InboxContent } =
      await import("#app/components/inbox/inbox-content");
    expect(
      renderToString(
        createElement(InboxContent, {
          language: "zh-CN",
          page: after,
          padding: 0,
        }),
      ),
    ).toContain("这条消息打不开");
  });

  test("fifty messages a day, and a clear word after that; the same one again is none", async () => {
    const { id: tipId } = await world.db.tip.findUniqueOrThrow({
      where: { leadId: pageLead },
      select: { id: true },
    });
    await world.db.message.createMany({
      data: Array.from({ length: 49 }, () => ({
        id: newRandomId(),
        tipId,
        side: "TIPSTER",
        body: new Uint8Array(200).fill(1),
        day: new Date(world.clock.today()),
        onceHash: new Uint8Array(newSubmissionToken()),
      })),
    });
    const last = { ...carried(page), go: "message", message: "第五十条" };
    expect((await send(last)).status).toBe(200);
    const more = { ...carried(page), go: "message", message: "又一条" };
    const { page: full, status } = await send(more);
    expect([status, codesOf(full)]).toEqual([429, ["null TOO_MANY_MESSAGES"]]);
    expect(full.typed.message).toBe("又一条");
    const again = await send(last);
    expect(again.status).toBe(200);
    world.clock.passDays(1);
    const { page: tomorrow } = await send({
      go: "open",
      code: pageCode,
    });
    const { page: after } = await send({
      ...carried(opened(tomorrow)),
      go: "message",
      message: "又一条",
    });
    expect(opened(after).inbox.messages).toHaveLength(51);
  });

  test("four inboxes are read at once, forty wait, the next is told to come again", async () => {
    await send({ ...carried(page), go: "files" }, [
      { name: "a.txt", bytes: "1" },
    ]);
    let reading = 0;
    let most = 0;
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    let reached = () => {};
    const four = new Promise<void>((done) => (reached = done));
    const storage = Object.assign(Object.create(world.storage) as object, {
      async get(key: string) {
        most = Math.max(most, (reading += 1));
        if (reading === 4) reached();
        await held;
        reading -= 1;
        return world.storage.get(key);
      },
    }) as typeof world.storage;
    const visits = Array.from({ length: 45 }, () =>
      handleInbox({
        deps: { ...world.deps, storage },
        language: "zh-CN",
        request: multipart({ ...carried(page), go: "refresh" }),
        form: null,
      }),
    );
    const refused = await Promise.race(visits);
    await four;
    release();
    expect([refused.status, codesOf(refused.page)]).toEqual([
      429,
      ["null BUSY"],
    ]);
    const answers = await Promise.all(visits);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(most).toBe(4);
  });

  test("a file under a stale ticket is not stored and the page says why", async () => {
    const stored = world.storage.objects.size;
    const { page: locked } = await send({ ticket: "AAAA", go: "files" }, [
      { name: "a.txt", bytes: "1" },
    ]);
    expect(codesOf(locked)).toEqual(["null TICKET_INVALID"]);
    expect(world.storage.objects.size).toBe(stored);
  });

  test("a body cut off is told as such", async () => {
    await expect(
      post(
        rawMultipart(
          '--xyz\r\nContent-Disposition: form-data; name="go"\r\n\r\nmess',
        ),
      ),
    ).rejects.toMatchObject({ code: "BODY_INCOMPLETE" });
  });
});

describe("reward", () => {
  const payee = {
    payeeName: "张三",
    idNumber: "11010519491231002X",
    bank: "某银行某支行",
    account: "6222021234567890",
    accountAgain: "6222 0212 3456 7890",
  };

  test("claim: faults are told and kept, then it is claimed once", async () => {
    const { trackingCode } = await notifiedReward(world);
    const page = await open(trackingCode);
    expect(page.inbox.reward).toMatchObject({ state: "READY", fen: 432_716 });
    const wrong = await send({
      ...carried(page),
      ...payee,
      go: "claim",
      accountAgain: "6222021234567891",
    });
    expect([wrong.status, codesOf(wrong.page)]).toEqual([
      400,
      ["accountAgain PAYEE_ACCOUNTS_DIFFER"],
    ]);
    expect(wrong.page.typed).toMatchObject({ bank: payee.bank });
    const good = await send({ ...carried(page), ...payee, go: "claim" });
    expect(opened(good.page)).toMatchObject({
      done: [{ kind: "CLAIMED" }],
      typed: { account: "" },
      inbox: { reward: { state: "CLAIMED" } },
    });
    const again = await send({ ...carried(page), ...payee, go: "claim" });
    expect(codesOf(again.page)).toEqual(["null ALREADY_CLAIMED"]);
    expect(await world.db.claim.count()).toBe(1);
  });

  test("declining needs the tick", async () => {
    const { trackingCode } = await notifiedReward(world);
    const page = await open(trackingCode);
    const unsure = await send({ ...carried(page), go: "decline" });
    expect([unsure.status, codesOf(unsure.page)]).toEqual([
      400,
      ["confirm DECLINE_NOT_CONFIRMED"],
    ]);
    const sure = await send({
      ...carried(page),
      go: "decline",
      confirm: "yes",
    });
    expect(opened(sure.page).inbox.reward?.state).toBe("DECLINED");
    const late = await send({ ...carried(page), ...payee, go: "claim" });
    expect(codesOf(late.page)).toEqual(["null NOT_IN_THIS_STATE"]);
  });

  test("an inbox without a reward cannot claim one", async () => {
    const { trackingCode } = await sendTip(world);
    const page = await open(trackingCode);
    const { page: refused } = await send({
      ...carried(page),
      ...payee,
      go: "claim",
    });
    expect(codesOf(refused)).toEqual(["null NOT_IN_THIS_STATE"]);
  });
});

describe("abilities without a script", () => {
  test("a message is taken back; once the office has it, that is told", async () => {
    const { trackingCode, leadId } = await sendTip(world);
    const page = await open(trackingCode);
    const { page: sent } = await send({
      ...carried(page),
      go: "message",
      message: "写错了",
    });
    const { id } = opened(sent).inbox.messages[0]!;
    const fields = { ...carried(opened(sent)), go: `take-back:${id}` };
    const { page: after } = await send({ ...fields, message: "另一条" });
    expect(opened(after).done).toEqual([{ kind: "TAKEN_BACK" }]);
    expect(opened(after).inbox.messages).toEqual([]);
    expect(opened(after).typed.message).toBe("另一条");
    expect(codesOf((await send(fields)).page)).toEqual(["null NOT_FOUND"]);
    const { page: second } = await send({
      ...carried(opened(after)),
      go: "message",
      message: "说清楚",
    });
    await openLead(world.deps, world.actor("jn-intake-1"), { leadId });
    const late = await send({
      ...carried(opened(second)),
      go: `take-back:${opened(second).inbox.messages[0]!.id}`,
    });
    expect([late.status, codesOf(late.page)]).toEqual([
      409,
      ["null MESSAGE_ALREADY_READ"],
    ]);
  });

  test("an office is struck out after the tick, and the page says who can read now", async () => {
    const { trackingCode } = await sendTip(world);
    const page = await open(trackingCode);
    const fields = {
      ...carried(page),
      go: `strike-out:${world.officeId("JN")}`,
    };
    const unsure = await send(fields);
    expect([unsure.status, codesOf(unsure.page)]).toEqual([
      400,
      ["confirmStrikeOut STRIKE_OUT_NOT_CONFIRMED"],
    ]);
    const sure = await send({ ...fields, confirmStrikeOut: "yes" });
    expect(opened(sure.page).done).toEqual([{ kind: "STRUCK_OUT" }]);
    expect(opened(sure.page).inbox.access).toMatchObject({
      offices: [{ nameEn: "NAT" }],
      struckOut: [{ nameEn: "JN" }],
    });
    const again = await send({ ...fields, confirmStrikeOut: "yes" });
    expect(codesOf(again.page)).toEqual(["null NO_OFFICE_ABOVE"]);
  });

  test("a file from the office is saved under its name, one's own is not, and a stale ticket is a sentence", async () => {
    const { trackingCode, tipId } = await sendTip(world);
    const page = await open(trackingCode);
    await send({ ...carried(page), go: "files" }, [
      { name: "自己的.txt", bytes: "1" },
    ]);
    const tip = await world.db.tip.findUniqueOrThrow({ where: { id: tipId } });
    const sealed = await sealFileStream(
      new Blob(["告知内容"]).stream(),
      { name: "告知\u202e书/1.txt", type: "text/html" },
      [parseRecipient(tip.threadRecipient)],
    );
    await world.storage.put("from-the-office", sealed.stream);
    const fileId = newRandomId();
    await world.db.sealedFile.create({
      data: {
        id: fileId,
        tipId,
        storageKey: "from-the-office",
        sealedBytes: 10,
        side: "STAFF",
        receivedDay: new Date("2026-03-02"),
      },
    });
    const save = (fields: Record<string, string>) =>
      saveFile({
        request: new Request("https://example.invalid/zh/inbox/file", {
          method: "POST",
          body: new URLSearchParams(fields),
        }),
        context: { deps: world.deps } as never,
        params: { lang: "zh" },
      });
    const { ticket } = page;
    const saved = await save({ ticket, go: `file:${fileId}` });
    expect(saved.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(saved.headers.get("Content-Disposition")).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent("告知_书_1.txt")}`,
    );
    expect(await saved.text()).toBe("告知内容");
    const own = (await open(trackingCode)).inbox.files.find(
      ({ side }) => side === "TIPSTER",
    )!;
    for (const [fields, status] of [
      [{ ticket, go: `file:${own.id}` }, 404],
      [{ ticket, go: "file:x" }, 404],
      [{ ticket: "AAAA", go: `file:${fileId}` }, 400],
    ] as const) {
      const refused = await save(fields);
      expect(refused.status).toBe(status);
      expect(refused.headers.get("Content-Type")).toContain("text/plain");
      expect(await refused.text()).toMatch(/。\n$/);
    }
  });
});

describe("proof without a script", () => {
  test("the server reads and checks it, says so, and saves it on wish", async () => {
    const { trackingCode } = await sendTip(world);
    await sequenceLog(world.deps, { force: true });
    const page = await open(trackingCode);
    expect(page.proof).toMatchObject({
      state: "READ",
      by: "SERVER",
      report: { ok: true, entries: [{ kind: "TIP_RECEIVED" }] },
    });
    const { renderToString } = await import("react-dom/server");
    const shown = renderToString(proofSlots("zh-CN", page).proof as never);
    expect(shown).toContain("由服务器核对过");
    const save = (fields: Fields) =>
      saveFile({
        request: new Request("https://example.invalid/zh/inbox/file", {
          method: "POST",
          body: new URLSearchParams(fields),
        }),
        context: { deps: world.deps } as never,
        params: { lang: "zh" },
      });
    const saved = await save({ ticket: page.ticket, go: "proof" });
    expect(saved.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(saved.headers.get("Content-Disposition")).toContain(
      `yanlu-proof-${world.clock.today()}.json`,
    );
    expect(checkProof(await saved.text())).toMatchObject({
      ok: true,
      entries: [{ kind: "TIP_RECEIVED", state: "PROVEN" }],
    });
    const stale = await save({ ticket: "AAAA", go: "proof" });
    expect(stale.status).toBe(400);
    expect(stale.headers.get("Content-Type")).toContain("text/plain");
  });

  test("a deadline that passed can be shown to others, and only once the log shows it", async () => {
    const { trackingCode, leadId } = await sendTip(world);
    const { acceptDueDay } = await world.db.lead.findUniqueOrThrow({
      where: { id: leadId },
    });
    const { renderToString } = await import("react-dom/server");
    const panel = async () => {
      const slots = proofSlots("zh-CN", await open(trackingCode));
      return renderToString(slots.neglect as never);
    };
    expect(await panel()).toBe("");
    world.clock.goTo(storedDay(acceptDueDay));
    world.clock.passDays(1);
    expect(await panel()).toContain("请明天再来看");
    expect(await panel()).not.toContain('value="proof"');
    await sequenceLog(world.deps, { force: true });
    expect(await panel()).toContain('value="proof"');
    expect(await panel()).toContain("它证明");
  });
});

describe("what the program asks", () => {
  const ask = (
    action: (args: never) => Promise<Response>,
    body: unknown,
  ): Promise<Response> =>
    action({
      request: new Request("https://example.invalid/tip/inbox", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
      context: { deps: world.deps },
      params: {},
    } as never);
  const unknownId = "A".repeat(22);

  test("files that the program hands over are in the log by the hashes of what was sealed, each once", async () => {
    const { seeds, tipId, leadId } = await sendTip(world);
    const inboxId = toBase64Url(seeds.inboxId);
    const { threadRecipient } = await world.db.tip.findUniqueOrThrow({
      where: { id: tipId },
    });
    const files = await Promise.all(
      ["1", "2"].map(async (text) => {
        const { storageKey, sealedBytes, sealedHash } = await stageFile(
          world.deps,
          {
            stream: new Blob([text]).stream(),
            name: `${text}.txt`,
            type: "text/plain",
            threadRecipient: parseRecipient(threadRecipient),
          },
        );
        const uploadId = newRandomId();
        await world.db.upload.create({
          data: {
            id: uploadId,
            storageKey,
            sealedBytes,
            offset: sealedBytes,
            startedDay: new Date(0),
          },
        });
        return { uploadId, sealedHash };
      }),
    );
    const twice = await ask(filesAction, {
      inboxId,
      files: [files[0], files[0]],
    });
    expect(twice.status).toBe(400);
    const answer = await ask(filesAction, { inboxId, files });
    expect(await answer.json()).toMatchObject({ ok: true, added: 2 });
    const { entry } = await world.db.logEntry.findFirstOrThrow({
      where: { leadId, kind: "TIPSTER_FILES_ADDED" },
    });
    expect(JSON.parse(entry)).toMatchObject({
      schemaVersion: 2,
      data: {
        files: 2,
        fileHashes: files.map(({ sealedHash }) => sealedHash),
      },
    });
  });

  test("an unknown inbox, a new one and one with a long message differ in nothing that shows outside; long ones double", async () => {
    const { trackingCode, seeds } = await sendTip(world);
    const inboxId = toBase64Url(seeds.inboxId);
    const size = async (id: string) => {
      const answer = await ask(openAction, { inboxId: id });
      const text = await answer.text();
      expect(Number(answer.headers.get("Content-Length"))).toBe(
        Buffer.byteLength(text),
      );
      return [answer.status, Buffer.byteLength(text)];
    };
    const smallest = [200, 64 * 1024];
    expect(await size(unknownId)).toEqual(smallest);
    expect(await size(inboxId)).toEqual(smallest);
    const page = await open(trackingCode);
    for (const round of ["一", "二", "三"])
      await send({
        ...carried(page),
        go: "message",
        message: round.repeat(4_000),
      });
    expect(await size(inboxId)).toEqual([200, 128 * 1024]);
    const proofs = await Promise.all(
      [inboxId, unknownId].map(async (id) => {
        const answer = await ask(proofAction, { inboxId: id });
        const text = await answer.text();
        return {
          shows: [
            answer.status,
            Buffer.byteLength(text),
            [...answer.headers].map(([name]) => name).sort(),
          ],
          proof: (JSON.parse(text) as { proof: { entries: [] } | null }).proof,
        };
      }),
    );
    expect(proofs[0]!.shows).toEqual(proofs[1]!.shows);
    expect(proofs[0]!.shows.slice(0, 2)).toEqual(smallest);
    // the tip and three messages; nothing of anybody else
    expect(proofs[0]!.proof?.entries).toHaveLength(4);
    expect(proofs[1]!.proof).toBeNull();
    const beginnings = await ask(beginningsAction, {
      inboxId,
      page: 0,
    });
    const none = await ask(beginningsAction, {
      inboxId: unknownId,
      page: 49,
    });
    expect((await beginnings.arrayBuffer()).byteLength).toBe(
      (await none.arrayBuffer()).byteLength,
    );
  });

  test("bad input is refused as such", async () => {
    const { seeds } = await sendTip(world);
    const inboxId = toBase64Url(seeds.inboxId);
    const id = newRandomId();
    const cases: [unknown, unknown, number, string][] = [
      [openAction, "{", 400, "JSON_NOT_READABLE"],
      [openAction, { inboxId: "x" }, 400, "INPUT_INVALID"],
      [openAction, { inboxId, more: 1 }, 400, "INPUT_INVALID"],
      [proofAction, { inboxId: "x" }, 400, "INPUT_INVALID"],
      [proofAction, { inboxId, leadId: id }, 400, "INPUT_INVALID"],
      [
        openAction,
        { inboxId: `${"A".repeat(21)}B` },
        400,
        "ENCODING_NOT_VALID",
      ],
      [openAction, "x".repeat(70_000), 413, "BODY_TOO_LARGE"],
      [beginningsAction, { inboxId, page: 50 }, 400, "INPUT_INVALID"],
      [
        messageAction,
        { inboxId, body: "AAAA", once: unknownId },
        400,
        "SEALED_SIZE_WRONG",
      ],
      [
        messageAction,
        { inboxId: unknownId, body: "AAAA", once: unknownId },
        404,
        "INBOX_UNKNOWN",
      ],
      [takeBackAction, { inboxId, messageId: id }, 404, "NOT_FOUND"],
      [takeBackAction, { inboxId, messageId: "x" }, 400, "INPUT_INVALID"],
      [
        claimAction,
        {
          inboxId,
          claimId: id,
          officeKeyId: id,
          envelope: "AAAA",
          signature: "A".repeat(86),
        },
        400,
        "SEALED_SIZE_WRONG",
      ],
      [
        declineAction,
        { inboxId, signature: "A".repeat(86) },
        409,
        "NOT_IN_THIS_STATE",
      ],
      [
        strikeOutAction,
        {
          inboxId,
          officeId: id,
          toOfficeId: id,
          officeKeyId: id,
          threadWrap: "AAAA",
          identityWrap: null,
        },
        400,
        "SEALED_SIZE_WRONG",
      ],
      [fileAction, { inboxId, fileId: id }, 404, "NOT_FOUND"],
      [
        filesAction,
        { inboxId, files: [{ uploadId: id, sealedHash: "A".repeat(43) }] },
        400,
        "STAGED_FILE_GONE",
      ],
    ];
    for (const [action, body, status, code] of cases) {
      const answer = await ask(action as never, body);
      expect(
        [answer.status, ((await answer.json()) as { code: string }).code],
        JSON.stringify(body).slice(0, 100),
      ).toEqual([status, code]);
    }
  });
});
