import { readFile } from "node:fs/promises";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "../argon2.server";
import { CommandFailure, type RegisterCommand } from "../command-line.server";
import {
  isReady,
  startOwnPortal,
  type OwnPortal,
} from "../journey/own-portal.server";
import { JourneyError } from "../journey/page-client.server";
import { journeyTable } from "../journey/journey-table";
import { runJourney } from "../journey/run-journey.server";
import { sampleTips, type SampleTip } from "../journey/sample-tip";

type Options = {
  readonly input: string;
  readonly baseUrl?: string;
  readonly atOnce: string;
};

export const register: RegisterCommand = (
  program,
  { env, file, output, progress },
) => {
  program
    .command("journey")
    .description(
      "play the whole main job over HTTP on a file of tips, as tipsters and as every member of staff; ends with code 1 on any difference",
    )
    .requiredOption("--input <file>", "JSON array of tips")
    .option(
      "--base-url <url>",
      "a running portal with demo data; without it the one at ORIGIN, else one started for the journey",
    )
    .option("--at-once <count>", "tips under way at once", "4")
    .action(async (options: Options) => {
      const samples = await readSamples(file(options.input));
      const atOnce = Number(options.atOnce);
      if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 64)
        throw new CommandFailure("--at-once is a whole number from 1 to 64.");
      let own: OwnPortal | null = null;
      const leave = () => void own?.stop().finally(() => process.exit(130));
      process.once("SIGINT", leave).once("SIGTERM", leave);
      try {
        const running =
          options.baseUrl ?? ((await isReady(env.ORIGIN)) ? env.ORIGIN : null);
        if (running === null) own = await startOwnPortal(progress);
        const baseUrl = running ?? own!.origin;
        if (!URL.canParse(baseUrl))
          throw new CommandFailure("--base-url is not a URL.");
        const report = await runJourney({
          baseUrl,
          samples,
          argon2id: argon2idNative,
          today: dayInChina(new Date()),
          ceilingFen: env.REWARD_CEILING_YUAN * 100,
          log: progress,
          atOnce,
        });
        output(report, journeyTable(report));
        if (!report.ok) process.exitCode = 1;
      } catch (error) {
        throw error instanceof JourneyError
          ? new CommandFailure(`The journey stopped: ${error.message}.`)
          : error;
      } finally {
        process.off("SIGINT", leave).off("SIGTERM", leave);
        await own?.stop();
      }
    });
};

async function readSamples(path: string): Promise<readonly SampleTip[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new CommandFailure(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  const parsed = sampleTips.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new CommandFailure(
    `${path} is no file of tips: ${issue.path.join(".")}: ${issue.message}.`,
  );
}
