import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import type { Role } from "#app/domain/access/roles";
import { peopleCommand } from "#app/forms/staff/people";
import { staffPeople, staffPerson } from "#app/queries/staff-people.server";
import {
  addOffice,
  setOffice,
} from "#app/services/staff/change-offices.server";
import {
  enrolPerson,
  openInvitation,
} from "#app/services/staff/enrol-person.server";
import {
  invitePerson,
  reinvitePerson,
} from "#app/services/staff/invite-person.server";
import { readEntry } from "#app/services/log/read-entry";
import { markLeft } from "#app/services/staff/mark-left.server";
import { readSession } from "#app/services/staff/read-session.server";
import { totpOf } from "#app/services/staff/second-factor.server";
import { setRoles } from "#app/services/staff/set-roles.server";
import { signIn } from "#app/services/staff/sign-in.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { refusal } from "#test/factories/play";
import { Secret } from "otpauth";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const admin = () => world.actor("admin");
let number = 0;

function invite(
  change: Partial<Parameters<typeof invitePerson>[2]> = {},
  actor = admin(),
) {
  number += 1;
  return invitePerson(world.deps, actor, {
    loginName: `new-${number}`,
    displayName: "新人",
    email: null,
    officeId: world.officeId("JN"),
    roles: ["INTAKE"],
    ...change,
  });
}

async function enrolmentOf(invitation: string) {
  const { secondFactor } = await openInvitation(world.deps, { invitation });
  const secret = new Uint8Array(Secret.fromBase32(secondFactor.secret).buffer);
  const user = await newIdentity();
  const userRecipient = await recipientOf(user);
  const authKey = createHash("sha256").update(invitation).digest();
  return {
    secret,
    input: {
      invitation,
      authKey: authKey.toString("base64url"),
      userRecipient: userRecipient as string,
      userKeyWrap: toBase64Url(await wrapIdentity(user, userRecipient)),
      secondFactor: {
        sealedSecret: secondFactor.sealedSecret,
        totp: totpOf(secret).generate({
          timestamp: world.clock.now().getTime(),
        }),
      },
      passkey: null,
    },
  };
}

async function enrolled(change: Parameters<typeof invite>[0] = {}) {
  const { personId, invitation } = await invite(change);
  const { input, secret } = await enrolmentOf(invitation);
  await enrolPerson(world.deps, input);
  const { loginName, officeId } = await world.db.person.findUniqueOrThrow({
    where: { id: personId },
  });
  return { personId, officeId, loginName, authKey: input.authKey, secret };
}

function enter(person: Awaited<ReturnType<typeof enrolled>>) {
  world.clock.passSeconds(61);
  return signIn(world.deps, {
    loginName: person.loginName,
    authKey: person.authKey,
    totp: totpOf(person.secret).generate({
      timestamp: world.clock.now().getTime(),
    }),
  });
}

async function shareKey(personId: string) {
  const { id, identity, recipient } = world.officeKey("JN");
  await world.db.officeKeyWrap.create({
    data: {
      officeKeyId: id,
      personId,
      ciphertext: new Uint8Array(await wrapIdentity(identity, recipient)),
    },
  });
}

const entries = (kind: string, where: object = {}) =>
  world.db.logEntry.findMany({ where: { kind, ...where } });

