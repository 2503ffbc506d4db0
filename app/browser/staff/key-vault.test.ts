import { describe, expect, it } from "vitest";
import { argon2idWasm } from "#app/crypto/argon2id-wasm";
import { sealClaimEnvelope } from "#app/crypto/claim-envelope";
import { toBase64Url, fromBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import {
  formPurposes,
  openBoundForm,
  sealBoundForm,
} from "#app/crypto/bound-form";
import { deriveSignIn, newUserKey } from "#app/crypto/staff-keys";
import { ed25519 } from "@noble/curves/ed25519.js";
import { createKeyVault } from "./key-vault";
import type { Fetch } from "./staff-http";

/** Real cryptography; only the memory is small, so that a test takes milliseconds. */
const cheapArgon2id: typeof argon2idWasm = (input) =>
  argon2idWasm({ ...input, memoryKiB: 64, iterations: 1 });

const salt = new Uint8Array(16).fill(7);
const person = { loginName: "jn-intake", password: "yanlu-demo-2026" };
const tip = {
  v: 1,
  language: "zh-CN",
  areaCode: "370100",
  place: "某街道",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "挂名住院 <script>alert(1)</script>",
  when: { from: null, to: null, words: "今年春天" },
  amountFen: null,
  evidence: ["WITNESS"],
  howKnown: "",
  reporterKind: "PERSON",
  rewardWanted: true,
  nameKind: "ANON_CLAIM",
  files: [],
} as const;

type Routes = Record<
  string,
  (body: unknown) => { readonly status?: number; readonly json: unknown }
>;

function fakeFetch(routes: Routes) {
  const calls: { readonly path: string; readonly body: unknown }[] = [];
  const send = ((input: string, init?: RequestInit) => {
    const body: unknown =
      typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    calls.push({ path: input, body });
    const route = routes[input];
    const { status = 200, json } = route
      ? route(body)
      : { status: 404, json: { ok: false, code: "NOT_FOUND" } };
    return Promise.resolve(Response.json(json, { status }));
  }) as Fetch;
  return { send, calls };
}

async function office() {
  const keys = await deriveSignIn(person, salt, cheapArgon2id);
  const { userRecipient, userKeyWrap } = await newUserKey(
    await recipientOf(keys.wrapIdentity),
  );
  const officeIdentity = await newIdentity();
  const recipient = await recipientOf(officeIdentity);
  const routes: Routes = {
    "/api/staff/sign-in-parameters": () => ({
      json: { ok: true, deploymentSalt: toBase64Url(salt) },
    }),
    "/api/staff/keys": () => ({ json: { ok: true, ...answer } }),
  };
  const answer = {
    person: { id: "p1", displayName: "受理员一", officeId: "o1", roles: [] },
    userKeyWrap: toBase64Url(userKeyWrap),
    officeKeys: [
      {
        officeKeyId: "k1",
        officeId: "o1",
        officeName: "济南市医疗保障局",
        year: 2026,
        current: true,
        recipient: recipient as string,
        wrap: toBase64Url(await wrapIdentity(officeIdentity, userRecipient)),
      },
    ],
  };
  return { keys, routes, answer, officeIdentity, recipient, userRecipient };
}

async function lead(
  recipient: AgeRecipient,
  caseKey: AgeIdentity | null = null,
) {
  const thread = await newIdentity();
  const threadRecipient = await recipientOf(thread);
  const caseRecipient = caseKey && (await recipientOf(caseKey));
  return {
    thread,
    sealed: {
      tip: {
        body: toBase64Url(
          await sealBoundForm(formPurposes.tip, tip, [threadRecipient]),
        ),
        threadRecipient: threadRecipient as string,
        sealedBy: "SERVER",
        release: null,
        keyWraps: [
          {
            officeKeyId: "k1",
            ciphertext: toBase64Url(await wrapIdentity(thread, recipient)),
          },
        ],
        hasIdentity: false,
        files: [],
        messages: [
          {
            id: "m1",
            side: "TIPSTER",
            day: "2026-03-02",
            body: toBase64Url(
              await sealBoundForm(
                formPurposes.tipsterMessage,
                { v: 1, text: "补充一句" },
                [threadRecipient],
              ),
            ),
          },
          { id: "m2", side: "TIPSTER", day: "2026-03-02", body: "AAAA" },
        ],
      },
      case: {
        recipient: caseRecipient as string | null,
        keyWraps: caseKey
          ? [
              {
                officeKeyId: "k1",
                ciphertext: toBase64Url(await wrapIdentity(caseKey, recipient)),
              },
            ]
          : [],
        notes: [],
      },
    },
  };
}

async function unlocked(extra: Routes = {}) {
  const world = await office();
  const { send, calls } = fakeFetch({ ...world.routes, ...extra });
  const vault = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
  await vault.unlock(person);
  return { ...world, vault, calls };
}

describe("key vault", () => {
  it("gives the page the auth key and never the password or the wrap key", async () => {
    const { routes, keys } = await office();
    const { send, calls } = fakeFetch(routes);
    const vault = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
    const prepared = await vault.prepareSignIn(person);
    expect(prepared).toEqual({ authKey: toBase64Url(keys.authKey) });
    const ring = await vault.unlockPending({});
    expect(ring).toEqual({
      personId: "p1",
      displayName: "受理员一",
      offices: [{ officeId: "o1", officeName: "济南市医疗保障局" }],
    });
    expect(JSON.stringify(calls)).not.toContain(person.password);
  });

  it("says of a wrong password at an unlock just that", async () => {
    const { routes } = await office();
    const vault = createKeyVault({
      fetch: fakeFetch(routes).send,
      argon2id: cheapArgon2id,
    });
    await expect(
      vault.unlock({ ...person, password: "wrong" }),
    ).rejects.toMatchObject({ code: "PASSWORD_WRONG", field: "password" });
  });

  it("opens a tip and leaves an unreadable message empty instead of hiding the others", async () => {
    const { vault, recipient, routes } = await unlocked();
    const { sealed } = await lead(recipient);
    const opened = await createAndOpen();
    async function createAndOpen() {
      const { send } = fakeFetch({
        ...routes,
        "/api/staff/leads/l1/sealed": () => ({ json: { ok: true, ...sealed } }),
      });
      const second = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
      await second.unlock(person);
      return second.openLead({ leadId: "l1" });
    }
    expect(opened.body?.what).toBe(tip.what);
    expect(opened.messages.map(({ text }) => text)).toEqual(["补充一句", null]);
    expect(opened.hasCaseKey).toBe(false);
    await expect(vault.openLead({ leadId: "l1" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("refuses a key that a server wrapped in place of the tipster's", async () => {
    const world = await office();
    const { sealed } = await lead(world.recipient);
    const planted = await newIdentity();
    const forged = {
      ...sealed,
      tip: {
        ...sealed.tip,
        keyWraps: [
          {
            officeKeyId: "k1",
            ciphertext: toBase64Url(
              await wrapIdentity(planted, world.recipient),
            ),
          },
        ],
      },
    };
    const { send } = fakeFetch({
      ...world.routes,
      "/api/staff/leads/l1/sealed": () => ({ json: { ok: true, ...forged } }),
    });
    const vault = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
    await vault.unlock(person);
    await expect(vault.openLead({ leadId: "l1" })).rejects.toMatchObject({
      code: "WRAP_HOLDS_OTHER_KEY",
    });
  });

  it("seals notes to the case key and messages to the thread key", async () => {
    const world = await office();
    const caseKey = await newIdentity();
    const { sealed, thread } = await lead(world.recipient, caseKey);
    const { send, calls } = fakeFetch({
      ...world.routes,
      "/api/staff/leads/l1/sealed": () => ({ json: { ok: true, ...sealed } }),
    });
    const vault = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
    await vault.unlock(person);
    const note = await vault.sealNote({ leadId: "l1", text: " 已核对 " });
    const message = await vault.sealMessage({ leadId: "l1", text: "请补充" });
    expect(
      await openBoundForm(
        formPurposes.note,
        fromBase64Url(note.sealedNote),
        caseKey,
      ),
    ).toEqual({
      v: 1,
      text: "已核对",
    });
    expect(
      await openBoundForm(
        formPurposes.staffMessage,
        fromBase64Url(message.sealedMessage),
        thread,
      ),
    ).toEqual({ v: 1, text: "请补充" });
    // sealing is local: nothing typed has been sent anywhere
    expect(JSON.stringify(calls)).not.toContain("请补充");
    await expect(
      vault.sealNote({ leadId: "l1", text: "   " }),
    ).rejects.toMatchObject({ code: "TEXT_MISSING" });
  });

  it("wraps a new case key so that the office, and only it, can open it", async () => {
    const world = await office();
    const { sealed } = await lead(world.recipient);
    const { send } = fakeFetch({
      ...world.routes,
      "/api/staff/leads/l1/sealed": () => ({ json: { ok: true, ...sealed } }),
    });
    const vault = createKeyVault({ fetch: send, argon2id: cheapArgon2id });
    await vault.unlock(person);
    const { caseRecipient, caseKeyWrap } = await vault.newCaseKey({
      leadId: "l1",
    });
    const caseKey = await unwrapIdentity(
      fromBase64Url(caseKeyWrap),
      world.officeIdentity,
    );
    expect(await recipientOf(caseKey)).toBe(caseRecipient);
    await expect(
      unwrapIdentity(fromBase64Url(caseKeyWrap), world.keys.wrapIdentity),
    ).rejects.toMatchObject({ code: "SEAL_NOT_OPENED" });
  });

  it("tells a payee envelope that the tipster did not sign from one that they did", async () => {
    const { recipient, routes } = await office();
    const claim = ed25519.keygen();
    const payee = {
      v: 1,
      name: "某人",
      idNumber: "",
      bank: "某银行某支行",
      account: "62220000",
    };
    const { sealed, signature } = await sealClaimEnvelope(payee, {
      claimId: "c1",
      claimPrivateKey: claim.secretKey,
      recipients: [recipient],
    });
    const answer = (claimPublicKey: Uint8Array) => ({
      "/api/finance/claims/c1/sealed": () => ({
        json: {
          ok: true,
          envelope: toBase64Url(sealed),
          signature: toBase64Url(signature),
          claimPublicKey: toBase64Url(claimPublicKey),
          officeKeyId: "k1",
          claimId: "c1",
          // the browser does not take the server's word
          signatureValid: true,
        },
      }),
    });
    const open = async (extra: Routes) => {
      const vault = createKeyVault({
        fetch: fakeFetch({ ...routes, ...extra }).send,
        argon2id: cheapArgon2id,
      });
      await vault.unlock(person);
      return vault.openPayee({ claimId: "c1" });
    };
    expect(await open(answer(claim.publicKey))).toEqual({
      payee,
      signatureValid: true,
    });
    expect(
      (await open(answer(ed25519.keygen().publicKey))).signatureValid,
    ).toBe(false);
  });

  it("does nothing before it is unlocked", async () => {
    const { routes } = await office();
    const vault = createKeyVault({
      fetch: fakeFetch(routes).send,
      argon2id: cheapArgon2id,
    });
    await expect(vault.openLead({ leadId: "l1" })).rejects.toMatchObject({
      code: "KEYS_LOCKED",
    });
    await expect(vault.openPayee({ claimId: "c1" })).rejects.toMatchObject({
      code: "KEYS_LOCKED",
    });
  });
});
