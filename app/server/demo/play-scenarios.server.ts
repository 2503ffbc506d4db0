import { createHash, randomBytes, randomUUID } from "node:crypto";
import { toBase64Url } from "#app/crypto/encoding";
import { deriveInboxSeeds } from "#app/crypto/inbox-keys";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { trackingCodeFromToken } from "#app/crypto/tracking-code";
import type { Role } from "#app/domain/access/roles";
import { clockDue } from "#app/domain/deadline/clocks";
import { addDays, dayNumber, type Day } from "#app/domain/shared/day";
import type {
  ClaimCommand,
  LeadCommand,
  RewardCommand,
  RewardFacts,
} from "#app/forms/staff/commands";
import { planFor } from "#app/server/journey/plan";
import { changeClaim } from "#app/services/claim/change-claim.server";
import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import { settlePayment } from "#app/services/claim/settle-payment.server";
import { claimReward } from "#app/services/inbox/claim-reward.server";
import { declineReward } from "#app/services/inbox/decline-reward.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { changeLead } from "#app/services/lead/change-lead.server";
import { noteMissedClock } from "#app/services/lead/note-missed-clocks.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { changeReward } from "#app/services/reward/change-reward.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { notifyReward } from "#app/services/reward/notify-reward.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { storedDay } from "#app/services/stored-day";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { PastClock } from "./past-clock";
import type { DemoEnd, Scenario } from "./scenarios";

/** The same for each demo tip for ever, so that its tracking code can be shown without being kept. */
export function demoTokenOf(id: string): Uint8Array {
  return new Uint8Array(
    createHash("sha256").update(`yanlu/v1/demo-tip ${id}`).digest(),
  );
}

/**
 * Leads invented tips through the real services to where each scenario ends, on the days it would have happened: the step of
 * the earliest day first, whatever its lead, so that the log has its days in order.
 */
export async function playScenarios(
  deps: Deps,
  scenarios: readonly Scenario[],
): Promise<void> {
  const today = deps.clock.today();
  const people = await actorsOf(deps);
  const plays = scenarios.map((scenario) => {
    const clock = new PastClock(addDays(today, -scenario.daysAgo), today);
    const steps = play({ ...deps, clock }, scenario, people);
    return { clock, steps };
  });
  for (;;) {
    const next = plays
      .filter(({ clock }) => clock.running)
      .sort((a, b) => (a.clock.today() < b.clock.today() ? -1 : 1))[0];
    if (!next) return;
    const { done, value } = await next.steps.next();
    if (done) next.clock.running = false;
    else next.clock.advance(value);
  }
}

type Actors = ReadonlyMap<string, StaffActor>;

async function actorsOf(deps: Deps): Promise<Actors> {
  const people = await deps.db.person.findMany({
    select: {
      id: true,
      displayName: true,
      officeId: true,
      roles: { select: { officeId: true, role: true } },
    },
  });
  return new Map(
    people.flatMap(({ id, displayName, officeId, roles }) =>
      roles.map(
        ({ officeId: at, role }) =>
          [
            `${at} ${role}`,
            {
              personId: id,
              displayName,
              officeId,
              sessionId: randomUUID(),
              roles: roles.map((held) => ({
                officeId: held.officeId,
                role: held.role as Role,
              })),
              steppedUp: true,
            } satisfies StaffActor,
          ] as const,
      ),
    ),
  );
}

/** The days until a limit is over, and what its office says to that. */
async function* letTheLimitPass(
  deps: Deps,
  { late }: Scenario,
  {
    leadId,
    send,
  }: {
    readonly leadId: string;
    readonly send: (command: Distribute<LeadCommand>) => Promise<void>;
  },
): AsyncGenerator<number, void> {
  if (!late) return;
  const lead = await deps.db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { acceptDueDay: true, acceptedDay: true, finishDueDay: true },
  });
  const due = storedDay(lead.finishDueDay ?? lead.acceptDueDay);
  yield dayNumber(due) + 1 - dayNumber(deps.clock.today());
  await noteMissedClock(deps, leadId);
  if (late === "SILENT") return;
  yield 3;
  if (late === "EXPLAINED")
    return send({
      command: "EXPLAIN_DELAY",
      stage: lead.acceptedDay ? "FINISH" : "ACCEPT",
      reasonCode: "EVIDENCE_PENDING",
    });
  if (lead.acceptedDay)
    await send({
      command: "EXTEND",
      reasonCode: "COMPLEX",
      to: clockDue(
        "FINISH_COMPLEX",
        storedDay(lead.acceptedDay),
        deps.calendar,
      ),
      participants: null,
    });
}

