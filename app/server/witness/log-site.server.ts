import { utf8Text } from "#app/crypto/encoding";
import { subtreeReader, tilePath, TILE_WIDTH } from "#app/crypto/tlog/tiles";
import type { SubtreeReader } from "#app/crypto/tlog/tree";
import { readBounded } from "./read-bounded.server";

/** What anybody may read of a log over HTTP, by somebody who believes none of it. */

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

export type Site = {
  text(path: string): Promise<string>;
  /** the tree of the first `size` leaves, as tiles say it */
  tree(size: number): SubtreeReader;
};

export function siteOf(log: string): Site {
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
export async function read<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RangeError) throw notReadable("tile");
    throw error;
  }
}

export async function reach(
  url: string,
  init: RequestInit = {},
): Promise<Response> {
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

export function baseOf(log: string): string {
  const base = log.replace(/\/+$/, "");
  return base.endsWith("/log") ? base : `${base}/log`;
}

export function notReadable(path: string): WitnessRefusal {
  return new WitnessRefusal(
    "NOT_READABLE",
    `What the log answers at ${path} cannot be read.`,
  );
}
