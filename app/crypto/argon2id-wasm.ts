import { argon2id } from "hash-wasm";
import type { Argon2id } from "./argon2id";

/**
 * Argon2id in WebAssembly, for browsers (needs `'wasm-unsafe-eval'` in the page's policy). Blocks its thread while it
 * works: call it in a worker. Gives the same bytes as the reference implementation the server uses.
 */
export const argon2idWasm: Argon2id = ({
  secret,
  salt,
  memoryKiB,
  iterations,
  parallelism,
  length,
}) =>
  argon2id({
    password: secret,
    salt,
    memorySize: memoryKiB,
    iterations,
    parallelism,
    hashLength: length,
    outputType: "binary",
  });
