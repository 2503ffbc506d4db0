import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ed25519 } from "@noble/curves/ed25519.js";
import { z } from "zod";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  isSignedBy,
  signManifest,
  type ReleaseBundle,
} from "#app/crypto/release-manifest";
import { dayInChina, day as parseDay } from "#app/domain/shared/day";
import { CommandFailure, type RegisterCommand } from "../command-line.server";
import { makeManifest } from "../release/make-manifest.server";
import { verifySite } from "../release/verify-site.server";

const hashes = z.record(z.string(), z.string());
const bundleFile = z.object({
  manifest: z.object({
    name: z.literal("yanlu"),
    version: z.string(),
    timestamp: z.string(),
    default_index: z.string(),
    default_fallback: z.string(),
    default_csp: z.string(),
    extra_csp: hashes,
    files: hashes,
    closed: hashes,
  }),
  signatures: hashes,
});

/** Where the portal looks for the manifest it serves at /.well-known/yanlu/release.json. */
export const RELEASE_FILE = "build/release.json";

export const register: RegisterCommand = (program, { env, output, file }) => {
  const release = program
    .command("release")
    .description("manifest of what the public is served");

  release
    .command("new-key <file>")
    .description(
      "make an Ed25519 key that signs releases; prints its public half",
    )
    .action(async (path: string) => {
      const privateKey = ed25519.utils.randomSecretKey();
      await writeFile(file(path), `${toBase64Url(privateKey)}\n`, {
        mode: 0o600,
        flag: "wx",
      }).catch((error: NodeJS.ErrnoException) => {
        throw new CommandFailure(
          error.code === "EEXIST"
            ? `${path} is there already; a key is never overwritten.`
            : `${path} cannot be written (${error.code ?? error.name}).`,
        );
      });
      const publicKey = toBase64Url(ed25519.getPublicKey(privateKey));
      output({ publicKey }, publicKey);
    });

  release
    .command("make")
    .description(
      `hash every public file and page of the build into ${RELEASE_FILE}, which the portal then serves`,
    )
    .option("--sign <file>", "private key made by release new-key")
    .option("--day <day>", "day of the release, YYYY-MM-DD; today if not given")
    .action(async (options: { sign?: string; day?: string }) => {
      const manifest = await makeManifest("build", {
        version: await builtRelease(),
        day: options.day ? parseDay(options.day) : dayInChina(new Date()),
        rewardCeilingFen: env.REWARD_CEILING_YUAN * 100,
      });
      const signatures = options.sign
        ? signManifest(manifest, await readKey(file(options.sign)))
        : {};
      const bundle: ReleaseBundle = { manifest, signatures };
      await writeFile(RELEASE_FILE, `${JSON.stringify(bundle, null, 1)}\n`);
      const { version, files } = manifest;
      output(
        { file: RELEASE_FILE, version, files: Object.keys(files).length },
        `wrote ${RELEASE_FILE}: release ${version}, ${Object.keys(files).length} files and pages${options.sign ? ", signed" : ", not signed"}`,
      );
    });

  release
    .command("verify <url>")
    .description(
      "compare a running site with a release, byte for byte; ends with code 1 when anything differs",
    )
    .option(
      "--manifest <file>",
      "manifest to compare with; that of this checkout's own build if not given",
    )
    .option("--key <public key>", "insist on a signature by this key")
    .action(
      async (
        url: string,
        options: { readonly manifest?: string; readonly key?: string },
      ) => {
        const origin = originOf(url);
        const bundle = options.manifest
          ? await readBundle(file(options.manifest))
          : await readBundle(RELEASE_FILE);
        if (options.key !== undefined && !isSignedBy(bundle, options.key))
          throw new CommandFailure(
            "The manifest carries no valid signature by this key.",
          );
        const { checked, differences } = await verifySite(
          origin,
          bundle.manifest,
        ).catch((error: unknown) => {
          throw new CommandFailure(
            `${origin} could not be read (${error instanceof Error ? error.message : String(error)}).`,
          );
        });
        const { version } = bundle.manifest;
        const signed = options.key !== undefined;
        output(
          { version, checked, signed, differences },
          differences.length === 0
            ? `${origin} serves release ${version}: all ${checked} files and pages agree`
            : `${origin} does not serve release ${version}:\n${differences.map(({ path, fault }) => `  ${fault.padEnd(14)} ${path}`).join("\n")}`,
        );
        if (differences.length > 0) process.exitCode = 1;
      },
    );
};

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    throw new CommandFailure(`${url} is not an address such as https://…`);
  }
}

/** The name tips carry: of the sealing programs as these sources build them. */
async function builtRelease(): Promise<string> {
  const { buildPublicModules } = (await import(
    pathToFileURL(join(process.cwd(), "bin", "public-modules.mjs")).href
  )) as { buildPublicModules: () => Promise<{ readonly release: string }> };
  return (await buildPublicModules()).release;
}

async function readKey(path: string): Promise<Uint8Array> {
  try {
    const key = fromBase64Url((await readFile(path, "utf8")).trim());
    if (key.length === 32) return key;
  } catch {
    // told below
  }
  throw new CommandFailure(`${path} holds no key made by release new-key.`);
}

async function readBundle(path: string): Promise<ReleaseBundle> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new CommandFailure(
      `There is no manifest at ${path}. Make one with: node bin/yanlu.mjs release make`,
    );
  }
  try {
    return bundleFile.parse(JSON.parse(text));
  } catch {
    throw new CommandFailure(`${path} is not a release manifest.`);
  }
}
