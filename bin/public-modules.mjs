// The programs of the public pages (report, inbox, proof): one small entry each, everything heavy behind dynamic imports, the sealing
// worker as a bundle of its own. Built apart from the pages of staff, because the same components are drawn here by Preact's
// core and there by React. The same sources give the same bytes: no clock, no path of this machine, names from contents.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packAreas } from "./pack-areas.mjs";
import { CHECKER_FILE, checkerPage } from "./proof-checker.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(
  /[\\/]$/,
  "",
);
const at = (...parts) => join(root, ...parts);
const require = createRequire(import.meta.url);

/** Entry of each page; its URL is `publicModules[name][language]`. */
const entries = {
  reportPage: "app/browser/report/report-page.ts",
  inboxPage: "app/browser/inbox/inbox-page.ts",
  proofPage: "app/browser/proof/proof-page.ts",
};
/** Apart from the others: what it shares with them would otherwise move into more and smaller files that they have to load. */
const alone = ["proofPage"];
/** Program and style of the stand-alone checker. */
const CHECKER = ["app/browser/proof/checker.tsx", "app/styles/base.css"];
/** Under /assets/, where hashed files are served for ever. */
const FOLDER = "assets";
const RELEASE_HASH_DIGITS = 12;

/**
 * @typedef {{
 *   path: string,
 *   contents: Uint8Array,
 *   loadedBy: "page" | "worker" | "nothing",
 *   imports: readonly string[],
 *   importsLater: readonly string[],
 * }} PublicFile `path` below the folder of static files; `imports` come with it, `importsLater` when they are needed
 */

/**
 * @returns {Promise<{
 *   files: readonly PublicFile[],
 *   urls: Readonly<Record<string, Readonly<Record<"zh-CN" | "en", string>>>>,
 *   release: string,
 * }>} `urls` has "" for an entry that does not exist; `release` names the bytes:
 *   package version and hash of all files
 */
export async function buildPublicModules() {
  const version = JSON.parse(readFileSync(at("package.json"), "utf8")).version;
  const unnamed = await bundleAll("");
  const hash = createHash("sha256");
  for (const { path, contents } of unnamed.files)
    hash.update(`${path}\0${contents.length}\0`).update(contents);
  const release = `${version}-${hash.digest("hex").slice(0, RELEASE_HASH_DIGITS)}`;
  return { ...(await bundleAll(release)), release };
}

async function bundleAll(release) {
  const existing = Object.entries(entries).filter(([, path]) =>
    existsSync(at(path)),
  );
  const groups = [
    existing.filter(([name]) => !alone.includes(name)),
    ...existing.filter(([name]) => alone.includes(name)).map((one) => [one]),
  ];
  const urls = Object.fromEntries(
    Object.keys(entries).map((name) => [name, { "zh-CN": "", en: "" }]),
  );
  const files = new Map();
  for (const language of ["zh-CN", "en"])
    for (const group of groups) {
      const paths = group.map(([, path]) => path);
      const made = await bundle(paths, { release, language });
      for (const file of made.files) files.set(file.path, file);
      for (const [name, path] of group)
        urls[name][language] = made.entryUrls[path];
    }
  files.set(CHECKER_FILE, await standAlone(release));
  return {
    files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    urls,
  };
}

/** One file for both languages, with nothing to load. */
async function standAlone(release) {
  const esbuild = await import("esbuild");
  const [script, style] = await Promise.all(
    CHECKER.map(async (path) => {
      const { outputFiles } = await esbuild.build({
        ...common(release, null),
        entryPoints: [path],
        format: "iife",
        external: ["*.woff2"],
      });
      return new TextDecoder().decode(outputFiles[0].contents).trim();
    }),
  );
  return {
    path: CHECKER_FILE,
    contents: new TextEncoder().encode(checkerPage({ script, style })),
    loadedBy: "nothing",
    imports: [],
    importsLater: [],
  };
}

/** Settings of every program. @param language null: all sentences stay in */
function common(release, language) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: "browser",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    alias: { "#app": at("app") },
    define: { YANLU_RELEASE: JSON.stringify(release) },
    outdir: at("build", "public"),
    outbase: root,
    write: false,
    logLevel: "silent",
    plugins: [ownSources(language), packedAreas, oneNoble, noReact],
  };
}

