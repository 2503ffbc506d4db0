import { z } from "zod";

/**
 * What lies inside the seal of a tip. Written by the tipster's side only; staff browsers read it. `v` changes when the
 * shape does; readers keep every older version.
 */
export const tipBody = z
  .object({
    /** 1 had no `routingReason` */
    v: z.literal([1, 2]),
    language: z.enum(["zh-CN", "en"]),
    /** GB/T 2260 code of the place of the act, null when the tipster could not say */
    areaCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable(),
    place: z.string().max(500),
    subjectKind: z.string().max(8),
    subjectName: z.string().max(300),
    misconduct: z.array(z.string().max(12)).max(20),
    what: z.string().min(1).max(20_000),
    when: z.object({
      from: z.string().max(10).nullable(),
      to: z.string().max(10).nullable(),
      words: z.string().max(500),
    }),
    amountFen: z.int().min(0).nullable(),
    evidence: z.array(z.string().max(30)).max(11),
    howKnown: z.string().max(2_000),
    reporterKind: z.string().max(20),
    rewardWanted: z.boolean(),
    nameKind: z.enum(["REAL", "ANON_CLAIM", "ANON"]),
    /** why the program proposed the office it is sealed to; added when that is known, just before sealing */
    routingReason: z.string().max(30).optional(),
    /**
     * What came along, by the SHA-256 of each sealed file: of these nobody can exchange, add or leave out one unseen. Files sent
     * later through the inbox are in no list.
     */
    files: z
      .array(
        z
          .object({
            /** base64url */
            sealedHash: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
            /** UNKNOWN: of a kind or size that was not looked into */
            variant: z.enum(["CLEANED", "ORIGINAL", "UNKNOWN"]),
          })
          .strict(),
      )
      .max(50),
  })
  .strict();
export type TipBody = z.infer<typeof tipBody>;
export type Variant = TipBody["files"][number]["variant"];

/** Sealed apart from the tip, to the office's vault. */
export const reporterIdentity = z
  .object({
    v: z.literal(1),
    name: z.string().min(1).max(100),
    contact: z.string().max(300),
  })
  .strict();
export type ReporterIdentity = z.infer<typeof reporterIdentity>;

export const messageBody = z
  .object({ v: z.literal(1), text: z.string().min(1).max(5_000) })
  .strict();
export type MessageBody = z.infer<typeof messageBody>;

/** Case notes, sealed to the case key. */
export const noteBody = z
  .object({ v: z.literal(1), text: z.string().min(1).max(20_000) })
  .strict();
export type NoteBody = z.infer<typeof noteBody>;

export const payee = z
  .object({
    v: z.literal(1),
    name: z.string().min(1).max(100),
    idNumber: z.string().max(30),
    bank: z.string().min(1).max(100),
    account: z.string().min(4).max(40),
  })
  .strict();
export type Payee = z.infer<typeof payee>;
