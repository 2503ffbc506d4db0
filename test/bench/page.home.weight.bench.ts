import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import type { Bench } from "./bench";
import { bodyOf, Connections, httpRequest, requireStatus } from "./http-load";
import { benchLine } from "./line";

const LIMIT_BYTES = 15 * 1024;
const LIMIT_REQUESTS = 3;

/** The home page and whatever its HTML makes a browser fetch, with an empty cache. */
export const bench: Bench = async ({ place }) => {
  const { origin } = await place.portal();
  const connection = new Connections(origin, 1);
  try {
    const get = async (path: string) => {
      const answer = await connection.once(httpRequest(origin, path));
      requireStatus(200)(answer);
      return { path, answer, body: bodyOf(answer) };
    };
    const page = await get("/zh");
    const fetched = [page];
    for (const path of needed(plainText(page))) fetched.push(await get(path));
    const bytesOf = (parts: typeof fetched) =>
      parts.reduce((sum, { answer }) => sum + answer.bytes, 0);
    const encodings = fetched.map(
      ({ answer }) => answer.headers.get("content-encoding") ?? "none",
    );
    const heads = fetched.reduce(
      (sum, { answer }) => sum + answer.bytes - answer.body.length,
      0,
    );
    return [
      benchLine(
        {
          name: "page.home.weight",
          unit: "bytes",
          better: "lower",
          ours: bytesOf(fetched),
          limit: LIMIT_BYTES,
          limitIs: "budget of the project",
        },
        {
          requests: fetched.length,
          requestsLimit: LIMIT_REQUESTS,
          compression: [...new Set(encodings)].join(", "),
          bytesIfGzipped:
            heads +
            fetched.reduce(
              (sum, { body, answer }) =>
                sum +
                (answer.headers.has("content-encoding")
                  ? body.length
                  : gzipSync(body).length),
              0,
            ),
          headerBytes: heads,
          parts: fetched
            .map(({ path, answer }) => `${path} ${answer.bytes}`)
            .join(", "),
        },
      ),
    ];
  } finally {
    await connection.close();
  }
};

function plainText({
  answer,
  body,
}: {
  readonly answer: { readonly headers: ReadonlyMap<string, string> };
  readonly body: Buffer;
}): string {
  switch (answer.headers.get("content-encoding")) {
    case "br":
      return brotliDecompressSync(body).toString("utf8");
    case "gzip":
      return gunzipSync(body).toString("utf8");
    default:
      return body.toString("utf8");
  }
}

/** Style sheets, icons, scripts and images of our own, in order, each once. */
function needed(html: string): readonly string[] {
  const paths = [
    ...html.matchAll(
      /<link\b[^>]*\brel="(?:stylesheet|icon|preload|modulepreload|manifest)"[^>]*>|<(?:script|img)\b[^>]*>/g,
    ),
  ].flatMap(([tag]) => /\b(?:href|src)="(\/[^"]*)"/.exec(tag)?.[1] ?? []);
  return [...new Set(paths)];
}
