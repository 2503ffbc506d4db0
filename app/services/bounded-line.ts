import { CodedError } from "#app/domain/shared/coded-error";

/** Lets at most `atOnce` tasks run; up to `lineLength` more wait in order. @throws CodedError BUSY when the line is full */
export function boundedLine(limits: {
  readonly atOnce: number;
  readonly lineLength: number;
}) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= limits.atOnce) {
      if (waiting.length >= limits.lineLength) throw new CodedError("BUSY");
      // whoever leaves hands over the place: `running` stays as it is
      await new Promise<void>((proceed) => waiting.push(proceed));
    } else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
