import { leafHash } from "#app/crypto/merkle-leaf";
import { utf8Bytes, utf8Text } from "#app/crypto/encoding";
import { hashFromBase64, toBase64, wholeNumber } from "#app/crypto/tlog/base64";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import {
  cosignLine,
  openNote,
  parseVerifierKey,
} from "#app/crypto/tlog/signed-note";
import { subtreeReader, tilePath, TILE_WIDTH } from "#app/crypto/tlog/tiles";
import {
  consistencyProof,
  inclusionProof,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type SubtreeReader,
} from "#app/crypto/tlog/tree";
import { readBounded } from "./read-bounded.server";
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

/** The log does not hold what it promised, or cannot be judged. Nothing was signed. */
export class WitnessRefusal extends Error {
  override readonly name = "WitnessRefusal";
  readonly code: WitnessRefusalCode;
  /** signed checkpoints that cannot both be true */
  readonly evidence: readonly string[];

  constructor(
    code: WitnessRefusalCode,
    sentence: string,
    evidence: readonly string[] = [],
  ) {
    super(sentence);
    this.code = code;
    this.evidence = evidence;
  }
}
export type WitnessRefusalCode =
  | "NOT_REACHED"
  | "NOT_READABLE"
  | "KEY_NOT_KNOWN"
  | "OTHER_LOG"
  | "LOG_SHRANK"
  | "SPLIT_VIEW"
  | "TILES_WRONG"
  | "NOT_TAKEN";

const ANSWER_MS = 20_000;
const TEXT_BYTES = 256_000;
const TILE_BYTES = TILE_WIDTH * 32;

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
    state?.keys ??
    (trusted.length > 0 ? trusted : linesOf(await site.text("keys")));
  const known = signedBy(note, keys)
    ? keys
    : await newerKeys(site, { keys, state, note });
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
  else if (!same(await read(rootHash(size, tree)), root))
    throw new WitnessRefusal(
      "TILES_WRONG",
      "The tiles of the log do not lead to its checkpoint.",
      [note],
    );
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
  const grown =
    oldRoot !== null &&
    verifyConsistency({
      oldSize: state.size,
      oldRoot,
      newSize: size,
      newRoot: root,
      proof: await read(consistencyProof(state.size, size, tree)),
    });
  if (!grown)
    throw new WitnessRefusal(
      "SPLIT_VIEW",
      `The log shows another history than before: its ${size} entries do not begin with the ${state.size} that this witness signed. Not signed; keep both checkpoints, they are the evidence.`,
      evidence,
    );
}

/**
 * Keys that follow the known ones, each change looked up under a checkpoint that a known key signed. The list of changes is only
 * where to look.
 */
async function newerKeys(
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
  for (const line of linesOf(await site.text("key-changes"))) {
    const match = /^(\d{1,16}) (\d{1,16}) (\{.*\})$/.exec(line);
    const [index, size] = [match?.[1], match?.[2]].map((text) =>
      wholeNumber(text ?? ""),
    );
    if (!match || typeof index !== "number" || typeof size !== "number")
      throw notReadable("key-changes");
    const change = changeIn(match[3]!);
    if (!change || !known.includes(change.previous)) continue;
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
      ...known.filter((key) => key !== change.verifier),
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

type Site = {
  text(path: string): Promise<string>;
  /** the tree of the first `size` leaves, as tiles say it */
  tree(size: number): SubtreeReader;
};

function siteOf(log: string): Site {
  const base = baseOf(log);
  const get = async (path: string, mostBytes: number) => {
    const answer = await reach(`${base}/${path}`);
    if (!answer.ok)
      throw new WitnessRefusal(
        "NOT_READABLE",
        `${base}/${path} answers ${answer.status}.`,
      );
    try {
      return await readBounded(answer, mostBytes);
    } catch {
      throw notReadable(path);
    }
  };
  return {
    async text(path) {
      try {
        return utf8Text(await get(path, TEXT_BYTES));
      } catch (error) {
        throw error instanceof WitnessRefusal ? error : notReadable(path);
      }
    },
    tree(size) {
      const tiles = new Map<string, Promise<Uint8Array>>();
      return subtreeReader((level, n) => {
        const inLevel = Math.floor(size / TILE_WIDTH ** level);
        const width = Math.min(TILE_WIDTH, inLevel - n * TILE_WIDTH);
        const path = tilePath(level, n, width);
        const found =
          tiles.get(path) ??
          get(path, TILE_BYTES).then((bytes) => {
            if (bytes.length !== width * 32) throw notReadable(path);
            return bytes;
          });
        tiles.set(path, found);
        return found;
      });
    },
  };
}

/** A tree that cannot be put together is a log that cannot be judged. */
async function read<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RangeError) throw notReadable("tile");
    throw error;
  }
}

async function reach(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch {
    throw new WitnessRefusal("NOT_REACHED", `${url} cannot be reached.`);
  }
}

function baseOf(log: string): string {
  const base = log.replace(/\/+$/, "");
  return base.endsWith("/log") ? base : `${base}/log`;
}

function notReadable(path: string): WitnessRefusal {
  return new WitnessRefusal(
    "NOT_READABLE",
    `What the log answers at ${path} cannot be read.`,
  );
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return toBase64(a) === toBase64(b);
}
