import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import type { z } from "zod";
import {
  isLanguagePrefix,
  languagePrefixes,
  type Language,
} from "#app/content/words";
import { may, type Permission } from "#app/domain/access/permissions";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import type { Deps, StaffActor } from "#app/services/ports";
import { readSession } from "#app/services/staff/read-session.server";
import { statusOf } from "./error-status.server";
import { readSessionToken } from "./session-cookie.server";

/**
 * Every loader and action of the portal is made by one of these wrappers (test/architecture checks it), so that no route
 * can forget who may read it. A layout's guard would protect nothing: Remix runs loaders side by side.
 */

type Arguments = LoaderFunctionArgs | ActionFunctionArgs;
type Context = {
  readonly deps: Deps;
  readonly request: Request;
  readonly params: Readonly<Record<string, string | undefined>>;
};
type PageContext = Context & { readonly language: Language };
type StaffContext = PageContext & { readonly actor: StaffActor };

/** No form page without files needs more; 20,000 Han characters are 180 KB percent-encoded. */
const MAX_FORM_BYTES = 1_000_000;
const MAX_JSON_BYTES = 3_000_000;

function pageContext({ context, request, params }: Arguments): PageContext {
  const prefix = params.lang;
  if (!isLanguagePrefix(prefix))
    throw data({ code: "NOT_FOUND" }, { status: 404 });
  return {
    deps: context.deps,
    request,
    params,
    language: languagePrefixes[prefix],
  };
}

/** Refusals become `{code, values}` with their status; the error page finds the sentence. Anything else rises. */
async function refusalsToResponses<Result>(
  work: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw data(
      { code: error.code, values: error.values },
      { status: statusOf(error.code) },
    );
  }
}

/** Reads a body up to a limit without trusting Content-Length. @throws CodedError BODY_TOO_LARGE | TEXT_NOT_READABLE */
export async function readText(
  request: Request,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body)
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes)
        throw new CodedError("BODY_TOO_LARGE", {
          values: { megabytes: Math.floor(maxBytes / 1_000_000) },
        });
      chunks.push(chunk);
    }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Buffer.concat(chunks),
    );
  } catch {
    throw new CodedError("TEXT_NOT_READABLE");
  }
}

// ── Public ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function publicLoader<Result>(
  handler: (context: PageContext) => Promise<Result> | Result,
) {
  return (args: LoaderFunctionArgs) =>
    refusalsToResponses(() => handler(pageContext(args)));
}

/** For pages without a language in the URL (the entrance, operation). */
export function systemLoader<Result>(
  handler: (context: Context) => Promise<Result> | Result,
) {
  return ({ context, request, params }: LoaderFunctionArgs) =>
    refusalsToResponses(() => handler({ deps: context.deps, request, params }));
}

/**
 * Actions of report and inbox. `form` is the parsed body, or null when it is multipart: then the route streams
 * `request.body` itself, because a file must never be held in memory whole.
 */
export function tipsterAction<Result>(
  handler: (
    context: PageContext & { readonly form: URLSearchParams | null },
  ) => Promise<Result> | Result,
) {
  return (args: ActionFunctionArgs) =>
    refusalsToResponses(async () => {
      const page = pageContext(args);
      if (args.context.foreignForm) throw new CodedError("FOREIGN_FORM");
      const type =
        args.request.headers
          .get("Content-Type")
          ?.split(";")[0]
          ?.trim()
          .toLowerCase() ?? "";
      if (type === "multipart/form-data")
        return handler({ ...page, form: null });
      if (type !== "application/x-www-form-urlencoded")
        throw new CodedError("BODY_TYPE_UNKNOWN");
      return handler({
        ...page,
        form: new URLSearchParams(await readText(args.request, MAX_FORM_BYTES)),
      });
    });
}

/**
 * JSON in, JSON out, for the sealing program of the report form and the inbox. Nobody is signed in; whoever may open an inbox
 * proves it with the inbox id in the body. Other sites' pages are refused as for forms.
 */
export function tipsterApi<Schema extends z.ZodType>(
  {
    body,
    maxBytes = MAX_JSON_BYTES,
  }: { readonly body: Schema; readonly maxBytes?: number },
  handler: (
    context: Context & { readonly body: z.infer<Schema> },
  ) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: ActionFunctionArgs) =>
    answer(async () => {
      if (request.method !== "POST") throw new CodedError("METHOD_NOT_ALLOWED");
      if (context.foreignForm) throw new CodedError("FOREIGN_FORM");
      const type = request.headers.get("Content-Type")?.split(";")[0]?.trim();
      if (type !== "application/json")
        throw new CodedError("BODY_TYPE_UNKNOWN");
      return handler({
        deps: context.deps,
        request,
        params,
        body: await parseJson(request, body, maxBytes),
      });
    });
}

/** The same bytes for everybody. */
export function tipsterApiGet(
  handler: (context: Context) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: LoaderFunctionArgs) =>
    answer(() => handler({ deps: context.deps, request, params }));
}

/**
 * Text in, JSON out, from a program that is no browser and signed in nowhere: a witness of the log. What it sends proves itself
 * by its signatures.
 */
export function witnessApi(
  { maxBytes }: { readonly maxBytes: number },
  handler: (
    context: Context & { readonly text: string },
  ) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: ActionFunctionArgs) =>
    answer(async () => {
      if (request.method !== "POST") throw new CodedError("METHOD_NOT_ALLOWED");
      if (context.foreignForm) throw new CodedError("FOREIGN_FORM");
      return handler({
        deps: context.deps,
        request,
        params,
        text: await readText(request, maxBytes),
      });
    });
}

// ── Staff, finance, audit ───────────────────────────────────────────────────────────────────────────────────────────

