import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  holdFile,
  LEAST_BYTES_A_SECOND,
  PATIENCE_MS,
} from "./hold-file.server";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A file that comes chunk by chunk, one a second. */
function sent(chunks: number, bytes: number) {
  let left = chunks;
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await new Promise((go) => setTimeout(go, 1_000));
        if (left-- === 0) controller.close();
        else controller.enqueue(new Uint8Array(bytes).fill((at += 1)));
      },
    },
    { highWaterMark: 0 },
  );
}

async function held(stream: ReadableStream<Uint8Array>, most = 20_000_000) {
  const work = holdFile(stream, most);
  await vi.advanceTimersByTimeAsync(600_000);
  return work;
}

async function read(stream: ReadableStream<Uint8Array>) {
  const all = new Response(stream).bytes();
  all.catch(() => {});
  await vi.advanceTimersByTimeAsync(600_000);
  return all;
}

test("a file that comes fast enough is held", async () => {
  const { whole } = await held(sent(60, LEAST_BYTES_A_SECOND + 5_000));
  expect(whole!.size).toBe(60 * (LEAST_BYTES_A_SECOND + 5_000));
});

test("a small one may take its time for a while", async () => {
  const seconds = PATIENCE_MS / 1_000 - 2;
  expect((await held(sent(seconds, 10))).whole!.size).toBe(seconds * 10);
});

test("a slow one gives up its place, and every byte of it comes on as a stream", async () => {
  const work = holdFile(sent(40, 1_000), 20_000_000);
  let over = false;
  void work.then(() => (over = true));
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(over).toBe(true);
  const slow = await work;
  if (slow.whole) throw new Error("held");
  expect(slow.reason).toBe("TOO_SLOW_TO_EXAMINE");
  const all = await read(slow.stream);
  expect(all.length).toBe(40_000);
  expect(
    [...all].every((byte, at) => byte === Math.floor(at / 1_000) + 1),
  ).toBe(true);
});

test("a quick beginning buys no more than its own time", async () => {
  let first = true;
  const stalls = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!first) return new Promise(() => {});
      first = false;
      controller.enqueue(new Uint8Array(LEAST_BYTES_A_SECOND * 30));
    },
  });
  const begun = Date.now();
  const work = holdFile(stalls, 20_000_000).then(() => Date.now() - begun);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await work).toBe(30_000);
});

test("a large one comes on as a stream too; a break reaches whoever reads on", async () => {
  const large = await held(sent(3, 100), 150);
  if (large.whole) throw new Error("held");
  expect(large.reason).toBe("TOO_LARGE_TO_EXAMINE");
  expect((await read(large.stream)).length).toBe(300);
  let broken = () => {};
  const breaks = new ReadableStream<Uint8Array>({
    start: (controller) => {
      broken = () => controller.error(new Error("broken"));
    },
  });
  const slow = await held(breaks);
  if (slow.whole) throw new Error("held");
  broken();
  await expect(read(slow.stream)).rejects.toThrow("broken");
});
