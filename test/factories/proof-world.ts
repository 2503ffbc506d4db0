import { createHash } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { utf8Bytes } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import { toBase64 } from "#app/crypto/tlog/base64";
import { checkpointText } from "#app/crypto/tlog/checkpoint";
import { promiseText } from "#app/crypto/tlog/promise";
import {
  PROOF_FORMAT,
  proofFileText,
  type ProofFile,
  type ProvenEntry,
} from "#app/crypto/tlog/proof-file";
import {
  cosignLine,
  signNote,
  verifierKey,
} from "#app/crypto/tlog/signed-note";
import { statementText } from "#app/crypto/tlog/statement";
import { growTiles, subtreeReader, TILE_WIDTH } from "#app/crypto/tlog/tiles";
import { inclusionProof, rootHash } from "#app/crypto/tlog/tree";
import { day, type Day } from "#app/domain/shared/day";

/** A log in memory, without database and server: for tests of what is done with proofs. */

export const PROOF_ORIGIN = "portal.example/log";
export const leadId = "7d9f3a52-6c1e-4b8a-9d35-0f2b61c4e870";
export const claimId = "1b0c88c2-2b57-4f0a-8f43-5f7f0b9c1a11";

/** The same everywhere, so that a failing run can be repeated. */
const seedOf = (name: string) =>
  new Uint8Array(createHash("sha256").update(`seed of ${name}`).digest());
const signerOf = (name: string, seedName: string, type: 1 | 4 = 1) => {
  const seed = seedOf(seedName);
  return {
    name,
    seed,
    verifier: verifierKey(name, ed25519.getPublicKey(seed), type),
  };
};
export const logKey = signerOf(PROOF_ORIGIN, "log");
export const nextLogKey = signerOf(PROOF_ORIGIN, "next log");
export const witness = signerOf("witness.example/one", "witness", 4);

export type Act = {
  readonly kind: string;
  readonly day: string;
  readonly data?: Readonly<Record<string, JsonValue>>;
  /** the office's inner business: the file holds its hash only */
  readonly inner?: boolean;
  /** not of the lead but of its claim */
  readonly ofClaim?: boolean;
  /** key that promised it; the first one if not given */
  readonly by?: typeof logKey;
};

let nonces = 0;
function entryText({ kind, day: of, data = {}, ofClaim, inner }: Act): string {
  nonces += 1;
  const nonce = createHash("sha256")
    .update(`nonce ${nonces}`)
    .digest("base64url");
  return canonicalJson({
    kind,
    schemaVersion: 1,
    day: of,
    ...(!ofClaim && kind !== "LOG_CUT" && { leadId }),
    data,
    ...(inner && { inner: nonce }),
    nonce: nonce.slice(0, 22),
  });
}

export type World = {
  readonly acts: readonly Act[];
  readonly waiting?: readonly Act[];
  readonly upToDay: string;
  /** leaves of others between the acts */
  readonly others?: number;
  /** leaves behind the cut, where there must be none */
  readonly afterCut?: number;
  /** keys that sign checkpoint and statement */
  readonly signers?: readonly (typeof logKey)[];
  readonly witnesses?: readonly (typeof witness)[];
};

/** What happened to a tip that an office let lie, then accepted, closed and rewarded, but did not pay. */
export const life: World = {
  upToDay: "2026-06-30",
  acts: [
    {
      kind: "TIP_RECEIVED",
      day: "2026-01-05",
      data: { acceptDueDay: "2026-01-26", bodyHash: "x".repeat(43), files: 2 },
    },
    { kind: "LEAD_OPENED", day: "2026-01-20", inner: false },
    { kind: "LEAD_TAKEN_UP", day: "2026-01-20" },
    {
      kind: "LEAD_ACCEPTED",
      day: "2026-01-28",
      data: { finishDueDay: "2026-04-28" },
    },
    { kind: "NOTE_ADDED", day: "2026-02-02", inner: true },
    { kind: "FINDINGS_RECORDED", day: "2026-03-09", inner: true },
    { kind: "LEAD_CLOSED", day: "2026-03-30", data: { outcomeClass: "N" } },
    {
      kind: "REWARD_CLAIMED",
      day: "2026-04-20",
      data: { claimId, payDueDay: "2026-05-20" },
      by: nextLogKey,
    },
  ],
  waiting: [
    { kind: "TIPSTER_MESSAGE_SENT", day: "2026-06-30", by: nextLogKey },
  ],
  signers: [nextLogKey],
  witnesses: [witness],
};

