import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { givenPasskey, newPasskey } from "#app/forms/staff/people";
import { ownUserKey, staffAccount } from "#app/queries/staff-account.server";
import type { StaffActor } from "#app/services/ports";
import {
  addPasskey,
  startPasskey,
} from "#app/services/staff/add-passkey.server";
import { readEntry } from "#app/services/log/read-entry";
import { changePassword } from "#app/services/staff/change-password.server";
import { endOtherSessions } from "#app/services/staff/end-sessions.server";
import {
  setSecondFactor,
  startSecondFactor,
} from "#app/services/staff/new-second-factor.server";
import { readSession } from "#app/services/staff/read-session.server";
import { removePasskey } from "#app/services/staff/remove-passkey.server";
import { totpOf } from "#app/services/staff/second-factor.server";
import { signIn } from "#app/services/staff/sign-in.server";
import {
  passkeyRequest,
  signInByPasskey,
  stepUpRequest,
} from "#app/services/staff/sign-in-by-passkey.server";
import { stepUp } from "#app/services/staff/step-up.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { refusal } from "#test/factories/play";
import { SoftPasskey } from "#test/factories/soft-passkey";
import { Secret } from "otpauth";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const WRONG_KEY = "A".repeat(43);
const request = () =>
  passkeyRequest(world.deps, { purpose: "SIGN_IN", personId: null });

async function aWrap(): Promise<string> {
  const key = await newIdentity();
  return toBase64Url(await wrapIdentity(key, await recipientOf(key)));
}

/** `unlocks`: whether the authenticator has a PRF */
async function withPasskey(name: string, { unlocks = true } = {}) {
  const actor = world.actor(name);
  const device = new SoftPasskey();
  const userKeyWrap = unlocks ? await aWrap() : null;
  await addPasskey(
    world.deps,
    actor,
    device.create(await startPasskey(world.deps, actor), { userKeyWrap }),
  );
  return { actor, device, userKeyWrap };
}

const signInWith = async (
  device: SoftPasskey,
  odd: Parameters<SoftPasskey["get"]>[1] = {},
) => signInByPasskey(world.deps, device.get(await request(), odd));

