import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";
import { buildPublicModules } from "./bin/public-modules.mjs";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const path = (folder: string) =>
  fileURLToPath(new URL(folder, import.meta.url));

/** Puts the programs of the public pages among the assets and tells the routes their URLs. */
function publicModules(): Plugin {
  const id = "virtual:public-modules";
  let built: ReturnType<typeof buildPublicModules> | undefined;
  const made = () => (built ??= buildPublicModules());
  let forServer = false;
  return {
    name: "public-modules",
    configResolved(config) {
      forServer = Boolean(config.build.ssr);
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(module) {
      if (module !== `\0${id}`) return undefined;
      const { urls, release } = await made();
      return `export const publicModules = ${JSON.stringify(urls)};\nexport const release = ${JSON.stringify(release)};`;
    },
    async generateBundle() {
      if (forServer) return;
      for (const { path, contents } of (await made()).files)
        this.emitFile({ type: "asset", fileName: path, source: contents });
    },
  };
}

export default defineConfig({
  plugins: [remix(remixOptions), publicModules()],
  resolve: { alias: { "#app": path("./app"), "#workers": path("./workers") } },
  build: {
    target: "es2022",
    // an inlined asset would be a data: URL, which the content security policy forbids
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  worker: { format: "es" },
});
