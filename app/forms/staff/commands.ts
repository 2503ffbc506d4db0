import { z } from "zod";
import { identityReasonCodes } from "#app/domain/codes/identity-reasons";
import { stages } from "#app/domain/deadline/stages";
import { day, type Day } from "#app/domain/shared/day";
import { givenPasskey } from "./people";

/**
 * What staff browsers send: JSON, one schema per command, shared by the pages, the services and the operator's `journey`.
 * Free words are sealed to the case key before they are sent (`sealedNote`, base64url); the server sees codes, days and fen.
 */
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
export const sealedText = base64url.min(100).max(800_000);
const ageRecipient = z.string().regex(/^age1[a-z0-9]{50,2100}$/);
const areaCode = z.string().regex(/^\d{6}$/);
/** The first line of every age file, 21 bytes, hence 28 signs whatever follows: garbage is told before it is stored. */
const sealedMessage = sealedText.startsWith("YWdlLWVuY3J5cHRpb24ub3JnL3Yx", {
  error: "INPUT_INVALID",
});
const code = z.string().regex(/^[A-Z0-9_-]{2,40}$/);
const fenAmount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const registration = z
  .object({
    areaCode,
    subjectKind: code,
    misconduct: z.array(code).min(1).max(20),
    nameKind: z.enum(["REAL", "ANON_CLAIM", "ANON"]),
    reporterKind: code,
    rewardWanted: z.boolean(),
  })
  .strict();
export type Registration = z.infer<typeof registration>;

/** Inputs of the reward that the check establishes; names as in `app/domain/reward`. */
export const rewardFacts = z
  .object({
    kind: z.enum(["LOSS", "AVOIDED_LOSS", "NO_AMOUNT"]),
    baseFen: fenAmount,
    grade: code.nullable(),
    subjectType: z.enum(["ORGANISATION", "PERSON"]).nullable(),
    insider: z.boolean(),
    rival: z.boolean(),
    realName: z.boolean(),
    proof: z.boolean(),
    reporterKind: code,
    knownBefore: z.boolean(),
    confirmedAsReported: z.boolean(),
    duplicateOfSameReporter: z.boolean(),
    rank: z.int().min(1).max(10_000),
    declined: z.boolean(),
    identityProven: z.boolean(),
    proposedFen: fenAmount.nullable(),
    proposedRateBp: z.int().min(0).max(10_000).nullable(),
    reason: z.string().max(500).nullable(),
  })
  .strict();
export type RewardFacts = z.infer<typeof rewardFacts>;

export const finding = z
  .object({
    /** whether what was reported proved true */
    substantiated: z.boolean(),
    misconduct: z.array(code).max(20),
    outcomes: z.array(code).min(1).max(17),
    /** the whole loss the check found, and the part that belongs to the reported matter */
    verifiedFen: fenAmount,
    reportedPartFen: fenAmount,
    recoveredFen: fenAmount,
    fineFen: fenAmount,
    rewardFacts,
  })
  .strict()
  .refine((value) => value.reportedPartFen <= value.verifiedFen, {
    path: ["reportedPartFen"],
    message: "PART_EXCEEDS_WHOLE",
  });
export type FindingData = z.infer<typeof finding>;

const version = z.int().min(0);
const aDay = z.string().transform((text, context): Day => {
  try {
    return day(text);
  } catch {
    context.addIssue({ code: "custom", message: "DAY_NOT_VALID" });
    return z.NEVER;
  }
});
const note = { sealedNote: sealedText };

