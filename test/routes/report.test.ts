import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFileBytes } from "#app/crypto/sealed-file";
import { formPurposes, openBoundForm } from "#app/crypto/bound-form";
import type { AgeRecipient } from "#app/crypto/identity";
import { openIdentity } from "#app/crypto/sealed-identity";
import { unwrapIdentity } from "#app/crypto/key-wrap";
import type { TipAnswers } from "#app/forms/tip/answers";
import { noAnswers, readAnswers, writeAnswers } from "#app/forms/tip/answers";
import { handleReport } from "#app/routes/report/handle-report.server";
import type { ReportView } from "#app/components/report/report-view";
import { makeWorld, type World } from "#test/factories/portal-world";
import { multipart, rawMultipart, type FormFile } from "./form-visitor";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const whole: TipAnswers = {
  ...noAnswers,
  province: "370000",
  area: "370100",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "病床上没有人。",
  reporterKind: "PERSON",
  rewardWanted: "YES",
  nameKind: "ANON_CLAIM",
};

type Fields = Readonly<Record<string, string | readonly string[]>>;

async function post(request: Request) {
  const { data, init } = await handleReport({
    deps: world.deps,
    language: "zh-CN",
    request,
    form: null,
  });
  return { view: data, status: init?.status ?? 200 };
}
const send = (fields: Fields, files: readonly FormFile[] = []) =>
  post(multipart(fields, files));

function carriedBy(view: ReportView) {
  if (view.view === "SENT" || view.carried === null)
    throw new Error(`${view.view} carries nothing`);
  const { answers, token, staged, returnToCheck } = view.carried;
  return {
    answers,
    token,
    ...(staged && { staged }),
    ...(returnToCheck && { return: "check" }),
  };
}
const codesOf = (view: ReportView) =>
  view.view === "SENT"
    ? []
    : view.errors.map(({ field, code }) => `${field} ${code}`);
const tipCount = () => world.db.tip.count();

/** Everything answered, and the token of a page before. */
async function checkPage(answers: TipAnswers = whole) {
  const { view } = await send({
    page: "name-kind",
    answers: writeAnswers(answers),
    go: "next",
    nameKind: answers.nameKind,
  });
  expect(view.view).toBe("CHECK");
  return carriedBy(view);
}

describe("the way through", () => {
  test("every page asks one thing and the code comes at the end", async () => {
    const typed: Record<string, Fields> = {
      start: {},
      province: { province: "370000" },
      place: { area: "370102", place: "南门\n第二行" },
      "subject-kind": { subjectKind: "PHA" },
      "subject-name": { subjectName: "某药店" },
      misconduct: { misconduct: ["PHA-01", "ORG-01"] },
      what: { what: "刷卡换现金。\n“引号” <标签>" },
      when: { fromYear: "2025", fromMonth: "3", whenWords: "" },
      amount: { amount: "１２,５００" },
      evidence: { evidence: ["PHOTO", "CHAT"] },
      "how-known": { reporterKind: "INSIDER", howKnown: "亲眼所见" },
      reward: { rewardWanted: "YES" },
      "name-kind": { nameKind: "REAL" },
      identity: { reporterName: "张三", reporterContact: "信箱" },
    };
    let carried: Fields = {};
    let page = "start";
    const seen: string[] = [];
    while (page !== "check") {
      seen.push(page);
      const files =
        page === "evidence"
          ? [{ name: "聊天记录.txt", bytes: "MARKFILE" }]
          : [];
      const { view, status } = await send(
        { page, ...carried, ...typed[page], go: "next" },
        files,
      );
      expect([status, codesOf(view)], page).toEqual([200, []]);
      carried = carriedBy(view);
      page = view.view === "QUESTION" ? view.page : "check";
    }
    expect(seen).toEqual(Object.keys(typed));

    const { view } = await send({ page: "check", ...carried, go: "send" });
    if (view.view !== "SENT") throw new Error(view.view);
    expect(view.groups.join(" ")).toMatch(/^(\d{4} ){5}\d{4}$/);
    expect(view.firstTime).toBe(true);

    // what the office finds behind the seal
    const tip = await world.db.tip.findFirstOrThrow({
      include: {
        keyWraps: true,
        files: true,
        identity: { include: { keyWraps: true } },
        lead: true,
      },
    });
    expect(tip.lead.officeId).toBe(world.officeId("LX"));
    const office = world.officeKey("LX");
    const thread = await unwrapIdentity(
      tip.keyWraps[0]!.ciphertext,
      office.identity,
    );
    expect(
      await openBoundForm(formPurposes.tip, tip.body, thread),
    ).toMatchObject({
      areaCode: "370102",
      place: "南门\n第二行",
      subjectName: "某药店",
      misconduct: ["PHA-01", "ORG-01"],
      what: "刷卡换现金。\n“引号” <标签>",
      when: { from: "2025-03", to: null, words: "" },
      amountFen: 1_250_000,
      evidence: ["PHOTO", "CHAT"],
      reporterKind: "INSIDER",
      nameKind: "REAL",
    });
    expect(
      await openIdentity(
        {
          recipient: tip.identity!.recipient as AgeRecipient,
          ciphertext: tip.identity!.ciphertext,
          keyWrap: tip.identity!.keyWraps[0]!.ciphertext,
        },
        {
          officeKey: office.identity,
          threadRecipient: tip.threadRecipient as AgeRecipient,
        },
      ),
    ).toMatchObject({ name: "张三", contact: "信箱" });
    const stored = world.storage.objects.get(tip.files[0]!.storageKey)!;
    const file = await openFileBytes(stored, thread);
    expect([file.name, Buffer.from(file.content).toString()]).toEqual([
      "聊天记录.txt",
      "MARKFILE",
    ]);
  });

  test("nothing is stored before the last button", async () => {
    const before = await tipCount();
    await checkPage();
    expect(await tipCount()).toBe(before);
  });
});

