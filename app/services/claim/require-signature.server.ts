import { verifyClaimSignature } from "#app/crypto/claim-envelope";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Transaction } from "#app/services/ports";

type Row = {
  readonly envelope: Uint8Array;
  readonly signature: Uint8Array;
  readonly claim_public_key: Uint8Array;
};

/**
 * That the payee is still the one the tipster signed: checked before each step of a payment, against a row that was changed in
 * between by whoever can write to the database.
 * @throws CodedError CLAIM_SIGNATURE_WRONG
 */
export async function requireClaimSignature(
  tx: Transaction,
  claimId: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT claim.envelope, claim.signature, tip.claim_public_key
    FROM claim JOIN reward ON reward.id = claim.reward_id JOIN tip ON tip.lead_id = reward.lead_id
    WHERE claim.id = ${claimId}::uuid`;
  const holds =
    row !== undefined &&
    verifyClaimSignature({
      sealed: row.envelope,
      signature: row.signature,
      claimId,
      claimPublicKey: row.claim_public_key,
    });
  if (!holds) throw new CodedError("CLAIM_SIGNATURE_WRONG");
}
