import { connect, type Socket } from "node:net";
import { repeatFor, type Turn } from "./measure";

export type Answer = {
  readonly status: number;
  /** names in lower case */
  readonly headers: ReadonlyMap<string, string>;
  /** as sent, with the marks of chunked transfer */
  readonly body: Buffer;
  /** status line, headers and body on the wire */
  readonly bytes: number;
};

/**
 * A client that costs as little as it can: on two cores a slow one would be what is measured. Keeps connections open, one
 * request at a time on each; reads Content-Length and chunked bodies without looking inside.
 */
export class Connections {
  readonly #sockets: Promise<Socket>[];

  constructor(origin: string, count: number) {
    const { hostname, port } = new URL(origin);
    this.#sockets = Array.from(
      { length: count },
      () =>
        new Promise((done, fail) => {
          const socket = connect(Number(port), hostname, () => done(socket));
          socket.setNoDelay(true);
          socket.once("error", fail);
        }),
    );
  }

  /** Sends what `next` gives on every connection until the time is over. @param accept throws when an answer is wrong */
  async load(
    milliseconds: number,
    next: () => Buffer,
    accept: (answer: Answer) => void,
  ): Promise<Turn> {
    const sockets = await Promise.all(this.#sockets);
    return repeatFor(
      milliseconds,
      async (lane) => {
        accept(await exchange(sockets[lane]!, next()));
        return 1;
      },
      { lanes: sockets.length },
    );
  }

  async once(request: Buffer): Promise<Answer> {
    return exchange(await this.#sockets[0]!, request);
  }

  async close(): Promise<void> {
    for (const socket of await Promise.allSettled(this.#sockets))
      if (socket.status === "fulfilled") socket.value.destroy();
  }
}

export function httpRequest(
  origin: string,
  path: string,
  {
    headers = {},
    form,
    multipart = false,
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    /** makes it a POST, urlencoded unless `multipart` */
    readonly form?: readonly (readonly [string, string])[];
    readonly multipart?: boolean;
  } = {},
): Buffer {
  const body =
    form &&
    (multipart
      ? multipartBody(form)
      : new URLSearchParams(form.map((entry) => [...entry])).toString());
  const lines = Object.entries({
    Host: new URL(origin).host,
    Accept: "text/html",
    "Accept-Encoding": "gzip, br",
    ...(body !== undefined && {
      "Content-Type": multipart
        ? `multipart/form-data; boundary=${BOUNDARY}`
        : "application/x-www-form-urlencoded",
      "Content-Length": String(Buffer.byteLength(body)),
    }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `${body === undefined ? "GET" : "POST"} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`,
  );
}

const BOUNDARY = "----yanlu-bench";

function multipartBody(form: readonly (readonly [string, string])[]): string {
  const parts = form.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

function exchange(socket: Socket, request: Buffer): Promise<Answer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let head: Head | undefined;
    const end = (act: () => void) => {
      socket.off("data", onData).off("error", onError).off("close", onClose);
      act();
    };
    const onError = (error: Error) => end(() => fail(error));
    const onClose = () =>
      end(() => fail(new Error("the server closed the connection")));
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (!head) {
        head = readHead(chunks.length === 1 ? chunk : Buffer.concat(chunks));
        if (!head) return;
      }
      const whole =
        head.length !== null
          ? size >= head.bytes + head.length
          : size > head.bytes &&
            (chunk.length >= LAST_CHUNK.length ? chunk : Buffer.concat(chunks))
              .subarray(-LAST_CHUNK.length)
              .equals(LAST_CHUNK);
      if (!whole) return;
      const { status, headers, bytes } = head;
      end(() =>
        done({
          status,
          headers,
          body: Buffer.concat(chunks).subarray(bytes),
          bytes: size,
        }),
      );
    };
    socket.on("data", onData).on("error", onError).on("close", onClose);
    socket.write(request);
  });
}

type Head = Pick<Answer, "status" | "headers" | "bytes"> & {
  /** null when the body is chunked */
  readonly length: number | null;
};

function readHead(received: Buffer): Head | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [first, ...lines] = received.toString("latin1", 0, end).split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [
        line.slice(0, colon).toLowerCase(),
        line.slice(colon + 1).trim(),
      ] as const;
    }),
  );
  const chunked = headers.get("transfer-encoding") === "chunked";
  return {
    status: Number(first!.split(" ")[1]),
    headers,
    bytes: end + HEAD_END.length,
    length: chunked ? null : Number(headers.get("content-length") ?? 0),
  };
}

/** The content of a body that came in chunks. */
export function bodyOf({ headers, body }: Answer): Buffer {
  if (headers.get("transfer-encoding") !== "chunked") return body;
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf("\r\n", at);
    const length = parseInt(body.toString("latin1", at, lineEnd), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}

/** @throws Error unless the answer has this status */
export function requireStatus(status: number): (answer: Answer) => void {
  return (answer) => {
    if (answer.status !== status)
      throw new Error(
        `answered ${answer.status} instead of ${status}: ${bodyOf(answer).toString("utf8").slice(0, 300)}`,
      );
  };
}