describe("double submit", () => {
  test("the same form twice, at the same instant too: one tip, one code", async () => {
    const before = await tipCount();
    const fields = { page: "check", ...(await checkPage()), go: "send" };
    const answers = await Promise.all([send(fields), send(fields)]);
    const later = await send(fields);
    const views = [...answers, later].map(({ view }) => view);
    const sent = views.map((view) => {
      if (view.view !== "SENT") throw new Error(view.view);
      return view;
    });
    expect(new Set(sent.map(({ groups }) => groups.join(""))).size).toBe(1);
    expect(sent.filter(({ firstTime }) => firstTime)).toHaveLength(1);
    expect(await tipCount()).toBe(before + 1);
  });

  test("a second tab that changed something does not make a second tip", async () => {
    const carried = await checkPage();
    const first = await send({ page: "check", ...carried, go: "send" });
    const before = await tipCount();
    const other = await send({
      page: "check",
      ...carried,
      answers: writeAnswers({ ...whole, what: "另一段话" }),
      go: "send",
    });
    expect(other.view).toEqual({ ...first.view, firstTime: false });
    expect(await tipCount()).toBe(before);
  });

  test("without a token nothing is sent; the page comes back with one", async () => {
    const before = await tipCount();
    for (const token of ["", "short", "x".repeat(43) + "!"]) {
      const { view, status } = await send({
        page: "check",
        answers: writeAnswers(whole),
        token,
        go: "send",
      });
      expect([status, view.view, codesOf(view)]).toEqual([
        400,
        "CHECK",
        ["null SUBMISSION_TOKEN_MISSING"],
      ]);
      expect(carriedBy(view).token).toMatch(/^[\w-]{43}$/);
    }
    expect(await tipCount()).toBe(before);
  });
});

