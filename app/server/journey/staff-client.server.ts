import { decode } from "turbo-stream";
import { deriveSignIn, openUserKey } from "#app/crypto/staff-keys";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import type { AgeIdentity, AgeRecipient } from "#app/crypto/identity";
import { unwrapIdentity } from "#app/crypto/key-wrap";
import type { Argon2id } from "#app/crypto/argon2id";
import type { DevSignIns } from "#app/queries/dev-sign-ins.server";
import { JourneyError } from "./page-client.server";

export type OfficeKeyRing = ReadonlyMap<
  string,
  {
    readonly officeId: string;
    readonly year: number;
    readonly current: boolean;
    readonly identity: AgeIdentity;
    readonly recipient: AgeRecipient;
  }
>;

/** A refusal of the portal's JSON API, with its code. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    readonly code: string,
    readonly at: string,
  ) {
    super(`${at}: ${status} ${code}`);
  }
}

type Parts = {
  readonly baseUrl: string;
  readonly argon2id: Argon2id;
  readonly loginName: string;
};

/**
 * One member of staff at work: the browser's part of signing in, the office keys held in memory, JSON commands, and the data
 * of the hydrated pages. Signs in again after the idle lock and gives the second factor again when a command asks for it.
 */
export type StaffClient = {
  readonly loginName: string;
  keys(): Promise<OfficeKeyRing>;
  personId(): Promise<string>;
  get(path: string): Promise<Record<string, unknown>>;
  bytes(path: string): Promise<Uint8Array>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  /** loader data of one page, by route; `path` with language, without `.data` */
  page(path: string): Promise<Record<string, unknown>>;
};

type Session = {
  readonly cookie: string;
  readonly personId: string;
  readonly keys: OfficeKeyRing;
};

export function demoSignIns(baseUrl: string): Promise<DevSignIns> {
  return fetch(new URL("/dev/sign-ins.json", baseUrl)).then(
    async (response) => {
      if (!response.ok)
        throw new JourneyError(
          "the portal shows no demo sign-ins: the journey needs demo data, and a portal that is not in production",
        );
      return (await response.json()) as DevSignIns;
    },
  );
}

/** Waits for a one-time code nobody used yet: each is good once, and for half a minute. */
async function freshCode(
  baseUrl: string,
  loginName: string,
): Promise<{ code: string; password: string }> {
  for (;;) {
    const { people, password } = await demoSignIns(baseUrl);
    const person = people.find((each) => each.loginName === loginName);
    if (!person) throw new JourneyError(`no demo person ${loginName}`);
    if (!person.totpUsed && person.secondsLeft > 1)
      return { code: person.totp, password };
    await new Promise((done) =>
      setTimeout(done, person.secondsLeft * 1000 + 100),
    );
  }
}

