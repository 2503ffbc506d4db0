import { z } from "zod";

/**
 * Every kind of log entry: who may cause it and what it may say. Strict schemas, because the log is kept for ever: no word of
 * a tip, a message, a note or a payee, no name; ids, codes, days, fen, and SHA-256 of ciphertexts, so that a sealed thing can be
 * proven unchanged later. A changed shape gets a new `schemaVersion` beside the old one.
 */
export type LogKindDefinition = {
  readonly schemaVersion: number;
  /**
   * TIPSTER: the day only, no person. STAFF: person and exact time. SYSTEM: a job, the day only, since the time of a job
   * would tell the time of the tipster's act that led to it.
   */
  readonly causedBy: "TIPSTER" | "STAFF" | "SYSTEM";
  readonly data: z.ZodObject;
};

const id = z.uuid();
const code = z.string().regex(/^[A-Z0-9_-]{1,40}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const fenAmount = z.int().min(0);
/** base64url of 32 bytes */
const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const nothing = z.object({}).strict();

function staff<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    schemaVersion: 1,
    causedBy: "STAFF",
    data: z.object(shape).strict(),
  } as const;
}
function tipster<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    schemaVersion: 1,
    causedBy: "TIPSTER",
    data: z.object(shape).strict(),
  } as const;
}
function system<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    schemaVersion: 1,
    causedBy: "SYSTEM",
    data: z.object(shape).strict(),
  } as const;
}

const rewardFigure = {
  rewardId: id,
  fen: fenAmount.nullable(),
  code: code.nullable(),
};