describe("a passkey that opens keys", () => {
  it("signs in alone, counts as stepping up, and hands its own wrap out", async () => {
    const { actor, device, userKeyWrap } = await withPasskey("jn-intake-1");
    const opened = await signInWith(device);
    expect(opened.userKeyWrap).toBe(userKeyWrap);
    expect(await readSession(world.deps, opened.token)).toMatchObject({
      personId: actor.personId,
      steppedUp: true,
    });
    const [entry] = await world.db.logEntry.findMany({
      where: { kind: "PASSKEY_ADDED", personId: actor.personId },
    });
    expect(readEntry(entry!)).toMatchObject({ data: { unlocks: true } });
  });

  it("is asked for without a list: nobody learns who has one", async () => {
    const { options } = await request();
    expect(options.allowCredentials ?? []).toEqual([]);
    expect(options.userVerification).toBe("required");
    expect(options.rpId).toBe("localhost");
  });

  it("is refused from another origin, another site, unrecognised owners, and for another ceremony", async () => {
    const { device } = await withPasskey("jn-intake-2");
    for (const odd of [
      { origin: "https://tips.example" },
      { origin: "http://localhost:3001" },
      { rpId: "tips.example" },
      { userVerified: false },
      { type: "webauthn.create" },
    ])
      expect([odd, await refusal(signInWith(device, odd))]).toEqual([
        odd,
        "PASSKEY_REFUSED",
      ]);
    expect(await refusal(signInWith(new SoftPasskey()))).toBe(
      "PASSKEY_REFUSED",
    );
    const other = new SoftPasskey();
    Object.assign(other, { credentialId: device.credentialId });
    expect(await refusal(signInWith(other, { counter: 99 }))).toBe(
      "PASSKEY_REFUSED",
    );
    expect(await refusal(signInWith(device))).toBe("NONE");
  });

  it("answers each challenge once, in time, also at the same instant", async () => {
    const { device } = await withPasskey("jn-legal-1");
    const challenge = await request();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        refusal(signInByPasskey(world.deps, device.get(challenge))),
      ),
    );
    expect(answers.sort()).toEqual([
      "NONE",
      "PASSKEY_TOO_LATE",
      "PASSKEY_TOO_LATE",
    ]);
    const late = await request();
    world.clock.passSeconds(301);
    expect(await refusal(signInByPasskey(world.deps, device.get(late)))).toBe(
      "PASSKEY_TOO_LATE",
    );
    const wrongPlace = await stepUpRequest(
      world.deps,
      world.actor("jn-legal-1"),
    );
    expect(
      await refusal(signInByPasskey(world.deps, device.get(wrongPlace))),
    ).toBe("PASSKEY_TOO_LATE");
  });

  it("that was copied betrays itself by its counter", async () => {
    const { device } = await withPasskey("jn-legal-2");
    await signInWith(device, { counter: 7 });
    expect(await refusal(signInWith(device, { counter: 7 }))).toBe(
      "PASSKEY_REFUSED",
    );
    expect(await refusal(signInWith(device, { counter: 3 }))).toBe(
      "PASSKEY_REFUSED",
    );
    expect(await refusal(signInWith(device, { counter: 8 }))).toBe("NONE");
  });

  it("and its copy, used at the same instant, are not both taken", async () => {
    const { device } = await withPasskey("jn-reviewer-1");
    const challenges = await Promise.all([request(), request(), request()]);
    const answers = await Promise.all(
      challenges.map((challenge) =>
        refusal(
          signInByPasskey(world.deps, device.get(challenge, { counter: 5 })),
        ),
      ),
    );
    expect(answers.sort()).toEqual([
      "NONE",
      "PASSKEY_REFUSED",
      "PASSKEY_REFUSED",
    ]);
  });

  it("without a counter of its own is taken as often as wanted", async () => {
    const { device } = await withPasskey("jn-leader-1");
    await signInWith(device, { counter: 0 });
    expect(await refusal(signInWith(device, { counter: 0 }))).toBe("NONE");
  });

  it("lets its owner in while somebody floods the account with wrong passwords", async () => {
    const { device } = await withPasskey("jn-leader-2");
    const guess = () =>
      refusal(
        signIn(world.deps, {
          loginName: "jn-leader-2",
          authKey: WRONG_KEY,
          totp: "000000",
        }),
      );
    for (let turn = 0; turn < 5; turn++) await guess();
    expect(await guess()).toBe("SIGN_IN_LOCKED");
    expect(await refusal(signInWith(device))).toBe("NONE");
    // and does not give the guesser new tries
    expect(await guess()).toBe("SIGN_IN_LOCKED");
  });

  it("of somebody who left opens nothing", async () => {
    const { actor, device } = await withPasskey("jn-supervisor-1");
    await world.db.person.update({
      where: { id: actor.personId },
      data: { active: false },
    });
    expect(await refusal(signInWith(device))).toBe("PASSKEY_REFUSED");
  });
});

describe("a passkey that opens none", () => {
  const name = "lx-intake-1";
  let device: SoftPasskey;
  beforeAll(async () => {
    device = (await withPasskey(name, { unlocks: false })).device;
  });
  const enter = async (change: Partial<Parameters<typeof signIn>[1]> = {}) =>
    signIn(world.deps, {
      loginName: name,
      authKey: world.member(name).authKey,
      totp: "",
      passkey: device.get(await request()),
      ...change,
    });

  it("does not sign in alone", async () => {
    expect(await refusal(signInWith(device))).toBe(
      "PASSKEY_SECOND_FACTOR_ONLY",
    );
  });

  it("stands for the code beside the password; whatever is wrong is one refusal after the same work", async () => {
    expect(await refusal(enter())).toBe("NONE");
    const stranger = new SoftPasskey();
    const { verified } = world.secrets;
    for (const change of [
      { authKey: WRONG_KEY },
      { loginName: "no-such-name" },
      {
        loginName: "lx-intake-2",
        authKey: world.member("lx-intake-2").authKey,
      },
      { passkey: stranger.get(await request()) },
    ]) {
      const before = verified.length;
      expect(await refusal(enter(change))).toBe("SIGN_IN_FAILED");
      expect(verified.length - before).toBe(1);
    }
  });

  it("is counted with the password", async () => {
    for (let turn = 0; turn < 5; turn++)
      await refusal(enter({ authKey: WRONG_KEY }));
    expect(await refusal(enter())).toBe("SIGN_IN_LOCKED");
    world.clock.passDays(1);
  });
});

