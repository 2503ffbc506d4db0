import { fromBase64Url } from "#app/crypto/encoding";

type Stored = Uint8Array<ArrayBuffer>;

/** The copy that the database driver takes. */
export function bytesToStore(bytes: Uint8Array): Stored {
  return new Uint8Array(bytes);
}

/** @throws CodedError ENCODING_NOT_VALID */
export function base64UrlToStore(text: string): Stored {
  return new Uint8Array(fromBase64Url(text));
}
