import {
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { describeError, logEvent } from "./server/event-log.server";
import { withoutZeroBytes } from "./server/without-zero-bytes.server";

const RENDER_LIMIT_MS = 10_000;

/** Pages are sent whole: a page that comes in pieces would show by its rhythm what the server is doing. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: { readonly nonce: string },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />,
      {
        nonce,
        onAllReady() {
          const body = withoutZeroBytes();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(
            new Response(createReadableStreamFromReadable(body), {
              headers,
              status: failed ? 500 : status,
            }),
          );
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          failed = true;
          logEvent({
            event: "unexpected",
            part: "web",
            ...describeError(error),
          });
        },
      },
    );
    setTimeout(abort, RENDER_LIMIT_MS).unref();
  });
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  // the router's own refusals (no such page, method not allowed) are answers, not faults
  if (isRouteErrorResponse(error) && error.status < 500) return;
  if (!request.signal.aborted)
    logEvent({ event: "unexpected", part: "web", ...describeError(error) });
};
