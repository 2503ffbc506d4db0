import {
  CommandFailure,
  type CommandContext,
  type RegisterCommand,
} from "../command-line.server";
import { DemoRefused, loadDemoInto } from "../demo/load-demo.server";
import { buildDeps } from "../deps.server";

type Context = Pick<CommandContext, "env" | "progress" | "withDatabase">;

/**
 * Loads the demo deployment into the database of `context`, once.
 * @returns whether anything was loaded
 */
export function loadDemo({
  env,
  progress,
  withDatabase,
}: Context): Promise<boolean> {
  return withDatabase(async (DATABASE_URL) => {
    const parts = await buildDeps({ ...env, DATABASE_URL });
    try {
      return await loadDemoInto(parts.deps, progress);
    } finally {
      await parts.close();
    }
  });
}

export const register: RegisterCommand = (program, context) => {
  program
    .command("demo")
    .description("invented people and leads, for trying things out")
    .command("load")
    .description(
      "fill an empty database with a demo deployment; its password is public",
    )
    .option(
      "--yes-load-demo",
      "needed in production: people with a public password will be able to sign in",
    )
    .option("--i-know", "needed in production: asked twice on purpose")
    .action(
      async (options: {
        readonly yesLoadDemo?: boolean;
        readonly iKnow?: boolean;
      }) => {
        if (
          context.env.NODE_ENV === "production" &&
          !(options.yesLoadDemo && options.iKnow)
        )
          throw new CommandFailure(
            "Demo data bring people with a public password, and this is production. If that is really wanted: --yes-load-demo --i-know.",
          );
        try {
          const loaded = await loadDemo(context);
          context.output(
            { loaded },
            loaded
              ? "demo data loaded; see /dev/sign-ins"
              : "demo data are there already",
          );
        } catch (error) {
          throw error instanceof DemoRefused
            ? new CommandFailure(error.message)
            : error;
        }
      },
    );
};