describe("who may change people and offices", () => {
  it("administrators, and nobody else; they step up first", async () => {
    const { deps, members } = world;
    const target = await enrolled();
    const acts = (actor: ReturnType<typeof admin>) => [
      () => invite({}, actor),
      () => reinvitePerson(deps, actor, target),
      () => setRoles(deps, actor, { ...target, roles: ["REVIEWER"] }),
      () => markLeft(deps, actor, target),
      () =>
        addOffice(deps, actor, {
          code: `X-${(number += 1)}`,
          nameZh: "机构",
          nameEn: "office",
          kind: "CENTRE",
          areaCode: "370100",
          parentId: null,
          financeOfficeId: null,
        }),
      () =>
        setOffice(deps, actor, {
          officeId: world.officeId("LX"),
          takesTips: true,
          financeOfficeId: world.officeId("JN-FIN"),
        }),
      () => staffPeople(deps, actor),
      () => staffPerson(deps, actor, target.personId),
    ];
    const roles = new Set(members.map(({ role }) => role));
    for (const role of roles) {
      const name = members.find((each) => each.role === role)!.loginName;
      const answers = await Promise.all(
        acts(world.actor(name)).map((act) => refusal(act())),
      );
      if (role !== "ADMIN")
        expect([role, ...answers]).toEqual([
          role,
          ...answers.map(() => "NOT_FOUND"),
        ]);
    }
    const before = await world.db.person.count();
    const late = world.actor("admin", { steppedUp: false });
    expect(
      await Promise.all(
        acts(late)
          .slice(0, 6)
          .map((act) => refusal(act())),
      ),
    ).toEqual(Array.from({ length: 6 }, () => "STEP_UP_NEEDED"));
    expect(await world.db.person.count()).toBe(before);
  });

  it("an administrator whose role was taken away meanwhile is none", async () => {
    const second = await enrolled({
      officeId: world.officeId("NAT"),
      roles: ["ADMIN"],
    });
    const actor = {
      ...admin(),
      personId: second.personId,
    };
    expect(await refusal(invite({}, actor))).toBe("NONE");
    await setRoles(world.deps, admin(), { ...second, roles: ["AUDITOR"] });
    expect(await refusal(invite({}, actor))).toBe("NOT_FOUND");
  });
});

