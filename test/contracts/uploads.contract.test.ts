import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  LEAST_UPLOAD_PART_BYTES,
  MOST_EMPTY_UPLOADS,
  MOST_FILE_BYTES,
  MOST_STAGED_FILES_A_DAY,
  MOST_UPLOAD_PART_BYTES,
} from "#app/domain/tip/limits";
import { connectDatabase } from "#app/server/database.server";
import { parseStorageUrl } from "#app/server/env.server";
import { openStorage, type OpenStorage } from "#app/server/storage.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { purgeStagedFiles } from "#app/services/tip/purge-staged-files.server";
import { purgeUploads } from "#app/services/tip/purge-uploads.server";
import { takeUploads } from "#app/services/tip/take-uploads.server";
import { TestClock } from "#test/factories/portal-world";
import { createTestDatabase } from "#test/setup/database";
import { startObjectStore } from "#test/setup/object-store";
import {
  ask,
  askAndBreak,
  begin,
  idIn,
  offsetOf,
  openUploadDesk,
  PART,
  sendPart,
  uploadDeps,
} from "#test/setup/upload-desk";

type Store = { readonly url: string; readonly stop: () => Promise<void> };

async function folder(): Promise<Store> {
  const path = await mkdtemp(join(tmpdir(), "yanlu-uploads-"));
  return {
    url: `file://${path}`,
    stop: () => rm(path, { recursive: true, force: true }),
  };
}

async function bytesOf(
  stream: ReadableStream<Uint8Array> | null,
): Promise<Buffer> {
  if (!stream) throw new Error("nothing is stored");
  return Buffer.from(await new Response(stream).arrayBuffer());
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no refusal",
    (error: unknown) =>
      error instanceof CodedError ? error.code : String(error),
  );
}

const MIB = 1024 ** 2;
/** nine MiB before sealing: two parts at least */
const LONG = sealedFileBytes(9 * MIB);
const SHORT = sealedFileBytes(1);

