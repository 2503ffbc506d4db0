// `npm test`: sets everything up, then tests, types, lint and format. Ends with "N passed, N failed".
// `npm test -- PATTERN` runs the matching test files only, without the other checks.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  installPackages,
  nodeTooOld,
  packagesAreInstalled,
} from "../bin/packages.mjs";
import { prepareTools } from "./tools.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const began = Date.now();
const log = (line) =>
  process.stdout.write(
    `[${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}\n`,
  );
const patterns = process.argv.slice(2);
const tally = { passed: 0, failed: 0 };

function count(name, ok, detail = "") {
  tally[ok ? "passed" : "failed"] += 1;
  log(`${ok ? "passed" : "FAILED"}: ${name}${detail && `\n${detail}`}`);
}

/** Runs a program with its output on ours. @returns {Promise<number>} exit code */
function run(file, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", () => done(127));
    child.once("exit", (code) => done(code ?? 1));
  });
}

const bin = (name) => join(root, "node_modules", ".bin", name);

async function build() {
  const {
    ensureApplication,
    ensureCommandLine,
    ensureGenerated,
    ensurePortal,
  } = await import("../bin/build.mjs");
  await ensureGenerated();
  for (const step of [
    () => ensureCommandLine(),
    () => ensurePortal(log),
    () => ensureApplication(log),
  ])
    await step();
}

async function vitest(environment) {
  const results = join(root, "build", "test-results.json");
  mkdirSync(join(root, "build"), { recursive: true });
  rmSync(results, { force: true });
  const reporters = [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
  ];
  const code = await run(
    bin("vitest"),
    ["run", ...reporters, ...patterns],
    environment,
  );
  let report;
  try {
    report = JSON.parse(readFileSync(results, "utf8"));
  } catch {
    count(
      "test runner",
      false,
      `vitest ended with code ${code} and left no results`,
    );
    return;
  }
  tally.passed += report.numPassedTests;
  tally.failed += report.numFailedTests;
  // a file that cannot be loaded has no tests that could fail
  for (const file of report.testResults)
    if (
      file.status === "failed" &&
      !file.assertionResults.some((test) => test.status === "failed")
    )
      count(`test file ${file.name}`, false, file.message);
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) count("no test is skipped", false, `${skipped} skipped`);
  if (report.numTotalTests === 0) count("tests were found", false);
  if (code !== 0 && tally.failed === 0)
    count("test runner", false, `vitest ended with code ${code}`);
}

async function main() {
  const tooOld = nodeTooOld();
  if (tooOld) return count("Node", false, tooOld);
  if (!packagesAreInstalled()) await installPackages(log);

  const { environment, missing } = prepareTools(log);
  for (const sentence of missing)
    count("programs for the tests", false, sentence);

  log("building");
  await build().then(
    () => count("build", true),
    (error) =>
      count(
        "build",
        false,
        error.name === "BuildError" ? error.message : error.stack,
      ),
  );
  log("running the tests");
  await vitest({
    ...environment,
    TEST_RUN_ID: randomBytes(6).toString("hex"),
    NODE_ENV: "test",
  });
  if (patterns.length > 0) return;
  for (const [name, command, ...args] of [
    ["types (tsc)", "tsc", "--noEmit"],
    ["lint (eslint)", "eslint", "--max-warnings=0", "."],
    ["format (prettier)", "prettier", "--check", "--log-level=warn", "."],
  ]) {
    log(name);
    count(name, (await run(bin(command), args)) === 0);
  }
}

await main().catch((error) => count("set-up", false, error.message));
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`, () =>
  process.exit(),
);
