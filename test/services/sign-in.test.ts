import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CodedError } from "#app/domain/shared/coded-error";
import { readSession } from "#app/services/staff/read-session.server";
import { signIn } from "#app/services/staff/sign-in.server";
import { signOut } from "#app/services/staff/sign-out.server";
import { stepUp } from "#app/services/staff/step-up.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { refusal } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const WRONG_KEY = "A".repeat(43);

/** Each call in a time step of its own, since a code is good once. */
function enter(
  name: string,
  change: Partial<Parameters<typeof signIn>[1]> = {},
) {
  world.clock.passSeconds(31);
  return signIn(world.deps, {
    loginName: name,
    authKey: world.member(name).authKey,
    totp: world.totp(name),
    ...change,
  });
}

describe("sign-in", () => {
  it("opens a session that tells who acts, and counts as stepping up for ten minutes", async () => {
    const { token } = await enter("jn-intake-1");
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await readSession(world.deps, token)).toMatchObject({
      personId: world.member("jn-intake-1").id,
      officeId: world.officeId("JN"),
      roles: [{ officeId: world.officeId("JN"), role: "INTAKE" }],
      steppedUp: true,
    });
    world.clock.passSeconds(599);
    expect((await readSession(world.deps, token))!.steppedUp).toBe(true);
    world.clock.passSeconds(2);
    expect((await readSession(world.deps, token))!.steppedUp).toBe(false);
    const stored = await world.db.staffSession.findMany();
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it("takes a name in any case and width", async () => {
    const { authKey } = world.member("jn-intake-2");
    world.clock.passSeconds(31);
    await signIn(world.deps, {
      loginName: " JN-Intake-２ ",
      authKey,
      totp: world.totp("jn-intake-2"),
    });
  });

  it("refuses wrong name, key and code alike, after the same work", async () => {
    const { verified } = world.secrets;
    const tries = [
      () => enter("jn-legal-1", { loginName: "nobody" }),
      () => enter("jn-legal-1", { authKey: WRONG_KEY }),
      () => enter("jn-legal-1", { authKey: "short" }),
      () => enter("jn-legal-1", { totp: "000000" }),
      () => enter("jn-legal-1", { totp: "" }),
    ];
    for (const attempt of tries) {
      const before = verified.length;
      expect(await refusal(attempt())).toBe("SIGN_IN_FAILED");
      expect(verified.length - before).toBe(1);
    }
    world.clock.passDays(1);
    await enter("jn-legal-1");
  });

  it("takes the code of the step before and after, each once, and no older one", async () => {
    const name = "jn-legal-2";
    const { authKey } = world.member(name);
    const input = (totp: string) => ({ loginName: name, authKey, totp });
    const old = world.totp(name);
    world.clock.passSeconds(90);
    expect(await refusal(signIn(world.deps, input(old)))).toBe(
      "SIGN_IN_FAILED",
    );
    const before = world.totp(name);
    world.clock.passSeconds(30);
    await signIn(world.deps, input(before));
    expect(await refusal(signIn(world.deps, input(before)))).toBe(
      "SIGN_IN_FAILED",
    );
    const now = world.totp(name);
    const answers = await Promise.all(
      [1, 2, 3].map(() => refusal(signIn(world.deps, input(now)))),
    );
    expect(answers.sort()).toEqual([
      "NONE",
      "SIGN_IN_FAILED",
      "SIGN_IN_FAILED",
    ]);
  });

  it("pauses an account after five failures: 1, 2, 4 … 60 minutes, also for the right key", async () => {
    const name = "jn-reviewer-1";
    const fail = () => refusal(enter(name, { authKey: WRONG_KEY }));
    const minutesOf = async () => {
      try {
        await enter(name);
        return 0;
      } catch (error) {
        return (error as CodedError).values.minutes;
      }
    };
    for (let turn = 0; turn < 5; turn++)
      expect(await fail()).toBe("SIGN_IN_FAILED");
    const pauses: unknown[] = [];
    for (let turn = 0; turn < 8; turn++) {
      const person = await world.db.person.findUniqueOrThrow({
        where: { loginName: name },
      });
      const until = person.lockedUntil!;
      const left = (until.getTime() - world.clock.now().getTime()) / 60_000;
      pauses.push(left);
      expect(await minutesOf()).toBe(Math.ceil(left - 31 / 60));
      world.clock.passSeconds(left * 60 + 1);
      expect(await fail()).toBe("SIGN_IN_FAILED");
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    world.clock.passSeconds(3_601);
    await enter(name);
    const after = await world.db.person.findUniqueOrThrow({
      where: { loginName: name },
    });
    expect([after.failedAttempts, after.lockedUntil]).toEqual([0, null]);
  });

  it("lets no flood of guesses past the count", async () => {
    const name = "jn-reviewer-2";
    world.clock.passSeconds(31);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        refusal(
          signIn(world.deps, {
            loginName: name,
            authKey: WRONG_KEY,
            totp: world.totp(name),
          }),
        ),
      ),
    );
    expect(answers.filter((code) => code === "SIGN_IN_FAILED")).toHaveLength(5);
    expect(answers.filter((code) => code === "SIGN_IN_LOCKED")).toHaveLength(
      25,
    );
  });

  it("pauses a name that does not exist just the same", async () => {
    const answers: string[] = [];
    for (let turn = 0; turn < 6; turn++)
      answers.push(
        await refusal(
          signIn(world.deps, {
            loginName: "no-such-person",
            authKey: WRONG_KEY,
            totp: "123456",
          }),
        ),
      );
    expect(answers).toEqual([
      ...Array.from({ length: 5 }, () => "SIGN_IN_FAILED"),
      "SIGN_IN_LOCKED",
    ]);
  });
});

