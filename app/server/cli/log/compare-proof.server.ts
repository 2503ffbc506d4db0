import { equalBytes } from "#app/crypto/encoding";
import { toBase64 } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { parseProofFile } from "#app/crypto/tlog/proof-file";
import { openNote, parseVerifierKey } from "#app/crypto/tlog/signed-note";
import { siteOf } from "../../witness/log-site.server";
import {
  watchLog,
  WitnessRefusal,
  type WitnessState,
} from "../../witness/watch-log.server";

/**
 * A log that shows one history to a tipster and another to everybody else gives each of them proofs that are good alone. Only who holds two of its
 * checkpoints side by side sees it, so anybody can compare: witnesses are not the only ones.
 */

/** What the log signed at some time, and the keys by which its signatures are known. */
export type SignedHead = {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
  readonly note: string;
  /** verifier keys of the log that are believed */
  readonly keys: readonly string[];
};

export type Comparison = {
  /**
   * SAME_LOG: one history, as far as the two reach. TWO_FACES: both are signed and cannot both be true. SHRANK: what is shown now is less than what was signed.
   * NOT_COMPARED: nothing was found out.
   */
  readonly verdict: "SAME_LOG" | "TWO_FACES" | "SHRANK" | "NOT_COMPARED";
  readonly sentence: string;
  /** signed checkpoints that contradict each other */
  readonly evidence: readonly string[];
};

/**
 * @param text a signed checkpoint, or a proof file with one
 * @param keys verifier keys of the log that are believed
 * @returns null when it holds no checkpoint that one of the keys signed
 */
export function headIn(
  text: string,
  keys: readonly string[],
): SignedHead | null {
  try {
    const note = text.startsWith("{") ? parseProofFile(text).checkpoint : text;
    const { text: signed, signatures } = openNote(note ?? "", keys);
    const { origin, size, rootHash } = parseCheckpoint(signed);
    const own = keys.filter((key) => {
      const { name, type } = parseVerifierKey(key);
      return name === origin && type === 1;
    });
    return signatures.some(({ verifier }) => own.includes(verifier ?? ""))
      ? { origin, size, rootHash, note: note!, keys: own }
      : null;
  } catch {
    return null;
  }
}

/** Two heads without their log: only equal sizes can be judged. */
export function compareHeads(one: SignedHead, other: SignedHead): Comparison {
  if (one.origin !== other.origin)
    return notCompared(
      `They are of different logs: ${one.origin} and ${other.origin}.`,
    );
  if (one.size !== other.size)
    return notCompared(
      `One checkpoint has ${one.size} entries, the other ${other.size}: only the log's own hashes can show whether one begins with the other. Add --log with the address of the portal.`,
    );
  if (!equalBytes(one.rootHash, other.rootHash)) return twoFaces(one, other);
  return {
    verdict: "SAME_LOG",
    sentence: `Both show the same ${one.size} entries.`,
    evidence: [],
  };
}

/** Fetches what the portal shows to everybody now, and proves that it grew out of `head`. */
export async function compareWithPortal(
  head: SignedHead,
  log: string,
): Promise<Comparison> {
  try {
    const { state } = await watchLog({ log, trusted: [], state: asSeen(head) });
    const keys = [...new Set([...head.keys, ...state.keys])];
    const again = headIn(
      await siteOf(log).text(`checkpoint/${head.size}`),
      keys,
    );
    if (again?.origin !== head.origin || again.size !== head.size)
      return notCompared(
        `What the portal shows as its checkpoint of ${head.size} entries is none that a known key signed.`,
      );
    const same = compareHeads(head, again);
    return same.verdict === "SAME_LOG"
      ? {
          ...same,
          sentence: `The log that the portal shows now, of ${state.size} entries, begins with the ${head.size} of this checkpoint.`,
        }
      : same;
  } catch (error) {
    if (!(error instanceof WitnessRefusal)) throw error;
    return ofRefusal(head, error);
  }
}

/** As if a witness had seen it. */
function asSeen(head: SignedHead): WitnessState {
  const { origin, size, keys, note } = head;
  return { origin, size, rootHash: toBase64(head.rootHash), keys, note };
}

function ofRefusal(head: SignedHead, error: WitnessRefusal): Comparison {
  const { code, evidence } = error;
  const shown = (note: string) => parseCheckpoint(openNote(note, []).text);
  switch (code) {
    case "SPLIT_VIEW":
      return twoFaces(head, {
        ...shown(evidence[1]!),
        note: evidence[1]!,
      });
    case "LOG_SHRANK":
      return {
        verdict: "SHRANK",
        sentence: `The portal shows ${shown(evidence[1]!).size} entries, fewer than the ${head.size} that the log signed here. Look again in some minutes; if it stays so, entries were taken out or an old copy is shown.`,
        evidence,
      };
    case "KEY_NOT_KNOWN":
      return notCompared(
        "The checkpoint that the portal shows is signed by no key of the file, and no entry of the log says that one of them gave way to another.",
      );
    case "OTHER_LOG":
      return notCompared(`The portal shows another log than ${head.origin}.`);
    case "TILES_WRONG":
      return notCompared(
        "The portal shows hashes that do not lead to its own checkpoint, so that nobody can tell whether its log begins with this one.",
      );
    default:
      return notCompared(error.message);
  }
}

type Shown = Pick<SignedHead, "size" | "rootHash" | "note">;

function twoFaces(one: Shown, other: Shown): Comparison {
  const told = ({ size, rootHash }: Shown) =>
    `${size} entries with the root ${toBase64(rootHash)}`;
  return {
    verdict: "TWO_FACES",
    sentence: `THE LOG SHOWED TWO FACES: it signed ${told(one)} and ${told(other)}, and one does not lead to the other. Keep both signed checkpoints, they convict it.`,
    evidence: [one.note, other.note],
  };
}

function notCompared(sentence: string): Comparison {
  return { verdict: "NOT_COMPARED", sentence, evidence: [] };
}
