import { CodedError } from "#app/domain/shared/coded-error";

const AT_ONCE = 2;
const MOST_WAITING = 40;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * At most two Argon2id runs at once: each takes 64 MiB and a core, and anybody can ask for one. The line behind them is
 * bounded; who finds it full is told to come back, nothing is dropped silently.
 * @throws CodedError BUSY
 */
export async function inDerivationLine<Result>(
  work: () => Promise<Result>,
): Promise<Result> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new CodedError("BUSY");
    await new Promise<void>((next) => waiting.push(next));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
