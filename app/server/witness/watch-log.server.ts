import { leafHash } from "#app/crypto/merkle-leaf";
import { equalBytes, utf8Bytes } from "#app/crypto/encoding";
import { hashFromBase64, toBase64, wholeNumber } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import {
  cosignLine,
  openNote,
  parseVerifierKey,
} from "#app/crypto/tlog/signed-note";
import {
  consistencyProof,
  inclusionProof,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type SubtreeReader,
} from "#app/crypto/tlog/tree";
import {
  baseOf,
  notReadable,
  reach,
  read,
  siteOf,
  WitnessRefusal,
  type Site,
} from "./log-site.server";
import type { WitnessKey } from "./witness-key.server";

/**
 * A small witness, for a machine that is not the authority's: it looks at the log over HTTP, checks that everything it saw before is
 * still there in the same place, and signs that. It believes nothing the log says about itself: only hashes that fit.
 */

/** What a witness has to remember; whoever loses it can be shown another history. */
export type WitnessState = {
  readonly origin: string;
  readonly size: number;
  /** base64 */
  readonly rootHash: string;
  /** verifier keys of the log that are believed */
  readonly keys: readonly string[];
  /** the last checkpoint that was signed, as the log gave it: the evidence if it ever shows another history */
  readonly note: string;
};

export { WitnessRefusal } from "./log-site.server";

export type Watch = {
  /** address of the portal, or of its /log */
  readonly log: string;
  /** verifier keys of the log that came another way; without any, the first look believes the log's own list */
  readonly trusted: readonly string[];
  readonly state: WitnessState | null;
};

/**
 * Looks once. The caller stores `state` before it signs or tells anybody.
 * @throws WitnessRefusal
 */
export async function watchLog({
  log,
  trusted,
  state,
}: Watch): Promise<{ readonly state: WitnessState; readonly text: string }> {
  const site = siteOf(log);
  const note = await site.text("checkpoint");
  const keys =
    state?.keys ?? (trusted.length > 0 ? trusted : await keyOf(site, note));
  const known = await keysInForce(site, { keys, state, note });
  const text = openedText(note, known);
  const { origin, size, rootHash: root } = checkpointOf(text);
  const name = parseVerifierKey(known[0]!).name;
  if (origin !== name || (state && origin !== state.origin))
    throw new WitnessRefusal(
      "OTHER_LOG",
      `This is the log ${origin}, not ${state?.origin ?? name}.`,
    );
  const tree = site.tree(size);
  if (state) await requireGrowth(tree, { state, size, root, note });
  else if (!equalBytes(await read(rootHash(size, tree)), root))
    throw tilesWrong(note);
  return {
    text,
    state: { origin, size, rootHash: toBase64(root), keys: known, note },
  };
}

/** Signs what `watchLog` found good. @param at seconds since 1970 @returns the line */
export function cosign(text: string, key: WitnessKey, at: number): string {
  return cosignLine(text, key, at);
}

/** Hands the signature in, to be published with the checkpoint. @throws WitnessRefusal NOT_REACHED | NOT_TAKEN */
export async function handIn(
  log: string,
  text: string,
  line: string,
): Promise<void> {
  const answer = await reach(`${baseOf(log)}/cosignatures`, {
    method: "POST",
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: `${text}\n${line}\n`,
  });
  if (answer.ok) return;
  const said = (await answer.json().catch(() => null)) as {
    code?: unknown;
  } | null;
  const code = typeof said?.code === "string" ? said.code : "";
  throw new WitnessRefusal(
    "NOT_TAKEN",
    code === "WITNESS_UNKNOWN"
      ? "The log does not know this witness: its operator has to put the verifier key into WITNESSES."
      : `The log did not take the signature (${answer.status}${/^[A-Z_]{1,60}$/.test(code) ? ` ${code}` : ""}).`,
  );
}

async function requireGrowth(
  tree: SubtreeReader,
  {
    state,
    size,
    root,
    note,
  }: {
    readonly state: WitnessState;
    readonly size: number;
    readonly root: Uint8Array;
    readonly note: string;
  },
): Promise<void> {
  const evidence = [state.note, note];
  if (size < state.size)
    throw new WitnessRefusal(
      "LOG_SHRANK",
      `The log shrank: this witness signed ${state.size} entries, now it shows ${size}. It was restored from an old copy, or entries were taken out. Not signed.`,
      evidence,
    );
  const oldRoot = hashFromBase64(state.rootHash);
  const splitView = new WitnessRefusal(
    "SPLIT_VIEW",
    `The log shows another history than before: its ${size} entries do not begin with the ${state.size} that this witness signed. Not signed; keep both checkpoints, they are the evidence.`,
    evidence,
  );
  if (size === state.size) {
    // two signed roots of one size: no tile can excuse that
    if (oldRoot === null || !equalBytes(oldRoot, root)) throw splitView;
    return;
  }
  if (!equalBytes(await read(rootHash(size, tree)), root))
    throw tilesWrong(note);
  // The beginning as the tiles of the new tree have it: only once it is proven to be in there can it contradict what was signed.
  const shownRoot = await read(rootHash(state.size, tree));
  const proven = verifyConsistency({
    oldSize: state.size,
    oldRoot: shownRoot,
    newSize: size,
    newRoot: root,
    proof: await read(consistencyProof(state.size, size, tree)),
  });
  if (!proven) throw tilesWrong(note);
  if (oldRoot === null || !equalBytes(oldRoot, shownRoot)) throw splitView;
}

