import type { Transaction } from "#app/services/ports";
import { base64UrlToStore } from "#app/services/stored-bytes";

/**
 * The keys of a lead sealed to one office key, in the place of every wrap that was there. All or nothing: false, and nothing
 * changed, when a wrap is missing or one too many came (the lead was taken up, or got a name, meanwhile). The caller holds
 * the lead's lock.
 */
export async function replaceLeadWraps(
  tx: Transaction,
  leadId: string,
  wraps: {
    readonly officeKeyId: string;
    readonly threadWrap: string;
    readonly caseWrap: string | null;
    readonly identityWrap: string | null;
  },
): Promise<boolean> {
  const lead = await tx.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: {
      caseRecipient: true,
      tip: { select: { id: true, identity: { select: { tipId: true } } } },
    },
  });
  const { officeKeyId, threadWrap, caseWrap, identityWrap } = wraps;
  const tip = lead.tip!;
  if (
    (lead.caseRecipient === null) !== (caseWrap === null) ||
    (tip.identity === null) !== (identityWrap === null)
  )
    return false;
  const tipId = tip.id;
  await tx.threadKeyWrap.deleteMany({ where: { tipId } });
  await tx.threadKeyWrap.create({
    data: { tipId, officeKeyId, ciphertext: base64UrlToStore(threadWrap) },
    select: { tipId: true },
  });
  await tx.identityKeyWrap.deleteMany({ where: { tipId } });
  if (identityWrap !== null)
    await tx.identityKeyWrap.create({
      data: { tipId, officeKeyId, ciphertext: base64UrlToStore(identityWrap) },
      select: { tipId: true },
    });
  await tx.caseKeyWrap.deleteMany({ where: { leadId } });
  if (caseWrap !== null)
    await tx.caseKeyWrap.create({
      data: { leadId, officeKeyId, ciphertext: base64UrlToStore(caseWrap) },
      select: { leadId: true },
    });
  return true;
}
