import { randomBytes } from "node:crypto";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { CodedError } from "#app/domain/shared/coded-error";
import type { StaffSecrets } from "#app/services/ports";
import { hashAuthKey, verifyAuthKey } from "./argon2.server";

const NONCE_BYTES = 24;

/** @param serverKey 32 bytes, from `loadServerKey` */
export function staffSecrets(serverKey: Uint8Array): StaffSecrets {
  const key = hkdf(
    sha256,
    serverKey,
    undefined,
    new TextEncoder().encode("yanlu/v1/totp-secrets"),
    32,
  );
  return {
    hashAuthKey,
    verifyAuthKey,
    sealTotpSecret(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      return new Uint8Array(
        Buffer.concat([nonce, xchacha20poly1305(key, nonce).encrypt(secret)]),
      );
    },
    openTotpSecret(sealed) {
      try {
        return xchacha20poly1305(key, sealed.slice(0, NONCE_BYTES)).decrypt(
          sealed.slice(NONCE_BYTES),
        );
      } catch {
        // another server key than the one that sealed it: a restored database without its key file
        throw new CodedError("SERVER_KEY_WRONG");
      }
    },
  };
}