describe("an invitation", () => {
  it("is stored as a hash, shown once, and logged without a name", async () => {
    const { personId, invitation } = await invite({ displayName: "某某" });
    expect(Buffer.from(invitation, "base64url")).toHaveLength(20);
    const row = await world.db.person.findUniqueOrThrow({
      where: { id: personId },
    });
    expect(Buffer.from(row.invitationHash!)).toEqual(
      createHash("sha256").update(invitation).digest(),
    );
    const [entry] = await entries("PERSON_INVITED", {
      innerEntry: { contains: personId },
    });
    expect(readEntry(entry!)).toMatchObject({
      personId: admin().personId,
      data: { invitedPersonId: personId, roles: ["INTAKE"] },
    });
    expect(entry!.innerEntry).not.toContain("某某");
    expect(entry!.innerEntry).not.toContain(invitation);
  });

  it("is refused for a name that exists, in any spelling, also at the same instant", async () => {
    await invite({ loginName: "twice" });
    expect(await refusal(invite({ loginName: " ＴWICE " }))).toBe("NAME_TAKEN");
    const answers = await Promise.all(
      [1, 2, 3].map(() => refusal(invite({ loginName: "at-once" }))),
    );
    expect(answers.sort()).toEqual(["NAME_TAKEN", "NAME_TAKEN", "NONE"]);
  });

  it.each([
    [["INTAKE", "CASHIER"], "JN", "ROLES_NOT_TOGETHER"],
    [["ADMIN", "LEADER"], "JN", "ROLES_NOT_TOGETHER"],
    [["CASHIER"], "JN", "ROLE_NOT_IN_OFFICE"],
    [["LEADER"], "JN-FIN", "ROLE_NOT_IN_OFFICE"],
    [["ADMIN", "AUDITOR"], "JN", "NONE"],
    [["CASHIER", "ACCOUNTANT"], "JN-FIN", "NONE"],
  ] as const)("for %j in %s: %s", async (roles, office, code) => {
    const officeId = world.officeId(office);
    expect(await refusal(invite({ roles: [...roles], officeId }))).toBe(code);
  });

  it("ends after seven days", async () => {
    const { invitation } = await invite();
    const { input } = await enrolmentOf(invitation);
    world.clock.passDays(7);
    expect(await refusal(openInvitation(world.deps, { invitation }))).toBe(
      "INVITATION_EXPIRED",
    );
    expect(await refusal(enrolPerson(world.deps, input))).toBe(
      "INVITATION_EXPIRED",
    );
  });

  it("enrols one of those who use it at the same instant, and nobody later", async () => {
    const { personId, invitation } = await invite();
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => enrolmentOf(invitation)),
    );
    const answers = await Promise.all(
      tries.map(({ input }) => refusal(enrolPerson(world.deps, input))),
    );
    expect(answers.sort()).toEqual([
      "INVITATION_UNKNOWN",
      "INVITATION_UNKNOWN",
      "INVITATION_UNKNOWN",
      "NONE",
    ]);
    const person = await world.db.person.findUniqueOrThrow({
      where: { id: personId },
    });
    const winner = tries.find(
      ({ input }) => input.userRecipient === person.userRecipient,
    )!;
    expect(toBase64Url(new Uint8Array(person.userKeyWrap!))).toBe(
      winner.input.userKeyWrap,
    );
    expect(await entries("PERSON_ENROLLED", { personId })).toHaveLength(1);
    expect(await refusal(enrolPerson(world.deps, tries[0]!.input))).toBe(
      "INVITATION_UNKNOWN",
    );
    expect(
      await refusal(openInvitation(world.deps, { invitation: "A".repeat(27) })),
    ).toBe("INVITATION_UNKNOWN");
  });

  it("needs a second factor that was proven", async () => {
    const { invitation } = await invite();
    const { input } = await enrolmentOf(invitation);
    const wrong = [
      { ...input.secondFactor, totp: "000000" },
      { ...input.secondFactor, sealedSecret: "A".repeat(27) },
      { ...input.secondFactor, sealedSecret: "*" },
    ];
    for (const secondFactor of wrong)
      expect(
        await refusal(enrolPerson(world.deps, { ...input, secondFactor })),
      ).toBe("TOTP_WRONG");
    expect(
      await refusal(enrolPerson(world.deps, { ...input, secondFactor: null })),
    ).toBe("SECOND_FACTOR_MISSING");
    expect(await refusal(enrolPerson(world.deps, input))).toBe("NONE");
  });

  it("leads to a sign-in, not with the code that confirmed it", async () => {
    const person = await enrolled();
    const again = totpOf(person.secret).generate({
      timestamp: world.clock.now().getTime(),
    });
    expect(
      await refusal(
        signIn(world.deps, {
          loginName: person.loginName,
          authKey: person.authKey,
          totp: again,
        }),
      ),
    ).toBe("SIGN_IN_FAILED");
    const { token } = await enter(person);
    expect((await readSession(world.deps, token))!.personId).toBe(
      person.personId,
    );
  });
});

describe("inviting anew", () => {
  it("ends everything the person held; a member has to share the key again", async () => {
    const person = await enrolled();
    const { personId } = person;
    await shareKey(personId);
    const { token } = await enter(person);
    const { invitation } = await reinvitePerson(world.deps, admin(), person);
    expect(await readSession(world.deps, token)).toBeNull();
    expect(await refusal(enter(person))).toBe("SIGN_IN_FAILED");
    expect(await world.db.officeKeyWrap.count({ where: { personId } })).toBe(0);
    expect(
      await world.db.person.findUniqueOrThrow({ where: { id: personId } }),
    ).toMatchObject({
      authHash: null,
      totpSecret: null,
      userRecipient: null,
      userKeyWrap: null,
    });
    expect(
      await entries("OFFICE_KEY_UNSHARED", {
        innerEntry: { contains: personId },
      }),
    ).toHaveLength(1);
    const { input } = await enrolmentOf(invitation);
    await enrolPerson(world.deps, input);
    expect(await world.db.officeKeyWrap.count({ where: { personId } })).toBe(0);
  });

  it("makes an earlier invitation worthless", async () => {
    const first = await invite();
    const second = await reinvitePerson(world.deps, admin(), first);
    expect(await refusal(openInvitation(world.deps, first))).toBe(
      "INVITATION_UNKNOWN",
    );
    expect(await refusal(openInvitation(world.deps, second))).toBe("NONE");
  });
});

