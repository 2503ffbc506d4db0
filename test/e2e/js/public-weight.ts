import { gzipSync } from "node:zlib";
import { buildPublicModules } from "../../../bin/public-modules.mjs";

/** What a tipster's browser loads, in bytes of gzip at its best level, as the server sends it. */
export type PublicWeight = {
  /** with the page of the report form, before anything is pressed */
  readonly entry: number;
  /** form and sealing worker of a tip without files, after "begin" */
  readonly program: number;
  /** inbox and its worker, after the code is typed */
  readonly inbox: number;
  /**
   * beside both: the promise of the log after a tip was sent, and the proof in the inbox. Fetched by everybody, and nothing waits
   * for it
   */
  readonly proof: number;
  /** names of all places */
  readonly places: number;
  /** only for files: looking into them, cleaning, uploading */
  readonly files: number;
};

/** A word that only the list of places holds. */
const A_PLACE = "历下区";

export async function publicWeight(
  language: "zh" | "en" = "zh",
): Promise<PublicWeight> {
  const { parts, weigh } = await publicParts(language);
  return {
    entry: weigh(parts.entry),
    program: weigh(parts.program),
    inbox: weigh(parts.inbox),
    proof: weigh(parts.proof),
    places: weigh(parts.places),
    files: weigh(parts.files),
  };
}

/** The same, as paths below the folder of static files. */
export async function publicParts(language: "zh" | "en" = "zh"): Promise<{
  readonly parts: Readonly<Record<keyof PublicWeight, readonly string[]>>;
  readonly weigh: (paths: Iterable<string>) => number;
}> {
  const { files } = await buildPublicModules();
  const byPath = new Map(files.map((file) => [file.path, file]));
  const named = (pattern: RegExp) => {
    const found = files.find(({ path }) => pattern.test(path));
    if (!found) throw new Error(`no public file ${pattern}`);
    return found.path;
  };
  const withImports = (...paths: readonly string[]) => {
    const all = new Set<string>();
    const take = (path: string) => {
      if (all.has(path)) return;
      all.add(path);
      byPath.get(path)!.imports.forEach(take);
    };
    paths.forEach(take);
    return all;
  };
  const weigh = (paths: Iterable<string>) =>
    [...paths].reduce(
      (sum, path) =>
        sum + gzipSync(byPath.get(path)!.contents, { level: 9 }).length,
      0,
    );
  const entry = withImports(named(new RegExp(`/${language}-report-page-`)));
  const after = withImports(
    named(new RegExp(`/${language}-report-engine-`)),
    named(new RegExp(`/${language}-area-table-`)),
    named(/\/tip-worker-/),
    named(/\/report-handlers-/),
  );
  const places = [...after].filter((path) =>
    new TextDecoder().decode(byPath.get(path)!.contents).includes(A_PLACE),
  );
  const program = [...after].filter(
    (path) => !entry.has(path) && !places.includes(path),
  );
  const inboxEntry = withImports(named(new RegExp(`/${language}-inbox-page-`)));
  const inbox = [
    ...withImports(
      named(new RegExp(`/${language}-inbox-engine-`)),
      named(/\/tip-worker-/),
      named(/\/inbox-handlers-/),
    ),
  ].filter((path) => !inboxEntry.has(path));
  const proof = [
    ...withImports(
      named(new RegExp(`/${language}-receipt-`)),
      named(new RegExp(`/${language}-proof-part-`)),
      named(/\/check-receipt-/),
      named(/\/check-inbox-proof-/),
    ),
  ].filter((path) => !after.has(path) && !inbox.includes(path));
  const forFiles = [
    ...withImports(named(/\/file-handlers-/), named(/\/metadata-/)),
  ].filter((path) => !after.has(path));
  return {
    parts: {
      entry: [...entry],
      program,
      inbox,
      proof,
      places,
      files: forFiles,
    },
    weigh,
  };
}
