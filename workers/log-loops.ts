import { addCheckpointOverHttp } from "#app/server/witness/add-checkpoint.server";
import { witnessRounds } from "#app/services/log/ask-witnesses.server";
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
    repeat(SEQUENCER_MS, async () => void (await sequenceLog(deps))),
    repeat(WITNESSES_MS, async () => void (await askWitnesses())),
  ];
}
