import { CodedError } from "#app/domain/shared/coded-error";

export type Fetch = typeof fetch;

/**
 * One call to the portal's own JSON routes. The answer of a refused call becomes a CodedError with the server's code.
 * @throws CodedError NETWORK when nothing answered; SIGN_IN_NEEDED when the session is over; SERVER_FAULT when the answer is not ours
 */
export async function callStaffApi<Answer>(
  path: string,
  { fetch: send, body }: { readonly fetch: Fetch; readonly body?: unknown },
): Promise<Answer> {
  const response = await request(path, { fetch: send, body });
  const answer = await readJson(response);
  if (response.ok && answer.ok === true) return answer as Answer;
  throw refusalOf(response, answer);
}

/** Sealed bytes. Errors as `callStaffApi`. */
export async function fetchSealedBytes(
  path: string,
  { fetch: send }: { readonly fetch: Fetch },
): Promise<Uint8Array> {
  const response = await request(path, { fetch: send });
  if (!response.ok) throw refusalOf(response, await readJson(response));
  return new Uint8Array(await response.arrayBuffer());
}

/** The same as a stream, for files of any size. A line that breaks while it is read ends the stream with NETWORK. */
export async function fetchSealedStream(
  path: string,
  { fetch: send }: { readonly fetch: Fetch },
): Promise<ReadableStream<Uint8Array>> {
  const response = await request(path, { fetch: send });
  if (!response.ok) throw refusalOf(response, await readJson(response));
  const source = response.body!.getReader();
  return new ReadableStream({
    async pull(controller) {
      const next = await source.read().catch(() => {
        throw new CodedError("NETWORK");
      });
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => source.cancel(reason),
  });
}

/** Hands in one age file. Errors as `callStaffApi`. */
export async function postSealedBytes<Answer>(
  path: string,
  {
    fetch: send,
    body,
    headers = {},
  }: {
    readonly fetch: Fetch;
    readonly body: Blob;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Answer> {
  const response = await request(path, { fetch: send, body, headers });
  const answer = await readJson(response);
  if (response.ok && answer.ok === true) return answer as Answer;
  throw refusalOf(response, answer);
}

async function request(
  path: string,
  {
    fetch: send,
    body,
    headers = {},
  }: {
    readonly fetch: Fetch;
    /** a Blob goes out as it is, anything else as JSON */
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Response> {
  const isBytes = body instanceof Blob;
  try {
    return await send(path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        Accept: "application/json",
        ...(body === undefined
          ? {}
          : {
              "Content-Type": isBytes
                ? "application/octet-stream"
                : "application/json",
            }),
        ...headers,
      },
      body: body === undefined ? null : isBytes ? body : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
    });
  } catch {
    throw new CodedError("NETWORK");
  }
}

async function readJson(
  response: Response,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = await response.json();
    if (value !== null && typeof value === "object")
      return value as Record<string, unknown>;
  } catch {
    // an error page of something in between: reported as a fault below
  }
  return {};
}

function refusalOf(
  response: Response,
  answer: Readonly<Record<string, unknown>>,
): CodedError {
  const code = typeof answer.code === "string" ? answer.code : null;
  // A lost session is redirected or refused without a code of its own; a refused sign-in carries one.
  if (code === null && (response.status === 401 || response.status === 0))
    return new CodedError("SIGN_IN_NEEDED");
  return new CodedError(code ?? "SERVER_FAULT", {
    ...(typeof answer.field === "string" ? { field: answer.field } : {}),
    values: (answer.values ?? {}) as Record<string, string | number>,
  });
}
