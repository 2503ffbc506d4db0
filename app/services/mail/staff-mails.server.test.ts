import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectDatabase } from "#app/server/database.server";
import { openMailTransport } from "#app/server/mail-transport.server";
import type { Deps } from "#app/services/ports";
import { createTestDatabase, type TestDatabase } from "#test/setup/database";
import { startMailServer } from "#test/setup/mail-server";
import { composeStaffMail } from "./compose-staff-mail";
import { keepMail } from "./keep-mail.server";
import { sendMail } from "./send-mail.server";
import { sendStaffMails } from "./send-staff-mails.server";

const ORIGIN = "https://tips.example.gov.cn";
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startMailServer>>;
let deps: Deps;
let postman: ReturnType<typeof openMailTransport>;

beforeAll(async () => {
  [database, server] = await Promise.all([
    createTestDatabase(),
    startMailServer(),
  ]);
  const db = connectDatabase(database.url);
  deps = {
    db,
    clock: { now: () => new Date("2026-03-02T01:00:00Z") },
  } as unknown as Deps;
  postman = openMailTransport({
    smtpUrl: server.url,
    from: "言路 <no-reply@tips.example>",
    keeper: { keep: (mail) => keepMail(deps, mail) },
  });
  await db.area.create({ data: { code: "100000", nameZh: "全国" } });
  const office = {
    id: randomUUID(),
    code: "A",
    nameZh: "甲",
    nameEn: "A",
    kind: "NATIONAL",
    areaCode: "100000",
    takesTips: true,
  };
  await db.office.create({ data: office });
  const people: [string, string | null, boolean][] = [
    ["受理员一", "intake-1@office.example", true],
    ["核查员一", "invest-1@office.example", true],
    ["离任的人", "gone---1@office.example", false],
    ["没有地址", null, true],
  ];
  for (const [displayName, email, active] of people)
    await db.person.create({
      data: {
        id: randomUUID(),
        loginName: randomUUID(),
        displayName,
        email,
        active,
        officeId: office.id,
        createdAt: new Date(0),
      },
    });
});
afterAll(async () => {
  postman?.close();
  await deps?.db.$disconnect();
  await server?.stop();
  await database?.drop();
});
beforeEach(async () => {
  await deps.db.outboxRow.deleteMany();
  server.mails.length = 0;
});

/** What the worker does with the rows of one fixed time. */
async function deliver(occasion: string): Promise<void> {
  await sendStaffMails(deps, { occasion });
  for (const row of await deps.db.outboxRow.findMany()) {
    expect(row.job).toBe("send-mail");
    const { personId } = row.payload as { personId: string };
    await sendMail(deps, { personId, origin: ORIGIN, postman });
  }
  await deps.db.outboxRow.deleteMany();
}

const bodyOf = (raw: string) => raw.slice(raw.indexOf("\r\n\r\n"));

test("everyone who is active and has an address gets the mail, nobody else", async () => {
  await deliver("morning");
  expect(server.mails.flatMap(({ to }) => to).sort()).toEqual([
    "intake-1@office.example",
    "invest-1@office.example",
  ]);
});

test("with nothing to do and with a lead waiting, over a real SMTP server, all mails have one size and the same words", async () => {
  await deliver("nothing waits");
  const { id: officeId } = await deps.db.office.findFirstOrThrow();
  await deps.db.lead.create({
    data: {
      id: randomUUID(),
      number: "MARK-0001",
      officeId,
      state: "RECEIVED",
      receivedDay: new Date("2026-03-02"),
      acceptDueDay: new Date("2026-03-23"),
    },
  });
  await deliver("one waits");
  expect(server.mails).toHaveLength(4);
  expect(
    new Set(server.mails.map(({ raw }) => Buffer.byteLength(raw))),
  ).toHaveProperty("size", 1);
  expect(new Set(server.mails.map(({ raw }) => bodyOf(raw)))).toHaveProperty(
    "size",
    1,
  );
  const subjects = server.mails.map(
    ({ raw }) => /^Subject:.*(?:\r\n[ \t].*)*/m.exec(raw)?.[0],
  );
  expect(new Set(subjects)).toHaveProperty("size", 1);
  const text = Buffer.from(bodyOf(server.mails[0]!.raw), "base64").toString(
    "utf8",
  );
  expect(text.replaceAll("\r\n", "\n")).toBe(composeStaffMail(ORIGIN).text);
  expect(
    server.mails
      .map(({ raw }) => raw + Buffer.from(bodyOf(raw), "base64").toString())
      .join(),
  ).not.toMatch(/MARK|受理员|核查员/);
});

test("a second run for the same fixed time promises nothing new", async () => {
  expect(await sendStaffMails(deps, { occasion: "noon" })).toEqual({
    promised: 2,
  });
  expect(await sendStaffMails(deps, { occasion: "noon" })).toEqual({
    promised: 0,
  });
  expect(await deps.db.outboxRow.count()).toBe(2);
});

test("who left between promise and sending gets nothing", async () => {
  await sendStaffMails(deps, { occasion: "evening" });
  await deps.db.person.updateMany({
    where: { email: "invest-1@office.example" },
    data: { active: false },
  });
  try {
    for (const { id } of await deps.db.person.findMany({
      select: { id: true },
    }))
      await sendMail(deps, { personId: id, origin: ORIGIN, postman });
    expect(server.mails.flatMap(({ to }) => to)).toEqual([
      "intake-1@office.example",
    ]);
  } finally {
    await deps.db.person.updateMany({
      where: { email: "invest-1@office.example" },
      data: { active: true },
    });
  }
});

test("without SMTP the mails are kept, the oldest go", async () => {
  await keepMail(deps, { to: "a@b.example", ...composeStaffMail(ORIGIN) });
  const kept = await deps.db.keptMail.findFirstOrThrow();
  expect(kept).toMatchObject({
    recipient: "a@b.example",
    ...composeStaffMail(ORIGIN),
  });
  await deps.db.keptMail.createMany({
    data: Array.from({ length: 600 }, () => ({
      id: randomUUID(),
      recipient: "x",
      subject: "x",
      text: "x",
      sentAt: new Date("2026-03-02T02:00:00Z"),
    })),
  });
  await keepMail(deps, { to: "a@b.example", ...composeStaffMail(ORIGIN) });
  expect(await deps.db.keptMail.count()).toBe(500);
});