describe("bad input", () => {
  test("a text far too long comes back whole, and earlier answers with it", async () => {
    const what = "长".repeat(300_000);
    const { view, status } = await send({
      page: "what",
      answers: writeAnswers({ ...whole, what: "" }),
      what,
      go: "next",
    });
    expect([status, codesOf(view)]).toEqual([400, ["what TEXT_TOO_LONG"]]);
    if (view.view !== "QUESTION") throw new Error(view.view);
    expect(view.answers.what).toBe(what);
    // the next page of the same form is still readable
    const again = await send({
      page: "what",
      ...carriedBy(view),
      what: "短",
      go: "next",
    });
    expect([again.status, again.view.view]).toEqual([200, "QUESTION"]);
    expect(readAnswers(carriedBy(again.view).answers)).toMatchObject({
      what: "短",
      subjectName: "某医院",
    });
  });

  test("bytes that are not UTF-8 are refused at the field", async () => {
    const part = (name: string, value: Buffer) =>
      Buffer.concat([
        Buffer.from(
          `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`,
        ),
        value,
        Buffer.from("\r\n"),
      ]);
    const body = Buffer.concat([
      part("page", Buffer.from("what")),
      part("answers", Buffer.from(writeAnswers(whole))),
      part("what", Buffer.from([0xc4, 0xe3, 0xba, 0xc3])),
      part("go", Buffer.from("next")),
      Buffer.from("--xyz--\r\n"),
    ]);
    const { view, status } = await post(rawMultipart(body));
    expect([status, codesOf(view)]).toEqual([400, ["what TEXT_NOT_READABLE"]]);
  });

  test.each([
    ["deep", "[".repeat(100_000)],
    ["huge", JSON.stringify({ ...whole, what: "x".repeat(1_500_000) })],
    ["strange", '{"__proto__":{"x":1}}'],
    ["broken", writeAnswers(whole).slice(0, 50)],
  ])("%s answers: this page is kept and says so", async (_name, answers) => {
    const { view, status } = await send({
      page: "what",
      answers,
      what: "还在",
      go: "next",
    });
    expect([status, codesOf(view)]).toEqual([400, ["null ANSWERS_DAMAGED"]]);
    expect(view).toMatchObject({
      view: "QUESTION",
      page: "what",
      answers: { what: "还在" },
    });
  });

  test("an unknown page starts with the questions and keeps the answers", async () => {
    const { view } = await send({
      page: "../etc",
      answers: writeAnswers(whole),
      go: "next",
    });
    expect(view).toMatchObject({ view: "QUESTION", page: "province" });
    expect(readAnswers(carriedBy(view).answers).what).toBe(whole.what);
  });

  test("choices that no page offers are refused, never stored", async () => {
    const before = await tipCount();
    const carried = await checkPage();
    for (const change of [
      { subjectKind: "XXX" },
      { misconduct: ["HOS-06", "X"] },
      { area: "320200" },
      { reporterKind: "ADMIN" },
      { nameKind: "ANON" },
      { what: "a\u0000b" },
      { evidence: Array<string>(20).fill("PHOTO").concat("X") },
    ]) {
      const { view, status } = await send({
        page: "check",
        ...carried,
        answers: writeAnswers({ ...whole, ...change }),
        go: "send",
      });
      expect([status, view.view], JSON.stringify(change)).toEqual([
        400,
        "QUESTION",
      ]);
    }
    expect(await tipCount()).toBe(before);
  });

  test.each([
    [
      "cut off",
      '--xyz\r\nContent-Disposition: form-data; name="page"\r\n\r\nwh',
    ],
    ["empty", ""],
    ["not multipart at all", "page=what"],
  ])("%s: told as incomplete", async (_name, body) => {
    await expect(post(rawMultipart(body))).rejects.toMatchObject({
      code: "BODY_INCOMPLETE",
    });
  });

  test("cut off in the middle of a file: told, and the part is not kept", async () => {
    const stored = world.storage.objects.size;
    const head =
      '--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n';
    await expect(
      post(rawMultipart(head + "x".repeat(300_000))),
    ).rejects.toMatchObject({ code: "BODY_INCOMPLETE" });
    expect(world.storage.objects.size).toBe(stored);
  });

  test("no boundary", async () => {
    const request = new Request("https://example.invalid/", {
      method: "POST",
      body: "x",
      headers: { "Content-Type": "multipart/form-data" },
    });
    await expect(post(request)).rejects.toMatchObject({
      code: "BODY_INCOMPLETE",
    });
  });
});