describe("stepping up with a passkey", () => {
  it("takes the own one, for the own challenge", async () => {
    const { actor, device } = await withPasskey("lx-leader-1");
    const other = await withPasskey("lx-leader-2");
    const { token } = await signInWith(device);
    world.clock.passSeconds(11 * 60);
    const late = (await readSession(world.deps, token))!;
    expect(late.steppedUp).toBe(false);
    const step = (passkey: Parameters<typeof stepUp>[2]) =>
      refusal(stepUp(world.deps, late, passkey));
    expect(
      await step({
        passkey: other.device.get(await stepUpRequest(world.deps, actor)),
      }),
    ).toBe("PASSKEY_REFUSED");
    expect(
      await step({
        passkey: device.get(await stepUpRequest(world.deps, other.actor)),
      }),
    ).toBe("PASSKEY_TOO_LATE");
    expect((await readSession(world.deps, token))!.steppedUp).toBe(false);
    expect(
      await step({
        passkey: device.get(await stepUpRequest(world.deps, actor)),
      }),
    ).toBe("NONE");
    expect((await readSession(world.deps, token))!.steppedUp).toBe(true);
  });

  it("needs one", async () => {
    expect(
      await refusal(stepUpRequest(world.deps, world.actor("nat-legal-1"))),
    ).toBe("NO_PASSKEY");
  });
});

describe("the own passkeys", () => {
  const late = (actor: StaffActor): StaffActor => ({
    ...actor,
    steppedUp: false,
  });

  it("are added and removed after stepping up, by their owner", async () => {
    const { actor, device } = await withPasskey("nat-leader-1");
    const start = await startPasskey(world.deps, actor);
    const second = new SoftPasskey().create(start, { userKeyWrap: null });
    expect(await refusal(startPasskey(world.deps, late(actor)))).toBe(
      "STEP_UP_NEEDED",
    );
    expect(await refusal(addPasskey(world.deps, late(actor), second))).toBe(
      "STEP_UP_NEEDED",
    );
    const another = world.actor("nat-leader-2");
    expect(await refusal(addPasskey(world.deps, another, second))).toBe(
      "PASSKEY_TOO_LATE",
    );
    expect(await refusal(addPasskey(world.deps, actor, second))).toBe("NONE");
    expect(await refusal(addPasskey(world.deps, actor, second))).toBe(
      "PASSKEY_TOO_LATE",
    );
    const again = device.create(await startPasskey(world.deps, actor), {
      userKeyWrap: null,
    });
    expect(await refusal(addPasskey(world.deps, actor, again))).toBe(
      "PASSKEY_KNOWN",
    );
    const { passkeys } = await staffAccount(world.deps, actor);
    expect(passkeys.map(({ unlocks }) => unlocks)).toEqual([true, false]);
    expect((await ownUserKey(world.deps, actor)).passkeys).toHaveLength(1);
    const [first] = passkeys;
    const remove = (who: StaffActor) =>
      refusal(removePasskey(world.deps, who, { passkeyId: first!.id }));
    expect(await remove(another)).toBe("NOT_FOUND");
    expect(await remove(late(actor))).toBe("STEP_UP_NEEDED");
    expect(await remove(actor)).toBe("NONE");
    expect(await refusal(signInWith(device))).toBe("PASSKEY_REFUSED");
  });

  it("are refused when made elsewhere", async () => {
    const actor = world.actor("nat-intake-1");
    for (const odd of [
      { origin: "https://tips.example" },
      { rpId: "tips.example" },
      { userVerified: false },
      { type: "webauthn.get" },
    ])
      expect([
        odd,
        await refusal(
          addPasskey(
            world.deps,
            actor,
            new SoftPasskey().create(await startPasskey(world.deps, actor), {
              userKeyWrap: null,
              ...odd,
            }),
          ),
        ),
      ]).toEqual([odd, "PASSKEY_REFUSED"]);
  });

  it("the last of somebody without codes stays, also when two go at once", async () => {
    const { actor } = await withPasskey("nat-intake-2");
    await withPasskey("nat-intake-2");
    await world.db.person.update({
      where: { id: actor.personId },
      data: { totpSecret: null },
    });
    const { passkeys } = await staffAccount(world.deps, actor);
    const answers = await Promise.all(
      passkeys.map(({ id }) =>
        refusal(removePasskey(world.deps, actor, { passkeyId: id })),
      ),
    );
    expect(answers.sort()).toEqual(["LAST_SECOND_FACTOR", "NONE"]);
  });

  it("never carry the output of the PRF to the server", () => {
    const device = new SoftPasskey();
    const challenge = {
      challengeId: crypto.randomUUID(),
      options: { challenge: "AAAA" },
    };
    const made = device.create(challenge, { userKeyWrap: null });
    const given = device.get(challenge);
    expect(newPasskey.safeParse(made).success).toBe(true);
    expect(givenPasskey.safeParse(given).success).toBe(true);
    const leak = { prf: { results: { first: "AAAA" } } };
    for (const [schema, value] of [
      [newPasskey, made],
      [givenPasskey, given],
    ] as const)
      expect(
        schema.safeParse({
          ...value,
          response: { ...value.response, clientExtensionResults: leak },
        }).success,
      ).toBe(false);
  });
});