/** @param options.language null for a worker: it says nothing to anybody */
async function bundle(paths, { release, language }) {
  const esbuild = await import("esbuild");
  const workerFiles = [];
  const prefix = language ? `${language.slice(0, 2)}-` : "";
  const settings = common(release, language);
  const { outputFiles, metafile } = await esbuild.build({
    ...settings,
    entryPoints: paths,
    splitting: true,
    format: "esm",
    entryNames: `${FOLDER}/${prefix}[name]-[hash]`,
    chunkNames: `${FOLDER}/${prefix}[name]-[hash]`,
    metafile: true,
    plugins: [
      ...settings.plugins,
      workerUrls(async (path) => {
        const worker = await bundle([path], { release, language: null });
        workerFiles.push(...worker.files);
        return worker.entryUrls[path];
      }),
    ],
  });
  const below = at("build", "public").length + 1;
  const named = (path) => path.replace(/^build\/public\//, "");
  const entryUrls = Object.fromEntries(
    Object.entries(metafile.outputs)
      .filter(([, output]) => output.entryPoint)
      .map(([path, output]) => [
        output.entryPoint,
        path.replace(/^build\/public/, ""),
      ]),
  );
  return {
    entryUrls,
    files: [
      ...outputFiles.map(({ path: absolute, contents }) => {
        const path = absolute.slice(below).replaceAll("\\", "/");
        const { imports } = metafile.outputs[`build/public/${path}`];
        const of = (dynamic) =>
          imports
            .filter(({ kind }) => (kind === "dynamic-import") === dynamic)
            .map((one) => named(one.path))
            .sort();
        return {
          path,
          contents,
          loadedBy: language ? "page" : "worker",
          imports: of(false),
          importsLater: of(true),
        };
      }),
      ...workerFiles,
    ],
  };
}

/**
 * Two things that only weigh here. `import { z }` keeps the whole of zod with the sentences of fifty languages; a namespace keeps
 * what is used. And a page speaks one language: the sentences of the other stay out.
 */
function ownSources(language) {
  return {
    name: "own-sources",
    setup(build) {
      build.onLoad({ filter: /[\\/]app[\\/].*\.tsx?$/ }, ({ path }) => {
        if (path.includes("node_modules")) return undefined;
        const text = readFileSync(path, "utf8").replace(
          /^import \{ z \} from "zod";$/m,
          'import * as z from "zod";',
        );
        return {
          contents: language ? inOneLanguage(text, language) : text,
          loader: path.endsWith("x") ? "tsx" : "ts",
        };
      });
    },
  };
}

/** `defineWords(zh, en)` as the formatter writes it; any other way of writing keeps both, which harms nothing. */
const twoLanguages =
  /\bdefineWords\(\n {2}(\{\n[\s\S]*?\n {2}\}),\n {2}(\{\n[\s\S]*?\n {2}\}),\n\)/g;

function inOneLanguage(text, language) {
  return text.replace(
    twoLanguages,
    (_whole, zh, en) =>
      `((words) => ({ "zh-CN": words, en: words }))(${language === "en" ? en : zh})`,
  );
}

/** All places at once, so that no request tells which province a tipster looks at; packed to two thirds. */
const packedAreas = {
  name: "packed-areas",
  setup(build) {
    build.onResolve({ filter: /^virtual:areas$/ }, () => ({
      path: "areas",
      namespace: "packed-areas",
    }));
    build.onLoad({ filter: /.*/, namespace: "packed-areas" }, () => {
      const { areaList } = require("@vant/area-data");
      return {
        contents: `export default ${JSON.stringify(packAreas(areaList))};`,
        loader: "js",
      };
    });
  },
};

/** Libraries that bring an older copy of the same small packages get the one the product uses. */
const oneNoble = {
  name: "one-noble",
  setup(build) {
    build.onResolve({ filter: /^@noble\/(?:hashes|curves)/ }, (args) =>
      args.pluginData === oneNoble || !args.importer.includes("node_modules")
        ? undefined
        : build.resolve(args.path, {
            kind: args.kind,
            resolveDir: root,
            pluginData: oneNoble,
          }),
    );
  },
};

/** A second renderer by accident would double the weight and the code to read. */
const noReact = {
  name: "no-react",
  setup(build) {
    build.onResolve(
      { filter: /^(?:react|react-dom|@remix-run)(?:\/|$)/ },
      (args) => ({
        errors: [{ text: `${args.path} does not belong on a public page` }],
      }),
    );
  },
};

/** `import url from "./x-worker.ts?worker&url"`, as Vite has it for the pages of staff. */
function workerUrls(bundleWorker) {
  const made = new Map();
  return {
    name: "worker-urls",
    setup(build) {
      build.onResolve({ filter: /\?worker&url$/ }, async (args) => {
        const { path, errors } = await build.resolve(
          args.path.replace(/\?worker&url$/, ""),
          { kind: args.kind, resolveDir: args.resolveDir },
        );
        return errors.length > 0
          ? { errors }
          : { path: path.slice(root.length + 1), namespace: "worker-url" };
      });
      build.onLoad(
        { filter: /.*/, namespace: "worker-url" },
        async ({ path }) => {
          if (!made.has(path)) made.set(path, bundleWorker(path));
          return {
            contents: `export default ${JSON.stringify(await made.get(path))};`,
            loader: "js",
          };
        },
      );
    },
  };
}