export function staffClient({
  baseUrl,
  argon2id,
  loginName,
}: Parts): StaffClient {
  const origin = new URL(baseUrl).origin;
  let session: Promise<Session> | null = null;
  let steppingUp: Promise<void> | null = null;

  async function request(
    path: string,
    init: RequestInit,
    cookie?: string,
  ): Promise<Response> {
    return fetch(new URL(path, baseUrl), {
      redirect: "manual",
      ...init,
      headers: {
        Origin: origin,
        ...(cookie ? { Cookie: cookie } : {}),
        ...init.headers,
      },
    });
  }

  async function readJson(
    response: Response,
    at: string,
  ): Promise<Record<string, unknown>> {
    const text = await response.text();
    let body: { ok?: boolean; code?: string } | null = null;
    try {
      body = JSON.parse(text) as { ok?: boolean; code?: string };
    } catch {
      // an error page instead of JSON
    }
    if (response.ok && body?.ok === true) return body;
    throw new Refusal(
      response.status,
      body?.code ?? "NO_JSON",
      `${loginName} ${at}`,
    );
  }

  const post = (path: string, body: unknown, cookie?: string) =>
    request(
      path,
      {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      },
      cookie,
    );

  async function signIn(): Promise<Session> {
    const parameters = await readJson(
      await request("/api/staff/sign-in-parameters", {}),
      "sign-in-parameters",
    );
    const { code, password } = await freshCode(baseUrl, loginName);
    const derived = await deriveSignIn(
      { loginName, password },
      fromBase64Url(String(parameters.deploymentSalt)),
      argon2id,
    );
    const answer = await post("/api/staff/sign-in", {
      loginName,
      authKey: toBase64Url(derived.authKey),
      totp: code,
    });
    const cookie = /^(__Host-yanlu=[^;]+)/.exec(
      answer.headers.get("set-cookie") ?? "",
    )?.[1];
    await readJson(answer, "sign-in");
    if (!cookie) throw new JourneyError("sign-in set no cookie");
    const keys = (await readJson(
      await request("/api/staff/keys", {}, cookie),
      "keys",
    )) as unknown as {
      person: { id: string };
      userKeyWrap: string;
      officeKeys: {
        officeKeyId: string;
        officeId: string;
        year: number;
        current: boolean;
        recipient: AgeRecipient;
        wrap: string;
      }[];
    };
    const user = await openUserKey(
      fromBase64Url(keys.userKeyWrap),
      derived.wrapIdentity,
    );
    const ring = await Promise.all(
      keys.officeKeys.map(
        async ({ officeKeyId, officeId, year, current, recipient, wrap }) => {
          const identity = await unwrapIdentity(fromBase64Url(wrap), user, {
            expectedRecipient: recipient,
          });
          return [
            officeKeyId,
            { officeId, year, current, identity, recipient },
          ] as const;
        },
      ),
    );
    return { cookie, personId: keys.person.id, keys: new Map(ring) };
  }

  const signedIn = () =>
    (session ??= signIn().catch((error: unknown) => {
      session = null;
      throw error;
    }));

  /** One step-up at a time: the code of a half minute is good once. */
  function stepUp(): Promise<void> {
    return (steppingUp ??= (async () => {
      const { cookie } = await signedIn();
      const { code } = await freshCode(baseUrl, loginName);
      await readJson(
        await post("/api/staff/step-up", { totp: code }, cookie),
        "step-up",
      );
    })().finally(() => {
      steppingUp = null;
    }));
  }

  async function call<T>(
    send: (cookie: string) => Promise<Response>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const current = signedIn();
      try {
        return await read(await send((await current).cookie));
      } catch (error) {
        if (!(error instanceof Refusal) || attempt >= 4) throw error;
        if (error.code === "SIGN_IN_NEEDED") {
          if (session === current) session = null;
        } else if (error.code === "STEP_UP_NEEDED") await stepUp();
        else throw error;
      }
    }
  }

  return {
    loginName,
    keys: async () => (await signedIn()).keys,
    personId: async () => (await signedIn()).personId,
    get: (path) =>
      call(
        (cookie) => request(path, {}, cookie),
        (response) => readJson(response, path),
      ),
    bytes: (path) =>
      call(
        (cookie) => request(path, {}, cookie),
        async (response) => {
          if (!response.ok) await readJson(response, path);
          return new Uint8Array(await response.arrayBuffer());
        },
      ),
    post: (path, body) =>
      call(
        (cookie) => post(path, body, cookie),
        (response) => readJson(response, path),
      ),
    page: (path) =>
      call(
        (cookie) => {
          const url = new URL(path, baseUrl);
          url.pathname += ".data";
          return request(`${url.pathname}${url.search}`, {}, cookie);
        },
        (response) => readPageData(response, `${loginName} ${path}`),
      ),
  };
}

type Foreign = { readonly foreign: string; readonly parts: readonly unknown[] };

/** Remix sends what a page's loaders returned as a turbo-stream: route id -> {data} or {error}. */
async function readPageData(
  response: Response,
  at: string,
): Promise<Record<string, unknown>> {
  if (!response.body) throw new JourneyError(`${at}: empty answer`);
  const decoded = await decode(response.body, {
    plugins: [
      (type, ...parts) => ({
        value: { foreign: type, parts } satisfies Foreign,
      }),
    ],
  });
  await decoded.done;
  const routes = decoded.value as Record<
    string,
    { data?: Record<string, unknown>; error?: unknown }
  >;
  const all: Record<string, unknown> = {};
  if ("redirect" in routes || response.status === 202)
    throw new Refusal(401, "SIGN_IN_NEEDED", at);
  for (const result of Object.values(routes)) {
    if (result.error !== undefined) {
      const parts = (result.error as Foreign).parts;
      const body = parts?.[0] as { code?: string } | undefined;
      throw new Refusal(response.status, body?.code ?? "PAGE_FAILED", at);
    }
    Object.assign(all, result.data);
  }
  return all;
}