/** One step a turn; each `yield` lets that many days go by. */
async function* play(
  deps: Deps,
  scenario: Scenario,
  people: Actors,
): AsyncGenerator<number, void> {
  const { sample, end } = scenario;
  const token = demoTokenOf(sample.id);
  const trackingCode = trackingCodeFromToken(token);
  const thread = await newIdentity();
  const threadRecipient = await recipientOf(thread);
  const staged = sample.evidence.includes("PHOTO")
    ? [await stagePhoto(deps, sample.id, threadRecipient)]
    : [];
  const { firstTime } = await submitTip(deps, {
    token,
    identity:
      sample.nameKind === "REAL"
        ? { v: 1, name: "实名举报人", contact: "请在平台内留言" }
        : null,
    thread: { identity: thread },
    staged,
    body: {
      v: 1,
      language: "zh-CN",
      areaCode: sample.area.adcode,
      place: "",
      subjectKind: sample.subject.kind,
      subjectName: sample.subject.name ?? "",
      misconduct: [...sample.misconduct],
      what: sample.tip.zh,
      when: { from: null, to: null, words: "最近几个月" },
      amountFen: null,
      evidence: [...sample.evidence],
      howKnown: "亲眼所见",
      reporterKind: sample.reporterKind,
      rewardWanted: sample.nameKind !== "ANON",
      nameKind: sample.nameKind,
      files: staged.map(({ sealedHash }) => ({
        sealedHash,
        variant: "ORIGINAL" as const,
      })),
    },
  });
  // from an earlier, interrupted load: it stays where it is
  if (!firstTime) return;

  const { lead } = await deps.db.tip.findFirstOrThrow({
    where: { threadRecipient },
    select: {
      lead: {
        select: {
          id: true,
          officeId: true,
          office: { select: { financeOfficeId: true } },
        },
      },
    },
  });
  const leadId = lead.id;
  const at = (role: Role, officeId = lead.officeId): StaffActor => {
    const actor = people.get(`${officeId} ${role}`);
    if (!actor) throw new Error(`nobody is ${role} for ${sample.id}`);
    return actor;
  };
  let version = 0;
  const step = async (role: Role, command: Distribute<LeadCommand>) => {
    ({ version } = await changeLead(deps, at(role), {
      leadId,
      command: { ...command, version },
    }));
  };
  const caseKey = await newIdentity();
  const caseRecipient = await recipientOf(caseKey);
  const note = async (text: string) => ({
    sealedNote: toBase64Url(
      await sealBoundForm(formPurposes.note, { v: 1, text }, [caseRecipient]),
    ),
  });
  const reached = (...ends: readonly DemoEnd[]) => ends.includes(end);

  const runLate = () =>
    letTheLimitPass(deps, scenario, {
      leadId,
      send: (command) => step("LEADER", command),
    });

  if (reached("RECEIVED")) return yield* runLate();
  yield 1;
  await step("INTAKE", {
    command: "TAKE_UP",
    caseRecipient,
    ...(await wrapForOffice(deps, lead.officeId, caseKey)),
  });
  if (reached("SCREENING")) return;
  yield 2;
  if (reached("REFUSED"))
    return step("INTAKE", {
      command: "REFUSE",
      reasonCode: "OUT_OF_SCOPE",
      ...(await note("劳动报酬争议，不属于医保基金事项。")),
    });
  if (reached("TRANSFERRED"))
    return step("INTAKE", {
      command: "TRANSFER",
      targetCode: "POLICE",
      ...(await note("涉嫌电信诈骗，移送公安机关。")),
    });
  // planned for the day of registration, as the worker will compute it
  const plan = planFor(sample, {
    today: deps.clock.today(),
    ceilingFen: deps.settings.rewardCeilingFen,
  });
  if (plan.decision !== "ACCEPT") throw new Error(`${sample.id} cannot go on`);
  await step("INTAKE", {
    command: "ACCEPT",
    registration: plan.registration,
    ...(await note("有明确对象和线索，予以受理。")),
  });
  if (reached("ACCEPTED")) return;
  yield 1;
  await step("LEADER", {
    command: "ASSIGN",
    ownerId: at("INVESTIGATOR").personId,
  });
  if (scenario.message) {
    const sealedMessage = toBase64Url(
      await sealBoundForm(
        formPurposes.staffMessage,
        { v: 1, text: scenario.message },
        [threadRecipient],
      ),
    );
    await step("INVESTIGATOR", {
      command: "SEND_MESSAGE",
      sealedMessage,
      once: randomBytes(32).toString("base64url"),
    });
  }
  if (reached("ASSIGNED")) return;
  yield 1;
  await step("INVESTIGATOR", { command: "START_CHECK" });
  const seeds = () =>
    deriveInboxSeeds(trackingCode, deps.settings.deploymentSalt, deps.argon2id);
  if (scenario.answer)
    await sendTipsterMessage(deps, await seeds(), {
      text: scenario.answer,
      once: randomBytes(32).toString("base64url"),
    });
  if (reached("CHECKING")) return yield* runLate();
  yield 5;
  await step("INVESTIGATOR", {
    command: "ADD_NOTE",
    kind: "CHECK_RECORD",
    ...(await note("调取结算明细，询问经办人员，与举报内容核对。")),
  });
  const filed = !reached("NOT_FILED", "CLOSED_NOT_FILED");
  await step("INVESTIGATOR", {
    command: "DECIDE_FILING",
    decision: filed ? "FILED" : "NOT_FILED",
    ...(await note(
      filed ? "违法事实成立，予以立案。" : "未发现违法事实，不予立案。",
    )),
  });
  if (reached("FILED", "NOT_FILED")) return;
  yield 4;
  if (filed) {
    await step("INVESTIGATOR", {
      command: "RECORD_FINDINGS",
      finding: plan.finding,
      ...(await note("金额按结算明细逐笔核定。")),
    });
    if (reached("FINDINGS_OPEN")) return;
    yield 1;
    const { id: findingId } = await deps.db.finding.findFirstOrThrow({
      where: { leadId, state: "OPEN" },
      select: { id: true },
    });
    await step("REVIEWER", { command: "CONFIRM_FINDINGS", findingId });
    if (reached("DECIDED")) return;
    yield 2;
  }
  await step("LEADER", {
    command: "CLOSE",
    ...(await note(filed ? "处理到位，予以办结。" : "核查完毕，予以办结。")),
  });
  await computeReward(deps, { leadId });
  if (reached("CLOSED_NOT_FILED", "REWARD_PROPOSED")) return;
  yield 2;

  const rewardId = (
    await deps.db.reward.findUniqueOrThrow({
      where: { leadId },
      select: { id: true },
    })
  ).id;
  const decide = async (role: Role, command: Distribute<RewardCommand>) => {
    const reward = await deps.db.reward.findUniqueOrThrow({
      where: { id: rewardId },
      select: { version: true },
    });
    await changeReward(deps, at(role), {
      rewardId,
      command: { ...command, version: reward.version },
    });
  };
  const input: RewardFacts = plan.finding.rewardFacts;
  await decide("INVESTIGATOR", { command: "CONFIRM_AS_MAKER", input });
  if (reached("REWARD_MADE")) return;
  yield 1;
  await decide("REVIEWER", {
    command: "CONFIRM_AS_CHECKER",
    input: reached("REWARD_STOPPED")
      ? { ...input, proof: !input.proof }
      : input,
  });
  if (reached("REWARD_STOPPED", "REWARD_REVIEWED")) return;
  yield 1;
  await decide("LEADER", { command: "APPROVE" });
  if (reached("REWARD_NONE")) return;
  await notifyReward(deps, { rewardId });
  if (reached("REWARD_NOTIFIED")) return;
  if (reached("REWARD_LAPSED")) {
    const { claimDueDay } = await deps.db.reward.findUniqueOrThrow({
      where: { id: rewardId },
      select: { claimDueDay: true },
    });
    const due = claimDueDay!.toISOString().slice(0, 10) as Day;
    yield dayNumber(due) - dayNumber(deps.clock.today()) + 1;
    await lapseClaims(deps);
    return;
  }
  yield 4;
  if (reached("REWARD_DECLINED")) return declineReward(deps, await seeds());
  await claimReward(deps, await seeds(), {
    payee: {
      v: 1,
      name: "演示收款人",
      idNumber: "",
      bank: "某银行某支行",
      account: "6200000000000000",
    },
  });
  if (reached("CLAIMED")) return;
  yield 2;
  const financeOfficeId = lead.office.financeOfficeId!;
  const claim = await deps.db.claim.findUniqueOrThrow({
    where: { rewardId },
    select: { id: true, amountFen: true },
  });
  const pay = async (role: Role, command: Distribute<ClaimCommand>) => {
    const { version: current } = await deps.db.claim.findUniqueOrThrow({
      where: { id: claim.id },
      select: { version: true },
    });
    await changeClaim(deps, at(role, financeOfficeId), {
      claimId: claim.id,
      command: { ...command, version: current },
    });
  };
  await pay("CASHIER", {
    command: "ENTER",
    amountFen: Number(claim.amountFen),
  });
  if (reached("CLAIM_ENTERED")) return;
  yield 1;
  await pay("ACCOUNTANT", { command: "AUTHORISE" });
  if (reached("CLAIM_AUTHORISED")) return;
  yield 1;
  await pay("FINANCE_HEAD", { command: "SIGN" });
  await settlePayment(deps, { claimId: claim.id });
}

type Distribute<Command> = Command extends unknown
  ? Omit<Command, "version">
  : never;

async function wrapForOffice(
  deps: Deps,
  officeId: string,
  key: AgeIdentity,
): Promise<{ readonly officeKeyId: string; readonly caseKeyWrap: string }> {
  const office = await deps.db.officeKey.findFirstOrThrow({
    where: { officeId, current: true },
    select: { id: true, recipient: true },
  });
  return {
    officeKeyId: office.id,
    caseKeyWrap: toBase64Url(
      await wrapIdentity(key, office.recipient as AgeRecipient),
    ),
  };
}

async function stagePhoto(
  deps: Deps,
  id: string,
  threadRecipient: AgeRecipient,
) {
  const bytes = new Uint8Array(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
      "base64",
    ),
  );
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return stageFile(deps, {
    stream,
    name: `现场照片 ${id}.png`,
    type: "image/png",
    threadRecipient,
  });
}
