import { readFile, stat } from "node:fs/promises";
import { proofView, type ProofView } from "#app/content/proof-view";
import { checkProofBytes } from "#app/crypto/tlog/check-proof";
import { parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { proofWords } from "#app/content/proof";
import { CommandFailure } from "../../command-line.server";
import type { RegisterLogCommand } from "../log.server";

/** Far above any proof file: only keeps a mistaken name from filling the memory. */
const MAX_FILE_BYTES = 64_000_000;

type Options = { readonly key: string[]; readonly witness: string[] };

/** Needs no database and no portal: whoever was handed a proof can check it on a machine of their own. */
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
    .action(async (path: string, { key, witness }: Options) => {
      for (const given of [...key, ...witness]) assertKey(given);
      const report = checkProofBytes(await readProof(file(path), path), {
        ...(key.length > 0 && { trustedKeys: key }),
        ...(witness.length > 0 && { trustedWitnesses: witness }),
      });
      output(
        report,
        reportText(proofView(report, "en", { trusted: key.length > 0 })),
      );
      if (!report.ok) process.exitCode = 1;
    });
};

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