describe.each([
  ["a folder", folder],
  ["an object store", startObjectStore],
])("uploads kept in %s", (kind, start) => {
  let store: Store;
  let storage: OpenStorage;
  let deps: Deps;
  let clock: TestClock;
  let origin: string;
  let closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    store = await start();
    storage = openStorage(parseStorageUrl(store.url));
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    const database = await createTestDatabase();
    const db = connectDatabase(database.url);
    clock = new TestClock();
    deps = uploadDeps({ db, storage, clock });
    const desk = await openUploadDesk(deps);
    origin = desk.origin;
    closing = [desk.close, () => db.$disconnect(), () => database.drop()];
  });
  afterEach(async () => {
    for (const close of closing) await close();
    vi.restoreAllMocks();
  });

  const stored = async (url: string) => {
    const [ref] = await takeUploads(deps, [idIn(url)]);
    return bytesOf(await storage.get(ref!.storageKey));
  };
  const parts = () => deps.db.uploadPart.findMany();

  it.each([SHORT, LONG])(
    "gives back %d bytes as one staged file",
    async (size) => {
      const content = randomBytes(size);
      const url = await begin(origin, size);
      for (let at = 0; at < size;) {
        const end = Math.min(at + MOST_UPLOAD_PART_BYTES, size);
        const { status, headers, body } = await sendPart(url, content, {
          start: at,
          end,
        });
        expect([status, headers["upload-offset"], body]).toEqual([
          204,
          String(end),
          "",
        ]);
        at = end;
      }
      expect((await stored(url)).equals(content)).toBe(true);
      const [row] = await deps.db.stagedFile.findMany();
      expect(Number(row!.sealedBytes)).toBe(size);
      expect(Buffer.from(row!.sealedHash!).toString("hex")).toBe(
        createHash("sha256").update(content).digest("hex"),
      );
      expect(await parts()).toEqual([]);
      // again gives the same
      expect(await takeUploads(deps, [idIn(url)])).toEqual([
        { storageKey: row!.storageKey, sealedBytes: size },
      ]);
      expect(await deps.db.stagedFile.count()).toBe(1);
    },
  );

  it("keeps what arrived of a broken request", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    const sent = 3 * MIB + 17;
    await askAndBreak(url, {
      headers: { "Upload-Offset": "0" },
      body: content.subarray(0, MOST_UPLOAD_PART_BYTES),
      sent,
    });
    await vi.waitFor(
      async () => expect(await offsetOf(url)).toBe(sent),
      10_000,
    );
    expect(
      (await sendPart(url, content, { start: sent, end: LONG - MIB })).status,
    ).toBe(204);
    await sendPart(url, content, { start: LONG - MIB, end: LONG });
    expect((await stored(url)).equals(content)).toBe(true);
  });

  it("keeps no crumbs: neither row nor object is left of them", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    const { status, headers } = await sendPart(url, content, {
      start: 0,
      end: LEAST_UPLOAD_PART_BYTES - 1,
    });
    expect([status, headers["upload-offset"]]).toEqual([204, "0"]);
    expect(await parts()).toEqual([]);
  });

  it("of two requests for the same place takes one", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    const answers = await Promise.all(
      [1, 2, 3].map(() => sendPart(url, content, { start: 0, end: MIB })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect(await offsetOf(url)).toBe(MIB);
    expect(await parts()).toHaveLength(1);
  });

  it("refuses a place that is not the next, and changes nothing", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    await sendPart(url, content, { start: 0, end: MIB });
    for (const start of [0, MIB - 1, MIB + 1, LONG]) {
      const { status, body } = await ask(url, {
        method: "PATCH",
        headers: { ...PART, "Upload-Offset": String(start) },
        body: content.subarray(0, 100_000),
      });
      expect(status).toBe(409);
      expect(JSON.parse(body)).toEqual({
        ok: false,
        code: "UPLOAD_OFFSET_WRONG",
        values: {},
      });
    }
    expect(await offsetOf(url)).toBe(MIB);
  });

  it("takes nothing past the end", async () => {
    const url = await begin(origin, SHORT);
    const { status } = await ask(url, {
      method: "PATCH",
      headers: { ...PART, "Upload-Offset": "0" },
      body: randomBytes(SHORT + 1),
    });
    expect(status).toBe(413);
    expect(await offsetOf(url)).toBe(0);
    expect(await parts()).toEqual([]);
  });

  it("ends an upload with all that came of it, before and after it was finished", async () => {
    const content = randomBytes(LONG);
    const broken = await begin(origin, LONG);
    await sendPart(broken, content, { start: 0, end: MIB });
    const [part] = await parts();
    const whole = await begin(origin, SHORT);
    await sendPart(whole, content, { start: 0, end: SHORT });
    const [staged] = await takeUploads(deps, [idIn(whole)]);
    for (const url of [broken, whole]) {
      expect((await ask(url, { method: "DELETE" })).status).toBe(204);
      expect((await ask(url, { method: "HEAD" })).status).toBe(404);
      expect((await ask(url, { method: "DELETE" })).status).toBe(204);
    }
    expect(await storage.exists(part!.storageKey)).toBe(false);
    expect(await storage.exists(staged!.storageKey)).toBe(false);
    expect(await deps.db.stagedFile.count()).toBe(0);
    expect(await refusal(takeUploads(deps, [idIn(whole)]))).toBe(
      "STAGED_FILE_GONE",
    );
  });

  it("leaves a file alone that a tip has taken", async () => {
    const content = randomBytes(SHORT);
    const url = await begin(origin, SHORT);
    await sendPart(url, content, { start: 0, end: SHORT });
    const [ref] = await takeUploads(deps, [idIn(url)]);
    await deps.db.stagedFile.delete({ where: { storageKey: ref!.storageKey } });
    await ask(url, { method: "DELETE" });
    expect(await storage.exists(ref!.storageKey)).toBe(true);
  });

  it("finishes when the last answer got lost, and is not taken before its last byte", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    expect(await refusal(takeUploads(deps, [idIn(url)]))).toBe(
      "UPLOAD_NOT_COMPLETE",
    );
    await sendPart(url, content, { start: 0, end: MOST_UPLOAD_PART_BYTES });
    // the part is stored, and the store is away when the parts are to become one
    const put = storage.put.bind(storage);
    vi.spyOn(storage, "put")
      .mockImplementationOnce(put)
      .mockRejectedValueOnce(new Error("the store is away"));
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const last = await sendPart(url, content, {
      start: MOST_UPLOAD_PART_BYTES,
      end: LONG,
    });
    expect(last.status).toBe(500);
    expect(last.body).toBe('{"ok":false,"code":"UNEXPECTED","values":{}}');
    vi.restoreAllMocks();
    expect(await offsetOf(url)).toBe(LONG);
    expect((await stored(url)).equals(content)).toBe(true);
    const [row] = await deps.db.stagedFile.findMany();
    expect(Buffer.from(row!.sealedHash!).toString("hex")).toBe(
      createHash("sha256").update(content).digest("hex"),
    );
  });

  it("is finished once, however many ask at the same time", async () => {
    const content = randomBytes(LONG);
    const url = await begin(origin, LONG);
    await sendPart(url, content, { start: 0, end: MIB });
    await deps.db.upload.update({
      where: { id: idIn(url) },
      data: { sealedBytes: BigInt(MIB) },
    });
    const refs = await Promise.all(
      [1, 2, 3].map(() => takeUploads(deps, [idIn(url)])),
    );
    expect(new Set(refs.map(([ref]) => ref!.storageKey)).size).toBe(1);
    expect(await deps.db.stagedFile.count()).toBe(1);
  });

  it("purges after two days what nobody went on with, and no earlier", async () => {
    const content = randomBytes(LONG);
    const broken = await begin(origin, LONG);
    await sendPart(broken, content, { start: 0, end: MIB });
    const [part] = await parts();
    const whole = await begin(origin, SHORT);
    await sendPart(whole, content, { start: 0, end: SHORT });
    const [ref] = await takeUploads(deps, [idIn(whole)]);
    clock.passDays(2);
    const young = await begin(origin, LONG);
    expect(await purgeUploads(deps)).toEqual({ purged: 0 });
    clock.passDays(1);
    expect(await purgeUploads(deps)).toEqual({ purged: 2 });
    expect(await storage.exists(part!.storageKey)).toBe(false);
    // the finished one is a staged file, which is purged as such
    expect(await storage.exists(ref!.storageKey)).toBe(true);
    expect(await purgeStagedFiles(deps)).toEqual({ purged: 1 });
    expect(await storage.exists(ref!.storageKey)).toBe(false);
    expect(await offsetOf(young)).toBe(0);
  });

  if (kind === "a folder")
    it("shows no time finer than the day", async () => {
      const target = parseStorageUrl(store.url);
      if (target.kind !== "folder") throw new Error("not a folder");
      const content = randomBytes(LONG);
      const url = await begin(origin, LONG);
      await sendPart(url, content, { start: 0, end: 2 * MIB });
      for (const name of await readdir(target.path, { recursive: true })) {
        const { mtimeMs } = await stat(join(target.path, name));
        expect(mtimeMs % 86_400_000, name).toBe(0);
      }
      const [row] = await deps.db.$queryRaw<object[]>`SELECT * FROM upload`;
      expect(Object.keys(row!).sort()).toEqual([
        "id",
        "offset",
        "sealed_bytes",
        "started_day",
        "storage_key",
      ]);
    });
});

