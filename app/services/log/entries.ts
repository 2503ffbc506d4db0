import { z } from "zod";

/**
 * Every kind of log entry: who may cause it and what it may say. Strict schemas, because the log is kept for ever: no word of
 * a tip, a message, a note or a payee, no name; ids, codes, days, fen, and SHA-256 of ciphertexts, so that a sealed thing can be
 * proven unchanged later. A changed shape gets a new `schemaVersion`, and the old schema stays in `earlier`.
 *
 * What is hashed has two parts. `open` may be shown to the tipster of the lead as a proof; `inner` (with the person and the
 * time) is the office's inner business: the open part holds only its hash.
 */
export type LogKindDefinition = {
  readonly schemaVersion: number;
  /**
   * TIPSTER: the day only, no person. STAFF: person and exact time, in the inner part. SYSTEM: a job, the day only, since the
   * time of a job would tell the time of the tipster's act that led to it.
   */
  readonly causedBy: "TIPSTER" | "STAFF" | "SYSTEM";
  readonly open: z.ZodObject;
  readonly inner: z.ZodObject;
  /** whether the tipster of the lead, or of the claim, is shown that it happened; otherwise they see a hash that has a place */
  readonly toTipster: boolean;
  /** schemas of versions before this one */
  readonly earlier?: Readonly<
    Record<number, { readonly open: z.ZodObject; readonly inner: z.ZodObject }>
  >;
};

