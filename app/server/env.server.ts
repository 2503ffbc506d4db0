import { z } from "zod";
import { parseVerifierKey } from "#app/crypto/tlog/signed-note";
import type { Witness } from "#app/services/ports";

/** A setting that cannot be used. The message is one whole sentence for the operator and never repeats a secret. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly setting: string;

  constructor(setting: string, sentence: string) {
    super(sentence);
    this.setting = setting;
  }
}

/** sysexits.h EX_CONFIG: service managers can tell "will never start like this" from "try again". */
export const EXIT_BAD_CONFIGURATION = 78;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

export type StorageTarget =
  | { readonly kind: "folder"; readonly path: string }
  | {
      readonly kind: "s3";
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      readonly prefix: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

/**
 * Reads STORAGE_URL.
 * - `file:///srv/yanlu/sealed`, or `file:var/sealed` relative to the working folder
 * - `s3://ACCESS-KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX][?region=REGION&tls=0]`; key and secret percent-encoded, TLS unless
 *   `tls=0`, region `us-east-1` unless given. Buckets are addressed by path, as every S3-compatible store can do.
 * @throws ConfigurationError
 */
export function parseStorageUrl(text: string): StorageTarget {
  const refuse = (why: string) =>
    new ConfigurationError("STORAGE_URL", `STORAGE_URL ${why}.`);
  if (text.startsWith("file:")) {
    const path = decodeURIComponent(
      text.slice("file:".length).replace(/^\/\/(?:localhost)?(?=\/)/, ""),
    );
    if (path === "" || path.includes("\0"))
      throw refuse("names no folder; write file:///srv/yanlu/sealed");
    return { kind: "folder", path };
  }
  if (!text.startsWith("s3://")) throw refuse("must begin with file: or s3://");
  // The WHATWG parser knows user, password and port only for schemes such as https.
  const url = parseUrl(`https://${text.slice("s3://".length)}`);
  if (!url || url.hostname === "")
    throw refuse(
      "is not of the form s3://KEY:SECRET@HOST:PORT/BUCKET?region=REGION&tls=0",
    );
  const [bucket, ...prefix] = decodeURIComponent(url.pathname)
    .split("/")
    .filter(Boolean);
  if (!bucket)
    throw refuse("names no bucket; write s3://KEY:SECRET@HOST:PORT/BUCKET");
  if (!url.username || !url.password)
    throw refuse("needs an access key and a secret before the @");
  for (const name of url.searchParams.keys())
    if (name !== "region" && name !== "tls")
      throw refuse(`has an unknown option "${name}"; known are region and tls`);
  const tls = url.searchParams.get("tls") ?? "1";
  if (tls !== "0" && tls !== "1")
    throw refuse("has an option tls that is neither 0 nor 1");
  return {
    kind: "s3",
    endpoint: `${tls === "1" ? "https" : "http"}://${url.host}`,
    region: url.searchParams.get("region") ?? "us-east-1",
    bucket,
    prefix: prefix.length > 0 ? `${prefix.join("/")}/` : "",
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}

const urlWith = (protocols: readonly string[]) =>
  z.string().refine(
    (text) => {
      const url = parseUrl(text);
      return (
        url !== null &&
        protocols.includes(url.protocol) &&
        (url.hostname !== "" || url.search.includes("host="))
      );
    },
    `must be a URL beginning with ${protocols.map((name) => `${name}//`).join(" or ")}`,
  );

const wholeNumber = (lowest: number, highest: number) => {
  const sentence = `must be a whole number from ${lowest} to ${highest}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, sentence)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, sentence);
};

const origin = z.string().refine((text) => {
  const url = parseUrl(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}, "must be scheme, host and port alone, such as https://tips.example.gov.cn");

/** Where "leave quickly" leads: somebody looking over a shoulder must see an ordinary page, not a warning or a plain-text error. */
const leaveTarget = z.string().refine((text) => {
  const url = parseUrl(text);
  return (
    url !== null &&
    url.username === "" &&
    url.password === "" &&
    (url.protocol === "https:" ||
      (url.protocol === "http:" && LOOPBACK.test(url.hostname)))
  );
}, "must be the address of an ordinary public page, beginning with https://");
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const DAY_SECONDS = 86_400;
const TRIAL_SLOT_SECONDS = 60;

/** Commas or line ends between witnesses; each a verifier key of cosignatures, with or without an address behind a space. */
const witnessList = z
  .string()
  .transform((text) =>
    text
      .split(/[,\n]/)
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map(witnessOf),
  )
  .refine(
    (found): found is Witness[] =>
      !found.includes(null) &&
      new Set(found.map((witness) => witness!.name)).size === found.length,
    "must be verifier keys of type 4 (name+id+key), each of another name, with commas or line ends between them; behind a key may stand a space and the witness's http or https address",
  );

function witnessOf(line: string): Witness | null {
  const [verifier, address, ...more] = line.split(/\s+/);
  const url = address === undefined ? null : parseUrl(address);
  if (
    more.length > 0 ||
    (address !== undefined && !/^https?:$/.test(url?.protocol ?? ""))
  )
    return null;
  try {
    const { name, type } = parseVerifierKey(verifier!);
    return type === 4
      ? { name, verifier: verifier!, url: address?.replace(/\/+$/, "") ?? null }
      : null;
  } catch {
    return null;
  }
}

const settings = z.object({
  NODE_ENV: z
    .enum(
      ["development", "production", "test"],
      "must be development, production or test",
    )
    .default("development"),
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z
    .string()
    .regex(
      /^[\w.:-]+$/,
      "must be the name or address of a network interface, such as 127.0.0.1 or 0.0.0.0",
    )
    .default("127.0.0.1"),
  ORIGIN: origin.optional(),
  SURFACE: z
    .enum(["public", "staff", "all"], "must be public, staff or all")
    .default("all"),
  DATABASE_URL: urlWith(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: urlWith(["redis:", "rediss:"]).optional(),
  STORAGE_URL: z.string().optional(),
  SMTP_URL: urlWith(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "must be an address, such as Yanlu <no-reply@example.gov.cn>",
    )
    .default("Yanlu <no-reply@localhost.localdomain>"),
  RELAY_SLOT_SECONDS: wholeNumber(0, 86_400).default(60),
  LOG_SLOT_SECONDS: wholeNumber(1, DAY_SECONDS)
    .refine(
      (seconds) => DAY_SECONDS % seconds === 0,
      "must divide a day of 86400 seconds without rest",
    )
    .optional(),
  LOG_SLOT_SHORT: z.enum(["yes", "no"], "must be yes or no").optional(),
  WITNESSES: witnessList.optional(),
  REWARD_CEILING_YUAN: wholeNumber(1, 1_000_000_000).default(100_000),
  /** a weather page: everybody has a reason to look at one */
  LEAVE_URL: leaveTarget.default("https://www.weather.com.cn/"),
  DATA_DIR: z
    .string()
    .refine((text) => !text.includes("\0"), "must be the path of a folder")
    .default("var"),
});

export type Env = Omit<z.output<typeof settings>, "ORIGIN" | "STORAGE_URL"> & {
  readonly ORIGIN: string;
  readonly STORAGE: StorageTarget;
};

/**
 * Turns environment variables into settings; an empty variable counts as absent. Pure.
 * @throws ConfigurationError naming the first wrong variable, without its value: it may hold a password.
 */
export function parseEnv(
  record: Readonly<Record<string, string | undefined>>,
): Env {
  const given = Object.fromEntries(
    Object.entries(record).filter(
      (entry) => entry[1] !== undefined && entry[1].trim() !== "",
    ),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const setting = String(issue.path[0]);
    throw new ConfigurationError(setting, `${setting} ${issue.message}.`);
  }
  const { ORIGIN, STORAGE_URL, ...rest } = parsed.data;
  const env: Env = {
    ...rest,
    ORIGIN: ORIGIN ?? `http://localhost:${rest.PORT}`,
    STORAGE: STORAGE_URL
      ? parseStorageUrl(STORAGE_URL)
      : { kind: "folder", path: `${rest.DATA_DIR}/sealed` },
  };
  requireLongSlots(env);
  return env;
}

/** Checkpoints are public: cut often, they tell whoever watches when in the day somebody filed a tip. */
function requireLongSlots(env: Env): void {
  if (
    logSlotSeconds(env) < DAY_SECONDS &&
    env.LOG_SLOT_SHORT !== "yes" &&
    !mayHoldDemoData(env)
  )
    throw new ConfigurationError(
      "LOG_SLOT_SECONDS",
      "LOG_SLOT_SECONDS below a day of 86400 seconds tells everybody who watches the log when in the day a tip came in; leave it out, or set LOG_SLOT_SHORT=yes too if that is meant.",
    );
}

let loaded: Env | undefined;

/** The settings of this process, read once. A wrong one is named on standard error and ends the process with code 78. */
export function loadEnv(): Env {
  if (loaded) return loaded;
  try {
    return (loaded = parseEnv(process.env));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_BAD_CONFIGURATION);
  }
}

/**
 * Demo people have a public password, so they may exist only where nobody else can reach them: out of production, under an
 * address of this machine.
 */
export function mayHoldDemoData(
  env: Pick<Env, "NODE_ENV" | "ORIGIN">,
): boolean {
  const { hostname } = new URL(env.ORIGIN);
  return env.NODE_ENV !== "production" && LOOPBACK.test(hostname);
}

/**
 * How often a checkpoint of the log is cut. Once a day by default, so that no checkpoint tells when in the day something
 * happened; every minute where the portal is only tried out.
 */
export function logSlotSeconds(
  env: Pick<Env, "NODE_ENV" | "ORIGIN" | "LOG_SLOT_SECONDS">,
): number {
  return (
    env.LOG_SLOT_SECONDS ??
    (mayHoldDemoData(env) ? TRIAL_SLOT_SECONDS : DAY_SECONDS)
  );
}
