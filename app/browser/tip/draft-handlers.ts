import { openDraft, sealDraft } from "#app/crypto/draft-file";
import type { DraftCalls } from "./draft-calls";
import type { Handlers } from "./protocol";

export const draftHandlers: Handlers<DraftCalls> = {
  sealDraft: async ({ value, passphrase }) => ({
    file: await sealDraft(value, passphrase),
  }),
  openDraft: async ({ file, passphrase }) => ({
    value: await openDraft(file, passphrase),
  }),
};
