import { jobCatalog } from "#app/jobs/catalog";
import { buildDeps } from "#app/server/deps.server";
import { loadEnv } from "#app/server/env.server";
import { describeError, logEvent } from "#app/server/event-log.server";
import { openMailTransport } from "#app/server/mail-transport.server";
import { openQueues } from "#app/server/queue.server";
import { releaseOf } from "#app/server/release/release-of.server";
import { keepMail } from "#app/services/mail/keep-mail.server";
import { createWorker } from "./create-worker";

/** Entry of the worker process. Ends on SIGTERM and SIGINT after the jobs that run; a second signal ends it at once. */
async function main(): Promise<void> {
  const env = loadEnv();
  const parts = await buildDeps(env);
  const { deps } = parts;
  const queues = await openQueues(jobCatalog, {
    databaseUrl: env.DATABASE_URL!,
    redisUrl: env.REDIS_URL,
  });
  const mail = openMailTransport({
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    keeper: { keep: (kept) => keepMail(deps, kept) },
  });
  const worker = await createWorker({
    deps,
    queues,
    postman: mail,
    origin: env.ORIGIN,
    release: await releaseOf(import.meta.dirname),
  });
  logEvent({ event: "started", part: "worker" });

  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    logEvent({ event: "stopping", part: "worker" });
    void worker
      .close()
      .then(async () => {
        mail.close();
        await parts.close();
        logEvent({ event: "stopped", part: "worker" });
        process.exit(0);
      })
      .catch(die);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  // the parent is gone (killed): do not live on alone
  process.on("disconnect", stop);
  process.send?.("ready");
}

function die(error: unknown): never {
  logEvent({ event: "unexpected", part: "worker", ...describeError(error) });
  process.exit(1);
}

process.on("unhandledRejection", die).on("uncaughtException", die);
main().catch(die);
