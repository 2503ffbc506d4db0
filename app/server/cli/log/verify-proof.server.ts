import { readFile, stat } from "node:fs/promises";
import { proofView, type ProofView } from "#app/content/proof-view";
import { utf8Text } from "#app/crypto/encoding";
import { checkProofBytes } from "#app/crypto/tlog/check-proof";
import { parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { proofWords } from "#app/content/proof";
import { CommandFailure } from "../../command-line.server";
import type { RegisterLogCommand } from "../log.server";
import {
  compareHeads,
  compareWithPortal,
  headIn,
  type Comparison,
  type SignedHead,
} from "./compare-proof.server";

/** Far above any proof file: only keeps a mistaken name from filling the memory. */
const MAX_FILE_BYTES = 64_000_000;

type Options = {
  readonly key: string[];
  readonly witness: string[];
  readonly against?: string;
  readonly log?: string;
};

/** Needs no database, and no portal unless told to ask one: whoever was handed a proof can check it on a machine of their own. */
export const verifyProof: RegisterLogCommand = (log, { output, file }) => {
  const collect = (value: string, before: string[]) => [...before, value];
  log
    .command("verify-proof <file>")
    .description(
      "check a tipster's proof file, without any database; ends with code 1 when it is not good",
    )
    .option(
      "--key <verifier key>",
      "a key that the log is known to sign with, such as name+1a2b3c4d+AX…; may be given several times; without any the keys in the file are believed",
      collect,
      [],
    )
    .option(
      "--witness <verifier key>",
      "a witness that is believed; may be given several times",
      collect,
      [],
    )
    .option(
      "--against <file>",
      "another checkpoint of the same log, saved from /log/checkpoint, or another proof file: do both show one log?",
    )
    .option(
      "--log <url>",
      "address of the portal: does the log it shows to everybody begin with the one of this file?",
    )
    .action(async (path: string, options: Options) => {
      const { key, witness } = options;
      if (options.log !== undefined) assertAddress(options.log);
      for (const given of [...key, ...witness]) assertKey(given);
      const bytes = await readProof(file(path), path);
      const report = checkProofBytes(bytes, {
        ...(key.length > 0 && { trustedKeys: key }),
        ...(witness.length > 0 && { trustedWitnesses: witness }),
      });
      const text = reportText(
        proofView(report, "en", { trusted: key.length > 0 }),
      );
      if (!report.ok) process.exitCode = 1;
      if (options.against === undefined && options.log === undefined)
        return output(report, text);
      const other =
        options.against === undefined
          ? null
          : await readProof(file(options.against), options.against);
      const comparisons = report.ok
        ? await compare(bytes, other, {
            ...options,
            keys: key.length > 0 ? key : report.keys,
          })
        : [];
      output({ ...report, comparisons }, [text, ...told(comparisons)].join(""));
      if (comparisons.some(({ verdict }) => verdict !== "SAME_LOG"))
        process.exitCode = 1;
    });
};

/** @throws CommandFailure when there is nothing to compare */
async function compare(
  proof: Uint8Array,
  other: Uint8Array | null,
  {
    keys,
    log,
    against = "",
  }: Pick<Options, "log" | "against"> & { readonly keys: readonly string[] },
): Promise<readonly Comparison[]> {
  const head = headIn(utf8Text(proof), keys);
  if (!head)
    throw new CommandFailure(
      "The proof file holds no checkpoint yet: there is nothing to compare.",
    );
  const second = other && readHead(other, keys);
  if (other && !second)
    throw new CommandFailure(
      `${against} holds no checkpoint of this log that a key of the proof file signed. If the log has changed its key since, give both with --key.`,
    );
  const apart = second ? compareHeads(head, second) : null;
  if (log === undefined) return apart ? [apart] : [];
  const withPortal = [head, ...(second ? [second] : [])];
  return [
    // of different sizes, and told by the log's own hashes
    ...(apart && apart.verdict !== "NOT_COMPARED" ? [apart] : []),
    ...(await Promise.all(
      withPortal.map((one) => compareWithPortal(one, log)),
    )),
  ];
}

function readHead(
  bytes: Uint8Array,
  keys: readonly string[],
): SignedHead | null {
  try {
    return headIn(utf8Text(bytes), keys);
  } catch {
    return null;
  }
}

function told(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons.map(
    ({ sentence, evidence }) =>
      `\n\n${sentence}${evidence.map((note) => `\n\n${note.trimEnd()}`).join("")}`,
  );
}

function assertAddress(text: string): void {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new CommandFailure("--log is an address such as https://…");
}

function assertKey(text: string): void {
  try {
    parseVerifierKey(text);
  } catch {
    throw new CommandFailure(
      `${text} is no verifier key. It reads <name>+<8 hexadecimal digits>+<base64>, one line of /log/keys.`,
    );
  }
}

async function readProof(path: string, named: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size <= MAX_FILE_BYTES) return await readFile(path);
  } catch (error) {
    throw new CommandFailure(
      `${named} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  }
  throw new CommandFailure(`${named} is too large to be a proof file.`);
}

function reportText(view: ProofView): string {
  const words = proofWords.en;
  const rows = view.entries.map(
    ({ day, what, place, state }) =>
      `  ${day.padEnd(12)}${place.padEnd(14)}${state.padEnd(12)}${what}`,
  );
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ["", `${title}:`, ...lines] : [];
  const indented = (lines: readonly string[]) => lines.map((one) => `  ${one}`);
  return [
    view.sentence,
    ...(view.condition === null ? [] : [view.condition]),
    ...section(words.problemsTitle, indented(view.problems)),
    ...section(words.entriesTitle, rows),
    ...(view.inner === null ? [] : ["", view.inner]),
    ...section(
      words.neglectTitle,
      indented(
        view.neglect?.length === 0 ? [words.noNeglect] : (view.neglect ?? []),
      ),
    ),
    ...section(
      words.checkpointTitle,
      view.facts.map(
        ([term, value]) => `  ${term}: ${value.replaceAll("\n", "\n    ")}`,
      ),
    ),
  ].join("\n");
}
