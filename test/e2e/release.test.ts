import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReleaseBundle } from "#app/crypto/release-manifest";
import { startPortal, type Portal } from "#test/setup/portal";

const ROOT = resolve(import.meta.dirname, "../..");
const TOOL = join(ROOT, "bin", "yanlu.mjs");

let portal: Portal;
let folder: string;
let manifest: string;
let publicKey: string;

/** Output of the operator's tool and its exit code. */
async function yanlu(...words: readonly string[]) {
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [TOOL, ...words],
      { cwd: folder },
    );
    return { code: 0, text: stdout };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, text: `${failed.stdout}${failed.stderr}` };
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yanlu-release-"));
  publicKey = (await yanlu("release", "new-key", "key")).text.trim();
  const made = await yanlu("release", "make", "--sign", "key");
  expect(made.code, made.text).toBe(0);
  manifest = join(ROOT, "build", "release.json");
  portal = await startPortal({ SURFACE: "public" });
}, 180_000);
afterAll(async () => {
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a running portal serves its release to the byte, pages too, and the manifest itself", async () => {
  const verified = await yanlu(
    "release",
    "verify",
    portal.origin,
    "--key",
    publicKey,
    "--json",
  );
  expect(verified.code, verified.text).toBe(0);
  const { checked, differences } = JSON.parse(verified.text) as {
    checked: number;
    differences: unknown[];
  };
  expect(differences).toEqual([]);
  expect(checked).toBeGreaterThan(20);
  const served = await fetch(`${portal.origin}/.well-known/yanlu/release.json`);
  expect(await served.text()).toBe(await readFile(manifest, "utf8"));
});

test("a site that changes one page, one program or one policy, or adds a script, is found out", async () => {
  const { manifest: listed } = JSON.parse(
    await readFile(manifest, "utf8"),
  ) as ReleaseBundle;
  const program = Object.keys(listed.files).find((path) =>
    path.startsWith("/assets/zh-report-page"),
  )!;
  const dishonest = await siteThatChanges(portal.origin, {
    "/zh/report": (text) =>
      text.replace("</head>", '<script src="/assets/more.js"></script></head>'),
    [program]: (text) => `${text} `,
  });
  try {
    const { code, text } = await yanlu("release", "verify", dishonest.url);
    expect(code).toBe(1);
    expect(text).toContain(`OTHER_CONTENT  ${program}`);
    expect(text).toContain("OTHER_CONTENT  /zh/report");
    expect(text).toContain("UNLISTED       /assets/more.js");
    expect(text).toContain("OTHER_POLICY   /en/inbox");
    expect(text).not.toContain("/zh/what");
  } finally {
    await dishonest.stop();
  }
});

test("a manifest somebody else signed, or that was changed after signing, is refused", async () => {
  const bundle = JSON.parse(await readFile(manifest, "utf8")) as ReleaseBundle;
  const changed = join(folder, "changed.json");
  await writeFile(
    changed,
    JSON.stringify({
      ...bundle,
      manifest: {
        ...bundle.manifest,
        files: { ...bundle.manifest.files, "/zh": "A".repeat(43) },
      },
    }),
  );
  for (const words of [
    ["--manifest", changed, "--key", publicKey],
    ["--key", "A".repeat(43)],
  ]) {
    const { code, text } = await yanlu(
      "release",
      "verify",
      portal.origin,
      ...words,
    );
    expect(code).toBe(1);
    expect(text).toContain("no valid signature");
  }
});

test("keys are never overwritten, wrong input is a sentence", async () => {
  for (const [words, sentence] of [
    [["new-key", "key"], "never overwritten"],
    [["make", "--sign", "missing"], "holds no key"],
    [["verify", "nowhere"], "is not an address"],
    [["verify", "http://127.0.0.1:9"], "could not be read"],
    [["verify", portal.origin, "--manifest", "missing"], "no manifest at"],
    [["verify", portal.origin, "--manifest", "key"], "is not a release"],
  ] as const) {
    const { code, text } = await yanlu("release", ...words);
    expect([code, text]).toEqual([1, expect.stringContaining(sentence)]);
  }
});

/** Passes everything on and changes some bodies, and the policy of one page. */
async function siteThatChanges(
  origin: string,
  changes: Readonly<Record<string, (text: string) => string>>,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = request.url!;
      const answer = await fetch(`${origin}${path}`, { redirect: "manual" });
      const change = changes[path];
      const body = Buffer.from(await answer.arrayBuffer());
      for (const name of ["content-type", "content-security-policy"])
        response.setHeader(name, answer.headers.get(name) ?? "");
      if (path === "/en/inbox")
        response.setHeader("content-security-policy", "default-src *");
      response.writeHead(answer.status);
      response.end(change ? change(body.toString()) : body);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
