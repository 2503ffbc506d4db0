/**
 * The statement of the log about one lead: up to this checkpoint these are all its entries. Against a log that hands out proofs
 * of what it likes and keeps back the rest: a later statement that names an older entry anew convicts it.
 */
import { CodedError } from "#app/domain/shared/coded-error";
import { day as parseDay, type Day } from "#app/domain/shared/day";
import { hashFromBase64, toBase64, wholeNumber } from "./base64";

export type Statement = {
  /** name of the log */
  readonly origin: string;
  /** of the checkpoint it goes with */
  readonly size: number;
  readonly rootHash: Uint8Array;
  readonly upToDay: Day;
  /** in the order of the log; `kind` null: inner business of the office, the hash alone */
  readonly entries: readonly StatedEntry[];
};

export type StatedEntry = {
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly kind: string | null;
  readonly day: Day;
};

const FORMAT = "yanlu-statement/v1";
const INNER = "-";

export function statementText(statement: Statement): string {
  const { origin, size, rootHash, upToDay, entries } = statement;
  const head = [
    FORMAT,
    origin,
    size,
    toBase64(rootHash),
    upToDay,
    entries.length,
  ];
  const lines = entries.map(
    ({ index, leafHash, kind, day }) =>
      `${index} ${toBase64(leafHash)} ${kind ?? INNER} ${day}`,
  );
  return [...head, ...lines].map((line) => `${line}\n`).join("");
}

/** @throws CodedError STATEMENT_NOT_VALID, also when the entries are not in the order of the log or outside its size */
export function parseStatement(text: string): Statement {
  try {
    const [format, origin, size, root, upToDay, count, ...rest] =
      text.split("\n");
    const lines = rest.slice(0, -1);
    const statement: Statement = {
      origin: present(/^\S+$/u.exec(origin ?? "")?.[0] ?? null),
      size: present(wholeNumber(size ?? "")),
      rootHash: present(hashFromBase64(root ?? "")),
      upToDay: parseDay(upToDay ?? ""),
      entries: lines.map(parseLine),
    };
    const places = [-1, ...statement.entries.map(({ index }) => index)];
    if (
      format === FORMAT &&
      rest.at(-1) === "" &&
      wholeNumber(count ?? "") === lines.length &&
      places.every((place, at) => at === 0 || place > places[at - 1]!) &&
      places.at(-1)! < statement.size
    )
      return statement;
  } catch {
    // told below
  }
  throw new CodedError("STATEMENT_NOT_VALID");
}

function parseLine(line: string): StatedEntry {
  const match = /^(\S+) (\S+) (-|[A-Z][A-Z0-9_]{0,39}) (\S+)$/.exec(line);
  return {
    index: present(wholeNumber(match?.[1] ?? "")),
    leafHash: present(hashFromBase64(match?.[2] ?? "")),
    kind: match?.[3] === INNER ? null : present(match?.[3] ?? null),
    day: parseDay(match?.[4] ?? ""),
  };
}

function present<T>(value: T | null): T {
  if (value === null) throw new CodedError("STATEMENT_NOT_VALID");
  return value;
}
