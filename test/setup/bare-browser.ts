import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { chromiumPath } from "./browser";

/**
 * A page in Chromium that is watched as little as can be. A test driver that follows the network makes the browser keep the
 * bodies of requests for it, hundreds of megabytes of them: whoever measures memory must not. Speaks the DevTools protocol
 * over a pipe.
 */
export type BarePage = {
  goTo(url: string): Promise<void>;
  /** Runs an expression in the page and gives back its value, awaited. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Chooses files of this machine in an `input type=file`. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  until(expression: string, milliseconds?: number): Promise<void>;
  processes(): Promise<
    readonly { readonly type: string; readonly pid: number }[]
  >;
  close(): Promise<void>;
};

type Message = {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

export async function openBarePage(): Promise<BarePage> {
  const profile = await mkdtemp(join(tmpdir(), "yanlu-browser-"));
  const child = spawn(
    chromiumPath(),
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--lang=zh-CN",
      `--user-data-dir=${profile}`,
      "--remote-debugging-pipe",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  let said = "";
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    said += text;
    for (let end; (end = said.indexOf("\0")) >= 0; said = said.slice(end + 1)) {
      const message = JSON.parse(said.slice(0, end)) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
    }
  });
  let count = 0;
  const send = async (
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<Record<string, unknown>> => {
    const id = ++count;
    const answer = new Promise<Message>((done) => waiting.set(id, done));
    to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answer;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result!;
  };

  const { targetId } = await send("Target.createTarget", {
    url: "about:blank",
  });
  const { sessionId } = await send("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  const inPage = (method: string, params: object = {}) =>
    send(method, params, sessionId as string);
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const { result, exceptionDetails } = (await inPage("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: Value }; exceptionDetails?: { text: string } };
    if (exceptionDetails)
      throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  };
  const until = async (expression: string, milliseconds = 30_000) => {
    const limit = Date.now() + milliseconds;
    // a page that is being left has no answer
    while (!(await evaluate<boolean>(expression).catch(() => false))) {
      if (Date.now() > limit) throw new Error(`never: ${expression}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  return {
    evaluate,
    until,
    async goTo(url) {
      await inPage("Page.navigate", { url });
      await until(
        `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`,
      );
    },
    async choose(selector, paths) {
      const { result } = (await inPage("Runtime.evaluate", {
        expression: `document.querySelector(${JSON.stringify(selector)})`,
      })) as { result: { objectId: string } };
      await inPage("DOM.setFileInputFiles", {
        files: paths,
        objectId: result.objectId,
      });
    },
    async processes() {
      const { processInfo } = (await send("SystemInfo.getProcessInfo")) as {
        processInfo: { type: string; id: number }[];
      };
      return processInfo.map(({ type, id }) => ({ type, pid: id }));
    },
    async close() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
