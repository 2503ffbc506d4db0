import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, generateX25519Identity } from "age-encryption";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  parseIdentity,
  recipientOf,
  type AgeIdentity,
} from "#app/crypto/identity";
import { openFileBytes, sealFileStream } from "#app/crypto/sealed-file";
import type { TipBody } from "#app/forms/tip/tip-body";
import type { Fetch } from "./staff-http";
import { fileHandlers } from "./vault-files";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const picture = new Uint8Array(150_000).map((_, at) => (at * 31) % 253);

async function sealed(name: string, content: Uint8Array, to: AgeIdentity) {
  const { stream } = await sealFileStream(
    new Blob([new Uint8Array(content)]).stream(),
    { name, type: "" },
    [await recipientOf(to)],
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
const hashOf = (bytes: Uint8Array) =>
  toBase64Url(new Uint8Array(createHash("sha256").update(bytes).digest()));

let threadKey: AgeIdentity;
let caseKey: AgeIdentity;
let store: Record<string, Uint8Array<ArrayBuffer>>;
let listed: TipBody["files"];
const requests: {
  path: string;
  method: string;
  body: unknown;
  headers: Headers;
}[] = [];
let refusal: string | null = null;

beforeAll(async () => {
  threadKey = await newIdentity();
  caseKey = await newIdentity();
  store = {
    "/api/staff/files/a": await sealed("../病历.png", picture, threadKey),
    "/api/staff/files/b": await sealed("b.txt", bytesOf("后来补充"), threadKey),
    "/api/staff/leads/l1/documents/d": await sealed(
      "遮盖.png",
      bytesOf("png"),
      caseKey,
    ),
  };
  listed = [
    { sealedHash: hashOf(store["/api/staff/files/a"]!), variant: "CLEANED" },
  ];
});

const send: Fetch = async (input, init) => {
  const path = input instanceof Request ? input.url : input.toString();
  const body =
    init?.body instanceof Blob
      ? new Uint8Array(await init.body.arrayBuffer())
      : typeof init?.body === "string"
        ? (JSON.parse(init.body) as unknown)
        : null;
  requests.push({
    path,
    method: init?.method ?? "GET",
    body,
    headers: new Headers(init?.headers),
  });
  if (refusal)
    return Response.json({ ok: false, code: refusal }, { status: 403 });
  const found = store[path];
  return found
    ? new Response(found)
    : Response.json({ ok: true, stagedKey: "s1", documentId: "d1" });
};
const handlers = () =>
  fileHandlers({
    fetch: send,
    keys: {
      threadKey: () => Promise.resolve(threadKey),
      caseKey: () => Promise.resolve(caseKey),
      listedFiles: () => Promise.resolve(listed),
      requireOpenable: () => Promise.resolve(),
    },
  });

describe("files of a lead in the key worker", () => {
  it("tells the very file that the tipster listed from any other", async () => {
    const vault = handlers();
    const a = await vault.openFile({ leadId: "l1", fileId: "a" });
    expect(a.bytes).toEqual(picture);
    expect(a.standing).toEqual({ standing: "AS_SENT", variant: "CLEANED" });
    expect(await vault.checkFile({ leadId: "l1", fileId: "a" })).toEqual({
      standing: { standing: "AS_SENT", variant: "CLEANED" },
    });
    // a file that anybody could seal to the public thread key
    const b = await vault.openFile({ leadId: "l1", fileId: "b" });
    expect(b.standing).toEqual({ standing: "NOT_LISTED" });
  });

  it("hands in ciphertext for the right key and nothing else", async () => {
    const vault = handlers();
    const file = {
      name: "回执.txt",
      type: "text/plain",
      content: new Blob(["张三的回执"]),
    };
    await vault.stageFile({ leadId: "l1", file });
    const once = "o".repeat(43);
    await vault.addDocument({ leadId: "l1", sourceFileId: "a", once, file });
    const [sent, added] = requests.slice(-2);
    expect(sent!.path).toBe("/api/staff/leads/l1/files");
    expect(sent!.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(added!.headers.get("Yanlu-Once")).toBe(once);
    expect(added!.headers.get("Yanlu-Source-File")).toBe("a");
    for (const [request, key] of [
      [sent!, threadKey],
      [added!, caseKey],
    ] as const) {
      const body = request.body as Uint8Array;
      expect(Buffer.from(body).includes("张三")).toBe(false);
      const opened = await openFileBytes(body, key);
      expect(opened.name).toBe("回执.txt");
      expect(new TextDecoder().decode(opened.content)).toBe("张三的回执");
    }
  });

  it("refuses what is larger than an office may send, before anything is sent", async () => {
    const before = requests.length;
    await expect(
      handlers().stageFile({
        leadId: "l1",
        file: {
          name: "x",
          type: "",
          content: { size: 50_000_001 } as unknown as Blob,
        },
      }),
    ).rejects.toMatchObject({ code: "STAFF_FILE_TOO_LARGE" });
    expect(requests).toHaveLength(before);
  });
});

describe("export", () => {
  const texts = { "tip.txt": "挂名住院\n", "lead.json": "{}\n" };

  async function exportTo(
    to: Parameters<ReturnType<typeof handlers>["beginExport"]>[0]["to"],
  ): Promise<Uint8Array> {
    const vault = handlers();
    const { exportId } = await vault.beginExport({
      leadId: "l1",
      to,
      texts,
      count: 2,
    });
    await vault.addToExport({ exportId, kind: "FILE", id: "a", position: 1 });
    await vault.addToExport({
      exportId,
      kind: "DOCUMENT",
      id: "d",
      position: 1,
    });
    const blob = (await vault.finishExport({ exportId })).sealed;
    return new Uint8Array(await blob.arrayBuffer());
  }
  const expectWhole = (zip: Uint8Array) => {
    const files = unzipSync(zip);
    expect(Object.keys(files).sort()).toEqual([
      "documents/01-遮盖.png",
      "files/01-_病历.png",
      "lead.json",
      "manifest.txt",
      "tip.txt",
    ]);
    expect(files["files/01-_病历.png"]).toEqual(picture);
    return files;
  };

  it("opens with the age program of Debian and unzips to equal bytes", async () => {
    const identity = parseIdentity(await generateX25519Identity());
    const recipient = await recipientOf(identity);
    const folder = mkdtempSync(join(tmpdir(), "yanlu-export-"));
    try {
      writeFileSync(join(folder, "key"), `${identity}\n`, { mode: 0o600 });
      writeFileSync(
        join(folder, "lead.zip.age"),
        await exportTo({ recipient }),
      );
      execFileSync(
        "age",
        ["-d", "-i", "key", "-o", "lead.zip", "lead.zip.age"],
        { cwd: folder },
      );
      expectWhole(new Uint8Array(readFileSync(join(folder, "lead.zip"))));
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(
      requests.find(({ path }) => path === "/api/staff/leads/l1/exported")!
        .body,
    ).toEqual({ recipient, files: 2 });
  });

  it("opens with a hybrid identity and with a passphrase", async () => {
    const identity = await newIdentity();
    const hybrid = new Decrypter();
    hybrid.addIdentity(identity);
    expectWhole(
      await hybrid.decrypt(
        await exportTo({ recipient: await recipientOf(identity) }),
      ),
    );
    const passphrase = "一句很长的口令 for the export";
    const byPassphrase = new Decrypter();
    byPassphrase.addPassphrase(passphrase);
    expectWhole(await byPassphrase.decrypt(await exportTo({ passphrase })));
    // the passphrase stays here
    expect(JSON.stringify(requests)).not.toContain("口令");
  });

  it("gives out nothing that was not recorded first, and records nothing that is refused", async () => {
    const before = requests.length;
    const vault = handlers();
    for (const [to, code] of [
      [{ passphrase: "short" }, "EXPORT_PASSPHRASE_SHORT"],
      [{ recipient: "age1xyz" }, "AGE_RECIPIENT_NOT_VALID"],
    ] as const)
      await expect(
        vault.beginExport({ leadId: "l1", to, texts, count: 0 }),
      ).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(before);
    refusal = "STEP_UP_NEEDED";
    await expect(
      vault.beginExport({
        leadId: "l1",
        to: { recipient: await recipientOf(await newIdentity()) },
        texts,
        count: 0,
      }),
    ).rejects.toMatchObject({ code: "STEP_UP_NEEDED" });
    refusal = null;
    expect(requests.slice(before).map(({ path }) => path)).toEqual([
      "/api/staff/leads/l1/exported",
    ]);
  });

  it("is thrown away whole when a file in it is not whole", async () => {
    const vault = handlers();
    store["/api/staff/files/cut"] = store["/api/staff/files/a"]!.slice(0, -20);
    const { exportId } = await vault.beginExport({
      leadId: "l1",
      to: { recipient: await recipientOf(await newIdentity()) },
      texts,
      count: 1,
    });
    await expect(
      vault.addToExport({ exportId, kind: "FILE", id: "cut", position: 1 }),
    ).rejects.toMatchObject({ code: "SEAL_NOT_OPENED" });
    await expect(vault.finishExport({ exportId })).rejects.toMatchObject({
      code: "EXPORT_GONE",
    });
  });
});

afterAll(() => {
  for (const key of Object.keys(store)) delete store[key];
});
