import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identityFromShares, splitSeed } from "#app/browser/staff/recovery";
import { fromBase64Url, toBase64Url, utf8Text } from "#app/crypto/encoding";
import { recipientHash } from "#app/crypto/fingerprint";
import {
  identityFromSeed,
  parseRecipient,
  recipientOf,
  type AgeRecipient,
} from "#app/crypto/identity";
import { keyMarkOf, readRecoveryShare } from "#app/crypto/recovery-share";
import { openBytes } from "#app/crypto/seal";
import { staffOfficeKeys } from "#app/queries/staff-office-keys.server";
import { makeWorld, type World } from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";
import {
  apiRoutes,
  enrolKeys,
  staffDesk,
  type Sent,
  type StaffDesk,
} from "#test/factories/staff-desk";

let world: World;
let jn: string;
let leadId: string;
let sheets: readonly string[];
let recoveryKeyId: string;
/** everything honest people sent in this file: what an administrator will try too */
const honest: Sent[][] = [];

beforeAll(async () => {
  world = await makeWorld();
  jn = world.officeId("JN");
  await enrolKeys(world, ["jn-intake-1", "jn-leader-1"]);
  await enrolKeys(world, ["jn-intake-2"], { share: false });
  // a supervisor who holds no key becomes custodian
  await world.db.personRole.updateMany({
    where: { personId: world.member("nat-supervisor-1").id },
    data: { role: "CUSTODIAN" },
  });
  ({ leadId } = await sendTip(world));
});
afterAll(() => world.close());

async function desk(loginName: string, options = {}): Promise<StaffDesk> {
  const opened = await staffDesk(world, loginName, options);
  honest.push(opened.sent);
  return opened;
}
const custodian = () => desk("nat-supervisor-1", { unlocked: false });
const office = async (loginName: string) =>
  (await staffOfficeKeys(world.deps, world.actor(loginName))).offices[0]!;
const current = async () =>
  (await staffOfficeKeys(world.deps, world.actor("jn-leader-1"))).recovery!;

