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

async function ask(path: string, request: RequestInit): Promise<Response> {
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
