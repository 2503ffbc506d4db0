import {
  labelKinds,
  type MetadataLabel,
  type MetadataNote,
} from "#app/domain/codes/metadata";
import type { MetadataFinding } from "./inspection";

const MOST_FINDINGS = 200;
const VALUE_LENGTH = 200;

/** Gathers what one file tells: each label with each value once, bounded in number and length. */
export class Found {
  readonly #findings = new Map<string, MetadataFinding>();
  readonly #notes = new Set<MetadataNote>();
  #left = false;

  add(label: MetadataLabel, value = "", removable = true): void {
    const shown = shownValue(value);
    const key = `${label}\n${removable}\n${shown}`;
    if (this.#findings.size >= MOST_FINDINGS && !this.#findings.has(key)) {
      // the list is only for reading, but whether anything stays behind must not depend on its length
      if (removable || this.#left) return;
    }
    this.#left ||= !removable;
    this.#findings.set(key, {
      kind: labelKinds[label],
      label,
      value: shown,
      removable,
    });
  }

  note(note: MetadataNote): void {
    this.#notes.add(note);
  }

  /** Everything that was found, with a readable value rather than without when the same label has both. */
  findings(): readonly MetadataFinding[] {
    const all = [...this.#findings.values()];
    return all.filter(
      ({ label, value, removable }) =>
        value !== "" ||
        !all.some(
          (other) =>
            other.label === label &&
            other.value !== "" &&
            other.removable === removable,
        ),
    );
  }

  get size(): number {
    return this.#findings.size;
  }

  notes(): readonly MetadataNote[] {
    return [...this.#notes];
  }
}

/**
 * A value as a page may show it: without control characters and directional overrides (Unicode UAX #9), which would make it
 * read as something else; white space folded; cut between characters.
 */
export function shownValue(value: string): string {
  const clean = value
    .slice(0, 4 * VALUE_LENGTH)
    .replace(
      /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]+/gu,
      " ",
    )
    .replace(/\s+/g, " ")
    .trim();
  if (clean.length <= VALUE_LENGTH) return clean;
  return `${clean.slice(0, VALUE_LENGTH - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
