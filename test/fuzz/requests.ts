import { gzipSync } from "node:zlib";
import type { Random } from "./random";

/** A request nobody's browser sends. `raw`: the whole of it, written to the socket as it is. */
export type FuzzRequest =
  | {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer | null;
    }
  | { readonly raw: Buffer };

/** What the public can reach, and the fields each form knows: half-right requests go deeper than noise. */
export type FuzzTarget = {
  readonly path: string;
  readonly fields: readonly string[];
};

const methods = [
  "GET",
  "POST",
  "POST",
  "POST",
  "HEAD",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "PROPFIND",
];

const texts = [
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "null",
  "NaN",
  "[object Object]",
  "__proto__",
  "constructor",
  "\u0000",
  "\ufeff",
  "\u202egnp.exe",
  "\ud800",
  "𠮷",
  "１２３４ ５６７８",
  "../../etc/passwd",
  "%00",
  "<script>alert(1)</script>",
  "' OR 1=1 --",
  "${7*7}",
  "A".repeat(5_000),
  "言".repeat(3_000),
  "1234 5678 9012 3456 7890 1234",
  "9".repeat(400),
  "next",
  "send",
  "upload",
  "remove:0",
  "remove:999",
  "change:what",
  "change:__proto__",
  "open",
  "refresh",
  "claim",
  "check",
  "what",
  "evidence",
];

export function fuzzRequest(
  random: Random,
  targets: readonly FuzzTarget[],
): FuzzRequest {
  if (random.chance(0.03)) return { raw: rawRequest(random) };
  const target = random.one(targets);
  const method = random.one(methods);
  const bodiless = method === "GET" || method === "HEAD";
  const { headers, body } = bodiless
    ? { headers: {}, body: null }
    : fuzzBody(random, target);
  return {
    method,
    path: fuzzPath(random, target.path),
    headers: { ...headers, ...fuzzHeaders(random) },
    body,
  };
}

function fuzzPath(random: Random, path: string): string {
  const twist = random.below(13);
  switch (twist) {
    case 0:
      return `${path}?${encodeURIComponent(wellFormed(random.one(texts)))}=%zz`;
    case 1:
      return path.replace("/", random.one(["//", "/./", "/%2e%2e/", "/%00"]));
    case 2:
      return `${path}/${encodeURIComponent(wellFormed(random.one(texts))).slice(0, 2_000)}`;
    case 3:
      return path.toUpperCase();
    case 4:
      return `${path}.data`;
    case 5:
      return `${path}%`;
    case 6:
      return `${path}?_routes=${random.one(["root", "routes/report/report", "__proto__"])}`;
    case 7:
      return `${path}${random.one(["", ".data"])}?${random.one(["_data", "%5Fdata"])}=${random.one(["", "root", "routes/public/figures", "__proto__"])}`;
    default:
      return path;
  }
}

function fuzzHeaders(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  const maybe = (share: number, name: string, values: readonly string[]) => {
    if (random.chance(share)) headers[name] = random.one(values);
  };
  maybe(0.1, "Sec-Fetch-Site", ["cross-site", "same-origin", "x"]);
  maybe(0.05, "Accept-Encoding", ["br;q=2", "*;q=0", "gzip, , ,"]);
  maybe(0.05, "Cookie", ["a", "=;=", `x=${"y".repeat(3_000)}`]);
  maybe(0.05, "Range", ["bytes=9-1", "bytes=-", "lines=1-2"]);
  maybe(0.05, "If-None-Match", ["*", '"'.repeat(9)]);
  maybe(0.05, "Origin", ["null", "https://elsewhere.example"]);
  maybe(0.15, "Tus-Resumable", ["1.0.0", "0.2.2", "x"]);
  maybe(0.15, "Upload-Length", [
    "0",
    "-1",
    "99999999999999999999",
    "x",
    "5000",
  ]);
  maybe(0.15, "Upload-Offset", ["0", "-1", "1e3", "x"]);
  maybe(0.05, "Upload-Metadata", ["filename eA==", "\u00e9", ",,,"]);
  maybe(0.05, "Upload-Concat", ["partial", "final;/a /b"]);
  maybe(0.05, "Upload-Defer-Length", ["1", "2"]);
  maybe(0.03, "X-HTTP-Method-Override", ["PATCH", "DELETE"]);
  return headers;
}

function fuzzBody(
  random: Random,
  target: FuzzTarget,
): { readonly headers: Record<string, string>; readonly body: Buffer } {
  const made = random.one([jsonBody, jsonBody, formBody, multipartBody, noise])(
    random,
    target,
  );
  if (random.chance(0.04))
    return {
      headers: { ...made.headers, "Content-Encoding": "gzip" },
      body: gzipSync(made.body),
    };
  if (random.chance(0.1))
    return {
      ...made,
      body: made.body.subarray(0, random.below(made.body.length + 1)),
    };
  return made;
}

