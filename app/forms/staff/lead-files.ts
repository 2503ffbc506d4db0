import { z } from "zod";
import { MOST_STAFF_FILES_AT_ONCE } from "#app/domain/tip/limits";

/** What staff browsers send about files, exports and documents of a lead, beside the sealed bytes. */
export const onceToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const sendFilesBody = z
  .object({
    stagedKeys: z.array(z.uuid()).min(1).max(MOST_STAFF_FILES_AT_ONCE),
    once: onceToken,
  })
  .strict();

export const exportBody = z
  .object({
    /** null: sealed with a passphrase, which never leaves the browser */
    recipient: z
      .string()
      .regex(/^age1[a-z0-9]{50,2100}$/, { error: "AGE_RECIPIENT_NOT_VALID" })
      .nullable(),
    files: z.int().min(0).max(10_000),
  })
  .strict();

export const printBody = z.object({}).strict();
