import { toBase64 } from "#app/crypto/tlog/base64";
import { wholeNumber } from "#app/crypto/tlog/base64";
import { consistencyProof } from "#app/crypto/tlog/tree";
import { CodedError } from "#app/domain/shared/coded-error";
import type { OnFailure } from "#app/services/each-apart.server";
import type { Deps, Witness } from "#app/services/ports";
import {
  newestCheckpoint,
  treeOf,
  type StoredCheckpoint,
} from "./read-tree.server";
import { takeCosignatures, textOf } from "./take-cosignatures.server";

/** One call of `add-checkpoint`. Rejects when there is no answer. */
export type AddCheckpoint = (
  url: string,
  body: string,
) => Promise<{
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}>;

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Sends the newest checkpoint to every witness that has an address and has not cosigned it (C2SP tlog-witness), and keeps what
 * they answer. One that fails is left alone for a while, longer each time; the others are not kept waiting by it. Several workers
 * may ask the same witness at once: its answers are kept once.
 */
export function witnessRounds(
  deps: Pick<Deps, "db" | "clock" | "settings">,
  add: AddCheckpoint,
  onFailure: OnFailure = () => {},
): () => Promise<{ readonly cosigned: number }> {
  const trouble = new Map<
    string,
    { readonly pause: number; readonly until: number }
  >();
  const asked = deps.settings.witnesses.filter(({ url }) => url !== null);
  return async () => {
    if (asked.length === 0) return { cosigned: 0 };
    const checkpoint = await newestCheckpoint(deps.db);
    if (!checkpoint) return { cosigned: 0 };
    const answers = await Promise.all(
      asked.map(async (witness) => {
        const before = trouble.get(witness.name);
        const now = deps.clock.now().getTime();
        if (before && before.until > now) return false;
        try {
          const cosigned = await ask(deps, { witness, checkpoint, add });
          trouble.delete(witness.name);
          return cosigned;
        } catch (error) {
          const pause = Math.min(
            (before?.pause ?? FIRST_PAUSE_MS / 2) * 2,
            LONGEST_PAUSE_MS,
          );
          trouble.set(witness.name, { pause, until: now + pause });
          onFailure(error);
          return false;
        }
      }),
    );
    return { cosigned: answers.filter(Boolean).length };
  };
}

type Question = {
  readonly witness: Witness;
  readonly checkpoint: StoredCheckpoint;
  readonly add: AddCheckpoint;
};

/** @throws CodedError WITNESS_AHEAD: it has seen a longer log than ours, WITNESS_REFUSED */
async function ask(
  deps: Pick<Deps, "db" | "settings">,
  { witness: { name, url }, checkpoint, add }: Question,
): Promise<boolean> {
  const latest = await deps.db.logCosignature.findFirst({
    where: { witness: name },
    orderBy: { size: "desc" },
    select: { size: true },
  });
  const { size, note } = checkpoint;
  const known = Number(latest?.size ?? 0);
  if (known === size) return false;
  const send = async (oldSize: number) =>
    add(
      `${url}/add-checkpoint`,
      await requestBody(deps, { oldSize, checkpoint }),
    );
  let answer = await send(known);
  if (answer.status === 409) {
    // it knows another of our checkpoints than we kept a signature for, and says which
    const its = wholeNumber(answer.text.trim());
    if (!answer.contentType.startsWith("text/x.tlog.size") || its === null)
      throw new CodedError("WITNESS_REFUSED", { values: { status: 409 } });
    if (its > size) throw new CodedError("WITNESS_AHEAD");
    answer = await send(its);
  }
  if (answer.status !== 200)
    throw new CodedError("WITNESS_REFUSED", {
      values: { status: answer.status },
    });
  const { witnesses } = await takeCosignatures(
    deps,
    `${textOf(note)}\n${answer.text}`,
  );
  if (!witnesses.includes(name))
    throw new CodedError("WITNESS_REFUSED", { values: { status: 200 } });
  return true;
}

async function requestBody(
  { db }: Pick<Deps, "db">,
  {
    oldSize,
    checkpoint,
  }: { readonly oldSize: number; readonly checkpoint: StoredCheckpoint },
): Promise<string> {
  const proof = await consistencyProof(oldSize, checkpoint.size, treeOf(db));
  return [`old ${oldSize}`, ...proof.map(toBase64), "", checkpoint.note].join(
    "\n",
  );
}
