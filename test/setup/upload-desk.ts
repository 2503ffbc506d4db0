import { once } from "node:events";
import { request as openRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { chinaWorkCalendar } from "#app/domain/deadline/china-work-calendar";
import { uploadRoutes } from "#app/server/uploads/upload-routes.server";
import type { Clock, Deps, SealedStorage } from "#app/services/ports";

/** What uploads need of the portal; anything else they touched would fail the test. */
export function uploadDeps(parts: {
  readonly db: Deps["db"];
  readonly storage: SealedStorage;
  readonly clock: Clock;
}): Deps {
  return { ...parts, calendar: chinaWorkCalendar } as unknown as Deps;
}

/** The upload routes alone behind a port of their own, on loopback. */
export async function openUploadDesk(deps: Deps): Promise<{
  readonly origin: string;
  readonly close: () => Promise<void>;
}> {
  const app = express();
  app.disable("x-powered-by");
  app.use(uploadRoutes(deps));
  app.use((_request, response) => void response.status(404).end("elsewhere"));
  const server: Server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type Heard = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** One request with exactly these headers: `fetch` would add its own and refuse some. */
export function ask(
  url: string,
  {
    method,
    headers = {},
    body,
  }: {
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  },
): Promise<Heard> {
  return new Promise((done, fail) => {
    const request = openRequest(url, {
      method,
      headers: {
        "Tus-Resumable": "1.0.0",
        ...(body &&
          !("Transfer-Encoding" in headers) && {
            "Content-Length": String(body.length),
          }),
        ...headers,
      },
    });
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () =>
        done({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(body);
  });
}

/** Announces all of `body`, sends the first `sent` bytes of it, and is gone. */
export function askAndBreak(
  url: string,
  {
    headers,
    body,
    sent,
  }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
    readonly sent: number;
  },
): Promise<void> {
  return new Promise((done) => {
    const request = openRequest(url, {
      method: "PATCH",
      headers: {
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": String(body.length),
        ...headers,
      },
    });
    request.on("error", () => done());
    request.on("close", () => done());
    request.write(body.subarray(0, sent), () =>
      // what is written is not yet what has arrived
      setTimeout(() => request.destroy(), 200),
    );
  });
}

export const PART = {
  "Content-Type": "application/offset+octet-stream",
} as const;

/** Address of a new upload. */
export async function begin(origin: string, bytes: number): Promise<string> {
  const { status, headers, body } = await ask(`${origin}/tip/files`, {
    method: "POST",
    headers: { "Upload-Length": String(bytes) },
  });
  if (status !== 201) throw new Error(`${status} ${body}`);
  return `${origin}${String(headers.location)}`;
}

export async function offsetOf(url: string): Promise<number> {
  const { status, headers } = await ask(url, { method: "HEAD" });
  if (status !== 200) throw new Error(`${status}`);
  return Number(headers["upload-offset"]);
}

export function sendPart(
  url: string,
  content: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Heard> {
  return ask(url, {
    method: "PATCH",
    headers: { ...PART, "Upload-Offset": String(start) },
    body: content.subarray(start, end),
  });
}

export function idIn(url: string): string {
  return url.split("/").at(-1)!;
}
