import { z } from "zod";
import {
  BEGINNINGS_A_PAGE,
  MOST_FILES,
  MOST_FILES_SHOWN,
} from "#app/domain/tip/limits";

/**
 * What the program of the inbox asks the portal. Bytes in base64url without padding. Whoever knows the inbox id may act in the
 * inbox; it follows from the tracking code, which never comes here.
 */
const bytes = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((length * 4) / 3)}}$`));
/** of a few lengths; the service knows which */
const sealed = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(40_000);
const id = z.uuid().regex(/^[0-9a-f-]+$/);
const inboxId = bytes(16);
const once = bytes(16);

export const inboxRequests = {
  open: z.object({ inboxId }).strict(),
  proof: z.object({ inboxId }).strict(),
  beginnings: z
    .object({
      inboxId,
      page: z
        .int()
        .min(0)
        .max(MOST_FILES_SHOWN / BEGINNINGS_A_PAGE - 1),
    })
    .strict(),
  message: z.object({ inboxId, body: sealed, once }).strict(),
  takeBack: z.object({ inboxId, messageId: id }).strict(),
  files: z
    .object({
      inboxId,
      files: z
        .array(z.object({ uploadId: id, sealedHash: bytes(32) }).strict())
        .min(1)
        .max(MOST_FILES)
        // the log names each once
        .refine(
          (files) =>
            new Set(files.map(({ uploadId }) => uploadId)).size ===
            files.length,
        ),
    })
    .strict(),
  file: z.object({ inboxId, fileId: id }).strict(),
  claim: z
    .object({
      inboxId,
      claimId: z.uuidv4().regex(/^[0-9a-f-]+$/),
      officeKeyId: id,
      envelope: sealed,
      signature: bytes(64),
    })
    .strict(),
  decline: z.object({ inboxId, signature: bytes(64) }).strict(),
  strikeOut: z
    .object({
      inboxId,
      officeId: id,
      toOfficeId: id,
      officeKeyId: id,
      threadWrap: sealed,
      identityWrap: sealed.nullable(),
    })
    .strict(),
} as const;

type Requests = typeof inboxRequests;
/** A request as its sender writes it, without the inbox id. */
export type InboxRequest<Name extends keyof Requests> = Omit<
  z.infer<Requests[Name]>,
  "inboxId"
>;