const id = z.uuid();
const code = z.string().regex(/^[A-Z0-9_-]{1,40}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const fenAmount = z.int().min(0);
/** base64url of 32 bytes */
const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const nothing = z.object({}).strict();
/** time limits that the authority has to keep */
const clockStage = z.enum(["ACCEPT", "FINISH", "REWARD", "PAY"]);

function tipster<Open extends z.ZodRawShape>(open: Open, schemaVersion = 1) {
  return {
    schemaVersion,
    causedBy: "TIPSTER",
    open: z.object(open).strict(),
    inner: nothing,
    toTipster: true,
  } as const;
}
/** inner business of an office */
function staff<Inner extends z.ZodRawShape>(inner: Inner) {
  return {
    schemaVersion: 1,
    causedBy: "STAFF",
    open: nothing,
    inner: z.object(inner).strict(),
    toTipster: false,
  } as const;
}
/** an act of staff that the tipster is told of */
function staffShown<
  Open extends z.ZodRawShape,
  Inner extends z.ZodRawShape = Record<never, never>,
>(open: Open, inner: Inner = {} as Inner) {
  return {
    schemaVersion: 1,
    causedBy: "STAFF",
    open: z.object(open).strict(),
    inner: z.object(inner).strict(),
    toTipster: true,
  } as const;
}
function system<Inner extends z.ZodRawShape>(inner: Inner) {
  return {
    schemaVersion: 1,
    causedBy: "SYSTEM",
    open: nothing,
    inner: z.object(inner).strict(),
    toTipster: false,
  } as const;
}
/** what anybody may know: keys, releases, publications, the log's own marks; or what the tipster is told of */
function systemShown<Open extends z.ZodRawShape>(open: Open) {
  return {
    schemaVersion: 1,
    causedBy: "SYSTEM",
    open: z.object(open).strict(),
    inner: nothing,
    toTipster: true,
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
  TIP_RECEIVED: tipster(
    {
      sealedBy: z.enum(["BROWSER", "SERVER"]),
      release: z.string().max(80).nullable(),
      fileHashes: z.array(hash).max(50),
      bodyHash: hash,
      threadRecipientHash: hash,
      files: z.int().min(0),
      identity: z.boolean(),
      acceptDueDay: day,
    },
    3,
  ),
  TIPSTER_MESSAGE_SENT: tipster({ bodyHash: hash }),
  /** before an office was handed it */
  TIPSTER_MESSAGE_TAKEN_BACK: tipster({ bodyHash: hash }),
  /** 1 had no hashes. No list inside a seal names these files: only this entry does. */
  TIPSTER_FILES_ADDED: tipster(
    {
      files: z.int().min(1),
      fileHashes: z.array(hash).min(1).max(50),
    },
    2,
  ),
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
  REWARD_DECLINED: tipster({ rewardId: id, signatureHash: hash }, 2),

  LEAD_OPENED: staffShown({}),
  FILE_OPENED: staffShown({ fileId: id }),
  // The same person, once more on the same day: for auditors. The tipster is told of the first, so that nobody can fill a proof by reloading.
  LEAD_OPENED_AGAIN: staff({}),
  FILE_OPENED_AGAIN: staff({ fileId: id }),
  /** 1 held the officer's own words */
  IDENTITY_OPENED: { ...staffShown({ reasonCode: code }), schemaVersion: 2 },
  LEAD_TAKEN_UP: staffShown({}, { caseRecipientHash: hash }),
  LEAD_ACCEPTED: staffShown(
    { finishDueDay: day },
    {
      areaCode: code,
      subjectKind: code,
      misconduct: z.array(code),
      nameKind: code,
      reporterKind: code,
      rewardWanted: z.boolean(),
    },
  ),
  LEAD_REFUSED: staffShown({ reasonCode: code }),
  LEAD_TRANSFERRED: staffShown({ targetCode: code }),
  LEAD_ASSIGNED: staff({ ownerId: id }),
  CHECK_STARTED: staffShown({}),
  NOTE_ADDED: staff({ noteKind: code, bodyHash: hash }),
  STAFF_MESSAGE_SENT: staffShown({ bodyHash: hash }),
  STAFF_FILES_SENT: staffShown({ files: z.int().min(1) }),
  CASE_DOCUMENT_ADDED: staff({
    documentId: id,
    documentKind: code,
    sealedHash: hash,
  }),
  CASE_DOCUMENT_OPENED: staff({ documentId: id }),
  LEAD_EXPORTED: staffShown({ files: z.int().min(0) }, { recipientHash: hash }),
  LEAD_PRINTED: staffShown({}),
  HAND_OVER_OFFERED: staffShown({
    handOverId: id,
    toOfficeId: id,
    officeKeyId: id,
  }),
  HAND_OVER_CONFIRMED: staffShown({ handOverId: id, fromOfficeId: id }),
  HAND_OVER_REFUSED: staffShown({ handOverId: id, reasonCode: code }),
  HAND_OVER_WITHDRAWN: staffShown({ handOverId: id }),
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
  FINDINGS_CONFIRMED: staffShown({}, { findingId: id }),
  FINDINGS_SENT_BACK: staff({ findingId: id }),
  LEAD_CLOSED: staffShown({ outcomeClass: code }),

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
  REWARD_NOTIFIED: systemShown({ rewardId: id, claimDueDay: day }),
  /** settled without money. Also when a person decides it: who, REWARD_APPROVED tells the office. */
  REWARD_NONE: systemShown({ rewardId: id, reasonCode: code }),
  REWARD_LAPSED: systemShown({ rewardId: id }),

  // Finance: the claim alone. Only REWARD_CLAIMED ties a claim to a reward, and finance does not read the log.
  CLAIM_OPENED: staff({ claimId: id }),
  CLAIM_ENTERED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_AUTHORISED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_SIGNED: staff({ claimId: id, amountFen: fenAmount }),
  CLAIM_PAID: systemShown({ claimId: id, amountFen: fenAmount }),
  LEDGER_POSTED: system({
    transactionId: id,
    ledgerKind: code,
    budgetYear: z.int(),
    onceKey: z.string().max(120),
    postings: z.array(z.object({ account: code, amountFen: z.int() }).strict()),
  }),

  STAFF_SIGNED_IN: staff({}),
  STAFF_STEPPED_UP: staff({}),
  OFFICE_KEY_PUBLISHED: systemShown({
    officeKeyId: id,
    year: z.int(),
    recipientHash: hash,
  }),
  // The key directory: who can open what an office is sealed. `recipientHash` is of the public half.
  OFFICE_KEY_MADE: staffShown({
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
  RECOVERY_KEY_MADE: staffShown({
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
  RELEASE_PUBLISHED: systemShown({
    release: z.string().max(80),
    manifestHash: hash,
  }),
  PERSON_INVITED: staff({ invitedPersonId: id, roles: z.array(code) }),
  PERSON_ENROLLED: staff({ recipientHash: hash }),
  PERSON_LEFT: staff({ leftPersonId: id }),
  PERSON_ROLES_SET: staff({ ofPersonId: id, roles: z.array(code) }),
  OFFICE_ADDED: staffShown({
    addedOfficeId: id,
    officeKind: code,
    areaCode: code,
  }),
  OFFICE_SET: staff({
    setOfficeId: id,
    takesTips: z.boolean(),
    financeOfficeId: id.nullable(),
  }),
  PASSWORD_CHANGED: staff({}),
  SECOND_FACTOR_CHANGED: staff({}),
  PASSKEY_ADDED: staff({ unlocks: z.boolean() }),
  PASSKEY_REMOVED: staff({}),
  RULE_SET_PUBLISHED: systemShown({
    ruleSetId: z.string(),
    version: z.int(),
    documentHash: hash,
  }),
  PERSON_ADDED: system({ roles: z.array(code) }),
  DEMO_LOADED: systemShown({}),

  // The time limits, both ways. `dueDay` is the day that passed.
  CLOCK_MISSED: systemShown({ stage: clockStage, dueDay: day }),
  DELAY_EXPLAINED: staffShown({
    stage: clockStage,
    dueDay: day,
    reasonCode: code,
  }),
  /** `participants`: of the collective study, where there has to be one */
  CLOCK_EXTENDED: staffShown(
    {
      stage: clockStage,
      fromDay: day,
      toDay: day,
      reasonCode: code,
    },
    { participants: z.int().min(3).nullable() },
  ),
  /** the public figures, as they stood at the end of a Sunday */
  FIGURES_PUBLISHED: systemShown({ figuresHash: hash }),

  // Which leads concern the same fact. Of these the lead whose tip has the lowest index was the first.
  FACT_LINKED: staff({ factId: id, misconductCode: code }),
  FACT_UNLINKED: staff({ factId: id }),

  // The log itself.
  LOG_KEY_PUBLISHED: systemShown({ verifier: z.string().max(200) }),
  /** from here on `verifier` signs; the checkpoint after this entry carries both signatures */
  LOG_KEY_CHANGED: systemShown({
    verifier: z.string().max(200),
    previous: z.string().max(200),
  }),
  /** last leaf of every checkpoint: all entries of days up to `upToDay` that had arrived are in the tree */
  LOG_CUT: systemShown({ upToDay: day }),
  /** an auditor took entries along: the hash of the filter as canonical JSON, and how many entries it let through */
  LOG_EXPORTED: staff({ filterHash: hash, entries: z.int().min(0) }),
  /** settings that rules depend on, as a worker started with them */
  SETTINGS_IN_FORCE: systemShown({
    rewardCeilingFen: fenAmount,
    logSlotSeconds: z.int().min(1),
    release: z.string().max(80).nullable(),
  }),
} as const satisfies Record<string, LogKindDefinition>;

export type LogKind = keyof typeof logKinds;
/** An empty part would forbid the names of the other one. */
type Part<Schema extends z.ZodObject> = keyof Schema["shape"] extends never
  ? unknown
  : z.input<Schema>;
/** both parts in one: no name stands in both */
export type LogData<Kind extends LogKind> = Part<
  (typeof logKinds)[Kind]["open"]
> &
  Part<(typeof logKinds)[Kind]["inner"]>;
