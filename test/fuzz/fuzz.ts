import { readFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import type { Portal } from "#test/setup/portal";
import { randomFrom } from "./random";
import { fuzzRequest, type FuzzRequest, type FuzzTarget } from "./requests";

export type FuzzResult = {
  readonly seed: number;
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** what must not be: the request and what was wrong with its answer */
  readonly faults: readonly string[];
  /** resident memory of the web process after a tenth of the requests and at the end, MB */
  readonly memory: { readonly early: number; readonly late: number };
};

const AT_ONCE = 24;
const ANSWER_LIMIT_MS = 30_000;
/** a stack trace of any engine, or a path of our sources */
const TRACE = /\n\s+at .+:\d+:\d+|node_modules\/|build\/server\.js|Prisma/;

/**
 * Sends `count` requests that nobody's browser would send to every public address, a few at a time, and looks at each answer.
 * The same seed sends the same requests.
 */
export async function fuzz(
  portal: Pick<Portal, "origin" | "webPid">,
  {
    seed,
    count,
    targets,
  }: {
    readonly seed: number;
    readonly count: number;
    readonly targets: readonly FuzzTarget[];
  },
): Promise<FuzzResult> {
  const random = randomFrom(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  let sent = 0;
  let early = 0;
  const work = async () => {
    while (sent < count) {
      sent += 1;
      if (sent === Math.ceil(count / 10))
        early = residentMegabytes(portal.webPid);
      const one = fuzzRequest(random, targets);
      const { status, text } = await send(portal.origin, one, agent).catch(
        (error: NodeJS.ErrnoException) => ({
          // the server may cut off who does not speak HTTP
          status: error.code === "ANSWER_LATE" ? "late" : "cut",
          text: "",
        }),
      );
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (Number(status) >= 500 || status === "late" || TRACE.test(text))
        faults.push(`${status} ${described(one)} ${text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  agent.destroy();
  return {
    seed,
    requests: count,
    statuses,
    faults,
    memory: { early, late: residentMegabytes(portal.webPid) },
  };
}

function described(one: FuzzRequest): string {
  return "raw" in one
    ? JSON.stringify(one.raw.toString("latin1").slice(0, 200))
    : `${one.method} ${one.path.slice(0, 200)} ${JSON.stringify(one.headers).slice(0, 300)} ${JSON.stringify(one.body?.toString("latin1").slice(0, 300) ?? "")}`;
}

type Answer = { readonly status: string; readonly text: string };

function late(): Error {
  return Object.assign(new Error("no answer"), { code: "ANSWER_LATE" });
}

function send(origin: string, one: FuzzRequest, agent: Agent): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  if ("raw" in one)
    return new Promise((done, fail) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(one.raw);
        // half a request is all that ever comes
        socket.end();
      });
      const chunks: Buffer[] = [];
      socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(late()));
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      socket.once("error", fail);
      socket.once("close", () => {
        const text = Buffer.concat(chunks).toString("latin1");
        done({ status: /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? "cut", text });
      });
    });
  return new Promise((done, fail) => {
    const asked = httpRequest(
      {
        hostname,
        port,
        agent,
        method: one.method,
        path: one.path,
        headers: {
          ...one.headers,
          ...(one.body && { "Content-Length": one.body.length }),
        },
        timeout: ANSWER_LIMIT_MS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", fail);
        response.once("end", () =>
          done({
            status: String(response.statusCode),
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    asked.once("timeout", () => asked.destroy(late()));
    asked.once("error", fail);
    asked.end(one.body ?? undefined);
  });
}

function residentMegabytes(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(
    readFileSync(`/proc/${pid}/status`, "utf8"),
  )?.[1];
  return Math.round(Number(kib) / 1024);
}
