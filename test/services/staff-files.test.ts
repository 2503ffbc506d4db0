import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { sealFileStream } from "#app/crypto/sealed-file";
import { MOST_STAFF_SEALED_BYTES } from "#app/domain/tip/limits";
import { addDocument, openDocument } from "#app/services/lead/documents.server";
import {
  recordExport,
  recordPrint,
} from "#app/services/lead/export-lead.server";
import { openLead } from "#app/services/lead/open-lead.server";
import {
  sendFiles,
  stageFileToSend,
} from "#app/services/lead/send-files.server";
import { purgeStagedFiles } from "#app/services/tip/purge-staged-files.server";
import { CaseDesk, makeWorld, type World } from "#test/factories/portal-world";
import { closedLead, refusal, sendTip } from "#test/factories/play";

let world: World;
let fresh: Awaited<ReturnType<typeof sendTip>>;
let closed: Awaited<ReturnType<typeof closedLead>>;
const intake = () => world.actor("jn-intake-1");
const once = (letter: string) => letter.repeat(43);

beforeAll(async () => {
  world = await makeWorld();
  fresh = await sendTip(world);
  closed = await closedLead(world);
});
afterAll(() => world.close());

const roles = ["intake", "investigator", "reviewer", "legal", "leader"];
const everybody = [
  ...[...roles, "supervisor"].flatMap((role) => [
    `jn-${role}-1`,
    `lx-${role}-1`,
    `nat-${role}-1`,
  ]),
  "jn-fin-cashier-1",
  "auditor",
  "admin",
];

