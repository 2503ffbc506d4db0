import { verifyClaimSignature } from "#app/crypto/claim-envelope";
import { toBase64Url } from "#app/crypto/encoding";
import { inTransaction } from "#app/services/in-transaction.server";
import { requireVisible } from "#app/services/lead/load-lead.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";

/**
 * The sealed payee of a claim, for a finance browser. The claim key is the one recorded with the tip; it says nothing of the tip.
 * Leaves an entry in the log.
 * @throws CodedError NOT_FOUND
 */
export async function openClaim(
  deps: Deps,
  actor: StaffActor,
  { claimId }: { readonly claimId: string },
) {
  return inTransaction(deps, async (tx) => {
    const claim = isId(claimId)
      ? await tx.claim.findUnique({
          where: { id: claimId },
          select: {
            financeOfficeId: true,
            officeKeyId: true,
            envelope: true,
            signature: true,
            reward: {
              select: {
                lead: { select: { tip: { select: { claimPublicKey: true } } } },
              },
            },
          },
        })
      : null;
    const key = claim?.reward.lead.tip?.claimPublicKey;
    requireVisible(
      actor,
      "finance.read",
      key ? claim?.financeOfficeId : undefined,
    );
    const { envelope, signature, officeKeyId, financeOfficeId } = claim!;
    await appendLog(tx, {
      kind: "CLAIM_OPENED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      officeId: financeOfficeId,
      personId: actor.personId,
      data: { claimId },
    });
    return {
      claimId,
      officeKeyId,
      envelope: toBase64Url(envelope),
      signature: toBase64Url(signature),
      claimPublicKey: toBase64Url(key!),
      signatureValid: verifyClaimSignature({
        sealed: envelope,
        signature,
        claimId,
        claimPublicKey: key!,
      }),
    };
  });
}
