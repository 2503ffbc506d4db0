/**
 * The only way to write a log line. Allow-list: what is not a parameter here cannot be logged. Never an address, a user
 * agent, a referrer, a query, a body, a file name, a code, an inbox id or a job payload.
 */
export type LogEvent =
  | {
      readonly event: "started" | "stopping" | "stopped";
      readonly part: "web" | "worker";
    }
  | {
      readonly event: "unexpected";
      readonly part: "web" | "worker";
      readonly errorName: string;
      readonly errorCode: string;
      readonly at: string;
    }
  | {
      readonly event: "job";
      readonly job: string;
      readonly result: "done" | "failed" | "dead";
      readonly milliseconds: number;
      readonly errorCode?: string;
    };

export function logEvent(event: LogEvent): void {
  process.stdout.write(
    `${JSON.stringify({ day: new Date().toISOString().slice(0, 10), ...event })}\n`,
  );
}

/**
 * An error without its message: messages of database drivers and parsers quote what was typed. Kept are the class, the code,
 * and the first frame of our own source.
 */
export function describeError(error: unknown): {
  errorName: string;
  errorCode: string;
  at: string;
} {
  if (!(error instanceof Error))
    return { errorName: typeof error, errorCode: "", at: "" };
  const code = (error as { code?: unknown }).code;
  const frame =
    /\n\s+at [^\n]*?\(?((?:build|app|workers|node_modules)\/[\w@./-]+:\d+:\d+)/.exec(
      error.stack ?? "",
    )?.[1] ?? "";
  return {
    errorName: error.name,
    errorCode:
      typeof code === "string" || typeof code === "number" ? String(code) : "",
    at: frame,
  };
}