describe("roles", () => {
  it("are felt with the next request; who needs no key any more loses it", async () => {
    const person = await enrolled();
    const { personId } = person;
    await shareKey(personId);
    const { token } = await enter(person);
    const set = (roles: Role[]) =>
      setRoles(world.deps, admin(), { personId, roles });
    await set(["REVIEWER", "LEGAL"]);
    expect(
      (await readSession(world.deps, token))!.roles.map(({ role }) => role),
    ).toEqual(expect.arrayContaining(["REVIEWER", "LEGAL"]));
    expect(await world.db.officeKeyWrap.count({ where: { personId } })).toBe(1);
    await set(["SUPERVISOR"]);
    expect(await world.db.officeKeyWrap.count({ where: { personId } })).toBe(0);
    expect(
      await entries("PERSON_ROLES_SET", { innerEntry: { contains: personId } }),
    ).toHaveLength(2);
    expect(await refusal(set(["INTAKE", "AUDITOR"]))).toBe(
      "ROLES_NOT_TOGETHER",
    );
    expect(await refusal(set(["CASHIER"]))).toBe("ROLE_NOT_IN_OFFICE");
  });

  it("in another office count for what may not go together", async () => {
    const person = await enrolled();
    await world.db.personRole.create({
      data: {
        personId: person.personId,
        officeId: world.officeId("LX"),
        role: "LEADER",
      },
    });
    expect(
      await refusal(
        setRoles(world.deps, admin(), { ...person, roles: ["AUDITOR"] }),
      ),
    ).toBe("ROLES_NOT_TOGETHER");
  });
});

describe("leaving", () => {
  it("leaves a name and nothing to sign in or open with", async () => {
    const person = await enrolled();
    const { personId } = person;
    await shareKey(personId);
    const { token } = await enter(person);
    await markLeft(world.deps, admin(), person);
    expect(await readSession(world.deps, token)).toBeNull();
    expect(await refusal(enter(person))).toBe("SIGN_IN_FAILED");
    const row = await world.db.person.findUniqueOrThrow({
      where: { id: personId },
      include: { keyWraps: true, sessions: true, passkeys: true },
    });
    expect(row).toMatchObject({
      active: false,
      authHash: null,
      userKeyWrap: null,
      keyWraps: [],
      sessions: [],
      passkeys: [],
    });
    expect(row.leftAt).not.toBeNull();
    expect(
      await entries("PERSON_LEFT", { innerEntry: { contains: personId } }),
    ).toHaveLength(1);
    for (const act of [markLeft, reinvitePerson])
      expect(await refusal(act(world.deps, admin(), person))).toBe(
        "PERSON_HAS_LEFT",
      );
  });

  it("takes an open invitation along", async () => {
    const invited = await invite();
    await markLeft(world.deps, admin(), invited);
    expect(await refusal(openInvitation(world.deps, invited))).toBe(
      "INVITATION_UNKNOWN",
    );
  });
});

describe("administrators among themselves", () => {
  let fresh: World;
  beforeAll(async () => {
    fresh = await makeWorld();
  });
  afterAll(() => fresh.close());

  async function secondAdmin() {
    const { id } = fresh.member("auditor");
    await fresh.db.personRole.updateMany({
      where: { personId: id },
      data: { role: "ADMIN" },
    });
    return { ...fresh.actor("auditor"), roles: fresh.actor("admin").roles };
  }

  it("change nothing about themselves; the last one stays", async () => {
    const first = fresh.actor("admin");
    const own = { personId: first.personId };
    const acts = () => [
      markLeft(fresh.deps, first, own),
      reinvitePerson(fresh.deps, first, own),
      setRoles(fresh.deps, first, { ...own, roles: ["AUDITOR"] }),
    ];
    expect(await Promise.all(acts().map(refusal))).toEqual(
      Array.from({ length: 3 }, () => "LAST_ADMIN"),
    );
    await secondAdmin();
    expect(await Promise.all(acts().map(refusal))).toEqual(
      Array.from({ length: 3 }, () => "OWN_PERSON"),
    );
  });

  it("who take each other's role at the same instant leave one", async () => {
    const second = await secondAdmin();
    const first = fresh.actor("admin");
    const answers = await Promise.all([
      refusal(markLeft(fresh.deps, first, { personId: second.personId })),
      refusal(markLeft(fresh.deps, second, { personId: first.personId })),
    ]);
    expect(answers.sort()).toEqual(["NONE", "NOT_FOUND"]);
    expect(
      await fresh.db.person.count({
        where: { active: true, roles: { some: { role: "ADMIN" } } },
      }),
    ).toBe(1);
  });
});

