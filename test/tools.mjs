// Programs the tests need besides Node: found, or installed where this can be done without asking. Never done without.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** @typedef {{ name: string, commands: string[], variable?: string, package: string }} Tool */

/** @type {Tool[]} */
const tools = [
  {
    name: "Chromium",
    commands: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
    ],
    variable: "CHROMIUM_PATH",
    package: "chromium",
  },
  { name: "Redis", commands: ["redis-server"], package: "redis-server" },
  { name: "age", commands: ["age"], package: "age" },
  // the independent verifier of proofs (test/verifier) must share no code with the product
  { name: "Python 3", commands: ["python3"], package: "python3" },
];

/** Chinese text in screenshots needs a font with its signs. */
const FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

function onPath(command) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** @param {Tool} tool @returns {string | undefined} */
function find(tool) {
  const given = tool.variable && process.env[tool.variable];
  if (given) return existsSync(given) ? given : undefined;
  return tool.commands.map(onPath).find(Boolean);
}

/** @param {string[]} packages @param {(line: string) => void} log */
function aptInstall(packages, log) {
  log(`installing ${packages.join(", ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update"],
    ["install", "-y", "--no-install-recommends", ...packages],
  ]) {
    const { status, stderr } = spawnSync("apt-get", ["-q", ...args], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0)
      log(
        `apt-get ${args[0]} ended with code ${status}: ${String(stderr).trim().split("\n").at(-1)}`,
      );
  }
}

/**
 * @param {(line: string) => void} log
 * @returns {{ environment: Record<string, string>, missing: string[] }} variables for the tests; sentences about what is missing
 */
export function prepareTools(log) {
  const isRoot = process.getuid?.() === 0;
  const wanted = tools
    .filter((tool) => !find(tool))
    .map((tool) => tool.package);
  if (process.platform === "linux" && !existsSync(FONT) && isRoot)
    wanted.push("fonts-noto-cjk");
  if (wanted.length > 0 && isRoot && onPath("apt-get")) aptInstall(wanted, log);
  const environment = {};
  const missing = [];
  for (const tool of tools) {
    const path = find(tool);
    if (path && tool.variable) environment[tool.variable] = path;
    if (!path) {
      const orVariable = tool.variable ? ` or name it in ${tool.variable}` : "";
      missing.push(
        `${tool.name} is not installed: install it (Debian: apt-get install ${tool.package})${orVariable}.`,
      );
    }
  }
  return { environment, missing };
}