export const logKinds = {
  /**
   * 1 had neither release nor the hashes of the files. Until 2 it held `routingReason`, which tells what the tip is about: that
   * lies inside the seal now.
   */
  TIP_RECEIVED: {
    ...tipster({
      sealedBy: z.enum(["BROWSER", "SERVER"]),
      release: z.string().max(80).nullable(),
      fileHashes: z.array(hash).max(50),
      bodyHash: hash,
      threadRecipientHash: hash,
      files: z.int().min(0),
      identity: z.boolean(),
      acceptDueDay: day,
    }),
    schemaVersion: 3,
  },
  TIPSTER_MESSAGE_SENT: tipster({ bodyHash: hash }),
  /** before an office was handed it */
  TIPSTER_MESSAGE_TAKEN_BACK: tipster({ bodyHash: hash }),
  /** 1 had no hashes. No list inside a seal names these files: only this entry does. */
  TIPSTER_FILES_ADDED: {
    ...tipster({
      files: z.int().min(1),
      fileHashes: z.array(hash).min(1).max(50),
    }),
    schemaVersion: 2,
  },
  /** the tipster moved the tip from one office to the one above it */
  OFFICE_STRUCK_OUT: tipster({
    struckOfficeId: id,
    toOfficeId: id,
    officeKeyId: id,
  }),
  REWARD_CLAIMED: tipster({
    rewardId: id,
    claimId: id,
    envelopeHash: hash,
    payDueDay: day,
  }),
  /** 1 was not signed */
  REWARD_DECLINED: {
    ...tipster({ rewardId: id, signatureHash: hash }),
    schemaVersion: 2,
  },

  LEAD_OPENED: staff({}),
  FILE_OPENED: staff({ fileId: id }),
  /** 1 held the officer's own words */
  IDENTITY_OPENED: { ...staff({ reasonCode: code }), schemaVersion: 2 },
  LEAD_TAKEN_UP: staff({ caseRecipientHash: hash }),
  LEAD_ACCEPTED: staff({
    areaCode: code,
    subjectKind: code,
    misconduct: z.array(code),
    nameKind: code,
    reporterKind: code,
    rewardWanted: z.boolean(),
    finishDueDay: day,
  }),
  LEAD_REFUSED: staff({ reasonCode: code }),
  LEAD_TRANSFERRED: staff({ targetCode: code }),
  LEAD_ASSIGNED: staff({ ownerId: id }),
  CHECK_STARTED: staff({}),
  NOTE_ADDED: staff({ noteKind: code, bodyHash: hash }),
  STAFF_MESSAGE_SENT: staff({ bodyHash: hash }),
  STAFF_FILES_SENT: staff({ files: z.int().min(1) }),
  CASE_DOCUMENT_ADDED: staff({
    documentId: id,
    documentKind: code,
    sealedHash: hash,
  }),
  CASE_DOCUMENT_OPENED: staff({ documentId: id }),
  LEAD_EXPORTED: staff({ recipientHash: hash, files: z.int().min(0) }),
  LEAD_PRINTED: staff({}),
  HAND_OVER_OFFERED: staff({ handOverId: id, toOfficeId: id, officeKeyId: id }),
  HAND_OVER_CONFIRMED: staff({ handOverId: id, fromOfficeId: id }),
  HAND_OVER_REFUSED: staff({ handOverId: id, reasonCode: code }),
  HAND_OVER_WITHDRAWN: staff({ handOverId: id }),
  FILING_DECIDED: staff({ decision: code }),
  FINDINGS_RECORDED: staff({
    findingId: id,
    substantiated: z.boolean(),
    misconduct: z.array(code),
    outcomes: z.array(code),
    verifiedFen: fenAmount,
    reportedPartFen: fenAmount,
    recoveredFen: fenAmount,
    fineFen: fenAmount,
  }),
  FINDINGS_CONFIRMED: staff({ findingId: id }),
  FINDINGS_SENT_BACK: staff({ findingId: id }),
  LEAD_CLOSED: staff({ outcomeClass: code }),

  REWARD_COMPUTED: system({
    ...rewardFigure,
    ruleSetId: z.string(),
    ruleSetVersion: z.int(),
    ceilingFen: fenAmount,
  }),
  REWARD_MADE: staff(rewardFigure),
  REWARD_CHECKED: staff({ rewardId: id, equal: z.boolean() }),
  REWARD_APPROVED: staff(rewardFigure),
  REWARD_SENT_BACK: staff({ rewardId: id }),
  REWARD_RECOMPUTED: staff(rewardFigure),
  REWARD_NOTIFIED: system({ rewardId: id, claimDueDay: day }),
  REWARD_LAPSED: system({ rewardId: id }),

  // Finance: the claim alone. Only REWARD_CLAIMED ties a claim to a reward, and finance does not read the log.
  CLAIM_OPENED: staff({ claimId: id }),
  CLAIM_ENTERED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_AUTHORISED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_SIGNED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_PAID: system({ claimId: id, amountFen: fenAmount }),
  LEDGER_POSTED: system({
    transactionId: id,
    ledgerKind: code,
    budgetYear: z.int(),
    onceKey: z.string().max(120),
    postings: z.array(z.object({ account: code, amountFen: z.int() }).strict()),
  }),

  STAFF_SIGNED_IN: staff({}),
  STAFF_STEPPED_UP: staff({}),
  OFFICE_KEY_PUBLISHED: system({
    officeKeyId: id,
    year: z.int(),
    recipientHash: hash,
  }),
  // The key directory: who can open what an office is sealed. `recipientHash` is of the public half.
  OFFICE_KEY_MADE: staff({
    officeKeyId: id,
    year: z.int(),
    serial: z.int().min(1),
    recipientHash: hash,
  }),
  OFFICE_KEY_SHARED: staff({
    officeKeyId: id,
    toPersonId: id,
    recipientHash: hash,
  }),
  OFFICE_KEY_UNSHARED: staff({ officeKeyId: id, fromPersonId: id }),
  /** how many leads still wait under the old key */
  LEADS_REWRAPPED: staff({
    fromOfficeKeyId: id,
    toOfficeKeyId: id,
    leads: z.int().min(1),
    left: z.int().min(0),
  }),
  /** O sealed to a recovery key, whose `recipientHash` it is */
  OFFICE_KEY_BACKED_UP: staff({
    officeKeyId: id,
    recoveryKeyId: id,
    recipientHash: hash,
  }),
  RECOVERY_KEY_MADE: staff({
    recoveryKeyId: id,
    recipientHash: hash,
    threshold: z.int().min(2),
    shares: z.int().min(2),
  }),
  /** the wraps of an office were handed out to be opened with the custodians' sheets */
  RECOVERY_STARTED: staff({ recoveryKeyId: id }),
  OFFICE_KEY_RECOVERED: staff({
    officeKeyId: id,
    recoveryKeyId: id,
    toPersonId: id,
  }),
  RELEASE_PUBLISHED: system({
    release: z.string().max(80),
    manifestHash: hash,
  }),
  PERSON_INVITED: staff({ invitedPersonId: id, roles: z.array(code) }),
  PERSON_ENROLLED: staff({ recipientHash: hash }),
  PERSON_LEFT: staff({ leftPersonId: id }),
  PERSON_ROLES_SET: staff({ ofPersonId: id, roles: z.array(code) }),
  OFFICE_ADDED: staff({ addedOfficeId: id, officeKind: code, areaCode: code }),
  OFFICE_SET: staff({
    setOfficeId: id,
    takesTips: z.boolean(),
    financeOfficeId: id.nullable(),
  }),
  PASSWORD_CHANGED: staff({}),
  SECOND_FACTOR_CHANGED: staff({}),
  PASSKEY_ADDED: staff({ unlocks: z.boolean() }),
  PASSKEY_REMOVED: staff({}),
  RULE_SET_PUBLISHED: system({
    ruleSetId: z.string(),
    version: z.int(),
    documentHash: hash,
  }),
  PERSON_ADDED: system({ roles: z.array(code) }),
  DEMO_LOADED: { schemaVersion: 1, causedBy: "SYSTEM", data: nothing },
} as const satisfies Record<string, LogKindDefinition>;

export type LogKind = keyof typeof logKinds;
export type LogData<Kind extends LogKind> = z.input<
  (typeof logKinds)[Kind]["data"]
>;
