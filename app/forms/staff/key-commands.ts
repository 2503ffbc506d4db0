import { z } from "zod";
import { handOverReasonCodes } from "#app/domain/codes/hand-over-reasons";

/**
 * What staff browsers send about keys: public halves, and private ones only inside wraps that the server cannot open.
 */
const id = z.uuid();
const recipient = z.string().regex(/^age1[a-z0-9]{50,2100}$/);
/** base64url of SHA-256 */
const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** An age file that holds one key (1,948 bytes for hybrid recipients); the first line of every age file is the same. */
const wrap = z
  .string()
  .regex(/^YWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9_-]+$/)
  .min(300)
  .max(6_000);
const memberWrap = z
  .object({
    personId: id,
    /** of the recipient to which the browser wrapped: the person may have made a new one meanwhile */
    recipientHash: hash,
    wrap,
  })
  .strict();

export const makeOfficeKeyBody = z
  .object({
    officeId: id,
    /** the key that was current when the browser asked, null when there was none */
    replaces: id.nullable(),
    recipient,
    wraps: z.array(memberWrap).min(1).max(500),
    recovery: z.object({ recoveryKeyId: id, wrap }).strict().nullable(),
  })
  .strict();
export type MakeOfficeKey = z.infer<typeof makeOfficeKeyBody>;

const keyWrap = z.object({ officeKeyId: id, wrap }).strict();

export const shareOfficeKeysBody = z
  .object({
    officeId: id,
    personId: id,
    recipientHash: hash,
    keys: z.array(keyWrap).min(1).max(100),
  })
  .strict();
export type ShareOfficeKeys = z.infer<typeof shareOfficeKeysBody>;

export const backUpOfficeKeysBody = z
  .object({
    officeId: id,
    recoveryKeyId: id,
    keys: z.array(keyWrap).min(1).max(100),
  })
  .strict();
export type BackUpOfficeKeys = z.infer<typeof backUpOfficeKeysBody>;

export const dropOwnKeysBody = z
  .object({ officeId: id, officeKeyIds: z.array(id).min(1).max(100) })
  .strict();
export type DropOwnKeys = z.infer<typeof dropOwnKeysBody>;

const leadWraps = {
  threadWrap: wrap,
  /** null as long as nobody took the lead up */
  caseWrap: wrap.nullable(),
  /** null when the tipster gave no name */
  identityWrap: wrap.nullable(),
};

/** Leads whose keys a member's browser moves to the new office key in one step. */
export const REWRAP_BATCH = 20;

export const rewrapBody = z
  .object({
    officeId: id,
    toOfficeKeyId: id,
    leads: z
      .array(z.object({ leadId: id, ...leadWraps }).strict())
      .min(1)
      .max(REWRAP_BATCH),
  })
  .strict();
export type Rewrapped = z.infer<typeof rewrapBody>;

export const makeRecoveryKeyBody = z
  .object({
    replaces: id.nullable(),
    recipient,
    threshold: z.int().min(2).max(20),
    shares: z.int().min(2).max(20),
  })
  .strict()
  .refine(({ threshold, shares }) => threshold <= shares, {
    path: ["threshold"],
    message: "THRESHOLD_ABOVE_SHARES",
  });
export type MakeRecoveryKey = z.infer<typeof makeRecoveryKeyBody>;

export const startRecoveryBody = z
  .object({ recoveryKeyId: id, officeId: id })
  .strict();
export const finishRecoveryBody = z
  .object({
    recoveryKeyId: id,
    officeId: id,
    /** what was inside the challenge: only the recovery key opens it */
    proof: z.string().regex(/^[A-Za-z0-9_-]{1,2000}$/),
    wraps: z
      .array(memberWrap.extend({ officeKeyId: id }).strict())
      .min(1)
      .max(500),
  })
  .strict();
export type FinishRecovery = z.infer<typeof finishRecoveryBody>;

export const offerHandOverBody = z
  .object({
    leadId: id,
    version: z.int().min(0),
    toOfficeId: id,
    /** key of the receiving office to which the wraps are sealed */
    officeKeyId: id,
    ...leadWraps,
  })
  .strict();
export type OfferHandOver = z.infer<typeof offerHandOverBody>;

export const answerHandOverBody = z.discriminatedUnion("command", [
  /** the wraps are made anew by the receiving browser: it can only make them of keys that it has opened */
  z
    .object({ command: z.literal("CONFIRM"), officeKeyId: id, ...leadWraps })
    .strict(),
  z
    .object({
      command: z.literal("REFUSE"),
      reasonCode: z.enum(handOverReasonCodes),
    })
    .strict(),
  z.object({ command: z.literal("WITHDRAW") }).strict(),
]);
export type AnswerHandOver = z.infer<typeof answerHandOverBody>;
