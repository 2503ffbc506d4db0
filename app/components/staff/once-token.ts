import { toBase64Url } from "#app/crypto/encoding";

/** 32 random bytes, base64url: marks one intended sending. */
export function newOnceToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}