/** Builds the log and the file that its portal would hand out. */
export async function makeProof(world: World): Promise<{
  readonly file: ProofFile;
  readonly text: string;
}> {
  const { acts, waiting = [], others = 7, signers = [logKey] } = world;
  const upToDay = day(world.upToDay);
  const told = acts.map((act) => ({ act, text: entryText(act) }));
  const cutAct: Act = {
    kind: "LOG_CUT",
    day: upToDay,
    data: { upToDay },
    by: signers[0]!,
  };
  const cutText = entryText(cutAct);

  // Others' leaves before and between, each act after `others` more.
  const leaves: Uint8Array[] = [];
  const fill = (count: number) => {
    for (let at = 0; at < count; at++)
      leaves.push(leafHash(utf8Bytes(`another ${leaves.length}`)));
  };
  const placed = told.map(({ act, text }) => {
    fill(others);
    leaves.push(leafHash(utf8Bytes(text)));
    return { act, text, index: leaves.length - 1 };
  });
  fill(others);
  leaves.push(leafHash(utf8Bytes(cutText)));
  const cutIndex = leaves.length - 1;
  fill(world.afterCut ?? 0);
  const size = leaves.length;
  const read = await treeReader(leaves);
  const root = await rootHash(size, read);

  const proven = async (
    act: Act,
    text: string,
    index: number | null,
  ): Promise<ProvenEntry> => ({
    entry: text,
    index,
    proof:
      index === null
        ? []
        : (await inclusionProof(index, size, read)).map(toBase64),
    promise: signNote(
      promiseText({
        origin: PROOF_ORIGIN,
        leafHash: leafHash(utf8Bytes(text)),
        day: act.day as Day,
      }),
      [act.by ?? logKey],
    ),
  });
  const text = checkpointText({ origin: PROOF_ORIGIN, size, rootHash: root });
  const witnesses = world.witnesses ?? [];
  const cosigned = witnesses.map(
    (one, at) => `${cosignLine(text, one, 1_782_864_000 + at)}\n`,
  );
  const shown = placed.filter(({ act }) => !act.inner);
  const all = [...shown.map(({ act }) => act), ...waiting, cutAct];
  const used = [...new Set([...signers, ...all.map(({ by }) => by ?? logKey)])];
  const file: ProofFile = {
    format: PROOF_FORMAT,
    origin: PROOF_ORIGIN,
    keys: used.map(({ verifier }) => verifier),
    witnesses: witnesses.map(({ verifier }) => verifier),
    checkpoint: `${signNote(text, signers)}${cosigned.join("")}`,
    cut: await proven(cutAct, cutText, cutIndex),
    entries: await Promise.all([
      ...shown.map((one) => proven(one.act, one.text, one.index)),
      ...waiting.map((act) => proven(act, entryText(act), null)),
    ]),
    statement: signNote(
      statementText({
        origin: PROOF_ORIGIN,
        size,
        rootHash: root,
        upToDay,
        entries: placed.map((one) => ({
          index: one.index,
          leafHash: leaves[one.index]!,
          kind: one.act.inner ? null : one.act.kind,
          day: day(one.act.day),
        })),
      }),
      signers,
    ),
  };
  return { file, text: proofFileText(file) };
}

/** Before the first checkpoint: promises alone. */
export async function makePromised(acts: readonly Act[]): Promise<ProofFile> {
  const { file } = await makeProof({
    acts: [],
    waiting: acts,
    upToDay: "2026-06-30",
  });
  return { ...file, checkpoint: null, cut: null, statement: null };
}

async function treeReader(leaves: readonly Uint8Array[]) {
  const tiles = new Map<string, Uint8Array>();
  const nothing = new Uint8Array(0);
  const grown = await growTiles(0, leaves, () => Promise.resolve(nothing));
  for (const { level, n, hashes } of grown)
    if (hashes.length <= TILE_WIDTH * 32) tiles.set(`${level}/${n}`, hashes);
  return subtreeReader((level, n) =>
    Promise.resolve(tiles.get(`${level}/${n}`) ?? nothing),
  );
}