describe("a session", () => {
  it("ends after fifteen idle minutes", async () => {
    const { token } = await enter("jn-leader-1");
    for (let turn = 0; turn < 4; turn++) {
      world.clock.passSeconds(14 * 60);
      expect(await readSession(world.deps, token)).not.toBeNull();
    }
    world.clock.passSeconds(15 * 60 + 1);
    expect(await readSession(world.deps, token)).toBeNull();
    expect(await readSession(world.deps, token)).toBeNull();
  });

  it("ends after eight hours, busy or not", async () => {
    const { token } = await enter("jn-leader-1");
    for (let minutes = 0; minutes < 479; minutes += 10) {
      expect([minutes, await readSession(world.deps, token)]).not.toEqual([
        minutes,
        null,
      ]);
      world.clock.passSeconds(600);
    }
    expect(await readSession(world.deps, token)).toBeNull();
  });

  it("ends with sign-out, and with the person", async () => {
    const { token } = await enter("jn-leader-1");
    await signOut(world.deps, token);
    await signOut(world.deps, token);
    await signOut(world.deps, null);
    expect(await readSession(world.deps, token)).toBeNull();

    const second = await enter("jn-leader-2");
    const { id } = world.member("jn-leader-2");
    await world.db.person.update({ where: { id }, data: { active: false } });
    expect(await readSession(world.deps, second.token)).toBeNull();
    expect(await refusal(enter("jn-leader-2"))).toBe("SIGN_IN_FAILED");
  });

  it("loses a role at once", async () => {
    const { token } = await enter("jn-investigator-1");
    await world.db.personRole.deleteMany({
      where: { personId: world.member("jn-investigator-1").id },
    });
    expect((await readSession(world.deps, token))!.roles).toEqual([]);
  });

  it("is not made up from another token", async () => {
    for (const token of ["", "x", "A".repeat(43), "A".repeat(5_000)])
      expect(await readSession(world.deps, token)).toBeNull();
  });
});

describe("step-up", () => {
  it("needs a fresh code, which is then used up", async () => {
    const name = "jn-fin-cashier-1";
    const { token } = await enter(name);
    world.clock.passSeconds(11 * 60);
    const actor = (await readSession(world.deps, token))!;
    expect(actor.steppedUp).toBe(false);
    expect(await refusal(stepUp(world.deps, actor, { totp: "000000" }))).toBe(
      "TOTP_WRONG",
    );
    const totp = world.totp(name);
    await stepUp(world.deps, actor, { totp });
    expect((await readSession(world.deps, token))!.steppedUp).toBe(true);
    expect(await refusal(stepUp(world.deps, actor, { totp }))).toBe(
      "TOTP_WRONG",
    );
    for (let turn = 0; turn < 4; turn++)
      await refusal(stepUp(world.deps, actor, { totp: "000000" }));
    world.clock.passSeconds(31);
    expect(
      await refusal(stepUp(world.deps, actor, { totp: world.totp(name) })),
    ).toBe("SIGN_IN_LOCKED");
  });
});
