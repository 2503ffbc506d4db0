import { afterAll, beforeAll, expect, test } from "vitest";
import { isCodedError } from "#app/domain/shared/coded-error";
import { parseTrackingCode } from "#app/crypto/tracking-code";
import { noAnswers, writeAnswers } from "#app/forms/tip/answers";
import { practiceCode } from "#app/forms/tip/practice-code";
import { handleReport } from "#app/routes/report/handle-report.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { multipart, type FormFile } from "./form-visitor";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const answers = writeAnswers({
  ...noAnswers,
  province: "370000",
  area: "370100",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "病床上没有人。我老公王某某知道。",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
});

async function send(
  fields: Readonly<Record<string, string>>,
  files: readonly FormFile[] = [],
) {
  const { data } = await handleReport({
    deps: world.deps,
    language: "zh-CN",
    request: multipart(fields, files),
    form: null,
  });
  return data;
}

test("a rehearsal is carried from its first button through every page", async () => {
  const first = await send({ page: "start", go: "practice:begin" });
  expect(first).toMatchObject({
    view: "QUESTION",
    page: "province",
    carried: { practice: true },
  });
  const second = await send({
    page: "province",
    practice: "1",
    province: "370000",
    go: "next",
  });
  expect(second).toMatchObject({ page: "place", carried: { practice: true } });
});

test("its end stores nothing and shows a code that can be nobody's", async () => {
  const sent = await send({
    page: "check",
    answers,
    practice: "1",
    go: "send",
  });
  expect(sent).toEqual({
    view: "SENT",
    groups: practiceCode,
    firstTime: true,
    practice: true,
  });
  expect(await world.db.tip.count()).toBe(0);
  let refused = "";
  try {
    parseTrackingCode(practiceCode.join(""));
  } catch (error) {
    refused = isCodedError(error) ? error.code : String(error);
  }
  expect(refused).toBe("TRACKING_CODE_MISTYPED");
});

test("a file sent with it is not taken", async () => {
  const view = await send(
    { page: "evidence", answers, practice: "1", go: "upload" },
    [{ name: "x.txt", bytes: "x" }],
  );
  expect(view).toMatchObject({ view: "QUESTION", page: "evidence", files: [] });
  expect(await world.db.stagedFile.count()).toBe(0);
});

test("the check page carries the advice; it stops nobody", async () => {
  const fields = { page: "name-kind", answers, nameKind: "ANON", go: "next" };
  const view = await send(fields);
  expect(view).toMatchObject({
    view: "CHECK",
    leaks: [{ kind: "KIN_NAME", lines: [{ page: "what", marked: "王某某" }] }],
  });
  if (view.view !== "CHECK") throw new Error(view.view);
  const sent = await send({
    page: "check",
    answers: view.carried.answers,
    token: view.carried.token,
    go: "send",
  });
  expect(sent).toMatchObject({ view: "SENT", practice: false });
});
