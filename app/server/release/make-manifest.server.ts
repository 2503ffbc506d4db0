import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { ReleaseManifest } from "#app/crypto/release-manifest";
import type { Day } from "#app/domain/shared/day";
import { hashForLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { securityHeaders } from "../http.server";

/**
 * Every page a visitor can GET without having typed anything; each is the same for everybody, and as long as the release is.
 * `/figures` is the exception: it changes each day, and the log holds the hash of what it says.
 */
export const publicPages = ["zh", "en"].flatMap((language) =>
  ["", "/what", "/rewards", "/protection", "/proof", "/report", "/inbox"].map(
    (page) => `/${language}${page}`,
  ),
);

const ANY_ORIGIN = "https://portal.invalid";

/** base64url SHA-256, as the manifest has it */
export function contentHash(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("base64url");
}

/** The policy a page or file is served with. */
export function policyOf(pathname: string): string {
  const headers = securityHeaders({ pathname, nonce: "", origin: ANY_ORIGIN });
  return headers["Content-Security-Policy"]!;
}

/**
 * Hashes of everything the built portal serves to the public: files as they lie in the build, pages rendered as the server
 * renders them, once while offices take tips and once while none does.
 * @param buildFolder `build/`
 */
export async function makeManifest(
  buildFolder: string,
  release: {
    readonly version: string;
    readonly day: Day;
    /** the pages tell the ceiling of a reward */
    readonly rewardCeilingFen: number;
  },
): Promise<ReleaseManifest> {
  const client = join(buildFolder, "pages", "client");
  const files: Record<string, string> = {};
  for (const entry of await readdir(client, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[`/${relative(client, path).split(sep).join("/")}`] = contentHash(
      await readFile(path),
    );
  }
  const build = (await import(
    pathToFileURL(join(buildFolder, "pages", "server", "index.js")).href
  )) as ServerBuild;
  const closed: Record<string, string> = {};
  for (const path of publicPages) {
    const { rewardCeilingFen } = release;
    files[path] = await pageHash(build, path, { rewardCeilingFen, open: true });
    const whileClosed = await pageHash(build, path, {
      rewardCeilingFen,
      open: false,
    });
    if (whileClosed !== files[path]) closed[path] = whileClosed;
  }
  const default_csp = policyOf("/");
  const extra_csp = Object.fromEntries(
    Object.keys(files)
      .filter((path) => policyOf(path) !== default_csp)
      .map((path) => [path, policyOf(path)]),
  );
  return {
    name: "yanlu",
    version: release.version,
    timestamp: release.day,
    default_index: "/zh",
    default_fallback: "/zh",
    default_csp,
    extra_csp: sorted(extra_csp),
    files: sorted(files),
    closed: sorted(closed),
  };
}

function sorted<Value>(
  record: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function pageHash(
  build: ServerBuild,
  path: string,
  state: { readonly rewardCeilingFen: number; readonly open: boolean },
): Promise<string> {
  const response = await createRequestHandler(build, "production")(
    new Request(`${ANY_ORIGIN}${path}`),
    {
      deps: depsOfAPage(state),
      nonce: "",
      origin: ANY_ORIGIN,
      foreignForm: false,
    },
  );
  if (response.status !== 200)
    throw new Error(`${path} answers ${response.status}`);
  return contentHash(new Uint8Array(await response.arrayBuffer()));
}

/** The two things a fixed page may ask; a page that asks for more is not fixed, and ends the making of the manifest. */
function depsOfAPage(state: {
  readonly rewardCeilingFen: number;
  readonly open: boolean;
}): Deps {
  const key = { id: "key", recipient: "recipient" };
  const entry = JSON.stringify({
    data: { officeKeyId: key.id, recipientHash: hashForLog(key.recipient) },
  });
  const deps = {
    settings: { rewardCeilingFen: state.rewardCeilingFen },
    db: {
      officeKey: { findMany: async () => (state.open ? [key] : []) },
      logEntry: { findMany: async () => [{ entry }] },
    },
  };
  return deps as unknown as Deps;
}
