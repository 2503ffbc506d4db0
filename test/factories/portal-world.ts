import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Argon2id } from "#app/crypto/argon2id";
import { toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import type { Role } from "#app/domain/access/roles";
import { chinaWorkCalendar } from "#app/domain/deadline/china-work-calendar";
import { grantBudget } from "#app/domain/ledger/posting";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { day, type Day } from "#app/domain/shared/day";
import { fen } from "#app/domain/shared/fen";
import type { RewardFacts } from "#app/forms/staff/commands";
import type { TipBody } from "#app/forms/tip/tip-body";
import { connectDatabase } from "#app/server/database.server";
import { openLogSigner } from "#app/server/log-keys.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { changeLead } from "#app/services/lead/change-lead.server";
import { openLead } from "#app/services/lead/open-lead.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newRandomId, newStaffId } from "#app/services/new-id.server";
import type {
  Deps,
  SealedStorage,
  StaffActor,
  StaffSecrets,
} from "#app/services/ports";
import { toJson } from "#app/services/stored-json";
import { totpOf } from "#app/services/staff/second-factor.server";
import { createTestDatabase } from "#test/setup/database";

/** A clock the test moves. Starts on Monday 2 March 2026, ten in the morning in China. */
export class TestClock {
  private at = new Date("2026-03-02T02:00:00Z");
  now = () => new Date(this.at);
  today = (): Day =>
    day(new Date(this.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
  passSeconds(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
  passDays(days: number): void {
    this.passSeconds(days * 86_400);
  }
  goTo(value: Day): void {
    this.at = new Date(`${value}T02:00:00Z`);
  }
}

/** Argon2id's place in tests that are not about its cost; another function of the same inputs. */
const quickArgon2id: Argon2id = ({ secret, salt, length }) =>
  Promise.resolve(
    new Uint8Array(
      createHash("sha256").update(salt).update(secret).digest(),
    ).slice(0, length),
  );

/** Slow hashing is the adapter's business and tested there. */
const quickSecrets = (): StaffSecrets & { readonly verified: string[] } => {
  const verified: string[] = [];
  const hash = (key: Uint8Array) =>
    createHash("sha256").update(key).digest("hex");
  return {
    verified,
    hashAuthKey: (key) => Promise.resolve(hash(key)),
    verifyAuthKey: (stored, key) => {
      verified.push(stored);
      return Promise.resolve(stored === hash(key));
    },
    sealTotpSecret: (secret) => secret.map((byte) => byte ^ 0x55),
    openTotpSecret: (sealed) =>
      new Uint8Array(sealed).map((byte) => byte ^ 0x55),
  };
};

export class MemoryStorage implements SealedStorage {
  readonly objects = new Map<string, Uint8Array>();
  async put(key: string, source: ReadableStream<Uint8Array>) {
    const bytes = new Uint8Array(await new Response(source).arrayBuffer());
    this.objects.set(key, bytes);
    return { bytes: bytes.length };
  }
  get(key: string) {
    const bytes = this.objects.get(key);
    return Promise.resolve(
      bytes ? new Blob([new Uint8Array(bytes)]).stream() : null,
    );
  }
  delete(key: string) {
    this.objects.delete(key);
    return Promise.resolve();
  }
  check() {
    return Promise.resolve();
  }
}

export type World = Awaited<ReturnType<typeof makeWorld>>;
export type Member = {
  readonly id: string;
  readonly loginName: string;
  readonly role: Role;
  readonly officeId: string;
  readonly authKey: string;
  readonly totpSecret: Uint8Array;
};

const officePlan = [
  { code: "NAT", kind: "NATIONAL", areaCode: "100000", parent: null },
  { code: "NAT-FIN", kind: "FINANCE", areaCode: "100000", parent: "NAT" },
  { code: "JN", kind: "BUREAU", areaCode: "370100", parent: "NAT" },
  { code: "JN-FIN", kind: "FINANCE", areaCode: "370100", parent: "JN" },
  { code: "LX", kind: "COUNTY_BUREAU", areaCode: "370102", parent: "JN" },
] as const;
export type OfficeCode = (typeof officePlan)[number]["code"];

const caseworkers = [
  "INTAKE",
  "INVESTIGATOR",
  "REVIEWER",
  "LEGAL",
  "LEADER",
  "SUPERVISOR",
] as const;
const financiers = ["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"] as const;

/**
 * A small portal on a real database: three offices, two finance offices, two people for each role, real keys, the real rule
 * sets, a budget. `close` drops the database.
 */
export async function makeWorld() {
  const database = await createTestDatabase();
  const db = connectDatabase(database.url);
  const clock = new TestClock();
  const storage = new MemoryStorage();
  const secrets = quickSecrets();
  const dataDir = await mkdtemp(join(tmpdir(), "yanlu-world-"));
  const deps: Deps = {
    db,
    storage,
    clock,
    calendar: chinaWorkCalendar,
    argon2id: quickArgon2id,
    argon2idForTips: quickArgon2id,
    secrets,
    log: await openLogSigner({
      db,
      dataDir,
      origin: "http://localhost:3000",
      clock,
    }),
    settings: {
      deploymentSalt: new Uint8Array(16).fill(7),
      rewardCeilingFen: 10_000_000,
      relaySlotSeconds: 60,
      logSlotSeconds: 86_400,
      witnesses: [],
      leaveUrl: "https://weather.example/",
      demo: false,
      origin: "http://localhost:3000",
    },
  };

  for (const [code, parentCode] of [
    ["100000", null],
    ["370000", "100000"],
    ["370100", "370000"],
    ["370102", "370100"],
    ["370103", "370100"],
    ["320000", "100000"],
    ["320200", "320000"],
    ...[...new Set(ruleSets.map(({ adcode }) => adcode))]
      .filter((code) => !["100000", "370000", "370100"].includes(code))
      .map((code) => [code, null] as const),
  ] as const)
    await db.area.upsert({
      where: { code },
      create: { code, parentCode, nameZh: `区划${code}`, nameEn: code },
      update: {},
    });
  for (const set of ruleSets)
    await db.ruleSetVersion.create({
      data: {
        id: set.id,
        version: set.version,
        areaCode: set.adcode,
        document: toJson(set),
      },
    });

  const offices = new Map<OfficeCode, string>();
  for (const { code } of officePlan) offices.set(code, newStaffId(clock.now()));
  const officeId = (code: OfficeCode) => offices.get(code)!;
  const finance = {
    NAT: "NAT-FIN",
    JN: "JN-FIN",
    LX: "JN-FIN",
    "NAT-FIN": null,
    "JN-FIN": null,
  } as const;
  // finance offices first: the others point to them
  const order = [...officePlan].sort(
    (a, b) => Number(b.kind === "FINANCE") - Number(a.kind === "FINANCE"),
  );
  for (const { code, kind, areaCode } of order) {
    const financed = finance[code];
    await db.office.create({
      data: {
        id: officeId(code),
        code,
        nameZh: `机构${code}`,
        nameEn: code,
        kind,
        areaCode,
        financeOfficeId: financed && officeId(financed),
        takesTips: kind !== "FINANCE",
      },
    });
  }
  for (const { code, parent } of officePlan)
    if (parent)
      await db.office.update({
        where: { id: officeId(code) },
        data: { parentId: officeId(parent) },
      });

  const keys = new Map<
    OfficeCode,
    { id: string; identity: AgeIdentity; recipient: AgeRecipient }
  >();
  for (const { code } of officePlan) {
    const identity = await newIdentity();
    const recipient = await recipientOf(identity);
    const id = newStaffId(clock.now());
    keys.set(code, { id, identity, recipient });
    await db.officeKey.create({
      data: {
        id,
        officeId: officeId(code),
        year: 2026,
        recipient,
        createdAt: clock.now(),
      },
    });
  }

  const members: Member[] = [];
  async function enrol(loginName: string, role: Role, code: OfficeCode) {
    const authKey = randomBytes(32);
    const totpSecret = new Uint8Array(randomBytes(20));
    const id = newStaffId(clock.now());
    await db.person.create({
      data: {
        id,
        loginName,
        displayName: `人员 ${loginName}`,
        officeId: officeId(code),
        authHash: await secrets.hashAuthKey(authKey),
        totpSecret: new Uint8Array(secrets.sealTotpSecret(totpSecret)),
        createdAt: clock.now(),
        roles: { create: { officeId: officeId(code), role } },
      },
    });
    members.push({
      id,
      loginName,
      role,
      officeId: officeId(code),
      authKey: authKey.toString("base64url"),
      totpSecret,
    });
  }
  for (const { code, kind } of officePlan)
    for (const role of kind === "FINANCE" ? financiers : caseworkers)
      for (const number of [1, 2])
        await enrol(`${code}-${role}-${number}`.toLowerCase(), role, code);
  await enrol("auditor", "AUDITOR", "NAT");
  await enrol("admin", "ADMIN", "NAT");

  await inTransaction(deps, async (tx) => {
    for (const [code, { id, recipient }] of keys)
      await appendLog(tx, {
        kind: "OFFICE_KEY_PUBLISHED",
        day: clock.today(),
        officeId: officeId(code),
        data: {
          officeKeyId: id,
          year: 2026,
          recipientHash: hashForLog(recipient),
        },
      });
    for (const code of ["NAT-FIN", "JN-FIN"] as const)
      await postLedger(
        tx,
        grantBudget({
          financeOfficeId: officeId(code),
          budgetYear: 2026,
          day: clock.today(),
          grantId: newRandomId(),
          amountFen: fen(100_000_000),
        }),
      );
  });

  return {
    deps,
    db,
    clock,
    storage,
    secrets,
    officeId,
    officeKey: (code: OfficeCode) => keys.get(code)!,
    members,
    member(loginName: string): Member {
      const found = members.find((each) => each.loginName === loginName);
      if (!found) throw new Error(`no member ${loginName}`);
      return found;
    },
    /** Signed in, second factor just given. */
    actor(loginName: string, { steppedUp = true } = {}): StaffActor {
      const member = this.member(loginName);
      return {
        personId: member.id,
        displayName: `人员 ${loginName}`,
        officeId: member.officeId,
        sessionId: newRandomId(),
        roles: [{ officeId: member.officeId, role: member.role }],
        steppedUp,
      };
    },
    totp(loginName: string): string {
      return totpOf(this.member(loginName).totpSecret).generate({
        timestamp: clock.now().getTime(),
      });
    },
    async close() {
      await db.$disconnect();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}

export const aTip = (change: Partial<TipBody> = {}): TipBody => ({
  v: 1,
  language: "zh-CN",
  areaCode: "370100",
  place: "某路口",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "挂名住院。",
  when: { from: null, to: null, words: "" },
  amountFen: null,
  evidence: [],
  howKnown: "",
  reporterKind: "PERSON",
  rewardWanted: true,
  nameKind: "ANON_CLAIM",
  files: [],
  ...change,
});

export const someFacts = (change: Partial<RewardFacts> = {}): RewardFacts => ({
  kind: "LOSS",
  baseFen: 8_654_321,
  grade: null,
  subjectType: null,
  insider: false,
  rival: false,
  realName: false,
  proof: false,
  reporterKind: "PERSON",
  knownBefore: false,
  confirmedAsReported: true,
  duplicateOfSameReporter: false,
  rank: 1,
  declined: false,
  identityProven: true,
  proposedFen: null,
  proposedRateBp: null,
  reason: null,
  ...change,
});

export const aFinding = (
  facts: RewardFacts = someFacts(),
  { substantiated = true } = {},
) => ({
  substantiated,
  misconduct: substantiated ? ["HOS-06"] : [],
  outcomes: ["RECOVER"],
  verifiedFen: facts.baseFen + 100_000,
  reportedPartFen: facts.baseFen,
  recoveredFen: 0,
  fineFen: 0,
  rewardFacts: facts,
});

export const registration = {
  areaCode: "370100",
  subjectKind: "HOS",
  misconduct: ["HOS-06"],
  nameKind: "ANON_CLAIM" as const,
  reporterKind: "PERSON",
  rewardWanted: true,
};

/** An office's browser at work on one lead: opens the office key's wraps, seals notes and messages, sends commands. */
export class CaseDesk {
  private threadRecipient: AgeRecipient | null = null;
  private caseRecipient: AgeRecipient | null = null;
  private constructor(
    private readonly world: World,
    readonly leadId: string,
    private readonly office: OfficeCode,
  ) {}

  static async open(world: World, leadId: string, office: OfficeCode = "JN") {
    const desk = new CaseDesk(world, leadId, office);
    const sealed = await openLead(
      world.deps,
      world.actor(`${office}-intake-1`.toLowerCase()),
      { leadId },
    );
    desk.threadRecipient = sealed.tip.threadRecipient as AgeRecipient;
    desk.caseRecipient = sealed.case.recipient as AgeRecipient | null;
    return desk;
  }

  get id(): string {
    return this.leadId;
  }

  async thread(): Promise<AgeIdentity> {
    const { db } = this.world;
    const { id, identity } = this.world.officeKey(this.office);
    const wrap = await db.threadKeyWrap.findFirstOrThrow({
      where: { officeKeyId: id, tip: { leadId: this.leadId } },
    });
    return unwrapIdentity(wrap.ciphertext, identity);
  }

  async version(): Promise<number> {
    const lead = await this.world.db.lead.findUniqueOrThrow({
      where: { id: this.leadId },
      select: { version: true },
    });
    return lead.version;
  }

  async note(text = "理由"): Promise<{ sealedNote: string }> {
    const recipient = this.caseRecipient ?? (await aRecipient());
    return {
      sealedNote: toBase64Url(
        await sealBoundForm(formPurposes.note, { v: 1, text }, [recipient]),
      ),
    };
  }

  async message(
    text: string,
  ): Promise<{ sealedMessage: string; once: string }> {
    return {
      sealedMessage: toBase64Url(
        await sealBoundForm(formPurposes.staffMessage, { v: 1, text }, [
          this.threadRecipient!,
        ]),
      ),
      once: randomBytes(32).toString("base64url"),
    };
  }

  async takeUpKeys() {
    const caseKey = await newIdentity();
    const caseRecipient = await recipientOf(caseKey);
    const { id: officeKeyId, recipient } = this.world.officeKey(this.office);
    const wrap = await wrapIdentity(caseKey, recipient);
    return { caseRecipient, officeKeyId, caseKeyWrap: toBase64Url(wrap) };
  }

  actor(role: string) {
    return this.world.actor(`${this.office}-${role}`.toLowerCase());
  }

  /** Sends a command as a member of the office ("intake-1"). */
  async send(
    role: string,
    command: Record<string, unknown> & { command: string },
  ) {
    const result = await changeLead(this.world.deps, this.actor(role), {
      leadId: this.leadId,
      command: { version: await this.version(), ...command } as never,
    });
    if (command.command === "TAKE_UP")
      this.caseRecipient = command.caseRecipient as AgeRecipient;
    return result;
  }

  async screen(): Promise<this> {
    await this.send("intake-1", {
      command: "TAKE_UP",
      ...(await this.takeUpKeys()),
    });
    return this;
  }

  async accept(change: Partial<typeof registration> = {}): Promise<this> {
    await this.screen();
    await this.send("intake-1", {
      command: "ACCEPT",
      registration: { ...registration, ...change },
      ...(await this.note()),
    });
    return this;
  }

  async check(change: Partial<typeof registration> = {}): Promise<this> {
    await this.accept(change);
    const ownerId = this.actor("investigator-1").personId;
    await this.send("leader-1", { command: "ASSIGN", ownerId });
    await this.send("investigator-1", { command: "START_CHECK" });
    return this;
  }

  async record(): Promise<this> {
    await this.send("investigator-1", {
      command: "ADD_NOTE",
      kind: "CHECK_RECORD",
      ...(await this.note("核查记录")),
    });
    return this;
  }

  async file(
    decision: "FILED" | "NOT_FILED",
    change: Partial<typeof registration> = {},
  ): Promise<this> {
    await this.check(change);
    await this.record();
    await this.send("investigator-1", {
      command: "DECIDE_FILING",
      decision,
      ...(await this.note()),
    });
    return this;
  }

  async recordFindings(finding: ReturnType<typeof aFinding> = aFinding()) {
    await this.send("investigator-1", {
      command: "RECORD_FINDINGS",
      finding,
      ...(await this.note()),
    });
    const open = await this.world.db.finding.findFirstOrThrow({
      where: { leadId: this.leadId, state: "OPEN" },
    });
    return open.id;
  }

  async close(
    finding: ReturnType<typeof aFinding> = aFinding(),
    change: Partial<typeof registration> = {},
  ): Promise<this> {
    await this.file("FILED", change);
    const findingId = await this.recordFindings(finding);
    await this.send("reviewer-1", { command: "CONFIRM_FINDINGS", findingId });
    await this.send("leader-1", { command: "CLOSE", ...(await this.note()) });
    return this;
  }
}

async function aRecipient(): Promise<AgeRecipient> {
  return recipientOf(await newIdentity());
}
