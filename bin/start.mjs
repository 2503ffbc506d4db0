#!/usr/bin/env node
// `npm start`: from a fresh clone to a running portal. Until the packages are there, uses nothing but Node.
import { createServer } from "node:net";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  installPackages,
  nodeTooOld,
  packagesAreInstalled,
} from "./packages.mjs";

// warnings for developers of the libraries, not for operators
process.noDeprecation = true;
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const began = Date.now();
const log = (line) =>
  process.stdout.write(
    `[${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}\n`,
  );

function give(sentence, code = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

/** A port that is taken is told before minutes of building, not after. What is no port is told by the settings. */
function portIsFree(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done(error.code !== "EADDRINUSE"));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => done(true)),
    );
  });
}

const tooOld = nodeTooOld();
if (tooOld) give(tooOld);
const port = Number(process.env.PORT || 3000);
if (
  Number.isInteger(port) &&
  port > 0 &&
  port < 65_536 &&
  !(await portIsFree(port, process.env.HOST || "127.0.0.1"))
)
  give(
    `PORT ${port} is in use, perhaps by a Yanlu that already runs. End that program, or choose another port: PORT=3001 npm start`,
  );

try {
  if (!packagesAreInstalled()) {
    await installPackages(log);
    log("packages installed");
  }
  const { ensureApplication, ensurePortal, root } = await import("./build.mjs");
  // settings first: a wrong one shall not cost the time of a build
  const { checkSettings, runPortal } = await import(
    pathToFileURL(await ensurePortal(log)).href
  );
  checkSettings();
  await ensureApplication(log);
  process.exitCode = await runPortal({ buildFolder: `${root}/build`, log });
} catch (error) {
  give(
    error.name === "BuildError" || error.message.startsWith("npm")
      ? error.message
      : error.stack,
  );
}
process.stdout.write("", () => process.exit());
