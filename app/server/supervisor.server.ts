import { fork, type ChildProcess } from "node:child_process";

/** A child ended before it could be used; it has said why on standard error. */
export class ChildStartError extends Error {
  override readonly name = "ChildStartError";
}

/** One process of the portal. It sends `"listening"` or `"ready"` to its parent when it can be used. */
export type ChildSpec = {
  readonly name: string;
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
  /** file descriptor for standard output; the parent's own when absent */
  readonly output?: number;
};

export type Supervisor = {
  /** Resolves when every child is ready; rejects when one ends before it ever was. */
  readonly ready: Promise<void>;
  /** Asks all children to end, kills those that do not within `stopMs`. May be called twice. */
  readonly stop: () => Promise<void>;
  /** Kills them at once. */
  readonly kill: () => void;
};

type Options = {
  readonly children: readonly ChildSpec[];
  readonly log: (line: string) => void;
  readonly stopMs?: number;
  /** wait before the restart after the n-th death in a row, milliseconds */
  readonly delay?: (deaths: number) => number;
};

const STOP_MS = 20_000;
/** After so long a life a death counts as the first one again. */
const HEALTHY_MS = 60_000;

/** 0.25 s, doubled with each death in a row, at most 30 s: quick after one crash, quiet when nothing helps. */
export function restartDelay(deaths: number): number {
  return Math.min(250 * 2 ** Math.max(0, deaths - 1), 30_000);
}

/** Starts the children and starts again whichever dies. */
export function supervise({
  children,
  log,
  stopMs = STOP_MS,
  delay = restartDelay,
}: Options): Supervisor {
  let stopping = false;
  const running = new Map<string, ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();

  const start = (
    spec: ChildSpec,
    deaths: number,
    onReady: () => void,
    onEarlyEnd: ((reason: Error) => void) | null,
  ) => {
    const born = Date.now();
    const child = fork(spec.file, {
      env: { ...process.env, ...spec.env },
      // Prisma sends queries of one transaction side by side, which pg announces it will refuse some day: not the operator's concern
      execArgv: ["--enable-source-maps", "--no-deprecation"],
      stdio: ["ignore", spec.output ?? "inherit", "inherit", "ipc"],
      // Ctrl-C goes to the parent alone, which ends the children in order
      detached: true,
    });
    running.set(spec.name, child);
    let ready = false;
    child.on("message", (message) => {
      if (message !== "listening" && message !== "ready") return;
      ready = true;
      onReady();
    });
    child.once("error", (error) =>
      log(`${spec.name} could not be started: ${error.message}`),
    );
    child.once("exit", (code, signal) => {
      running.delete(spec.name);
      if (stopping) return;
      const how = signal ? `was killed (${signal})` : `ended with code ${code}`;
      if (!ready && onEarlyEnd)
        return onEarlyEnd(
          new ChildStartError(`${spec.name} ${how} before it was ready.`),
        );
      const inARow = Date.now() - born > HEALTHY_MS ? 1 : deaths + 1;
      const wait = delay(inARow);
      log(`${spec.name} ${how}; starting it again in ${wait / 1000} s`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(spec, inARow, () => log(`${spec.name} is back`), null);
      }, wait);
      timers.add(timer);
    });
  };

  const ready = Promise.all(
    children.map(
      (spec) =>
        new Promise<void>((resolve, reject) => start(spec, 0, resolve, reject)),
    ),
  ).then(() => undefined);
  ready.catch(() => {});

  const signalAll = (signal: NodeJS.Signals) => {
    for (const child of running.values()) child.kill(signal);
  };
  const begin = () => {
    stopping = true;
    for (const timer of timers) clearTimeout(timer);
  };

  return {
    ready,
    async stop() {
      begin();
      const ends = [...running.values()].map(
        (child) => new Promise((resolve) => child.once("exit", resolve)),
      );
      signalAll("SIGTERM");
      const killer = setTimeout(() => {
        log(
          `still running after ${stopMs / 1000} s, killed: ${[...running.keys()].join(", ")}`,
        );
        signalAll("SIGKILL");
      }, stopMs);
      await Promise.all(ends);
      clearTimeout(killer);
    },
    kill() {
      begin();
      signalAll("SIGKILL");
    },
  };
}