async function sealed(text = "x"): Promise<Uint8Array<ArrayBuffer>> {
  const { stream } = await sealFileStream(
    new Blob([text]).stream(),
    { name: "a", type: "" },
    [await recipientOf(await newIdentity())],
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
async function sealedStream(
  text?: string,
): Promise<ReadableStream<Uint8Array>> {
  return new Blob([await sealed(text)]).stream();
}
const stage = async (name = "jn-intake-1", leadId = fresh.leadId) =>
  stageFileToSend(world.deps, world.actor(name), {
    leadId,
    stream: await sealedStream(),
  });
const logged = (kind: string) => world.db.logEntry.count({ where: { kind } });
const staged = () => world.db.stagedFile.count();

async function answers(work: (name: string) => Promise<unknown>) {
  const all: Record<string, string> = {};
  for (const name of everybody) all[name] = await refusal(work(name));
  return all;
}
const table = (of: (name: string) => string) =>
  Object.fromEntries(everybody.map((name) => [name, of(name)]));
const ofOffice = (name: string) =>
  roles.some((role) => name === `jn-${role}-1`);

describe("files for the tipster", () => {
  it("who may write may send; others store nothing", async () => {
    const before = world.storage.objects.size;
    expect(await answers((name) => stage(name))).toEqual(
      table((name) =>
        !ofOffice(name)
          ? "NOT_FOUND"
          : name === "jn-legal-1"
            ? "NOT_PERMITTED"
            : "NONE",
      ),
    );
    expect(world.storage.objects.size - before).toBe(4);
    expect(await refusal(stage("jn-intake-1", closed.leadId))).toBe(
      "NOT_IN_THIS_STATE",
    );
    expect(world.storage.objects.size - before).toBe(4);
  });

  it("go out together, once, and the tipster is told", async () => {
    const stagedKeys = [(await stage()).stagedKey, (await stage()).stagedKey];
    const send = () =>
      sendFiles(world.deps, intake(), {
        leadId: fresh.leadId,
        stagedKeys,
        once: once("a"),
      });
    const both = await Promise.all([send(), send()]);
    expect(both.map(({ firstTime }) => firstTime).sort()).toEqual([
      false,
      true,
    ]);
    expect(await send()).toEqual({ firstTime: false });
    const files = await world.db.sealedFile.findMany({
      where: { tipId: fresh.tipId },
    });
    expect(files.map(({ side }) => side)).toEqual(["STAFF", "STAFF"]);
    expect(await logged("STAFF_FILES_SENT")).toBe(1);
    expect(
      await world.db.timelineEntry.count({
        where: { tipId: fresh.tipId, code: "FILE" },
      }),
    ).toBe(1);
  });

  it("are sent by who may write, and to an open lead", async () => {
    const { stagedKey } = await stage();
    const send = (name: string, leadId = fresh.leadId) =>
      sendFiles(world.deps, world.actor(name), {
        leadId,
        stagedKeys: [stagedKey],
        once: once("z"),
      });
    for (const [name, code] of [
      ["jn-legal-1", "NOT_PERMITTED"],
      ["lx-intake-1", "NOT_FOUND"],
      ["auditor", "NOT_FOUND"],
    ] as const)
      expect([name, await refusal(send(name))]).toEqual([name, code]);
    expect(await refusal(send("jn-intake-1", closed.leadId))).toBe(
      "NOT_IN_THIS_STATE",
    );
  });

  it("cannot be taken twice or by another lead, and are purged when never sent", async () => {
    const { stagedKey } = await stage();
    const other = await sendTip(world);
    const send = (leadId: string, mark: string) =>
      sendFiles(world.deps, intake(), {
        leadId,
        stagedKeys: [stagedKey],
        once: once(mark),
      });
    await send(fresh.leadId, "b");
    expect(await refusal(send(other.leadId, "c"))).toBe("STAGED_FILE_GONE");
    expect(await refusal(send(fresh.leadId, "d"))).toBe("STAGED_FILE_GONE");
    await stage();
    const waiting = await staged();
    const objects = world.storage.objects.size;
    world.clock.passDays(4);
    await purgeStagedFiles(world.deps);
    expect(await staged()).toBe(0);
    expect(objects - world.storage.objects.size).toBe(waiting);
  });
});

describe("what is handed in", () => {
  it("must be an age file of bounded size; a refusal leaves nothing behind", async () => {
    const objects = world.storage.objects.size;
    const rows = await staged();
    const hand = (stream: ReadableStream<Uint8Array>) =>
      refusal(
        stageFileToSend(world.deps, intake(), { leadId: fresh.leadId, stream }),
      );
    expect(await hand(new Blob(["plain words of the office"]).stream())).toBe(
      "NOT_SEALED",
    );
    expect(await hand(new Blob([""]).stream())).toBe("NOT_SEALED");
    expect(await hand(new Blob(["age-encryption.org"]).stream())).toBe(
      "NOT_SEALED",
    );
    let left = MOST_STAFF_SEALED_BYTES / 2 ** 20 + 1;
    const head = (await sealed()).slice(0, 200);
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(head),
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(2 ** 20));
        else controller.close();
      },
    });
    expect(await hand(endless)).toBe("STAFF_FILE_TOO_LARGE");
    expect(world.storage.objects.size).toBe(objects);
    expect(await staged()).toBe(rows);
  });

  it("in pieces of any size is the same file", async () => {
    const bytes = await sealed("in pieces");
    let at = 0;
    const drop = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += 7)));
        else controller.close();
      },
    });
    const { stagedKey } = await stageFileToSend(world.deps, intake(), {
      leadId: fresh.leadId,
      stream: drop,
    });
    expect(world.storage.objects.get(stagedKey)).toEqual(bytes);
  });
});