describe("files", () => {
  const evidence = (
    carried: Fields,
    go: string,
    files: readonly FormFile[] = [],
  ) => send({ page: "evidence", ...carried, go, evidence: "PHOTO" }, files);
  const namesOf = (view: ReportView) =>
    view.view === "QUESTION" ? view.files.map(({ name }) => name) : [];

  test("are added, listed, removed, and sent only with those left", async () => {
    const start = { answers: writeAnswers(whole) };
    const first = await evidence(start, "upload", [
      { name: "一.txt", bytes: "1" },
      { name: "二.txt", bytes: "22" },
    ]);
    expect(namesOf(first.view)).toEqual(["一.txt", "二.txt"]);
    const more = await evidence(carriedBy(first.view), "upload", [
      { name: "三.txt", bytes: "333" },
    ]);
    expect(namesOf(more.view)).toEqual(["一.txt", "二.txt", "三.txt"]);
    const less = await evidence(carriedBy(more.view), "remove:1");
    expect(namesOf(less.view)).toEqual(["一.txt", "三.txt"]);
    const { view } = await send({
      page: "name-kind",
      ...carriedBy(less.view),
      nameKind: "ANON_CLAIM",
      go: "next",
    });
    const before = await world.db.sealedFile.count();
    const sent = await send({ page: "check", ...carriedBy(view), go: "send" });
    expect(sent.view.view).toBe("SENT");
    expect(await world.db.sealedFile.count()).toBe(before + 2);
  });

  test("wrong ones are named, good ones beside them stay", async () => {
    const { view, status } = await evidence(
      { answers: writeAnswers(whole) },
      "next",
      [
        { name: "empty.txt", bytes: "" },
        { name: "good.txt", bytes: "1" },
        { name: "exe\u202egpj.txt", bytes: "1" },
        { name: `${"长".repeat(201)}.txt`, bytes: "1" },
      ],
    );
    expect(status).toBe(400);
    expect(codesOf(view)).toEqual([
      "file FILE_EMPTY",
      "file FILE_NAME_NOT_ALLOWED",
      "file FILE_NAME_TOO_LONG",
    ]);
    expect(namesOf(view)).toEqual(["good.txt"]);
    if (view.view !== "QUESTION") throw new Error(view.view);
    expect(view.errors[0]!.subject).toBe("empty.txt");
    expect(view.errors[1]!.subject).toBe("exegpj.txt");
    expect(view.answers.evidence).toEqual(["PHOTO"]);
  });

  test("more than fifty are refused, the first fifty stay", async () => {
    const files = Array.from({ length: 51 }, (_, index) => ({
      name: `${index}.txt`,
      bytes: "1",
    }));
    const { view } = await evidence(
      { answers: writeAnswers(whole) },
      "upload",
      files,
    );
    expect(codesOf(view)).toEqual(["file FILES_TOO_MANY"]);
    expect(namesOf(view)).toHaveLength(50);
  });

  test("a file past 100 MB is refused and leaves nothing behind", async () => {
    const stored = world.storage.objects.size;
    const { view } = await evidence(
      { answers: writeAnswers(whole) },
      "upload",
      [
        { name: "big.bin", bytes: new Uint8Array(100_000_001) },
        { name: "small.txt", bytes: "1" },
      ],
    );
    expect(codesOf(view)).toEqual(["file FILE_TOO_LARGE"]);
    expect(namesOf(view)).toEqual(["small.txt"]);
    expect(world.storage.objects.size).toBe(stored + 1);
  });

  test("a page a day old says that its files are gone, on whatever page, and sends nothing", async () => {
    const { view } = await evidence({ answers: writeAnswers(whole) }, "next", [
      { name: "a.txt", bytes: "1" },
    ]);
    const carried = carriedBy(view);
    world.clock.passSeconds(24 * 3_600);
    const before = await tipCount();
    for (const fields of [
      { page: "check", ...carried, go: "send" },
      { page: "reward", ...carried, rewardWanted: "NO", go: "next" },
      { page: "check", ...carried, staged: "AAAA", go: "send" },
    ]) {
      const { view: stale, status } = await send(fields);
      expect([status, codesOf(stale)]).toEqual([400, ["file FILES_EXPIRED"]]);
      expect(stale).toMatchObject({ view: "QUESTION", page: "evidence" });
      expect(readAnswers(carriedBy(stale).answers).what).toBe(whole.what);
    }
    expect(await tipCount()).toBe(before);
    // and the way on is open
    const { view: on } = await send({
      page: "evidence",
      ...carried,
      staged: "",
      return: "check",
      go: "next",
    });
    expect(on.view).toBe("CHECK");
  });

  test("files purged meanwhile lead back to the page that takes files", async () => {
    const { view } = await evidence(
      { answers: writeAnswers(whole), return: "check" },
      "next",
      [{ name: "a.txt", bytes: "1" }],
    );
    await world.db.stagedFile.deleteMany();
    const { view: gone, status } = await send({
      page: "check",
      ...carriedBy(view),
      go: "send",
    });
    expect([status, codesOf(gone)]).toEqual([400, ["file STAGED_FILE_GONE"]]);
    expect(gone).toMatchObject({
      view: "QUESTION",
      page: "evidence",
      files: [],
    });
  });
});

test("when the system fails, everything typed is still on the page", async () => {
  const carried = await checkPage();
  const broken = {
    ...world.deps,
    argon2idForTips: () => Promise.reject(new Error("no memory")),
  };
  const { data, init } = await handleReport({
    deps: broken,
    language: "zh-CN",
    request: multipart({ page: "check", ...carried, go: "send" }),
    form: null,
  });
  expect(init?.status).toBe(500);
  expect(codesOf(data)).toEqual(["null UNEXPECTED"]);
  expect(readAnswers(carriedBy(data).answers)).toEqual(whole);
});
