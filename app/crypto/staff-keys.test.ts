import { describe, expect, test } from "vitest";
import vectors from "#test/vectors/crypto-derivations.json";
import { argon2idWasm } from "./argon2id-wasm";
import { fromHex, toHex } from "./encoding";
import { recipientOf } from "./identity";
import { wrapIdentity } from "./key-wrap";
import {
  deriveSignIn,
  newUserKey,
  normaliseLoginName,
  openUserKey,
} from "./staff-keys";

const salt = fromHex(vectors.deploymentSalt);
const [first, fullWidth, samePassword] = vectors.staff;

describe("deriveSignIn", () => {
  test.each(vectors.staff)(
    "frozen: $loginName",
    async ({ loginName, password, authKey, wrapIdentity }) => {
      const keys = await deriveSignIn(
        { loginName, password },
        salt,
        argon2idWasm,
      );
      expect({
        authKey: toHex(keys.authKey),
        wrapIdentity: keys.wrapIdentity,
      }).toEqual({ authKey, wrapIdentity });
    },
  );

  test("full-width typing gives the keys of plain typing", async () => {
    const plain = { loginName: "intake-1", password: "pass fi 12" };
    expect(toHex((await deriveSignIn(plain, salt, argon2idWasm)).authKey)).toBe(
      fullWidth!.authKey,
    );
  });

  test("equal passwords of two people give unrelated keys", () => {
    expect(samePassword!.password).toBe(first!.password);
    expect(samePassword!.authKey).not.toBe(first!.authKey);
    expect(samePassword!.wrapIdentity).not.toBe(first!.wrapIdentity);
  });

  test("a blank at the end of a password counts", async () => {
    const keys = await deriveSignIn(
      { loginName: first!.loginName, password: `${first!.password} ` },
      salt,
      argon2idWasm,
    );
    expect(toHex(keys.authKey)).not.toBe(first!.authKey);
  });
});

test("login names have one form", () => {
  expect(normaliseLoginName("　Ｉntake－1 ")).toBe("intake-1");
});

test("a user key opens with its password's wrap key alone, and a new password keeps it", async () => {
  const keys = (password: string) =>
    deriveSignIn({ loginName: "a", password }, salt, argon2idWasm);
  const [old, wrong, next] = await Promise.all(
    ["old", "wrong", "new"].map(keys),
  );
  const { userRecipient, userKeyWrap } = await newUserKey(
    await recipientOf(old!.wrapIdentity),
  );

  const user = await openUserKey(userKeyWrap, old!.wrapIdentity, {
    expectedRecipient: userRecipient,
  });
  expect(await recipientOf(user)).toBe(userRecipient);
  await expect(openUserKey(userKeyWrap, wrong!.wrapIdentity)).rejects.toThrow(
    "SEAL_NOT_OPENED",
  );

  const rewrapped = await wrapIdentity(
    user,
    await recipientOf(next!.wrapIdentity),
  );
  expect(await openUserKey(rewrapped, next!.wrapIdentity)).toBe(user);
});