function jsonBody(random: Random, { fields }: FuzzTarget) {
  const value = (depth: number): unknown => {
    switch (random.below(9)) {
      case 0:
        return random.one([0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER]);
      case 1:
        return random.one([true, false, null]);
      case 2:
        return depth > 3
          ? []
          : Array.from({ length: random.below(6) }, () => value(depth + 1));
      case 3:
        return depth > 3 ? {} : object(depth + 1);
      case 4:
        return random.bytes(random.below(60)).toString("base64url");
      case 5:
        return random.bytes(random.one([16, 32, 64])).toString("base64url");
      default:
        return random.one(texts);
    }
  };
  const object = (depth: number): Record<string, unknown> =>
    Object.fromEntries(
      [...fields, "__proto__", "x"]
        .filter(() => random.chance(0.7))
        .map((name) => [name, value(depth)]),
    );
  const text = random.chance(0.04)
    ? "[".repeat(20_000)
    : random.chance(0.04)
      ? `{"a":`.repeat(5_000)
      : JSON.stringify(random.chance(0.1) ? value(0) : object(0));
  return {
    headers: {
      "Content-Type": random.one([
        "application/json",
        "application/json",
        "application/json; charset=utf-16",
        "text/plain",
      ]),
    },
    body: Buffer.from(text),
  };
}

function formBody(random: Random, { fields }: FuzzTarget) {
  const pairs = [...fields, random.one(texts)]
    .filter(() => random.chance(0.6))
    .map(
      (name) =>
        `${escaped(random, name)}=${escaped(random, random.one(texts))}`,
    );
  return {
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: Buffer.from(pairs.join(random.one(["&", "&", "&&", ";"]))),
  };
}

function escaped(random: Random, text: string): string {
  return random.chance(0.1) ? "%ff%zz" : encodeURIComponent(wellFormed(text));
}

function multipartBody(random: Random, { fields }: FuzzTarget) {
  const boundary = random.one(["b", "----x", "b".repeat(80), ""]);
  const parts = [...fields, "file", "file"]
    .filter(() => random.chance(0.6))
    .map((name) => {
      const file =
        name === "file"
          ? `; filename="${random.one(["", "a.txt", "x".repeat(999), "..\\..\\a", "名\u0000称"])}"`
          : "";
      const disposition = random.chance(0.05)
        ? "Content-Disposition: nothing"
        : `Content-Disposition: form-data; name="${name}"${file}`;
      const content =
        name === "file"
          ? random.bytes(random.below(300))
          : Buffer.from(random.one(texts));
      return Buffer.concat([
        Buffer.from(`--${boundary}\r\n${disposition}\r\n\r\n`),
        content,
        Buffer.from(random.chance(0.95) ? "\r\n" : "\n"),
      ]);
    });
  const end = random.chance(0.8) ? `--${boundary}--\r\n` : "";
  return {
    headers: {
      "Content-Type": random.chance(0.05)
        ? "multipart/form-data"
        : `multipart/form-data; boundary=${boundary}`,
    },
    body: Buffer.concat([...parts, Buffer.from(end)]),
  };
}

function noise(random: Random) {
  return {
    headers: {
      "Content-Type": random.one([
        "application/octet-stream",
        "application/offset+octet-stream",
        "multipart/mixed",
        "x/y",
        "application/json",
      ]),
    },
    body: random.bytes(random.below(2_000)),
  };
}

/** Broken at the level of HTTP itself. */
function rawRequest(random: Random): Buffer {
  return random.one([
    () => random.bytes(random.below(400)),
    () => Buffer.from("GET / HTTP/9.9\r\n\r\n"),
    () => Buffer.from("GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n"),
    () => Buffer.from("GET /zh HTTP/1.1\r\n\r\n"),
    () =>
      Buffer.from(
        `GET /zh HTTP/1.1\r\nHost: a\r\nX: ${"y".repeat(20_000)}\r\n\r\n`,
      ),
    () =>
      Buffer.from(
        "POST /zh/report HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      ),
    () =>
      Buffer.from(
        "POST /zh/report HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      ),
    () =>
      Buffer.from(
        "POST /tip/send HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
      ),
    () => Buffer.from("GET /zh\u0000 HTTP/1.1\r\nHost: a\r\n\r\n"),
    () => Buffer.from("CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"),
    () =>
      Buffer.from(
        "GET /zh HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      ),
  ])();
}

/** Half of a surrogate pair has no percent encoding. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