async function signedIn(
  deps: Deps,
  request: Request,
): Promise<StaffActor | null> {
  const token = readSessionToken(request.headers.get("Cookie"));
  return token ? readSession(deps, token) : null;
}

export function staffLoader<Result>(
  { can }: { readonly can: Permission },
  handler: (context: StaffContext) => Promise<Result> | Result,
) {
  return (args: LoaderFunctionArgs) =>
    refusalsToResponses(async () => {
      const page = pageContext(args);
      const actor = await signedIn(page.deps, page.request);
      if (!actor) throw redirect(`/${args.params.lang}/staff/sign-in`);
      if (!may(actor, can)) throw new CodedError("NOT_FOUND");
      return handler({ ...page, actor });
    });
}
export const financeLoader = staffLoader;
export const auditLoader = staffLoader;

/** For the sign-in page, which has no actor yet. */
export function staffEntryLoader<Result>(
  handler: (
    context: PageContext & { readonly actor: StaffActor | null },
  ) => Promise<Result> | Result,
) {
  return (args: LoaderFunctionArgs) =>
    refusalsToResponses(async () => {
      const page = pageContext(args);
      return handler({
        ...page,
        actor: await signedIn(page.deps, page.request),
      });
    });
}

type ApiContext = Context & { readonly actor: StaffActor };
type ApiResult = Response | Readonly<Record<string, unknown>>;

async function answer(
  work: () => Promise<ApiResult> | ApiResult,
): Promise<Response> {
  try {
    const result = await work();
    return result instanceof Response
      ? result
      : Response.json({ ok: true, ...result });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return Response.json(
      { ok: false, code: error.code, field: error.field, values: error.values },
      { status: statusOf(error.code) },
    );
  }
}

async function requireActor(
  deps: Deps,
  request: Request,
  can: Permission,
): Promise<StaffActor> {
  const actor = await signedIn(deps, request);
  if (!actor) throw new CodedError("SIGN_IN_NEEDED");
  if (!may(actor, can)) throw new CodedError("NOT_FOUND");
  return actor;
}

/** Against a foreign page that sends a signed-in officer's browser here: cookies are SameSite=Strict, and this checks again. */
function requireOwnOrigin(request: Request, origin: string): void {
  if (request.headers.get("Origin") !== origin)
    throw new CodedError("ORIGIN_NOT_OURS");
}

async function parseJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  maxBytes = MAX_JSON_BYTES,
): Promise<z.infer<Schema>> {
  let value: unknown;
  const text = await readText(request, maxBytes);
  try {
    value = JSON.parse(text);
  } catch {
    throw new CodedError("JSON_NOT_READABLE");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const code = /^[A-Z][A-Z0-9_]+$/.test(issue?.message ?? "")
    ? issue!.message
    : "INPUT_INVALID";
  throw new CodedError(code, { field: issue?.path.join(".") ?? "" });
}

/** JSON in, JSON out, for signed-in staff. */
export function staffApi<Schema extends z.ZodType>(
  { can, body }: { readonly can: Permission; readonly body: Schema },
  handler: (
    context: ApiContext & { readonly body: z.infer<Schema> },
  ) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: ActionFunctionArgs) =>
    answer(async () => {
      if (request.method !== "POST") throw new CodedError("METHOD_NOT_ALLOWED");
      requireOwnOrigin(request, context.origin);
      const actor = await requireActor(context.deps, request, can);
      return handler({
        deps: context.deps,
        request,
        params,
        actor,
        body: await parseJson(request, body),
      });
    });
}

/**
 * Sealed bytes in, JSON out, for signed-in staff: the handler streams `body` itself, because a file must never be held in memory
 * whole.
 */
export function staffUpload(
  { can }: { readonly can: Permission },
  handler: (
    context: ApiContext & { readonly body: ReadableStream<Uint8Array> },
  ) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: ActionFunctionArgs) =>
    answer(async () => {
      if (request.method !== "POST") throw new CodedError("METHOD_NOT_ALLOWED");
      requireOwnOrigin(request, context.origin);
      const actor = await requireActor(context.deps, request, can);
      if (
        request.headers.get("Content-Type") !== "application/octet-stream" ||
        !request.body
      )
        throw new CodedError("BODY_TYPE_UNKNOWN");
      return handler({
        deps: context.deps,
        request,
        params,
        actor,
        body: request.body,
      });
    });
}

export function staffApiGet(
  { can }: { readonly can: Permission },
  handler: (context: ApiContext) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: LoaderFunctionArgs) =>
    answer(async () => {
      const actor = await requireActor(context.deps, request, can);
      return handler({ deps: context.deps, request, params, actor });
    });
}

/** For sign-in and sign-out: JSON with the origin check, without an actor. */
export function openApi<Schema extends z.ZodType>(
  { body }: { readonly body: Schema },
  handler: (
    context: Context & {
      readonly body: z.infer<Schema>;
      readonly token: string | null;
    },
  ) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: ActionFunctionArgs) =>
    answer(async () => {
      if (request.method !== "POST") throw new CodedError("METHOD_NOT_ALLOWED");
      requireOwnOrigin(request, context.origin);
      const token = readSessionToken(request.headers.get("Cookie"));
      return handler({
        deps: context.deps,
        request,
        params,
        token,
        body: await parseJson(request, body),
      });
    });
}

export function openApiGet(
  handler: (context: Context) => Promise<ApiResult> | ApiResult,
) {
  return ({ context, request, params }: LoaderFunctionArgs) =>
    answer(() => handler({ deps: context.deps, request, params }));
}

/** Root loader: hydrated pages need the nonce of their response; for public pages it is empty. */
export function nonceLoader({ context }: LoaderFunctionArgs) {
  return { nonce: context.nonce };
}
