import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bodyOf, type Answer } from "./http-load";

/** Set by Node itself, in every answer of every server. */
const OF_THE_CONNECTION = [
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
];

/** A process of its own, as ours is, that gives `answer` to everybody. */
export async function startBareServer(
  answer: Answer,
): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const child = fork(
    join(import.meta.dirname, "processes/bare-server.mjs"),
    [],
    { execArgv: [], env: { ...process.env, NODE_ENV: "production" } },
  );
  child.send({
    status: answer.status,
    headers: Object.fromEntries(
      [...answer.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)),
    ),
    body: bodyOf(answer).toString("base64"),
  });
  const [port] = (await once(child, "message")) as [number];
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