/** One checkpoint, and tiles of another tree: a fault or a lie, but no second history that somebody signed. */
function tilesWrong(note: string): WitnessRefusal {
  return new WitnessRefusal(
    "TILES_WRONG",
    "The tiles of the log do not lead to its checkpoint. Not signed.",
    [note],
  );
}

/** Of all keys that the log says it ever had, the newest that signed its checkpoint: an older one may have been stolen since. */
async function keyOf(site: Site, note: string): Promise<readonly string[]> {
  const listed = linesOf(await site.text("keys"));
  const signing = listed.find((key) => signedBy(note, [key]));
  return signing === undefined ? listed : [signing];
}

/**
 * The known keys, each that gave way to another replaced by that one: it may have been changed because it was stolen. A change is looked up
 * under a checkpoint that a known key signed; the list of changes is only where to look.
 */
async function keysInForce(
  site: Site,
  {
    keys,
    state,
    note,
  }: {
    readonly keys: readonly string[];
    readonly state: WitnessState | null;
    readonly note: string;
  },
): Promise<readonly string[]> {
  let known = keys;
  const shownSize = sizeOf(note);
  for (const line of linesOf(await site.text("key-changes"))) {
    const match = /^(\d{1,16}) (\d{1,16}) (\{.*\})$/.exec(line);
    const [index, size] = [match?.[1], match?.[2]].map((text) =>
      wholeNumber(text ?? ""),
    );
    if (!match || typeof index !== "number" || typeof size !== "number")
      throw notReadable("key-changes");
    const change = changeIn(match[3]!);
    // what came behind the checkpoint in hand is for the next look
    if (!change || !known.includes(change.previous) || size > shownSize)
      continue;
    const older = await site.text(`checkpoint/${size}`);
    const checkpoint = checkpointOf(openedText(older, known));
    const tree = site.tree(checkpoint.size);
    if (checkpoint.size !== size || !(index < size))
      throw notReadable(`checkpoint/${size}`);
    if (state && size >= state.size)
      await requireGrowth(tree, {
        state,
        size,
        root: checkpoint.rootHash,
        note: older,
      });
    const proven = verifyInclusion({
      leafHash: leafHash(utf8Bytes(match[3]!)),
      index,
      size,
      proof: await read(inclusionProof(index, size, tree)),
      root: checkpoint.rootHash,
    });
    if (!proven) continue;
    known = [
      change.verifier,
      ...known.filter(
        (key) => key !== change.verifier && key !== change.previous,
      ),
    ];
  }
  if (!signedBy(note, known))
    throw new WitnessRefusal(
      "KEY_NOT_KNOWN",
      "The checkpoint is signed by no key that this witness knows, and no entry of the log says that a known key gave way to another. Not signed.",
      state ? [state.note, note] : [note],
    );
  return known;
}

function changeIn(
  entry: string,
): { readonly verifier: string; readonly previous: string } | null {
  try {
    const { kind, data } = JSON.parse(entry) as {
      kind: unknown;
      data: { verifier: string; previous: string };
    };
    if (kind !== "LOG_KEY_CHANGED") return null;
    const [next, last] = [data.verifier, data.previous].map(parseVerifierKey);
    return next!.name === last!.name && next!.type === 1 ? data : null;
  } catch {
    return null;
  }
}

/** @throws WitnessRefusal */
function openedText(note: string, keys: readonly string[]): string {
  if (!signedBy(note, keys))
    throw new WitnessRefusal(
      "KEY_NOT_KNOWN",
      "The checkpoint is signed by no key that this witness knows. Not signed.",
      [note],
    );
  return openNote(note, keys).text;
}

/** As the note says, whoever signed it. */
function sizeOf(note: string): number {
  try {
    return parseCheckpoint(openNote(note, []).text).size;
  } catch {
    throw notReadable("checkpoint");
  }
}

/** Signed by the log itself, and nothing wrong under the name of a known key. */
function signedBy(note: string, keys: readonly string[]): boolean {
  try {
    return openNote(note, keys).signatures.some(
      ({ verifier, at }) => verifier !== null && at === null,
    );
  } catch {
    return false;
  }
}

function checkpointOf(text: string) {
  try {
    return parseCheckpoint(text);
  } catch {
    throw notReadable("checkpoint");
  }
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
