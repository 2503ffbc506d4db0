import { resolve } from "node:path";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { createKeyVault, type KeyVault } from "#app/browser/staff/key-vault";
import type { Fetch } from "#app/browser/staff/staff-http";
import { recipientOf, type AgeRecipient } from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { deriveSignIn, newUserKey } from "#app/crypto/staff-keys";
import routes from "#app/routes";
import { openSession } from "#app/services/staff/open-session.server";
import type { OfficeCode, World } from "./portal-world";

const ORIGIN = "http://portal.test";
const PASSWORD = "a password for tests";
const APP = resolve(import.meta.dirname, "../../app");

export type ApiRoute = { readonly path: string; readonly file: string };
export type Sent = {
  readonly path: string;
  readonly method: string;
  readonly body: string | null;
};
type RouteModule = {
  readonly loader?: (args: unknown) => Promise<Response>;
  readonly action?: (args: unknown) => Promise<Response>;
};

/** Every JSON route of the portal, as the URL map has it. */
export function apiRoutes(): readonly ApiRoute[] {
  const flat = (
    entries: readonly RouteConfigEntry[],
    before: string,
  ): ApiRoute[] =>
    entries.flatMap((entry) => {
      const path = [before, entry.path ?? ""].filter(Boolean).join("/");
      return [{ path, file: entry.file }, ...flat(entry.children ?? [], path)];
    });
  return flat(routes, "")
    .map(({ path, file }) => ({ path: path.replace(/\/$/, ""), file }))
    .filter(({ path }) => path.startsWith("api/"));
}

/** Answers requests through the very routes, guards included, as the server would for this session. */
export function apiOf(world: World, token: string, sent: Sent[] = []): Fetch {
  const table = apiRoutes();
  return (async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, ORIGIN);
    const method = init.method ?? "GET";
    sent.push({ path: input, method, body: init.body as string | null });
    const found = match(table, url.pathname.slice(1));
    if (!found)
      return Response.json({ ok: false, code: "NOT_FOUND" }, { status: 404 });
    const module = (await import(
      /* @vite-ignore */ resolve(APP, found.route.file)
    )) as RouteModule;
    const handler = method === "GET" ? module.loader : module.action;
    if (!handler)
      return Response.json(
        { ok: false, code: "METHOD_NOT_ALLOWED" },
        { status: 405 },
      );
    const request = new Request(url, {
      method,
      body: init.body ?? null,
      headers: {
        ...(init.headers as Record<string, string>),
        Origin: ORIGIN,
        Cookie: `__Host-yanlu=${token}`,
      },
    });
    return handler({
      request,
      params: found.params,
      context: {
        deps: world.deps,
        nonce: "",
        origin: ORIGIN,
        foreignForm: false,
      },
    });
  }) as Fetch;
}

function match(table: readonly ApiRoute[], path: string) {
  const parts = path.split("/");
  // a written-out segment goes before a parameter, as in the router
  const ordered = [...table].sort(
    (a, b) => a.path.split(":").length - b.path.split(":").length,
  );
  for (const route of ordered) {
    const names = route.path.split("/");
    if (names.length !== parts.length) continue;
    if (names.every((name, at) => name.startsWith(":") || name === parts[at]))
      return {
        route,
        params: Object.fromEntries(
          names.flatMap((name, at) =>
            name.startsWith(":")
              ? [[name.slice(1), decodeURIComponent(parts[at]!)]]
              : [],
          ),
        ),
      };
  }
  return null;
}

/** Gives people of the world a user key as enrolment does; `share` wraps the first key of their office to them too. */
export async function enrolKeys(
  world: World,
  loginNames: readonly string[],
  { share = true } = {},
): Promise<void> {
  for (const loginName of loginNames) {
    const { id, officeId } = world.member(loginName);
    const { wrapIdentity: wrapKey } = await deriveSignIn(
      { loginName, password: PASSWORD },
      world.deps.settings.deploymentSalt,
      world.deps.argon2id,
    );
    const { userRecipient, userKeyWrap } = await newUserKey(
      await recipientOf(wrapKey),
    );
    await world.db.person.update({
      where: { id },
      data: { userRecipient, userKeyWrap: new Uint8Array(userKeyWrap) },
    });
    if (!share) continue;
    const code = (["NAT", "NAT-FIN", "JN", "JN-FIN", "LX"] as const).find(
      (one) => world.officeId(one) === officeId,
    )!;
    await shareFirstKey(world, code, { id, userRecipient });
  }
}

async function shareFirstKey(
  world: World,
  code: OfficeCode,
  person: { readonly id: string; readonly userRecipient: AgeRecipient },
): Promise<void> {
  const { id: officeKeyId, identity } = world.officeKey(code);
  await world.db.officeKeyWrap.create({
    data: {
      officeKeyId,
      personId: person.id,
      ciphertext: new Uint8Array(
        await wrapIdentity(identity, person.userRecipient),
      ),
    },
  });
}

export type StaffDesk = {
  readonly loginName: string;
  readonly vault: KeyVault;
  readonly fetch: Fetch;
  /** every request so far */
  readonly sent: Sent[];
  post(
    path: string,
    body: unknown,
  ): Promise<{ status: number; answer: Record<string, unknown> }>;
};

/** One member's browser: signed in, second factor just given; `unlocked` with their keys. */
export async function staffDesk(
  world: World,
  loginName: string,
  { unlocked = true } = {},
): Promise<StaffDesk> {
  const member = world.member(loginName);
  const { token } = await openSession(world.deps, member);
  const sent: Sent[] = [];
  const fetch = apiOf(world, token, sent);
  const vault = createKeyVault({ fetch, argon2id: world.deps.argon2id });
  if (unlocked) await vault.unlock({ loginName, password: PASSWORD });
  return {
    loginName,
    vault,
    fetch,
    sent,
    async post(path, body) {
      const response = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return {
        status: response.status,
        answer: (await response.json()) as Record<string, unknown>,
      };
    },
  };
}
