import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { CommandFailure } from "../../command-line.server";
import { buildDeps } from "../../deps.server";
import { changeLogKey } from "../../log-keys.server";
import type { RegisterLogCommand } from "../log.server";

export const keys: RegisterLogCommand = (
  log,
  { env, output, withDatabase },
) => {
  log
    .command("keys")
    .description("public halves of the keys that sign for the log")
    .action(() =>
      withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        try {
          const rows = await parts.deps.db.logKey.findMany({
            orderBy: [{ untilDay: { sort: "desc", nulls: "first" } }],
          });
          const found = rows.map(({ verifier, keyId, fromDay, untilDay }) => ({
            verifier,
            keyId,
            fromDay: storedDay(fromDay),
            untilDay: storedDayOrNull(untilDay),
          }));
          output(
            found,
            found
              .map(
                ({ verifier, fromDay, untilDay }) =>
                  `${fromDay}  ${untilDay ?? "in force  "}  ${verifier}`,
              )
              .join("\n"),
          );
        } finally {
          await parts.close();
        }
      }),
    );

  log
    .command("rotate-key")
    .description(
      "make a new key of the log; the next checkpoint is signed by the old and the new one",
    )
    .action(() =>
      withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        try {
          const { db, log: signer, clock } = parts.deps;
          // a checkpoint carries two signatures at most: a third key could be followed from no known one
          if (
            await db.logEntry.findFirst({
              where: { kind: "LOG_KEY_CHANGED", index: null },
              select: { id: true },
            })
          )
            throw new CommandFailure(
              "The key was changed already and no checkpoint tells of it yet. Wait for the next one, or cut it now: yanlu log cut",
            );
          const { keyId, verifier } = await changeLogKey(
            { db, dataDir: env.DATA_DIR },
            { origin: signer.origin, clock },
          );
          output(
            { keyId, verifier },
            [
              verifier,
              `Its private half is keys/log-${keyId}.key in the data folder: back it up, and copy it to every machine that runs web or worker.`,
              "The file of the old key is needed until the next checkpoint is cut.",
            ].join("\n"),
          );
        } finally {
          await parts.close();
        }
      }),
    );
};
