import type { ReleaseManifest } from "#app/crypto/release-manifest";
import { contentHash } from "./make-manifest.server";

export type Difference = {
  readonly path: string;
  /** OTHER_CONTENT and OTHER_POLICY: served, but not what the release has; UNLISTED: a page loads what the release does not have */
  readonly fault: "MISSING" | "OTHER_CONTENT" | "OTHER_POLICY" | "UNLISTED";
};

const AT_ONCE = 6;
/** what a page loads: scripts, styles, icons; and what a program loads after it */
const LOADED = /(?:src|href)="(\/[^"#?]+)"/g;

/**
 * Fetches everything the manifest names from a running site and compares it. Asks as any visitor would, without a cookie; a
 * site that knows who verifies could still answer others otherwise, hence better from several places.
 */
export async function verifySite(
  origin: string,
  manifest: ReleaseManifest,
): Promise<{
  readonly checked: number;
  readonly differences: readonly Difference[];
}> {
  const differences: Difference[] = [];
  const paths = Object.keys(manifest.files);
  const known = new Set(paths);
  const next = paths.values();
  const work = async () => {
    for (const path of next) {
      const response = await fetch(new URL(path, origin), {
        redirect: "manual",
      });
      const body = new Uint8Array(await response.arrayBuffer());
      if (response.status !== 200) {
        differences.push({ path, fault: "MISSING" });
        continue;
      }
      const hash = contentHash(body);
      if (hash !== manifest.files[path] && hash !== manifest.closed[path])
        differences.push({ path, fault: "OTHER_CONTENT" });
      const policy = manifest.extra_csp[path] ?? manifest.default_csp;
      if (response.headers.get("Content-Security-Policy") !== policy)
        differences.push({ path, fault: "OTHER_POLICY" });
      if (!response.headers.get("Content-Type")?.startsWith("text/html"))
        continue;
      const html = new TextDecoder().decode(body);
      for (const [, loaded] of html.matchAll(LOADED))
        if (!known.has(loaded!) && isFile(loaded!))
          differences.push({ path: loaded!, fault: "UNLISTED" });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    checked: paths.length,
    differences: differences.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Links to pages are not loaded. */
function isFile(path: string): boolean {
  return path.startsWith("/assets/") || /\.\w+$/.test(path);
}