describe("wrong input", () => {
  let deps: Deps;
  let origin: string;
  let closing: (() => Promise<void>)[] = [];
  const written: string[] = [];
  beforeAll(async () => {
    const database = await createTestDatabase();
    const db = connectDatabase(database.url);
    const store = await folder();
    deps = uploadDeps({
      db,
      storage: openStorage(parseStorageUrl(store.url)),
      clock: new TestClock(),
    });
    const desk = await openUploadDesk(deps);
    origin = desk.origin;
    closing = [
      desk.close,
      () => db.$disconnect(),
      () => database.drop(),
      store.stop,
    ];
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  beforeEach(() => {
    written.length = 0;
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  const length = String(SHORT);
  it.each([
    [
      "metadata",
      { "Upload-Length": length, "Upload-Metadata": "filename YQ==" },
      400,
    ],
    ["empty metadata", { "Upload-Length": length, "Upload-Metadata": "" }, 400],
    [
      "a partial upload",
      { "Upload-Length": length, "Upload-Concat": "partial" },
      400,
    ],
    ["a length that comes later", { "Upload-Defer-Length": "1" }, 400],
    ["no length", {}, 400],
    ["a length of nothing", { "Upload-Length": "0" }, 400],
    [
      "a length that no sealed file has",
      { "Upload-Length": String(SHORT + 1) },
      400,
    ],
    ["a negative length", { "Upload-Length": "-5" }, 400],
    ["words for a length", { "Upload-Length": "many" }, 400],
    [
      "more than a gigabyte",
      { "Upload-Length": String(sealedFileBytes(2 * MOST_FILE_BYTES)) },
      400,
    ],
    [
      "another version of the protocol",
      { "Upload-Length": length, "Tus-Resumable": "0.2.2" },
      400,
    ],
    [
      "a foreign page",
      { "Upload-Length": length, "Sec-Fetch-Site": "cross-site" },
      403,
    ],
    [
      "another method inside",
      { "Upload-Length": length, "X-HTTP-Method-Override": "PATCH" },
      400,
    ],
  ] as const)("is refused at the beginning: %s", async (_, headers, status) => {
    const heard = await ask(`${origin}/tip/files`, { method: "POST", headers });
    expect(heard.status).toBe(status);
    const { ok, code } = JSON.parse(heard.body) as {
      ok: boolean;
      code: string;
    };
    expect([ok, /^[A-Z_]+$/.test(code)]).toEqual([false, true]);
    expect(heard.headers["content-type"]).toMatch(/^application\/json/);
    expect(await deps.db.upload.count()).toBe(0);
    expect(written).toEqual([]);
  });

  it("a body at the beginning is refused", async () => {
    const heard = await ask(`${origin}/tip/files`, {
      method: "POST",
      headers: { ...PART, "Upload-Length": length },
      body: randomBytes(100),
    });
    expect([heard.status, await deps.db.upload.count()]).toEqual([400, 0]);
  });

  it.each(["GET", "PUT", "TRACE", "PROPFIND"])(
    "%s is refused",
    async (method) => {
      for (const path of ["/tip/files", `/tip/files/${newRandomId()}`])
        expect((await ask(`${origin}${path}`, { method })).status).toBe(405);
    },
  );

  it.each([
    "x",
    "..%2f..%2fetc",
    "%00",
    `${newRandomId()}/more`,
    newRandomId(),
    newRandomId().toUpperCase(),
  ])("an upload that is none: %s", async (id) => {
    for (const method of ["HEAD", "PATCH", "DELETE"]) {
      const { status } = await ask(`${origin}/tip/files/${id}`, {
        method,
        headers: { ...PART, "Upload-Offset": "0" },
        ...(method === "PATCH" && { body: randomBytes(10) }),
      });
      // ending what is not there is no fault
      expect(status === 404 || (method === "DELETE" && status === 204)).toBe(
        true,
      );
    }
    expect(written).toEqual([]);
  });

  it.each([
    ["no offset", { "Content-Type": PART["Content-Type"] }],
    ["another type", { "Upload-Offset": "0", "Content-Type": "text/plain" }],
    ["no type", { "Upload-Offset": "0" }],
    [
      "a length on the way",
      { ...PART, "Upload-Offset": "0", "Upload-Length": length },
    ],
    [
      "metadata on the way",
      { ...PART, "Upload-Offset": "0", "Upload-Metadata": "filename YQ==" },
    ],
    ["a broken offset", { ...PART, "Upload-Offset": "1e3" }],
    ["an offset below nothing", { ...PART, "Upload-Offset": "-1" }],
    ["no version", { ...PART, "Upload-Offset": "0", "Tus-Resumable": "" }],
  ] as const)("is refused on the way: %s", async (_, headers) => {
    const url = await begin(origin, SHORT);
    const { status, body } = await ask(url, {
      method: "PATCH",
      headers,
      body: randomBytes(SHORT),
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.parse(body)).toMatchObject({ ok: false });
    expect(await offsetOf(url)).toBe(0);
    await ask(url, { method: "DELETE" });
  });

  it("more than one part may hold is refused before it is read", async () => {
    const url = await begin(origin, LONG);
    const { status, body } = await ask(url, {
      method: "PATCH",
      headers: { ...PART, "Upload-Offset": "0" },
      body: randomBytes(MOST_UPLOAD_PART_BYTES + 1),
    });
    expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([
      413,
      "BODY_TOO_LARGE",
    ]);
    await ask(url, { method: "DELETE" });
  });

  it("nor is more taken when its length was not said", async () => {
    const url = await begin(origin, LONG);
    const { status } = await ask(url, {
      method: "PATCH",
      headers: {
        ...PART,
        "Upload-Offset": "0",
        "Transfer-Encoding": "chunked",
      },
      body: randomBytes(MOST_UPLOAD_PART_BYTES + 1),
    });
    expect([status, await offsetOf(url)]).toEqual([400, 0]);
    await vi.waitFor(
      async () => expect(await deps.db.uploadPart.count()).toBe(0),
      5_000,
    );
    await ask(url, { method: "DELETE" });
  });

  it("says nothing about its program, and gives no other site a right", async () => {
    const url = await begin(origin, SHORT);
    for (const [method, at] of [
      ["OPTIONS", `${origin}/tip/files`],
      ["HEAD", url],
      ["DELETE", url],
    ] as const) {
      const { headers } = await ask(at, {
        method,
        headers: { Origin: "https://elsewhere.example" },
      });
      const names = Object.keys(headers).filter(
        (name) => !name.startsWith("tus-") && !name.startsWith("upload-"),
      );
      expect(
        names.filter(
          (name) =>
            ![
              "date",
              "connection",
              "keep-alive",
              "content-length",
              "transfer-encoding",
            ].includes(name),
        ),
        method,
      ).toEqual([]);
    }
  });

  it("whatever headers say, there is neither a server error nor a line in the log", async () => {
    const value = fc.oneof(
      fc.constantFrom(
        "0",
        "1",
        length,
        "-1",
        "1e9",
        "NaN",
        "",
        " ",
        "final;/a /b",
      ),
      fc.string({ maxLength: 40, unit: fc.constantFrom(..."abc019 ,;=-./%") }),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    );
    const url = await begin(origin, LONG);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("POST", "PATCH", "HEAD", "DELETE", "OPTIONS"),
        fc.boolean(),
        fc.dictionary(
          fc.constantFrom(
            "Upload-Length",
            "Upload-Offset",
            "Upload-Metadata",
            "Upload-Defer-Length",
            "Upload-Concat",
            "Content-Type",
            "Tus-Resumable",
            "X-Forwarded-Host",
            "Forwarded",
          ),
          value,
        ),
        fc.uint8Array({ maxLength: 200 }),
        async (method, right, headers, body) => {
          const trimmed = Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [name, text.trim()]),
          );
          const { status } = await ask(
            right && method !== "DELETE" ? url : `${origin}/tip/files`,
            {
              method,
              headers: trimmed,
              ...(method !== "HEAD" && body.length > 0 && { body }),
            },
          );
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
    expect(written).toEqual([]);
  });

  it("a full day is said to be full; promises fill nothing", async () => {
    await deps.db.upload.deleteMany();
    const startedDay = dayToStore(deps.clock.today());
    await deps.db.upload.createMany({
      data: Array.from({ length: MOST_EMPTY_UPLOADS }, () => ({
        id: newRandomId(),
        sealedBytes: sealedFileBytes(MOST_FILE_BYTES),
        startedDay,
      })),
    });
    const url = await begin(origin, SHORT);
    expect(await deps.db.upload.count()).toBe(MOST_EMPTY_UPLOADS);
    expect(
      (await sendPart(url, randomBytes(SHORT), { start: 0, end: SHORT }))
        .status,
    ).toBe(204);
    await deps.db.stagedFile.createMany({
      data: Array.from({ length: MOST_STAGED_FILES_A_DAY }, () => ({
        storageKey: newRandomId(),
        sealedBytes: 1,
        stagedDay: startedDay,
      })),
    });
    const heard = await ask(`${origin}/tip/files`, {
      method: "POST",
      headers: { "Upload-Length": length },
    });
    expect([
      heard.status,
      (JSON.parse(heard.body) as { code: string }).code,
    ]).toEqual([429, "STAGING_FULL"]);
    await deps.db.stagedFile.deleteMany();
  });

  it("paths beside it are left to others", async () => {
    for (const path of ["/tip/filesystem", "/tip", "/TIP/FILES"])
      expect((await ask(`${origin}${path}`, { method: "GET" })).body).toBe(
        "elsewhere",
      );
  });
});
