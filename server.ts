import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants } from "node:zlib";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { CHECKER_PATH } from "#app/content/proof";
import { buildDeps } from "#app/server/deps.server";
import { compressedAssets } from "#app/server/compressed-assets.server";
import { loadEnv } from "#app/server/env.server";
import { describeError, logEvent } from "#app/server/event-log.server";
import { floodGate } from "#app/server/flood/gate.server";
import { healthRoutes } from "#app/server/health.server";
import { uploadRoutes } from "#app/server/uploads/upload-routes.server";
import {
  isForeignForm,
  isForViewer,
  isLoopbackHost,
  isOldDataRequest,
  isServedBy,
  securityHeaders,
  surfaceOf,
} from "#app/server/http.server";

/**
 * The web process. No access log, no address, no user agent: what arrives here about a visitor is used to answer and then
 * forgotten. (`remix-serve` would log URLs, hence a server of our own.)
 */
const env = loadEnv();
const parts = await buildDeps(env);
const { deps, health } = parts;
const buildFolder = join(import.meta.dirname, "pages");
const build = (await import(
  pathToFileURL(join(buildFolder, "server", "index.js")).href
)) as ServerBuild;

const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.set("query parser", false);

app.use((request, response, next) => {
  const surface = surfaceOf(request.path);
  if (surface === null || isOldDataRequest(request.url)) {
    response.status(400).type("text/plain").send("BAD_REQUEST\n");
    return;
  }
  response.locals.nonce =
    surface === "staff" ? randomBytes(16).toString("base64") : "";
  response.set(
    securityHeaders({
      pathname: request.path,
      nonce: response.locals.nonce as string,
      origin: env.ORIGIN,
    }),
  );
  const reads = request.method === "GET" || request.method === "HEAD";
  if (surface === "system" && !reads) {
    response.status(405).type("text/plain").send("METHOD_NOT_ALLOWED\n");
    return;
  }
  // Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with every form, which Remix takes for an attack and
  // answers with 500. What a foreign page could do here is judged by `Sec-Fetch-Site` (`isForeignForm`); staff requests keep
  // the header, and a wrong one is refused before Remix sees it.
  if (surface !== "staff") delete request.headers.origin;
  else if (
    !reads &&
    request.headers.origin !== undefined &&
    request.headers.origin !== env.ORIGIN
  ) {
    response
      .status(403)
      .json({ ok: false, code: "ORIGIN_NOT_OURS", values: {} });
    return;
  }
  const forThisMachine =
    surface === "development" && !isLoopbackHost(request.headers.host);
  if (forThisMachine || !isServedBy(surface, env.SURFACE)) {
    response.status(404).type("text/plain").send("Not found\n");
    return;
  }
  next();
});

/** Names hold the hash of their content. */
const assetHeaders = (response: express.Response) => {
  response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
  if (isForViewer((response.req as express.Request).originalUrl))
    response.setHeader("Access-Control-Allow-Origin", "*");
};
app.use(
  "/assets",
  compressedAssets(join(buildFolder, "client", "assets"), {
    setHeaders: assetHeaders,
  }),
);

// Only what is the same for everybody: compressing a page that holds a secret beside what was typed tells the secret by its
// length (BREACH). Forms, inboxes and staff pages go out as they are.
app.use(
  compression({
    // the cheapest of both: higher ones cost more of the server's time than they save on the line
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (request, response) =>
      request.method === "GET" &&
      ["public", "system"].includes(surfaceOf(request.path) ?? "") &&
      compression.filter(request, response),
  }),
);

app.use(
  "/assets",
  express.static(join(buildFolder, "client", "assets"), {
    etag: false,
    lastModified: false,
    index: false,
    setHeaders: assetHeaders,
  }),
);
app.use(
  express.static(join(buildFolder, "client"), {
    etag: false,
    lastModified: false,
    index: false,
    setHeaders: (response, path) => {
      response.setHeader("Cache-Control", "public, max-age=3600");
      // a page for saving, which works without this site
      if (path.endsWith(CHECKER_PATH.slice(1)))
        response.setHeader(
          "Content-Disposition",
          `attachment; filename="${CHECKER_PATH.slice(1)}"`,
        );
    },
  }),
);

// signed by whoever released; `yanlu release verify` compares a site with a copy that came another way
app.get("/.well-known/yanlu/release.json", (_request, response) => {
  response.sendFile(
    "release.json",
    {
      root: import.meta.dirname,
      etag: false,
      lastModified: false,
      cacheControl: false,
      dotfiles: "allow",
    },
    (error) => {
      if (error && !response.headersSent)
        response.status(404).type("text/plain").send("Not found\n");
    },
  );
});

app.use(healthRoutes({ health, surface: env.SURFACE }));
app.use(floodGate(deps));
app.use(uploadRoutes(deps));

// A page that says how long it may be kept says so instead of what was set above; Remix would put one behind the other. Its marks
// for its own pages of an earlier kind name the software, and nothing here reads them.
app.use((_request, response, next) => {
  const append = response.append.bind(response);
  response.append = (name, value) => {
    switch (name.toLowerCase()) {
      case "cache-control":
        return response.set(name, value);
      case "x-remix-error":
      case "x-remix-catch":
        return response;
      default:
        return append(name, value);
    }
  };
  next();
});
app.all(
  "*",
  createRequestHandler({
    build,
    // any other mode would put stack traces into error pages
    mode: "production",
    getLoadContext: (request, response) => ({
      deps,
      foreignForm: isForeignForm(request.get("Sec-Fetch-Site")),
      origin: env.ORIGIN,
      nonce: response.locals.nonce as string,
    }),
  }),
);

// Express' own error page would show a stack trace, and a malformed URL must not be a server error.
app.use(
  (
    error: unknown,
    _request: express.Request,
    response: express.Response,
    next: express.NextFunction,
  ) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // such as an unreadable range of a file
    const { status } = (error ?? {}) as { readonly status?: number };
    const malformed =
      error instanceof URIError ||
      (status !== undefined && status >= 400 && status < 500);
    if (!malformed)
      logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    response
      .status(malformed ? 400 : 500)
      .type("text/plain; charset=utf-8")
      .send(malformed ? "BAD_REQUEST\n" : "UNEXPECTED\n");
  },
);

const server = app.listen(env.PORT, env.HOST, () => {
  logEvent({ event: "started", part: "web" });
  process.send?.("listening");
});
// slow senders are cut off; a large upload over a slow line needs its time
server.headersTimeout = 20_000;
server.requestTimeout = 30 * 60_000;
server.on("error", (error: NodeJS.ErrnoException) => {
  process.stderr.write(
    error.code === "EADDRINUSE"
      ? `PORT ${env.PORT} is in use by another program; choose another with PORT=…\n`
      : `The web server could not start (${error.code ?? error.name}).\n`,
  );
  process.exit(1);
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  logEvent({ event: "stopping", part: "web" });
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  await closed;
  await parts.close();
  process.exit(0);
}
// Node would print the message, which may repeat what was typed, and end the process with uploads under way
process.on("unhandledRejection", (error) => {
  logEvent({ event: "unexpected", part: "web", ...describeError(error) });
});
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// the parent is gone (killed): do not live on alone with a port and a database connection
process.on("disconnect", () => void stop());
