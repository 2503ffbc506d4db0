// Takes one job, says so and never ends: the test kills this process in the middle of the job.
import { openQueues } from "../../app/server/queue.server";
import { contractJobs } from "./queue-jobs";

const queues = await openQueues(contractJobs, {
  databaseUrl: process.env.CONTRACT_DATABASE_URL ?? "",
  redisUrl: process.env.CONTRACT_REDIS_URL,
});
const work = async () => {
  process.stdout.write("took the job\n");
  await new Promise(() => {});
};
queues.createWorker("contract", { work }, { lockMs: 1_000 });
