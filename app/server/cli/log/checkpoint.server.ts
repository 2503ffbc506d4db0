import { writeFile } from "node:fs/promises";
import { toBase64 } from "#app/crypto/tlog/base64";
import {
  ClocksDiffer,
  requireClocksAgree,
} from "#app/services/log/clock-agrees.server";
import { emptyWaitingLine } from "#app/services/log/empty-waiting-line.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import { CommandFailure } from "../../command-line.server";
import { buildDeps } from "../../deps.server";
import type { RegisterLogCommand } from "../log.server";

export const checkpoint: RegisterLogCommand = (
  log,
  { env, output, file, withDatabase },
) => {
  log
    .command("cut")
    .description(
      "give everything that waits its place and sign a checkpoint now, before the slot ends; who watches the log learns that something happened today",
    )
    .action(() =>
      withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        try {
          await requireClocks(parts.deps);
          const { sequenced, checkpoint: size } = await sequenceLog(
            parts.deps,
            { force: true },
          );
          // the worker does it too, at its next cut
          await emptyWaitingLine(parts.deps).catch(() => false);
          output(
            { sequenced, size: Number(size) },
            `${sequenced} entries got their place; checkpoint of ${size} entries signed`,
          );
        } finally {
          await parts.close();
        }
      }),
    );

  log
    .command("checkpoint")
    .description(
      "the newest checkpoint, signed; keep copies where the authority cannot reach them",
    )
    .option("--out <file>", "write it there instead; never over another file")
    .action((options: { readonly out?: string }) =>
      withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        try {
          const found = await newestCheckpoint(parts.deps.db);
          if (!found)
            throw new CommandFailure("No checkpoint has been cut yet.");
          const { size, rootHash, day, note } = found;
          if (options.out !== undefined)
            await write(file(options.out), options.out, note);
          const told = { size, rootHash: toBase64(rootHash), day };
          output(
            options.out === undefined ? { ...told, note } : told,
            options.out === undefined
              ? note.trimEnd()
              : `wrote ${options.out}: ${size} entries, complete up to ${day}`,
          );
        } finally {
          await parts.close();
        }
      }),
    );
};

async function requireClocks(deps: Pick<Deps, "db" | "clock">) {
  try {
    await requireClocksAgree(deps);
  } catch (error) {
    if (!(error instanceof ClocksDiffer)) throw error;
    throw new CommandFailure(
      "The clock of this machine and that of the database differ by more than two minutes: set them right first, for a checkpoint says for ever up to which day the log is complete.",
    );
  }
}

async function write(path: string, named: string, note: string) {
  try {
    await writeFile(path, note, { flag: "wx", flush: true });
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      code === "EEXIST"
        ? `${named} is there already; an old checkpoint is never overwritten.`
        : `${named} cannot be written (${code ?? name}).`,
    );
  }
}
