import { CodedError } from "#app/domain/shared/coded-error";

/**
 * Calls of the tip worker to the portal. Without cookies, referrer or cache; the answer of a refused call becomes a CodedError
 * with the portal's code.
 */
type Answer = Readonly<Record<string, unknown>>;

/** @throws CodedError NETWORK when nothing answered; SERVER_FAULT when the answer is not ours; the portal's own codes */
export async function getFromPortal(path: string): Promise<Answer> {
  return readAnswer(await ask(path, { method: "GET" }));
}

/** Errors as `getFromPortal`. */
export async function postToPortal(
  path: string,
  body: unknown,
): Promise<Answer> {
  return readAnswer(
    await ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Sealed bytes for a body as `postToPortal`. Errors as `getFromPortal`. */
export async function fetchSealed(
  path: string,
  body: unknown,
): Promise<Uint8Array> {
  const response = await ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) await readAnswer(response);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new CodedError("NETWORK");
  }
}

/** How often and how long a request is tried again while the portal has more visitors than it can bear: some two minutes. */
const TRIES = 12;
const MOST_WAIT_MS = 15_000;

/** Pays the proof of work that is asked for under a flood, or waits, and comes again. */
async function ask(path: string, request: RequestInit): Promise<Response> {
  let headers = request.headers;
  for (let attempt = 1; ; attempt++) {
    const response = await send(path, {
      ...request,
      ...(headers && { headers }),
    });
    if (response.status !== 429 || attempt === TRIES) return response;
    const { code, challenge } = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { code?: string; challenge?: unknown };
    if (code === "WORK_NEEDED") {
      const { solveWork } = await import("./solve-work");
      headers = {
        ...(request.headers as Record<string, string> | undefined),
        "Yanlu-Work": await solveWork(challenge),
      };
    } else if (code === "BUSY")
      await new Promise((done) =>
        // not all at the same moment
        setTimeout(
          done,
          Math.random() * Math.min(MOST_WAIT_MS, 2_000 * attempt),
        ),
      );
    else return response;
  }
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {
      ...request,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
  } catch {
    throw new CodedError("NETWORK");
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  let answer: Answer = {};
  try {
    const value: unknown = await response.json();
    if (value !== null && typeof value === "object") answer = value as Answer;
  } catch {
    // an error page of something in between, or a cut connection
  }
  if (response.ok && answer.ok === true) return answer;
  throw new CodedError(
    typeof answer.code === "string" ? answer.code : "SERVER_FAULT",
    {
      ...(typeof answer.field === "string" && { field: answer.field }),
      values: (answer.values ?? {}) as Record<string, string | number>,
    },
  );
}
