// The parent process of `npm start` with two small children in place of web and worker.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runPortal } from "../../../app/server/portal.server";

const buildFolder = join(process.env.DATA_DIR!, "build");
await mkdir(buildFolder, { recursive: true });
const ends =
  'process.on("SIGTERM", () => process.exit(0)).on("disconnect", () => process.exit(0));';
const note =
  'require("node:fs").writeFileSync(`${__filename}.pid`, String(process.pid));';
await writeFile(join(buildFolder, "package.json"), '{"type":"commonjs"}');
for (const name of ["server", "worker"])
  await writeFile(
    join(buildFolder, `${name}.js`),
    `${note}${ends}setInterval(() => {}, 60_000);process.send("ready");`,
  );

const log = (line: string) => process.stdout.write(`${line}\n`);
process.exit(await runPortal({ buildFolder, log, loadDemo: undefined }));
