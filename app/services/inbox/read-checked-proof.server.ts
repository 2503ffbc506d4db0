import { checkInboxProof } from "#app/crypto/inbox-proof";
import { inboxIdHash, type InboxSeeds } from "#app/crypto/inbox-keys";
import { proofFileText, type ProofReport } from "#app/crypto/tlog/proof-file";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { storedDay } from "#app/services/stored-day";
import { readProofFile } from "./read-proof-file.server";

/** The proof file as it is saved. @throws CodedError INBOX_UNKNOWN */
export async function readProofText(
  deps: Deps,
  seeds: InboxSeeds,
): Promise<string> {
  const file = await readProofFile(deps, inboxIdHash(seeds.inboxId));
  if (!file) throw new CodedError("INBOX_UNKNOWN");
  return proofFileText(file);
}

/** For a tipster without a program: the proof is checked here, as their browser would. @throws CodedError INBOX_UNKNOWN */
export async function readCheckedProof(
  deps: Deps,
  seeds: InboxSeeds,
): Promise<ProofReport> {
  const file = await readProofText(deps, seeds);
  const { threadRecipient, receivedDay } = await deps.db.tip.findUniqueOrThrow({
    where: { inboxIdHash: bytesToStore(inboxIdHash(seeds.inboxId)) },
    select: { threadRecipient: true, receivedDay: true },
  });
  return checkInboxProof(file, {
    threadRecipient,
    receivedDay: storedDay(receivedDay),
    keys: await deps.log.verifiers(),
    witnesses: deps.settings.witnesses.map(({ verifier }) => verifier),
  });
}