describe("offices", () => {
  const office = (change: Partial<Parameters<typeof addOffice>[2]> = {}) =>
    addOffice(world.deps, admin(), {
      code: `OFF-${(number += 1)}`,
      nameZh: "机构",
      nameEn: "office",
      kind: "CENTRE",
      areaCode: "370103",
      parentId: world.officeId("JN"),
      financeOfficeId: world.officeId("JN-FIN"),
      ...change,
    });

  it("take no tips before they have a key", async () => {
    const { officeId } = await office();
    const row = () =>
      world.db.office.findUniqueOrThrow({ where: { id: officeId } });
    expect((await row()).takesTips).toBe(false);
    const open = () =>
      refusal(
        setOffice(world.deps, admin(), {
          officeId,
          takesTips: true,
          financeOfficeId: null,
        }),
      );
    expect(await open()).toBe("OFFICE_HAS_NO_KEY");
    await world.db.officeKey.create({
      data: {
        id: crypto.randomUUID(),
        officeId,
        year: 2026,
        recipient: await recipientOf(await newIdentity()),
        createdAt: world.clock.now(),
      },
    });
    expect(await open()).toBe("NONE");
    expect(await row()).toMatchObject({
      takesTips: true,
      financeOfficeId: null,
    });
    expect(await entries("OFFICE_SET", { officeId })).toHaveLength(1);
    expect(await entries("OFFICE_ADDED", { officeId })).toHaveLength(1);
  });

  it("need an area, another code, and a finance office that is one; finance takes no tips", async () => {
    expect(await refusal(office({ areaCode: "999999" }))).toBe("AREA_UNKNOWN");
    expect(await refusal(office({ code: "JN" }))).toBe("OFFICE_CODE_TAKEN");
    expect(await refusal(office({ parentId: crypto.randomUUID() }))).toBe(
      "OFFICE_UNKNOWN",
    );
    expect(
      await refusal(office({ financeOfficeId: world.officeId("JN") })),
    ).toBe("FINANCE_OFFICE_WRONG");
    expect(
      await refusal(
        setOffice(world.deps, admin(), {
          officeId: world.officeId("JN-FIN"),
          takesTips: true,
          financeOfficeId: null,
        }),
      ),
    ).toBe("FINANCE_TAKES_NO_TIPS");
  });
});

it("what the browser may send is bounded and spelled one way", () => {
  const base = {
    command: "INVITE",
    loginName: "ＪN-New",
    displayName: " 某人 ",
    email: "",
    officeId: crypto.randomUUID(),
    roles: ["INTAKE"],
  };
  expect(peopleCommand.parse(base)).toMatchObject({
    loginName: "jn-new",
    displayName: "某人",
    email: null,
  });
  for (const bad of [
    { loginName: "a b" },
    { loginName: "-a" },
    { loginName: "" },
    { loginName: "x".repeat(65) },
    { displayName: "\u202e某" },
    { email: "nowhere" },
    { email: "a@b, c@d" },
    { roles: [] },
    { roles: ["ROOT"] },
    { extra: 1 },
  ])
    expect([bad, peopleCommand.safeParse({ ...base, ...bad }).success]).toEqual(
      [bad, false],
    );
});
