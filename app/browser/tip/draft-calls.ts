import type { JsonValue } from "#app/crypto/canonical-json";

/** Calls about saved drafts: the passphrase is worked into a key in the worker, which takes a second on a telephone. */
export type DraftCalls = {
  readonly sealDraft: {
    readonly input: { readonly value: JsonValue; readonly passphrase: string };
    readonly output: { readonly file: Uint8Array };
  };
  readonly openDraft: {
    readonly input: { readonly file: Uint8Array; readonly passphrase: string };
    readonly output: { readonly value: JsonValue };
  };
};
