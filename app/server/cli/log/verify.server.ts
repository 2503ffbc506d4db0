import { readFile } from "node:fs/promises";
import { logFindingWords } from "#app/content/log-findings";
import { fill } from "#app/content/words";
import {
  verifyLog,
  type LogFinding,
  type VerifyReport,
} from "#app/services/log/verify-log.server";
import { CommandFailure } from "../../command-line.server";
import { connectDatabase } from "../../database.server";
import type { RegisterLogCommand } from "../log.server";

type Options = {
  readonly against: readonly string[];
  readonly from?: string;
};

/** Enough to see what happened; a log that was rewritten has as many findings as entries. */
const MAX_SHOWN = 1_000;
const PROGRESS_MS = 5_000;

export const verify: RegisterLogCommand = (
  log,
  { env, json, output, file, progress, withDatabase },
) => {
  log
    .command("verify")
    .description(
      "recompute tree, checkpoints, keys and every rule of business from the entries alone; ends with code 1 when anything is wrong",
    )
    .option(
      "--against <file>",
      "a checkpoint saved earlier, by anybody: finds a log that was cut off or rewritten with the real key; may be given several times",
      (path: string, before: readonly string[]) => [...before, path],
      [] as readonly string[],
    )
    .option(
      "--from <index>",
      "begin here and trust the tiles before it; rules of business are left out",
    )
    .action(async (options: Options) => {
      const from = indexOf(options.from);
      const saved = await Promise.all(
        options.against.map(async (path) => ({
          name: path,
          note: await readNote(file(path), path),
        })),
      );
      const findings: LogFinding[] = [];
      const report = await withDatabase(async (url) => {
        const db = connectDatabase(url);
        let told = Date.now();
        try {
          const row = await db.setting.findUnique({
            where: { key: "logOrigin" },
          });
          if (typeof row?.value !== "string")
            throw new CommandFailure(
              "This database holds no log yet: no process of the portal has run on it.",
            );
          return await verifyLog(
            { db, log: { origin: row.value } },
            {
              from,
              saved,
              witnesses: (env.WITNESSES ?? []).flatMap((each) =>
                each ? [each.verifier] : [],
              ),
              found: (finding) => {
                if (findings.length < MAX_SHOWN) findings.push(finding);
              },
              progress: (done, of) => {
                if (Date.now() - told < PROGRESS_MS) return;
                told = Date.now();
                progress(`${done} of ${of} entries`);
              },
            },
          );
        } finally {
          await db.$disconnect();
        }
      });
      const shown = findings.map((finding) => ({
        ...finding,
        sentence: sentenceOf(finding),
      }));
      output(
        { ...report, findingsShown: shown },
        json() ? "" : textOf(report, shown),
      );
      if (!report.ok) process.exitCode = 1;
    });
};

function indexOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new CommandFailure("--from is the index of an entry, such as 5000.");
  return value;
}

async function readNote(path: string, named: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    throw new CommandFailure(`${named} cannot be read (${code ?? name}).`);
  }
}

function sentenceOf({ code, values }: LogFinding): string {
  return fill(logFindingWords.en.sentence[code], values);
}

function textOf(
  report: VerifyReport,
  findings: readonly (LogFinding & { readonly sentence: string })[],
): string {
  const { entries, from, checkpoints, newestCheckpoint, business } = report;
  const lines = findings.map(
    (finding) => `${placeOf(finding)}: ${finding.code}: ${finding.sentence}`,
  );
  if (report.findings > findings.length)
    lines.push(`… and ${report.findings - findings.length} more findings`);
  lines.push(
    `${entries} entries${from > 0 ? ` from ${from}` : ""}, ${checkpoints} checkpoints (newest of size ${newestCheckpoint ?? 0})`,
  );
  if (business)
    lines.push(
      `${business.leads} leads replayed, ${business.openLeads} open; rewards in fen: ${Object.entries(
        business.money,
      )
        .map(([name, sum]) => `${name.replace(/Fen$/, "")} ${sum}`)
        .join(", ")}`,
    );
  if (report.uncut > 0)
    lines.push(`${report.uncut} entries behind the last cut`);
  lines.push(report.ok ? "nothing is wrong" : `findings: ${report.findings}`);
  return lines.join("\n");
}

function placeOf({ index, id, kind, day, leadId }: LogFinding): string {
  if (index === null) return "log";
  const parts = [
    kind,
    day,
    leadId && `lead ${leadId}`,
    id && `id ${id}`,
  ].filter(Boolean);
  return parts.length > 0
    ? `entry ${index} (${parts.join(", ")})`
    : `entry ${index}`;
}
