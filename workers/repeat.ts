import { describeError, logEvent } from "#app/server/event-log.server";

const LOG_AGAIN_AFTER = 100;

/**
 * Does `work` again and again with a pause between; a failure (the database restarts, Redis is away) is logged and the
 * next turn tries anew. `stop` waits for the turn that runs.
 */
export function repeat(
  pauseMs: number,
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  let failures = 0;
  const loop = (async () => {
    while (!stopped) {
      try {
        await work();
        failures = 0;
      } catch (error) {
        // an outage of an hour is a few lines, not thousands
        if (failures++ % LOG_AGAIN_AFTER === 0)
          logEvent({
            event: "unexpected",
            part: "worker",
            ...describeError(error),
          });
      }
      if (stopped) break;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pauseMs);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}
