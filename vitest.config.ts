import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (folder: string) =>
  fileURLToPath(new URL(folder, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "#app": path("./app"),
      "#workers": path("./workers"),
      "#test": path("./test"),
    },
  },
  test: {
    include: [
      "app/**/*.test.{ts,tsx}",
      "workers/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    globalSetup: ["test/setup/cluster.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
