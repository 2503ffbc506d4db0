import { sealClaimEnvelope } from "#app/crypto/claim-envelope";
import { parseRecipient } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Payee } from "#app/forms/tip/tip-body";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { findInboxOf } from "./find-inbox.server";
import { storeClaim } from "./store-claim.server";

/**
 * A claim whose payee came in plain (no JavaScript): sealed to the finance office and signed in memory, then stored.
 * @throws CodedError INBOX_UNKNOWN, OFFICE_KEY_MISSING, and all of `storeClaim`
 */
export async function claimReward(
  deps: Deps,
  seeds: InboxSeeds,
  { payee }: { readonly payee: Payee },
): Promise<void> {
  const inbox = await findInboxOf(deps.db, seeds);
  const reward = await deps.db.reward.findUnique({
    where: { leadId: inbox.leadId },
    select: {
      lead: {
        select: {
          office: {
            select: {
              financeOffice: {
                select: {
                  keys: {
                    where: { current: true },
                    select: { id: true, recipient: true },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  if (!reward) throw new CodedError("NOT_IN_THIS_STATE");
  const key = reward.lead.office.financeOffice?.keys[0];
  if (!key) throw new CodedError("OFFICE_KEY_MISSING");
  const claimId = newRandomId();
  await storeClaim(deps, inbox, {
    claimId,
    officeKeyId: key.id,
    ...(await sealClaimEnvelope(payee, {
      claimId,
      claimPrivateKey: seeds.claimSeed,
      recipients: [parseRecipient(key.recipient)],
    })),
  });
}