describe("shares", () => {
  it("give the key back from any two of three, and not from one", async () => {
    const seed = crypto.getRandomValues(new Uint8Array(32));
    const recipient = await recipientOf(identityFromSeed(seed));
    const shares = await splitSeed(seed, { threshold: 2, shares: 3 });
    const read = shares.map((share, at) => ({
      threshold: 2,
      shares: 3,
      index: at + 1,
      keyMark: keyMarkOf(recipient),
      share,
    }));
    for (const pair of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      expect(
        await identityFromShares(
          pair.map((at) => read[at]!),
          recipient,
        ),
      ).toBe(identityFromSeed(seed));
    expect(await refusal(identityFromShares([read[0]!], recipient))).toBe(
      "SHARES_TOO_FEW",
    );
    // whoever says that one is enough gets no key either
    const alone = { ...read[0]!, threshold: 1 };
    expect(await refusal(identityFromShares([alone, alone], recipient))).toBe(
      "SHARE_TWICE",
    );
    const guessed = {
      ...alone,
      index: 2,
      share: crypto.getRandomValues(new Uint8Array(33)),
    };
    expect(
      await refusal(
        identityFromShares([{ ...alone, threshold: 2 }, guessed], recipient),
      ),
    ).toBe("SHARE_OTHER_KEY");
  });

  it("fewer than needed say nothing: one share is as likely under any seed", async () => {
    // with one share fixed, every first byte of the seed still comes up
    const first = new Set<number>();
    for (let at = 0; at < 256; at++) {
      const seed = new Uint8Array(32).fill(at);
      const shares = await splitSeed(seed, { threshold: 2, shares: 2 });
      expect(shares[0]!.subarray(0, 32)).not.toEqual(seed);
      first.add(shares[0]![0]!);
    }
    expect(first.size).toBeGreaterThan(100);
  });
});

describe("the ceremony", () => {
  it("publishes the key only once every sheet was typed back", async () => {
    const holder = await custodian();
    const made = await holder.vault.newRecoveryKey({ threshold: 2, shares: 3 });
    sheets = made.sheets.map(({ rows }) => rows.join("\n"));
    expect(sheets.map((text) => readRecoveryShare(text).index)).toEqual([
      1, 2, 3,
    ]);
    const publish = () => holder.vault.publishRecoveryKey({ replaces: null });
    await holder.vault.confirmSheet({ index: 1, text: sheets[0]! });
    expect(
      await refusal(holder.vault.confirmSheet({ index: 2, text: sheets[2]! })),
    ).toBe("SHARE_OTHER_SHEET");
    expect(
      await refusal(
        holder.vault.confirmSheet({
          index: 2,
          text: sheets[1]!.replace(/^./, (sign) => (sign === "7" ? "8" : "7")),
        }),
      ),
    ).toBe("SHARE_MISTYPED");
    await holder.vault.confirmSheet({ index: 2, text: sheets[1]! });
    expect(await refusal(publish())).toBe("SHARES_TOO_FEW");
    expect(
      await holder.vault.confirmSheet({ index: 3, text: sheets[2]! }),
    ).toEqual({ confirmed: [1, 2, 3] });
    ({ recoveryKeyId } = await publish());
    expect(await refusal(publish())).toBe("CEREMONY_OVER");
    expect(await current()).toMatchObject({
      recoveryKeyId,
      recipient: made.recipient,
      threshold: 2,
      shares: 3,
    });
    // nothing that was sent holds a share
    const sent = JSON.stringify(holder.sent);
    for (const text of sheets) {
      const { share } = readRecoveryShare(text);
      for (const trace of [
        toBase64Url(share),
        Buffer.from(share).toString("hex"),
        text.slice(0, 17),
        text.replace(/\s/g, "").slice(0, 30),
      ])
        expect(sent.includes(trace)).toBe(false);
    }
  });

  it("two at once: one key, and the other is told", async () => {
    const holders = [await custodian(), await custodian()];
    for (const holder of holders) {
      const { sheets: own } = await holder.vault.newRecoveryKey({
        threshold: 2,
        shares: 2,
      });
      for (const { index, rows } of own)
        await holder.vault.confirmSheet({ index, text: rows.join("") });
    }
    const answers = await Promise.all(
      holders.map((holder) =>
        refusal(holder.vault.publishRecoveryKey({ replaces: recoveryKeyId })),
      ),
    );
    expect(answers.sort()).toEqual(["NONE", "RECOVERY_KEY_CHANGED"]);
    // back to the sheets of this file
    await world.db.recoveryKey.updateMany({ data: { current: false } });
    await world.db.recoveryKey.update({
      where: { id: recoveryKeyId },
      data: { current: true },
    });
  });
});

describe("recovery", () => {
  it("covers keys that members sealed to it, older ones by catching up and new ones as they are made", async () => {
    const intake = await desk("jn-intake-1");
    const recovery = await current();
    const before = await office("jn-intake-1");
    await intake.vault.backUpOfficeKeys({
      officeId: jn,
      officeKeyIds: before.keys.map(({ id }) => id),
      recovery,
    });
    const leader = await desk("jn-leader-1");
    await leader.vault.makeOfficeKey({
      officeId: jn,
      replaces: before.currentId,
      members: before.members.filter(({ holds }) => holds.length > 0),
      recovery,
    });
    const { keys } = await office("jn-intake-1");
    expect(keys.map(({ backedUpTo }) => backedUpTo)).toEqual([
      [recoveryKeyId],
      [recoveryKeyId],
    ]);
    expect(
      await world.db.logEntry.count({
        where: { kind: "OFFICE_KEY_BACKED_UP" },
      }),
    ).toBe(2);
  });

  it("gives the office's keys to members when nobody holds them any more", async () => {
    await world.db.officeKeyWrap.deleteMany({
      where: { officeKey: { officeId: jn } },
    });
    const newcomer = await desk("jn-intake-2");
    expect(await refusal(newcomer.vault.openLead({ leadId }))).toBe(
      "NO_KEY_FOR_LEAD",
    );
    const holder = await custodian();
    const { members } = await office("jn-leader-1");
    const recover = (typed: readonly string[]) =>
      holder.vault.recoverOfficeKeys({
        recoveryKeyId,
        officeId: jn,
        sheets: typed,
        members: members.filter(
          ({ personId }) => personId === world.member("jn-intake-2").id,
        ),
      });
    const requests = holder.sent.length;
    await expect(
      recover([sheets[0]!, sheets[2]!.replace(/.$/, "*")]),
    ).rejects.toMatchObject({ code: "SHARE_MISTYPED", field: "sheet1" });
    expect(holder.sent.length).toBe(requests);
    expect(await refusal(recover([sheets[1]!]))).toBe("SHARES_TOO_FEW");
    expect(await recover([sheets[2]!, sheets[0]!])).toMatchObject({
      recovered: 2,
    });
    expect((await newcomer.vault.openLead({ leadId })).body?.what).toBe(
      "挂名住院。",
    );
    const kinds = await world.db.logEntry.findMany({
      where: { kind: { in: ["RECOVERY_STARTED", "OFFICE_KEY_RECOVERED"] } },
      select: { kind: true },
      orderBy: { place: "asc" },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "RECOVERY_STARTED",
      "RECOVERY_STARTED",
      "OFFICE_KEY_RECOVERED",
      "OFFICE_KEY_RECOVERED",
    ]);
  });

  it("is not finished by somebody who never opened the recovery key", async () => {
    // custodian of the whole portal, second factor just given, but no sheet
    const holder = await custodian();
    const leader = await desk("jn-leader-1", { unlocked: false });
    const { keys, members } = await office("jn-leader-1");
    const { personId, recipient } = members.find(
      (one) => one.personId === world.member("jn-leader-1").id,
    )!;
    const start = async (by: StaffDesk) => {
      const { answer } = await by.post("/api/staff/recovery/start", {
        recoveryKeyId,
        officeId: jn,
      });
      return String(answer.challenge);
    };
    const finish = async (by: StaffDesk, proof: string) => {
      const { status, answer } = await by.post("/api/staff/recovery/finish", {
        recoveryKeyId,
        officeId: jn,
        proof,
        wraps: [
          {
            officeKeyId: keys[0]!.id,
            personId,
            recipientHash: recipientHash(parseRecipient(recipient)),
            wrap: "YWdlLWVuY3J5cHRpb24ub3JnL3Yx" + "A".repeat(2000),
          },
        ],
      });
      return [status, answer.code];
    };
    const rows = () => world.db.officeKeyWrap.count();
    const before = await rows();
    const unopened = await start(holder);
    for (const guess of ["A".repeat(40), unopened.slice(0, 2000)])
      expect(await finish(holder, guess)).toEqual([403, "RECOVERY_NOT_PROVED"]);
    const { status } = await holder.post("/api/staff/recovery/finish", {
      recoveryKeyId,
      officeId: jn,
      wraps: [],
    });
    expect(status).toBe(400);

    const recovery = await identityFromShares(
      sheets.slice(0, 2).map(readRecoveryShare),
      (await current()).recipient as AgeRecipient,
    );
    const opened = async (by: StaffDesk) =>
      utf8Text(await openBytes(fromBase64Url(await start(by)), recovery));
    // a proof is of the person who started
    expect(await finish(holder, await opened(leader))).toEqual([
      403,
      "RECOVERY_NOT_PROVED",
    ]);
    const late = await opened(holder);
    world.clock.passSeconds(15 * 60);
    await world.db.staffSession.updateMany({
      data: { steppedUpAt: world.clock.now(), lastSeenAt: world.clock.now() },
    });
    expect(await finish(holder, late)).toEqual([410, "RECOVERY_TOO_LATE"]);
    expect(await rows()).toBe(before);
    expect(await finish(holder, await opened(holder))).toEqual([
      200,
      undefined,
    ]);
    expect(await rows()).toBe(before + 1);
    await world.db.officeKeyWrap.deleteMany({ where: { personId } });
  });

  it("of another office is not a leader's business", async () => {
    await enrolKeys(world, ["lx-leader-1"]);
    const stranger = await desk("lx-leader-1");
    expect(
      (
        await stranger.post("/api/staff/recovery/start", {
          recoveryKeyId,
          officeId: jn,
        })
      ).status,
    ).toBe(404);
    expect(
      (await staffOfficeKeys(world.deps, world.actor("lx-leader-1")))
        .recoverable,
    ).toEqual([]);
    expect(
      (await staffOfficeKeys(world.deps, world.actor("jn-leader-1")))
        .recoverable,
    ).toMatchObject([{ officeId: jn, threshold: 2 }]);
  });
});

describe("a new recovery key", () => {
  it("takes the place of the old sheets key by key; until then the page tells which they still open", async () => {
    const holder = await custodian();
    const made = await holder.vault.newRecoveryKey({ threshold: 2, shares: 2 });
    for (const { index, rows } of made.sheets)
      await holder.vault.confirmSheet({ index, text: rows.join("") });
    await holder.vault.publishRecoveryKey({ replaces: recoveryKeyId });
    const onOld = async () =>
      (await office("jn-intake-2")).keys.map((key) => key.onOldSheets);
    expect(await onOld()).toEqual([true, true]);
    const { keys } = await office("jn-intake-2");
    const member = await desk("jn-intake-2");
    const recovery = await current();
    await member.vault.backUpOfficeKeys({
      officeId: jn,
      officeKeyIds: [keys[0]!.id],
      recovery,
    });
    expect(await onOld()).toEqual([false, true]);
    // the new wrap is there already, but an old one came back from a backup
    const stale = await world.db.officeKeyRecovery.findFirstOrThrow({
      where: { officeKeyId: keys[1]!.id },
    });
    await world.db.officeKeyRecovery.create({
      data: { ...stale, officeKeyId: keys[0]!.id },
    });
    await member.vault.backUpOfficeKeys({
      officeId: jn,
      officeKeyIds: keys.map(({ id }) => id),
      recovery,
    });
    expect(await onOld()).toEqual([false, false]);
    expect(
      (
        await holder.post("/api/staff/recovery/start", {
          recoveryKeyId,
          officeId: jn,
        })
      ).answer.code,
    ).toBe("NOTHING_TO_RECOVER");
  });
});

describe("an administrator alone", () => {
  it("gets nothing sealed from any endpoint and changes no wrap, not even as custodian", async () => {
    const { db } = world;
    await enrolKeys(world, ["jn-investigator-1"]);
    const worker = await desk("jn-intake-2");
    await worker.vault.openLead({ leadId });
    const member = world.member("admin");
    for (const role of [null, "CUSTODIAN"] as const) {
      if (role)
        await db.personRole.create({
          data: { personId: member.id, officeId: jn, role },
        });
      const admin = await staffDesk(world, "admin", { unlocked: false });
      const sealed = await sealedThings();
      const before = await wrapsOf();
      const answers: { path: string; status: number; text: string }[] = [];
      const ask = async ({ path, method, body }: Sent) => {
        const response = await admin.fetch(path, { method, body });
        answers.push({
          path,
          status: response.status,
          text: await response.text(),
        });
      };
      // what honest people sent, and every route with every id there is
      for (const sent of honest.flat()) await ask(sent);
      for (const { path } of apiRoutes())
        for (const id of await everyId()) {
          const filled = `/${path.replace(/:\w+/g, id)}`;
          if (/sign-out|sessions|password|second-factor|passkey/.test(path))
            continue;
          await ask({ path: filled, method: "GET", body: null });
          await ask({ path: filled, method: "POST", body: "{}" });
          if (!path.includes(":")) break;
        }
      expect(answers.length).toBeGreaterThan(100);
      for (const { path, text } of answers)
        for (const secret of sealed)
          expect([path, text.includes(secret)]).toEqual([path, false]);
      expect(await wrapsOf()).toEqual(before);
      const given = answers.filter(
        ({ path, status }) =>
          status === 200 &&
          /office-keys|hand-overs|recovery|leads|staff\/keys/.test(path),
      );
      expect(given).toEqual([]);
      await admin.vault.newRecoveryKey({ threshold: 2, shares: 2 });
      const page = await staffOfficeKeys(world.deps, {
        ...world.actor("admin"),
        roles: [
          { officeId: jn, role: "ADMIN" },
          { officeId: jn, role: "CUSTODIAN" },
        ],
      });
      expect(page).toMatchObject({
        offices: [],
        holdsCeremony: false,
        recoverable: [],
      });
    }
  });

  async function sealedThings(): Promise<readonly string[]> {
    const { db } = world;
    const rows = [
      ...(await db.tip.findMany({ select: { body: true, inboxWrap: true } })),
      ...(await db.threadKeyWrap.findMany({ select: { ciphertext: true } })),
      ...(await db.officeKeyWrap.findMany({ select: { ciphertext: true } })),
      ...(await db.officeKeyRecovery.findMany({
        select: { ciphertext: true },
      })),
    ];
    // a stretch from the middle: the beginnings of age files are alike
    return rows.flatMap((row) =>
      Object.values(row).map((bytes: Uint8Array) =>
        toBase64Url(bytes).slice(-60),
      ),
    );
  }

  async function wrapsOf() {
    const { db } = world;
    return [
      await db.officeKey.count(),
      await db.officeKeyWrap.count(),
      await db.officeKeyRecovery.count(),
      await db.recoveryKey.count(),
      await db.threadKeyWrap.count(),
      await db.handOver.count(),
    ];
  }

  async function everyId(): Promise<readonly string[]> {
    const { db } = world;
    const ids = await Promise.all([
      db.lead.findMany({ select: { id: true } }),
      db.officeKey.findMany({ select: { id: true } }),
      db.office.findMany({ select: { id: true } }),
      db.recoveryKey.findMany({ select: { id: true } }),
    ]);
    return ids.flat().map(({ id }) => id);
  }
});
