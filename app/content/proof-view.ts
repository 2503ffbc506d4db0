import { logKindSentence } from "./log-kinds";
import { proofWords } from "./proof";
import { fill, type Language } from "./words";

/** What is told of a `ProofReport` of `app/crypto/tlog`. */
type Report = {
  readonly ok: boolean;
  readonly problems: readonly {
    readonly code: string;
    readonly entry: number | null;
  }[];
  readonly origin: string;
  readonly keys: readonly string[];
  readonly checkpoint: {
    readonly size: number;
    readonly rootHash: string;
    readonly upToDay: string | null;
    readonly cosignedBy: readonly {
      readonly name: string;
      readonly keyId: string;
      readonly at: number;
      readonly known: boolean;
    }[];
  } | null;
  readonly entries: readonly {
    readonly kind: string;
    readonly day: string;
    readonly index: number | null;
    readonly state: "PROVEN" | "PROMISED" | "BROKEN" | "WRONG";
  }[];
  readonly inner: number;
  readonly neglect: readonly {
    readonly stage: "ACCEPT" | "FINISH" | "REWARD" | "PAY";
    readonly dueDay: string;
    readonly upToDay: string;
  }[];
};

/** What people read of a report: on the page, in the stand-alone checker and on the command line. */
export type ProofView = {
  readonly ok: boolean;
  /** the result in one sentence */
  readonly sentence: string;
  /** what the result rests on; null when the reader gave the keys, or nothing holds */
  readonly condition: string | null;
  readonly problems: readonly string[];
  readonly entries: readonly {
    readonly day: string;
    readonly what: string;
    readonly place: string;
    readonly state: string;
    readonly wrong: boolean;
  }[];
  readonly inner: string | null;
  /** null: nothing can be said, because the file is not good or has no checkpoint */
  readonly neglect: readonly string[] | null;
  readonly facts: readonly (readonly [term: string, value: string])[];
};

/** @param trusted whether the reader gave the keys that count */
export function proofView(
  report: Report,
  language: Language,
  { trusted = false }: { readonly trusted?: boolean } = {},
): ProofView {
  const words = proofWords[language];
  return {
    ok: report.ok,
    sentence: resultSentence(report, language),
    condition: report.ok ? (trusted ? words.trusted : words.condition) : null,
    problems: report.problems.map(({ code, entry }) => {
      const known: Readonly<Record<string, string>> = words.problems;
      const sentence = Object.hasOwn(known, code)
        ? known[code]!
        : fill(words.unknownProblem, { code });
      return entry === null
        ? sentence
        : fill(words.problemOfEntry, { place: entry + 1, sentence });
    }),
    entries: report.entries.map(({ kind, day, index, state }) => ({
      day,
      what: logKindSentence(kind, language),
      place: index === null ? words.waiting : fill(words.places, { index }),
      state: words.states[state],
      wrong: state === "WRONG" || state === "BROKEN",
    })),
    inner: report.inner > 0 ? fill(words.inner, { count: report.inner }) : null,
    neglect:
      report.ok && report.checkpoint
        ? report.neglect.map(({ stage, ...days }) =>
            fill(words.neglect[stage], days),
          )
        : null,
    facts: factsOf(report, language),
  };
}

function resultSentence(report: Report, language: Language): string {
  const words = proofWords[language];
  if (!report.ok) return words.bad;
  const count = (wanted: string) =>
    report.entries.filter(({ state }) => state === wanted).length;
  const broken = count("BROKEN");
  if (broken > 0) return fill(words.broken, { broken });
  const [proven, promised] = [count("PROVEN"), count("PROMISED")];
  if (promised === 0) return fill(words.good, { proven });
  return proven === 0
    ? fill(words.goodPromised, { promised })
    : fill(words.goodAndPromised, { proven, promised });
}

function factsOf(
  { origin, keys, checkpoint }: Report,
  language: Language,
): ProofView["facts"] {
  const words = proofWords[language];
  if (origin === "") return [];
  const facts: (readonly [string, string])[] = [
    [words.log, origin],
    [words.keys, keys.join("\n")],
  ];
  if (!checkpoint)
    return [...facts, [words.checkpointTitle, words.noCheckpoint]];
  const { size, rootHash, upToDay, cosignedBy } = checkpoint;
  const witnesses = cosignedBy.map(({ name, keyId, at, known }) =>
    fill(known ? words.witnessedAt : words.witnessNotKnown, {
      name,
      keyId,
      time: secondText(at),
    }),
  );
  return [
    ...facts,
    [words.size, String(size)],
    [words.upToDay, upToDay ?? "–"],
    [words.rootHash, rootHash],
    [words.witnesses, witnesses.join("; ") || words.noWitness],
  ];
}

/** A witness may sign any number; not all are times. */
function secondText(at: number): string {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime())
    ? String(at)
    : date.toISOString().slice(0, 19).replace("T", " ");
}
