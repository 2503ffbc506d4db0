import type { RequestHandler } from "express";
import { isForeignForm, plainPath } from "../http.server";
import { ticketKeys } from "../ticket-keys.server";
import type { Deps } from "#app/services/ports";
import { proofOfWork, WORK_HEADER } from "./proof-of-work.server";
import { tokenBucket, type TokenBucket } from "./token-bucket";

/**
 * Against floods on the way of the sealing program: above the first rate a request needs proof of work, above the second it is
 * told to come again. A tip is never refused for good: the program solves, waits and sends again by itself.
 */
const actions: Readonly<
  Record<string, { readonly free: Rate; readonly worked: Rate }>
> = {
  "/tip/send": {
    free: { perSecond: 10, burst: 100 },
    worked: { perSecond: 40, burst: 80 },
  },
  "/tip/inbox": {
    free: { perSecond: 30, burst: 300 },
    worked: { perSecond: 60, burst: 120 },
  },
  // signs, proves and reads much
  "/tip/inbox/proof": {
    free: { perSecond: 30, burst: 300 },
    worked: { perSecond: 60, burst: 120 },
  },
  // a tip may bring fifty files
  "/tip/files": {
    free: { perSecond: 30, burst: 600 },
    worked: { perSecond: 60, burst: 200 },
  },
};
type Rate = { readonly perSecond: number; readonly burst: number };

/** seconds after which to come again when even work is of no use */
const COME_AGAIN_SECONDS = 5;

/** The router takes a path with a slash or `.data` at its end for the same, too. */
export function gatedPath(pathname: string): string {
  return (plainPath(pathname) ?? "").replace(/(?:\/|\.data)+$/, "");
}

export function floodGate(deps: Deps): RequestHandler {
  const now = () => performance.timeOrigin + performance.now();
  const work = proofOfWork(async () => (await ticketKeys(deps)).current, now);
  const buckets = new Map<
    string,
    { readonly free: TokenBucket; readonly worked: TokenBucket }
  >(
    Object.entries(actions).map(([path, { free, worked }]) => [
      path,
      { free: tokenBucket(free, now), worked: tokenBucket(worked, now) },
    ]),
  );
  return (request, response, next) => {
    const bucket =
      request.method === "POST"
        ? buckets.get(gatedPath(request.path))
        : undefined;
    // another site's page is refused further on and must not use up anything here
    if (!bucket || isForeignForm(request.get("Sec-Fetch-Site"))) return next();
    if (bucket.free.take()) return next();
    void (async () => {
      const header = request.get(WORK_HEADER);
      const worked = header !== undefined && (await work.accepts(header));
      if (worked && bucket.worked.take()) return next();
      const code = worked ? "BUSY" : "WORK_NEEDED";
      response
        .status(429)
        .set("Cache-Control", "no-store")
        .set("Retry-After", String(worked ? COME_AGAIN_SECONDS : 0))
        .json({
          ok: false,
          code,
          values: {},
          ...(!worked && { challenge: await work.challenge() }),
        });
    })().catch(next);
  };
}
