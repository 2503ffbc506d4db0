import { addCheckpointOverHttp } from "#app/server/witness/add-checkpoint.server";
import { witnessRounds } from "#app/services/log/ask-witnesses.server";
import {
  ClocksDiffer,
  requireClocksAgree,
} from "#app/services/log/clock-agrees.server";
import { emptyWaitingLine } from "#app/services/log/empty-waiting-line.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import { logFailure } from "./log-failure";
import { repeat } from "./repeat";

const SEQUENCER_MS = 3_000;
const WITNESSES_MS = 5_000;

/**
 * Every worker looks whether a slot of the log has ended; the one that gets hold of the log works, the others go on looking. Witnesses
 * are asked in a loop of their own: a slow one must not hold up the log.
 */
export function startLogLoops(
  deps: Deps,
): readonly { stop(): Promise<void> }[] {
  const askWitnesses = witnessRounds(deps, addCheckpointOverHttp, logFailure);
  return [
    repeat(SEQUENCER_MS, sequencerLook(deps)),
    repeat(WITNESSES_MS, async () => void (await askWitnesses())),
  ];
}

/**
 * What a worker does every few seconds. One whose clock is wrong says so once an outage, cuts nothing and looks again; one with a
 * right clock does the work meanwhile. Behind a cut the waiting line is cleared of what was in it, also of what a worker left that was
 * killed; that may fail without harm to the log, and is tried again.
 */
export function sequencerLook(deps: Deps): () => Promise<void> {
  let told = false;
  let cleared = false;
  let clearingFailed = false;
  return async () => {
    try {
      await requireClocksAgree(deps);
      told = false;
    } catch (error) {
      if (!(error instanceof ClocksDiffer)) throw error;
      if (!told) logFailure(error);
      told = true;
      return;
    }
    const { sequenced, checkpoint, held } = await sequenceLog(deps);
    if (sequenced > 0 || checkpoint !== null) cleared = false;
    if (cleared || held) return;
    try {
      cleared = await emptyWaitingLine(deps);
      clearingFailed = false;
    } catch (error) {
      if (!clearingFailed) logFailure(error);
      clearingFailed = true;
    }
  };
}