export const leadCommand = z.discriminatedUnion("command", [
  z
    .object({
      command: z.literal("TAKE_UP"),
      version,
      caseRecipient: ageRecipient,
      /** the office key to which the case key is wrapped: renewed meanwhile, it would be the wrong one */
      officeKeyId: z.uuid(),
      caseKeyWrap: sealedText,
    })
    .strict(),
  z
    .object({ command: z.literal("ACCEPT"), version, registration, ...note })
    .strict(),
  z
    .object({
      command: z.literal("REFUSE"),
      version,
      reasonCode: code,
      ...note,
    })
    .strict(),
  z
    .object({
      command: z.literal("TRANSFER"),
      version,
      targetCode: code,
      ...note,
    })
    .strict(),
  z
    .object({ command: z.literal("ASSIGN"), version, ownerId: z.uuid() })
    .strict(),
  z.object({ command: z.literal("START_CHECK"), version }).strict(),
  z
    .object({
      command: z.literal("ADD_NOTE"),
      version,
      kind: z.enum(["NOTE", "CHECK_RECORD"]),
      ...note,
    })
    .strict(),
  z
    .object({
      command: z.literal("SEND_MESSAGE"),
      version,
      sealedMessage,
      once: base64url.length(43),
    })
    .strict(),
  z
    .object({
      command: z.literal("DECIDE_FILING"),
      version,
      decision: z.enum(["FILED", "NOT_FILED"]),
      ...note,
    })
    .strict(),
  z
    .object({
      command: z.literal("RECORD_FINDINGS"),
      version,
      finding,
      ...note,
    })
    .strict(),
  z
    .object({
      command: z.literal("CONFIRM_FINDINGS"),
      version,
      findingId: z.uuid(),
    })
    .strict(),
  z
    .object({
      command: z.literal("SEND_BACK_FINDINGS"),
      version,
      findingId: z.uuid(),
      ...note,
    })
    .strict(),
  z.object({ command: z.literal("CLOSE"), version, ...note }).strict(),
  z
    .object({
      command: z.literal("EXPLAIN_DELAY"),
      version,
      stage: z.enum(stages),
      reasonCode: code,
    })
    .strict(),
  z
    .object({
      command: z.literal("EXTEND"),
      version,
      reasonCode: z.enum(["COMPLEX", "VERY_SERIOUS"]),
      to: aDay,
      participants: z.int().min(1).max(1_000).nullable(),
    })
    .strict(),
]);
export type LeadCommand = z.infer<typeof leadCommand>;

/** A code and no free words: the log is kept for ever, and a reason in an officer's own words could tell who the tipster is. */
export const openIdentity = z
  .object({ reasonCode: z.enum(identityReasonCodes) })
  .strict();

export const rewardCommand = z.discriminatedUnion("command", [
  z
    .object({
      command: z.literal("CONFIRM_AS_MAKER"),
      version,
      input: rewardFacts,
    })
    .strict(),
  z
    .object({
      command: z.literal("CONFIRM_AS_CHECKER"),
      version,
      input: rewardFacts,
    })
    .strict(),
  z.object({ command: z.literal("APPROVE"), version }).strict(),
  z.object({ command: z.literal("SEND_BACK"), version }).strict(),
  z.object({ command: z.literal("RECOMPUTE"), version }).strict(),
]);
export type RewardCommand = z.infer<typeof rewardCommand>;

export const claimCommand = z.discriminatedUnion("command", [
  z
    .object({ command: z.literal("ENTER"), version, amountFen: fenAmount })
    .strict(),
  z.object({ command: z.literal("AUTHORISE"), version }).strict(),
  z.object({ command: z.literal("SIGN"), version }).strict(),
]);
export type ClaimCommand = z.infer<typeof claimCommand>;

/** Why a payment is late: finance's own word to the tipster, for which it needs to know nothing of the lead. */
export const explainLatePayment = z.object({ reasonCode: code }).strict();

export const signIn = z
  .object({
    loginName: z.string().trim().min(1).max(64),
    authKey: base64url.length(43),
    totp: z.string().max(16),
    /** in the place of a code */
    passkey: givenPasskey.optional(),
  })
  .strict();
export const stepUp = z.union([
  z.object({ totp: z.string().max(16) }).strict(),
  z.object({ passkey: givenPasskey }).strict(),
]);
