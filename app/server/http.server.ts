import { CHECKER_PATH } from "#app/content/proof";
import { assertNever } from "#app/domain/shared/coded-error";
import type { Env } from "./env.server";

/**
 * Response headers of every answer, by surface. Nothing here depends on the visitor: public pages are the same bytes and
 * the same headers for all (except `Date`, which HTTP demands).
 */
export type Surface = "public" | "staff" | "system" | "development";

/**
 * Which surface a path belongs to, null when it is not a path at all (broken percent-encoding). Remix matches decoded
 * segments and takes no notice of case, so `/zh/Staff` and `/zh/st%61ff` are the staff page too and must not pass as public.
 */
export function surfaceOf(pathname: string): Surface | null {
  const path = plainPath(pathname);
  if (path === null) return null;
  if (
    /^\/(?:zh|en)\/(?:staff|finance|audit)(?:[/.]|$)/.test(path) ||
    /^\/(?:api|__manifest)(?:[/.]|$)/.test(path)
  )
    return "staff";
  if (/^\/dev(?:[/.]|$)/.test(path)) return "development";
  if (
    /^\/(?:assets\/|\.well-known\/yanlu\/|favicon\.svg$|robots\.txt$|healthz$|readyz$|metrics$)/.test(
      path,
    )
  )
    return "system";
  return "public";
}

/** One spelling of a path for all that the router takes for the same; null when it is none. */
export function plainPath(pathname: string): string | null {
  try {
    return pathname
      .split("/")
      .map((segment) => decodeURIComponent(segment))
      .join("/")
      .replace(/\/{2,}/g, "/")
      .toLowerCase();
  } catch {
    return null;
  }
}

export function isServedBy(surface: Surface, setting: Env["SURFACE"]): boolean {
  switch (surface) {
    case "system":
      return true;
    case "development":
      return setting !== "public";
    case "public":
    case "staff":
      return setting === "all" || surface === setting;
    default:
      return assertNever(surface);
  }
}

/** `localhost`, `127.0.0.1:3000`, `[::1]`: names that only this machine itself uses. */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(
    host ?? "",
  );
}

/**
 * Whether another site's page made the browser send this form. Against a page that plants a form token it knows, and so
 * would know the tracking code of whoever files on from there. Browsers set the header themselves and `no-referrer` does
 * not change it; those too old to send it are let in.
 */
export function isForeignForm(site: string | undefined): boolean {
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/**
 * Whether a query asks in the way of the router's earlier protocol. No page of ours does; the router answers it, but reports a
 * fault each time, so that anybody could fill the log of events in which real ones have to be found.
 */
export function isOldDataRequest(url: string): boolean {
  const at = url.indexOf("?");
  return at >= 0 && new URLSearchParams(url.slice(at)).has("_data");
}

/**
 * Pages that will load the sealing module need WebAssembly for Argon2id; no other public page may run it. Workers go by the
 * policy of their own answer, not by that of the page that starts them.
 */
function mayRunWebAssembly(pathname: string): boolean {
  return (
    /^\/(?:zh|en)\/(?:report|inbox)\/?$/.test(pathname) ||
    /^\/assets\/[a-z]+-worker-[\w-]+\.js$/.test(pathname)
  );
}

/**
 * The document in which a staff page shows a decrypted file. Its origin is opaque (`sandbox`): whatever a file makes a decoder
 * do there, it reaches neither keys nor cookies nor the page around it, and the policy leaves it no way to send anything.
 * `wasm-unsafe-eval` is for the decoders of JPEG 2000 and JBIG2 inside PDF files.
 */
const VIEWER = "/api/staff/viewer";
const VIEWER_POLICY = [
  "sandbox allow-scripts",
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src blob:",
  "media-src blob:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "trusted-types yanlu-viewer",
  "require-trusted-types-for 'script'",
].join("; ");

/**
 * Files that the viewer loads. To its opaque origin even our own host is a foreign one, so they must say that anybody may read
 * them; they are the same bytes for everybody, and nothing else of ours says so.
 */
export function isForViewer(pathname: string): boolean {
  return /^\/assets\/(?:file-viewer|viewer-[a-z]+|pdf\.worker\.min)-[\w-]{8,}\.(?:m?js|css)$/.test(
    pathname,
  );
}

/**
 * The stand-alone checker of proofs is for saving and brings a policy of its own. Opened on this site it would run an inline
 * script under our name: here it may do nothing.
 */
const CHECKER_POLICY =
  "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function contentSecurityPolicy(
  surface: Surface,
  {
    pathname,
    nonce,
    origin,
  }: {
    readonly pathname: string;
    readonly nonce: string;
    readonly origin: string;
  },
): string {
  if (pathname === VIEWER) return VIEWER_POLICY;
  if (pathname === CHECKER_PATH) return CHECKER_POLICY;
  const common = [
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ];
  if (surface !== "staff")
    return [
      "default-src 'none'",
      `script-src 'self'${mayRunWebAssembly(pathname) ? " 'wasm-unsafe-eval'" : ""}`,
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "trusted-types yanlu",
      ...common,
    ].join("; ");
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    "style-src 'self'",
    "img-src 'self'",
    // only the viewer of decrypted files; this also holds for wherever a frame tries to go by itself
    `frame-src ${origin}${VIEWER}`,
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "trusted-types yanlu",
    ...common,
  ].join("; ");
}

const NO_DEVICE_FEATURES: readonly string[] = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "web-share",
  "xr-spatial-tracking",
].map((feature) => `${feature}=()`);

/** Passkeys: staff sign in and unlock their keys with them; a public page asks for none. */
function permissionsPolicy(surface: Surface): string {
  const allowed = surface === "staff" ? "(self)" : "()";
  return [
    ...NO_DEVICE_FEATURES,
    `publickey-credentials-create=${allowed}`,
    `publickey-credentials-get=${allowed}`,
  ].join(", ");
}

/** @param pathname without query @param nonce fresh per staff response, empty elsewhere */
export function securityHeaders(input: {
  readonly pathname: string;
  readonly nonce: string;
  readonly origin: string;
}): Record<string, string> {
  const surface = surfaceOf(input.pathname) ?? "public";
  return {
    "Content-Security-Policy": contentSecurityPolicy(surface, input),
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": permissionsPolicy(surface),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": input.pathname === VIEWER ? "SAMEORIGIN" : "DENY",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-store",
    // an onion service has its own authenticity, and no certificate to insist on
    ...(input.origin.startsWith("https:") &&
    !new URL(input.origin).hostname.endsWith(".onion")
      ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
}
