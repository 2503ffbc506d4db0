import { describe, expect, it } from "vitest";
import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  recipientOf,
  type AgeRecipient,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { deriveSignIn, openUserKey } from "#app/crypto/staff-keys";
import { createKeyVault } from "./key-vault";
import type { Fetch } from "./staff-http";

/** Real cryptography; only the memory is small, so that a test takes milliseconds. */
const argon2id: typeof argon2idWasm = (input) =>
  argon2idWasm({ ...input, memoryKiB: 64, iterations: 1 });
const salt = new Uint8Array(16).fill(7);
const loginName = "jn-intake";
const password = "first 风筝 of the year";
/** what an authenticator gives for one passkey, each time anew */
const prf = (byte: number) => new Uint8Array(32).fill(byte);

/** A server that keeps one person's wraps. */
async function portal() {
  const officeIdentity = await newIdentity();
  const stored = { userRecipient: "", userKeyWrap: "", sent: "" };
  const send = (async (path: string, init?: RequestInit) => {
    stored.sent += typeof init?.body === "string" ? init.body : "";
    if (path.endsWith("/sign-in-parameters"))
      return Response.json({ ok: true, deploymentSalt: toBase64Url(salt) });
    if (path.endsWith("/user-key"))
      return Response.json({
        ok: true,
        loginName,
        userKeyWrap: stored.userKeyWrap,
      });
    return Response.json({
      ok: true,
      person: { id: "p1", displayName: "受理员一" },
      userKeyWrap: stored.userKeyWrap,
      officeKeys: [
        {
          officeKeyId: "k1",
          officeId: "o1",
          officeName: "机构",
          year: 2026,
          recipient: await recipientOf(officeIdentity),
          wrap: toBase64Url(
            await wrapIdentity(
              officeIdentity,
              stored.userRecipient as AgeRecipient,
            ),
          ),
        },
      ],
    });
  }) as Fetch;
  const vault = () => createKeyVault({ fetch: send, argon2id });
  return { stored, vault };
}

async function enrolled() {
  const world = await portal();
  const vault = world.vault();
  const made = await vault.prepareEnrolment({ loginName, password });
  Object.assign(world.stored, made);
  return { ...world, made, enrolling: vault };
}

describe("enrolment in the key worker", () => {
  it("makes keys that the password opens, and gives the page none", async () => {
    const { made, vault, stored } = await enrolled();
    expect(Object.keys(made).sort()).toEqual([
      "authKey",
      "userKeyWrap",
      "userRecipient",
    ]);
    const keys = await deriveSignIn({ loginName, password }, salt, argon2id);
    expect(made.authKey).toBe(toBase64Url(keys.authKey));
    const user = await openUserKey(
      fromBase64Url(made.userKeyWrap),
      keys.wrapIdentity,
    );
    expect(await recipientOf(user)).toBe(made.userRecipient);
    await expect(
      vault().unlock({ loginName, password }),
    ).resolves.toMatchObject({ personId: "p1" });
    expect(stored.sent).not.toContain(password);
  });

  it("seals the same key for a passkey, once, and wipes what the authenticator gave", async () => {
    const { enrolling, vault } = await enrolled();
    const given = prf(5);
    const { userKeyWrap } = await enrolling.sealForPasskey({ prf: given });
    expect(given).toEqual(prf(0));
    await expect(
      vault().unlockByPasskey({ prf: prf(5), userKeyWrap }),
    ).resolves.toMatchObject({ offices: [{ officeId: "o1" }] });
    const wrong = prf(6);
    await expect(
      vault().unlockByPasskey({ prf: wrong, userKeyWrap }),
    ).rejects.toMatchObject({ code: "PASSKEY_OPENS_NOTHING" });
    expect(wrong).toEqual(prf(0));
    await expect(
      enrolling.sealForPasskey({ prf: prf(5) }),
    ).rejects.toMatchObject({ code: "KEYS_LOCKED" });
  });
});

describe("a passkey added later", () => {
  it("needs the password", async () => {
    const { vault } = await enrolled();
    const page = vault();
    await expect(
      page.openOwnUserKey({ password: "another" }),
    ).rejects.toMatchObject({ code: "PASSWORD_WRONG", field: "password" });
    await expect(page.sealForPasskey({ prf: prf(1) })).rejects.toMatchObject({
      code: "KEYS_LOCKED",
    });
    await page.openOwnUserKey({ password });
    const { userKeyWrap } = await page.sealForPasskey({ prf: prf(1) });
    await vault().unlockByPasskey({ prf: prf(1), userKeyWrap });
  });
});

describe("a new password", () => {
  it("opens the same user key; the old one opens nothing any more", async () => {
    const { vault, stored, made, enrolling } = await enrolled();
    const passkey = await enrolling.sealForPasskey({ prf: prf(9) });
    const newPassword = "second 台阶 to the left";
    await expect(
      vault().changePassword({ oldPassword: "another", newPassword }),
    ).rejects.toMatchObject({ code: "PASSWORD_WRONG", field: "oldPassword" });
    const changed = await vault().changePassword({
      oldPassword: password,
      newPassword,
    });
    expect(changed.oldAuthKey).toBe(made.authKey);
    expect(changed.newAuthKey).not.toBe(made.authKey);
    stored.userKeyWrap = changed.userKeyWrap;
    await vault().unlock({ loginName, password: newPassword });
    await expect(vault().unlock({ loginName, password })).rejects.toMatchObject(
      { code: "PASSWORD_WRONG" },
    );
    await vault().unlockByPasskey({ prf: prf(9), ...passkey });
  });
});
