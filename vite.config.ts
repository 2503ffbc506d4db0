import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const path = (folder: string) =>
  fileURLToPath(new URL(folder, import.meta.url));

export default defineConfig({
  plugins: [remix(remixOptions)],
  resolve: { alias: { "#app": path("./app"), "#workers": path("./workers") } },
  build: {
    target: "es2022",
    // an inlined asset would be a data: URL, which the content security policy forbids
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  worker: { format: "es" },
});
