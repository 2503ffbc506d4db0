import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { RequestHandler, Response } from "express";

const encoders = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Buffer) =>
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
} as const;
type Encoding = keyof typeof encoders;

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/**
 * Scripts and style sheets under /assets, compressed once and as small as they get: their names hold their hash, so the bytes
 * never change. A tipster on a slow line (Tor, a telephone in the country) waits for the sealing program. Anything else, and
 * whoever takes no compression, is left to the next handler.
 */
export function compressedAssets(
  folder: string,
  { setHeaders }: { readonly setHeaders: (response: Response) => void },
): RequestHandler {
  // only what is there: a made-up name costs nothing and fills nothing
  const names = new Set(readdirSync(folder));
  const made = new Map<string, Promise<Buffer>>();
  return (request, response, next) => {
    const name = request.path.slice(1);
    const type = types[/\.(\w+)$/.exec(name)?.[1] ?? ""];
    const encoding = encodingFor(request.headers["accept-encoding"]);
    if (
      !type ||
      !encoding ||
      !names.has(name) ||
      !["GET", "HEAD"].includes(request.method)
    )
      return next();
    const key = `${encoding} ${name}`;
    const body =
      made.get(key) ?? readFile(join(folder, name)).then(encoders[encoding]);
    made.set(key, body);
    body.then(
      (bytes) => {
        setHeaders(response);
        response
          .set({
            "Content-Type": type,
            "Content-Encoding": encoding,
            Vary: "Accept-Encoding",
          })
          .end(request.method === "HEAD" ? undefined : bytes);
      },
      (error: unknown) => {
        made.delete(key);
        next(error);
      },
    );
  };
}

function encodingFor(accepted: string | undefined): Encoding | null {
  const named = (accepted ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(";")[0]!.trim());
  return named.includes("br") ? "br" : named.includes("gzip") ? "gzip" : null;
}
