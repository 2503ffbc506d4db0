import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { readProofFile } from "#app/services/inbox/read-proof-file.server";
import {
  idHashOf,
  MAX_INBOX_REQUEST_BYTES,
  paddedJson,
} from "./inbox-answer.server";

/** What the log has of the tip, with proofs. An unknown inbox gets the status and the size of a known one. */
export const action = tipsterApi(
  { body: inboxRequests.proof, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body }) =>
    paddedJson({ proof: await readProofFile(deps, idHashOf(body.inboxId)) }),
);
