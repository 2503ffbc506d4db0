import type { IncomingMessage } from "node:http";
import { Server } from "@tus/server";
import type {
  NextFunction,
  Request as Asked,
  Response as Answer,
} from "express";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import { MOST_UPLOAD_PART_BYTES } from "#app/domain/tip/limits";
import { finishUpload } from "#app/services/tip/finish-upload.server";
import { isId, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { statusOf } from "../error-status.server";
import { describeError, logEvent } from "../event-log.server";
import { isForeignForm } from "../http.server";
import { UploadStore } from "./upload-store.server";

/** Where sealed files are uploaded by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload). */
const UPLOADS = "/tip/files";

/** All that the protocol reads of a request. Whatever else a browser sends is not handed on to it. */
const READ = [
  "tus-resumable",
  "upload-length",
  "upload-offset",
  "content-length",
  "content-type",
] as const;

/** All that an answer carries besides the headers of every answer: no cross-origin permission, above all. */
const TOLD = [
  "Tus-Resumable",
  "Tus-Version",
  "Tus-Extension",
  "Upload-Offset",
  "Upload-Length",
  "Location",
] as const;

/** Refused whatever they say: with metadata a file's name could arrive, and a length that comes later could follow the content. */
const REFUSED = [
  "upload-metadata",
  "upload-concat",
  "upload-defer-length",
  "x-http-method-override",
] as const;

/**
 * Requests that belong together need not meet the same process, so no lock in this one's memory could keep them apart: the
 * database does (`receiveUploadPart`). A request that hangs holds up no other.
 */
const withoutLocks = {
  newLock: () => ({ lock: async () => {}, unlock: async () => {} }),
};

/**
 * Uploads of sealed files. Public: whoever knows the id of an upload may go on with it or end it. Refusals are
 * `{ok: false, code, values}` as everywhere.
 */
export function uploadRoutes(
  deps: Deps,
): (request: Asked, response: Answer, next: NextFunction) => void {
  const protocol = new Server({
    path: UPLOADS,
    relativeLocation: true,
    datastore: new UploadStore(deps),
    locker: withoutLocks,
    // replaced by the id of the store's own
    namingFunction: () => newRandomId(),
    getFileIdFromRequest: (_request, last) =>
      last !== undefined && isId(last) ? last : undefined,
    onUploadFinish: async (_request, upload) => {
      await finishUpload(deps, upload.id);
      return {};
    },
    onResponseError: (_request, error) => toldError(error),
  });
  return (request, response, next) => {
    if (request.path !== UPLOADS && !request.path.startsWith(`${UPLOADS}/`))
      return next();
    handle(protocol, request, response).catch(next);
  };
}

async function handle(
  protocol: Server,
  request: Asked,
  response: Answer,
): Promise<void> {
  try {
    requireSensible(request);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return send(response, statusOf(error.code), toldError(error).body);
  }
  const body = request.method === "PATCH" ? untilItBreaks(request) : null;
  const answer = await protocol.handleWeb(
    withoutVisitor(request, body?.stream ?? null),
  );
  for (const name of TOLD) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, value);
  }
  const text = await answer.text();
  send(
    response,
    answer.status,
    answer.status < 400 ? "" : refusal(answer.status, text),
  );
  await body?.passBy();
}

function send(response: Answer, status: number, body: string): void {
  response.status(status);
  if (body !== "") response.type("json");
  response.end(body);
}

/**
 * What the protocol's own checks let pass, or would answer with a server error.
 * @throws CodedError FOREIGN_FORM | METHOD_NOT_ALLOWED | NOT_FOUND | UPLOAD_REQUEST_WRONG | BODY_TOO_LARGE
 */
function requireSensible(request: Asked): void {
  if (isForeignForm(request.get("Sec-Fetch-Site")))
    throw new CodedError("FOREIGN_FORM");
  const toAll = request.path === UPLOADS;
  const allowed = toAll ? ["POST", "OPTIONS"] : ["HEAD", "PATCH", "DELETE"];
  if (!allowed.includes(request.method))
    throw new CodedError("METHOD_NOT_ALLOWED");
  if (!toAll && !isId(request.path.slice(UPLOADS.length + 1)))
    throw new CodedError("UPLOAD_GONE");
  if (REFUSED.some((name) => request.headers[name] !== undefined))
    throw new CodedError("UPLOAD_REQUEST_WRONG");
  const length = request.headers["content-length"];
  if (request.method !== "PATCH") {
    // a body here would be read by nobody
    if (Number(length ?? 0) > 0 || request.headers["transfer-encoding"])
      throw new CodedError("UPLOAD_REQUEST_WRONG");
    return;
  }
  if (request.headers["upload-length"] !== undefined || length === "0")
    throw new CodedError("UPLOAD_REQUEST_WRONG");
  // a proxy may pass a body on without its length: it is counted as it comes
  if (Number(length ?? 0) > MOST_UPLOAD_PART_BYTES)
    throw new CodedError("BODY_TOO_LARGE", {
      values: { megabytes: Math.floor(MOST_UPLOAD_PART_BYTES / 1_000_000) },
    });
}

function withoutVisitor(
  request: Asked,
  body: ReadableStream<Uint8Array> | null,
): Request {
  const headers = new Headers();
  for (const name of READ) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request(`http://uploads.invalid${request.path}`, {
    method: request.method,
    headers,
    ...(body && { body, duplex: "half" }),
  });
}

/**
 * The body of a request, ending without an error where the connection broke: what arrived until then need not be sent again.
 * `passBy` reads what nobody wanted after a refusal in the middle; the next request on this connection would wait behind it.
 */
function untilItBreaks(request: IncomingMessage) {
  const chunks = request.iterator({
    destroyOnReturn: false,
  }) as AsyncIterator<Buffer>;
  let bytes = 0;
  const next = async () => {
    const read = await chunks.next().catch(() => ({ done: true as const }));
    if (!read.done) bytes += read.value.length;
    return read;
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = await next();
        if (bytes > MOST_UPLOAD_PART_BYTES)
          controller.error(new CodedError("BODY_TOO_LARGE"));
        else if (read.done) controller.close();
        else controller.enqueue(read.value);
      },
    },
    { highWaterMark: 0 },
  );
  const passBy = async () => {
    while (bytes <= MOST_UPLOAD_PART_BYTES) if ((await next()).done) return;
    await chunks.return?.();
  };
  return { stream, passBy };
}

/** @param error what a service or the protocol refused, or a fault of ours, which is logged without its message */
function toldError(error: unknown): { status_code: number; body: string } {
  if (isCodedError(error))
    return {
      status_code: statusOf(error.code),
      body: JSON.stringify({
        ok: false,
        code: error.code,
        values: error.values,
      }),
    };
  const status = (error as { status_code?: unknown }).status_code;
  if (typeof status === "number" && status < 500)
    return { status_code: status, body: "" };
  logEvent({ event: "unexpected", part: "web", ...describeError(error) });
  return { status_code: 500, body: "" };
}

/** The protocol's own words are for programmers, in English. */
function refusal(status: number, text: string): string {
  if (text.startsWith("{")) return text;
  const codes: Readonly<Record<number, string>> = {
    404: "UPLOAD_GONE",
    409: "UPLOAD_OFFSET_WRONG",
    410: "UPLOAD_GONE",
    413: "UPLOAD_LENGTH_WRONG",
    500: "UNEXPECTED",
  };
  const code = codes[status] ?? "UPLOAD_REQUEST_WRONG";
  return JSON.stringify({ ok: false, code, values: {} });
}
