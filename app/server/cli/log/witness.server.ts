import { randomBytes } from "node:crypto";
import { open, readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { CommandFailure } from "../../command-line.server";
import {
  cosign,
  handIn,
  watchLog,
  WitnessRefusal,
  type WitnessState,
} from "../../witness/watch-log.server";
import {
  makeWitnessKey,
  readWitnessKey,
  type WitnessKey,
} from "../../witness/witness-key.server";
import type { RegisterLogCommand } from "../log.server";

type Options = {
  readonly log: string;
  readonly key: string;
  readonly state: string;
  readonly logKey: readonly string[];
};

const stateFile = z
  .object({
    origin: z.string(),
    size: z.int().min(0),
    rootHash: z.string(),
    keys: z.array(z.string()).min(1),
    note: z.string(),
  })
  .strict();

/** Needs neither database nor portal: a witness runs where the authority has no hand. */
export const witness: RegisterLogCommand = (log, { output, file, json }) => {
  log
    .command("witness-key <file>")
    .description(
      "make the key of a witness; prints its public half, which the log's operator puts into WITNESSES",
    )
    .requiredOption(
      "--name <name>",
      "name of the witness, such as newspaper.example/yanlu",
    )
    .action(async (path: string, { name }: { readonly name: string }) => {
      const verifier = await makeKey(file(path), path, name);
      output({ verifier }, verifier);
    });

  log
    .command("witness")
    .description(
      "look at a log from another machine, check that it only grew since the last look, and cosign its newest checkpoint; ends with code 1 when it does not hold",
    )
    .requiredOption("--log <url>", "address of the portal")
    .requiredOption("--key <file>", "made by log witness-key")
    .requiredOption(
      "--state <file>",
      "what was signed last; made at the first look, never to be lost",
    )
    .option(
      "--log-key <verifier key>",
      "a key that the log is known to sign with, for the first look; without any, the log's own list is believed once; may be given several times",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .action(async (options: Options) => {
      const key = await readKey(file(options.key), options.key);
      options.logKey.forEach(requireVerifierKey);
      if (!/^https?:\/\//.test(options.log) || !URL.canParse(options.log))
        throw new CommandFailure("--log is an address such as https://…");
      const path = file(options.state);
      const before = await readState(path, options.state);
      try {
        const { state, text } = await watchLog({
          log: options.log,
          trusted: options.logKey,
          state: before,
        });
        // kept before anybody sees the signature: killed in between, the next look signs the same again
        await writeState(path, state);
        const line = cosign(text, key, Math.floor(Date.now() / 1_000));
        await handIn(options.log, text, line);
        output(
          {
            origin: state.origin,
            size: state.size,
            from: before?.size ?? 0,
            line,
          },
          before
            ? `${state.origin}: ${state.size} entries, beginning with the ${before.size} of the last look; cosigned`
            : `${state.origin}: ${state.size} entries, seen for the first time; cosigned`,
        );
      } catch (error) {
        if (!(error instanceof WitnessRefusal)) throw error;
        const kept = await keepEvidence(path, error);
        if (!json())
          throw new CommandFailure([error.message, ...kept].join(" "));
        output({ error: error.message, code: error.code }, "");
        process.exitCode = 1;
      }
    });
};

async function makeKey(path: string, named: string, name: string) {
  try {
    return await makeWitnessKey(path, name);
  } catch (error) {
    const { code, name: kind } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      code === "EEXIST"
        ? `${named} is there already; a key is never overwritten.`
        : code === "VERIFIER_KEY_NOT_VALID"
          ? "--name has neither spaces nor a plus sign, such as newspaper.example/yanlu."
          : `${named} cannot be written (${code ?? kind}).`,
    );
  }
}

async function readKey(path: string, named: string): Promise<WitnessKey> {
  const key = await readWitnessKey(path).catch(() => null);
  if (key) return key;
  throw new CommandFailure(`${named} holds no key made by log witness-key.`);
}

function requireVerifierKey(text: string): void {
  try {
    if (parseVerifierKey(text).type === 1) return;
  } catch {
    // told below
  }
  throw new CommandFailure(
    `${text} is no key of a log. It reads <name>+<8 hexadecimal digits>+<base64>, one line of /log/keys.`,
  );
}

async function readState(
  path: string,
  named: string,
): Promise<WitnessState | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new CommandFailure(`${named} cannot be read (${code ?? name}).`);
  }
  try {
    return stateFile.parse(JSON.parse(text));
  } catch {
    // starting anew would sign whatever is shown
    throw new CommandFailure(
      `${named} is no state of a witness. Restore it from a copy; without it another history could pass.`,
    );
  }
}

/** Whole or not at all, and on the disk before it goes on. */
async function writeState(path: string, state: WitnessState): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(state, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

/** Two signed checkpoints that cannot both be true, beside the state. */
async function keepEvidence(
  path: string,
  { evidence, code }: WitnessRefusal,
): Promise<readonly string[]> {
  if (evidence.length < 2) return [];
  const name = `${path}.${code.toLowerCase().replaceAll("_", "-")}-${randomBytes(4).toString("hex")}.txt`;
  await writeFile(name, evidence.join("\n"), { flag: "wx", flush: true });
  return [`The signed checkpoints are kept in ${name}.`];
}
