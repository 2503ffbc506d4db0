/**
 * The port to Argon2id (RFC 9106). Browsers bring the WebAssembly implementation (`argon2id-wasm.ts`), the server a native
 * one; nothing here chooses between them.
 */
export type Argon2id = (input: Argon2idInput) => Promise<Uint8Array>;

export type Argon2idInput = {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  /** KiB of 1,024 bytes */
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
  /** bytes of output */
  readonly length: number;
};

/**
 * 64 MiB, 3 passes, 1 lane, 32 bytes: RFC 9106's second recommended option, with one lane because a browser worker has one
 * thread. About half a second on a telephone; each guess at a code or a password costs a thief of the database the same.
 */
export const ARGON2ID_COST = {
  memoryKiB: 64 * 1024,
  iterations: 3,
  parallelism: 1,
  length: 32,
} as const;

const MIN_DEPLOYMENT_SALT_BYTES = 16;

/** A forgotten or shortened salt would make one table of guesses serve against all deployments. */
export function assertDeploymentSalt(salt: Uint8Array): void {
  if (salt.length < MIN_DEPLOYMENT_SALT_BYTES)
    throw new RangeError("a deployment salt has at least 16 bytes");
}
