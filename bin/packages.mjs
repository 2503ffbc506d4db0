// Whether node_modules holds what package-lock.json says, and how to get it there. Uses nothing but Node.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @returns {string | undefined} a sentence when this Node is too old */
export function nodeTooOld(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Yanlu needs Node 20.19 or newer; this is Node ${version}.`;
}

/** npm writes what it installed into node_modules/.package-lock.json. Development and optional packages may be left out. */
export function packagesAreInstalled(folder = root) {
  const read = (name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), "utf8")).packages;
    } catch {
      return undefined;
    }
  };
  const wanted = read("package-lock.json");
  const installed = read("node_modules/.package-lock.json");
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, dev, optional, devOptional, peer }]) => {
      if (path === "" || !path.startsWith("node_modules/")) return true;
      const found = installed[path];
      return found
        ? found.version === version
        : Boolean(dev || optional || devOptional || peer);
    },
  );
}

/** `npm ci`, with a line every ten seconds so that nobody thinks it hangs. */
export function installPackages(log) {
  log("installing packages with npm ci");
  const began = Date.now();
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  return new Promise((done, fail) => {
    const child = spawn(
      npm,
      ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
      {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        shell: process.platform === "win32",
      },
    );
    const said = [];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    const ticking = setInterval(
      () =>
        log(`still installing (${Math.round((Date.now() - began) / 1000)} s)`),
      10_000,
    );
    child.once("error", (error) => {
      clearInterval(ticking);
      fail(
        new Error(
          `npm could not be started (${error.code}); install Node with npm.`,
        ),
      );
    });
    child.once("exit", (code) => {
      clearInterval(ticking);
      if (code === 0) return done();
      fail(
        new Error(
          `npm ci ended with code ${code}:\n${Buffer.concat(said).toString().trim()}`,
        ),
      );
    });
  });
}