describe("the own account", () => {
  const keyOf = (text: string) =>
    createHash("sha256").update(text).digest("base64url");

  async function enter(name: string, authKey: string) {
    world.clock.passSeconds(61);
    const { token } = await signIn(world.deps, {
      loginName: name,
      authKey,
      totp: world.totp(name),
    });
    return { token, actor: (await readSession(world.deps, token))! };
  }

  it("a new password keeps this session, ends the others and is logged", async () => {
    const name = "jn-investigator-1";
    const old = world.member(name).authKey;
    const elsewhere = await enter(name, old);
    const here = await enter(name, old);
    const userKeyWrap = await aWrap();
    const change = (oldAuthKey: string) =>
      refusal(
        changePassword(world.deps, here.actor, {
          oldAuthKey,
          newAuthKey: keyOf("new"),
          userKeyWrap,
        }),
      );
    expect(await change(WRONG_KEY)).toBe("PASSWORD_WRONG");
    expect(await readSession(world.deps, elsewhere.token)).not.toBeNull();
    const answers = await Promise.all([change(old), change(old)]);
    expect(answers.filter((code) => code === "NONE")).toHaveLength(1);
    expect(await readSession(world.deps, elsewhere.token)).toBeNull();
    expect(await readSession(world.deps, here.token)).not.toBeNull();
    expect((await ownUserKey(world.deps, here.actor)).userKeyWrap).toBe(
      userKeyWrap,
    );
    expect(await refusal(enter(name, old))).toBe("SIGN_IN_FAILED");
    expect(await refusal(enter(name, keyOf("new")))).toBe("NONE");
    expect(
      await world.db.logEntry.count({
        where: { kind: "PASSWORD_CHANGED", personId: here.actor.personId },
      }),
    ).toBe(1);
  });

  it("wrong old passwords are counted as at sign-in", async () => {
    const name = "jn-investigator-2";
    const { actor } = await enter(name, world.member(name).authKey);
    const guess = async () =>
      refusal(
        changePassword(world.deps, actor, {
          oldAuthKey: WRONG_KEY,
          newAuthKey: keyOf("mine"),
          userKeyWrap: await aWrap(),
        }),
      );
    for (let turn = 0; turn < 5; turn++)
      expect(await guess()).toBe("PASSWORD_WRONG");
    expect(await guess()).toBe("SIGN_IN_LOCKED");
  });

  it("a new second factor is proven and replaces the old one", async () => {
    const name = "jn-reviewer-1";
    const { authKey } = world.member(name);
    const { actor } = await enter(name, authKey);
    expect(
      await refusal(
        startSecondFactor(world.deps, { ...actor, steppedUp: false }),
      ),
    ).toBe("STEP_UP_NEEDED");
    const offered = await startSecondFactor(world.deps, actor);
    const { sealedSecret } = offered;
    expect(offered.uri).toContain(`secret=${offered.secret}`);
    expect(
      await refusal(
        setSecondFactor(world.deps, actor, { sealedSecret, totp: "000000" }),
      ),
    ).toBe("TOTP_WRONG");
    const secret = new Uint8Array(Secret.fromBase32(offered.secret).buffer);
    const code = () =>
      totpOf(secret).generate({ timestamp: world.clock.now().getTime() });
    await setSecondFactor(world.deps, actor, { sealedSecret, totp: code() });
    expect(await refusal(enter(name, authKey))).toBe("SIGN_IN_FAILED");
    world.clock.passSeconds(61);
    expect(
      await refusal(
        signIn(world.deps, { loginName: name, authKey, totp: code() }),
      ),
    ).toBe("NONE");
  });

  it("ends its other sessions, and nobody else's", async () => {
    const name = "jn-reviewer-2";
    const { authKey } = world.member(name);
    const one = await enter(name, authKey);
    const two = await enter(name, authKey);
    const foreign = await enter(
      "lx-legal-1",
      world.member("lx-legal-1").authKey,
    );
    expect((await staffAccount(world.deps, two.actor)).sessions).toHaveLength(
      2,
    );
    expect(await endOtherSessions(world.deps, two.actor)).toEqual({ ended: 1 });
    expect(await readSession(world.deps, one.token)).toBeNull();
    expect(await readSession(world.deps, two.token)).not.toBeNull();
    expect(await readSession(world.deps, foreign.token)).not.toBeNull();
  });
});
