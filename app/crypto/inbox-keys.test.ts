import argon2 from "argon2";
import { describe, expect, test } from "vitest";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import vectors from "#test/vectors/crypto-derivations.json";
import { ARGON2ID_COST, type Argon2id } from "./argon2id";
import { argon2idWasm } from "./argon2id-wasm";
import { fromHex, toHex, utf8Bytes } from "./encoding";
import {
  decodeInboxSeeds,
  deriveInboxKeys,
  deriveInboxSeeds,
  encodeInboxSeeds,
  inboxIdHash,
  inboxKeysFromSeeds,
} from "./inbox-keys";
import { openBytes, sealBytes } from "./seal";
import { parseTrackingCode } from "./tracking-code";

/** The reference implementation in C, as the server uses it. */
const argon2idNative: Argon2id = async ({
  secret,
  salt,
  memoryKiB,
  iterations,
  parallelism,
  length,
}) =>
  argon2.hash(Buffer.from(secret), {
    raw: true,
    type: argon2.argon2id,
    salt: Buffer.from(salt),
    memoryCost: memoryKiB,
    timeCost: iterations,
    parallelism,
    hashLength: length,
  });

const salt = fromHex(vectors.deploymentSalt);
const code = parseTrackingCode(vectors.inbox[0]!.code);

describe("Argon2id", () => {
  test("browser and server implementation give the same bytes", async () => {
    for (const length of [16, 32, 64]) {
      const input = {
        ...ARGON2ID_COST,
        secret: utf8Bytes("言路 1234"),
        salt,
        memoryKiB: 256,
        length,
      };
      const [browser, server] = await Promise.all([
        argon2idWasm(input),
        argon2idNative(input),
      ]);
      expect(toHex(browser)).toBe(toHex(server));
    }
  });
});

describe("deriveInboxKeys", () => {
  test.each(vectors.inbox)("frozen: $code", async (expected) => {
    for (const argon2id of [argon2idWasm, argon2idNative]) {
      const seeds = await deriveInboxSeeds(
        parseTrackingCode(expected.code),
        salt,
        argon2id,
      );
      const keys = await inboxKeysFromSeeds(seeds);
      expect({
        inboxId: toHex(keys.inboxId),
        inboxIdHash: toHex(inboxIdHash(keys.inboxId)),
        inboxSeed: toHex(seeds.inboxSeed),
        claimSeed: toHex(seeds.claimSeed),
        inboxIdentity: keys.inboxIdentity,
        inboxRecipientSha256: toHex(sha256(utf8Bytes(keys.inboxRecipient))),
        claimPublicKey: toHex(keys.claimPublicKey),
        code: expected.code,
      }).toEqual(expected);
    }
  });

  test("the keys work together", async () => {
    const keys = await deriveInboxKeys(code, salt, argon2idWasm);
    const message = utf8Bytes("收到");
    expect(
      await openBytes(
        await sealBytes(message, [keys.inboxRecipient]),
        keys.inboxIdentity,
      ),
    ).toEqual(message);
    const signature = ed25519.sign(message, keys.claimPrivateKey);
    expect(ed25519.verify(signature, message, keys.claimPublicKey)).toBe(true);
  });

  test("another deployment gives other keys", async () => {
    const other = await deriveInboxSeeds(
      code,
      fromHex("00".repeat(16)),
      argon2idWasm,
    );
    expect(toHex(other.inboxId)).not.toBe(vectors.inbox[0]!.inboxId);
  });

  test("asks for the full cost and refuses a short salt", async () => {
    const asked: unknown[] = [];
    const recording: Argon2id = ({
      memoryKiB,
      iterations,
      parallelism,
      length,
    }) => {
      asked.push({ memoryKiB, iterations, parallelism, length });
      return Promise.resolve(new Uint8Array(32));
    };
    await deriveInboxSeeds(code, salt, recording);
    expect(asked).toEqual([
      { memoryKiB: 65_536, iterations: 3, parallelism: 1, length: 32 },
    ]);
    await expect(
      deriveInboxSeeds(code, salt.subarray(1), recording),
    ).rejects.toThrow(RangeError);
  });
});

describe("seeds in a ticket", () => {
  test("come back as they went", async () => {
    const seeds = await deriveInboxSeeds(code, salt, () =>
      Promise.resolve(new Uint8Array(32).fill(7)),
    );
    expect(decodeInboxSeeds(encodeInboxSeeds(seeds))).toEqual(seeds);
  });

  test("are refused when a length is wrong", () => {
    const encoded = { inboxId: "AAAA", inboxSeed: "AAAA", claimSeed: "AAAA" };
    expect(() => decodeInboxSeeds(encoded)).toThrow("ENCODING_NOT_VALID");
  });
});

test("the hash of an inbox id of another length is refused", () => {
  expect(() => inboxIdHash(new Uint8Array(15))).toThrow("INBOX_ID_NOT_VALID");
});