describe("documents of a lead", () => {
  const add = async (
    name: string,
    {
      mark = "e",
      leadId = closed.leadId,
      sourceFileId = null as string | null,
    } = {},
  ) =>
    addDocument(world.deps, world.actor(name), {
      leadId,
      sourceFileId,
      once: once(mark),
      stream: await sealedStream(),
    });

  it("are added by the lead's office, once, with an entry, also after closing", async () => {
    expect(await answers((name) => add(name))).toEqual(
      table((name) => (ofOffice(name) ? "NONE" : "NOT_FOUND")),
    );
    const rows = await world.db.caseDocument.findMany({
      where: { leadId: closed.leadId },
    });
    expect(rows).toHaveLength(1);
    expect(await logged("CASE_DOCUMENT_ADDED")).toBe(1);
    await Promise.all([
      add("jn-intake-1", { mark: "f" }),
      add("jn-intake-1", { mark: "f" }),
    ]);
    expect(await logged("CASE_DOCUMENT_ADDED")).toBe(2);
  });

  it("need a case key and a file of the same lead", async () => {
    const mine = { leadId: fresh.leadId, mark: "g" };
    expect(await refusal(add("jn-intake-1", mine))).toBe("NO_CASE_KEY");
    const desk = await CaseDesk.open(world, fresh.leadId);
    await desk.screen();
    const file = await world.db.sealedFile.findFirstOrThrow({
      where: { tipId: fresh.tipId },
    });
    for (const sourceFileId of [crypto.randomUUID(), "x", "' OR 1=1 --"])
      expect(await refusal(add("jn-intake-1", { ...mine, sourceFileId }))).toBe(
        "NOT_FOUND",
      );
    expect(
      await refusal(add("jn-intake-1", { mark: "h", sourceFileId: file.id })),
    ).toBe("NOT_FOUND");
    expect(
      await refusal(add("jn-intake-1", { ...mine, sourceFileId: file.id })),
    ).toBe("NONE");
  });

  it("are refused, and not kept, when the lead changed while they came in", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.screen();
    const other = await recipientOf(await newIdentity());
    for (const data of [
      { officeId: world.officeId("LX") },
      { officeId: world.officeId("JN"), caseRecipient: other },
    ]) {
      const before = [world.storage.objects.size, await staged()];
      const bytes = await sealed();
      const stream = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            // the checks before the upload are through by now
            await world.db.lead.update({ where: { id: leadId }, data });
            controller.enqueue(bytes);
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      expect(
        await refusal(
          addDocument(world.deps, intake(), {
            leadId,
            sourceFileId: null,
            once: once("m"),
            stream,
          }),
        ),
      ).toBe("CHANGED_MEANWHILE");
      expect([world.storage.objects.size, await staged()]).toEqual(before);
      expect(await world.db.caseDocument.count({ where: { leadId } })).toBe(0);
      await world.db.lead.update({
        where: { id: leadId },
        data: { officeId: world.officeId("JN") },
      });
    }
  });

  it("are listed and opened by the lead's office alone; each opening is logged", async () => {
    const listed = await openLead(world.deps, intake(), {
      leadId: closed.leadId,
    });
    expect(listed.tip.release).toBeNull();
    expect(listed.case.documents).toHaveLength(2);
    const documentId = listed.case.documents[0]!.id;
    const open = (name: string, leadId = closed.leadId) =>
      openDocument(world.deps, world.actor(name), { leadId, documentId });
    expect(await answers((name) => open(name))).toEqual(
      table((name) => (ofOffice(name) ? "NONE" : "NOT_FOUND")),
    );
    expect(await logged("CASE_DOCUMENT_OPENED")).toBe(roles.length);
    expect(await refusal(open("jn-intake-1", fresh.leadId))).toBe("NOT_FOUND");
    expect(await refusal(open("jn-intake-1", "x"))).toBe("NOT_FOUND");
    expect(await logged("CASE_DOCUMENT_OPENED")).toBe(roles.length);
  });
});

describe("export and print", () => {
  it("are logged for the lead's office; an export needs a fresh second factor", async () => {
    const { leadId } = fresh;
    const record = (name: string, steppedUp = true) =>
      recordExport(world.deps, world.actor(name, { steppedUp }), {
        leadId,
        recipient: null,
        files: 3,
      });
    expect(await refusal(record("jn-intake-1", false))).toBe("STEP_UP_NEEDED");
    expect(await logged("LEAD_EXPORTED")).toBe(0);
    const offices = table((name) => (ofOffice(name) ? "NONE" : "NOT_FOUND"));
    expect(await answers((name) => record(name))).toEqual(offices);
    expect(await logged("LEAD_EXPORTED")).toBe(roles.length);
    expect(
      await answers((name) =>
        recordPrint(world.deps, world.actor(name), { leadId }),
      ),
    ).toEqual(offices);
    expect(await logged("LEAD_PRINTED")).toBe(roles.length);
  });
});
