import { JourneyError } from "./page-client.server";

/** A killed worker's job is taken up by another after its lock has run out; back-off and slots come on top. */
const PATIENCE_MS = 180_000;
const PAUSE_MS = 300;

/** Asks again until there is an answer. @throws JourneyError when it takes too long */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined>,
): Promise<T> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    if (Date.now() > limit) throw new JourneyError(`waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}
