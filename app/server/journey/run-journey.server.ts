import { journeyWords } from "#app/content/journey";
import { fill, type Language } from "#app/content/words";
import { randomBytes } from "node:crypto";
import type { Argon2id } from "#app/crypto/argon2id";
import { proposeOffice } from "#app/domain/routing/propose-office";
import type { Day } from "#app/domain/shared/day";
import type { DevSignIns } from "#app/queries/dev-sign-ins.server";
import {
  compareAnswer,
  decideReward,
  leadFinder,
  workLead,
  type LeadPage,
  type Office,
} from "./casework.server";
import { financeDesk, ledgerOf, type FinanceOffice } from "./finance.server";
import { openInbox, payeeFor, type Inbox } from "./inbox.server";
import { pageClient } from "./page-client.server";
import { planFor, type ExpectedReward, type Plan } from "./plan";
import type { SampleTip } from "./sample-tip";
import {
  demoSignIns,
  staffClient,
  type StaffClient,
} from "./staff-client.server";
import { sendTip, type SentTip } from "./tipster.server";

export type LeadReport = {
  readonly id: string;
  readonly leadNumber: string | null;
  readonly office: string;
  readonly expectedState: string;
  readonly state: string | null;
  readonly expectedReward: string;
  readonly reward: string | null;
  readonly milliseconds: number;
  readonly ok: boolean;
  /** why not, in the journey's words */
  readonly problem?: string;
};

export type JourneyReport = {
  readonly ok: boolean;
  readonly leads: readonly LeadReport[];
  readonly paidFen: number;
  readonly rewardsFen: number;
  readonly ledgers: readonly {
    readonly office: string;
    readonly agrees: boolean;
    readonly paidFen: number;
    readonly expectedPaidFen: number;
  }[];
  readonly milliseconds: number;
};

export type JourneyInput = {
  readonly baseUrl: string;
  readonly samples: readonly SampleTip[];
  readonly argon2id: Argon2id;
  readonly today: Day;
  readonly ceilingFen: number;
  readonly log: (line: string) => void;
  /** tips under way at once */
  readonly atOnce?: number;
  /** one for each tip; without scripts unless given */
  readonly newTipster?: (baseUrl: string) => Tipster;
  /** told the random name of this run before the first tip */
  readonly onRun?: (run: string) => void;
};

/** Whoever files a tip and follows it: a browser with or without scripts. */
export type Tipster = {
  send(sample: SampleTip, mark: string): Promise<SentTip>;
  open(inbox: {
    readonly trackingCode: string;
    readonly language: Language;
    readonly id: string;
  }): Promise<Inbox>;
};

export function withoutScripts(
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Tipster {
  const client = pageClient(baseUrl, headers);
  return {
    send: (sample, mark) => sendTip(client, sample, mark),
    open: (inbox) => openInbox(client, inbox),
  };
}

/**
 * Plays the whole main job over HTTP: tipsters through the script-free form and inbox, staff through the JSON API with the real
 * keys, money through three pairs of hands; and compares each end with what rules and engine say.
 */
export async function runJourney(input: JourneyInput): Promise<JourneyReport> {
  const start = performance.now();
  const { baseUrl, log } = input;
  const samples = input.samples.map((sample, at) =>
    // a later tip is one only of a tip that came before it
    input.samples.slice(0, at).some(({ id }) => id === sample.nearDuplicateOf)
      ? sample
      : { ...sample, nearDuplicateOf: undefined },
  );
  const worked = new Map(samples.map(({ id }) => [id, deferred()]));
  const run = randomBytes(6).toString("hex");
  input.onRun?.(run);
  const world = await openWorld(input);
  const before = await ledgers(world);
  const reports: LeadReport[] = [];
  const next = samples.entries();
  const paid = new Map<string, number>();
  const work = async () => {
    for (const [index, sample] of next) {
      const report = await playOne(world, { sample, run, input, paid, worked });
      reports[index] = report;
      log(
        `${report.ok ? "ok  " : "FAIL"} ${report.id} ${report.office} ${report.state ?? "-"} ${report.reward ?? "-"} ${(report.milliseconds / 1000).toFixed(1)} s${report.problem ? ` (${report.problem})` : ""}`,
      );
    }
  };
  log(`journey: ${samples.length} tips at ${baseUrl}`);
  await Promise.all(Array.from({ length: input.atOnce ?? 4 }, work));
  const after = await ledgers(world);
  const ledgerReports = [...after].map(([office, view]) => {
    const paidFen =
      (view.balances.PAID ?? 0) - (before.get(office)?.balances.PAID ?? 0);
    return {
      office,
      agrees: view.agrees,
      paidFen,
      expectedPaidFen: paid.get(office) ?? 0,
    };
  });
  const paidFen = ledgerReports.reduce(
    (sum, ledger) => sum + ledger.paidFen,
    0,
  );
  const rewardsFen = reports.reduce(
    (sum, { reward }) =>
      sum + (Number(/^PAID (\d+)$/.exec(reward ?? "")?.[1]) || 0),
    0,
  );
  return {
    ok:
      reports.every(({ ok }) => ok) &&
      ledgerReports.every(
        (ledger) => ledger.agrees && ledger.paidFen === ledger.expectedPaidFen,
      ) &&
      paidFen === rewardsFen,
    leads: reports,
    paidFen,
    rewardsFen,
    ledgers: ledgerReports,
    milliseconds: Math.round(performance.now() - start),
  };
}

type World = {
  readonly signIns: DevSignIns;
  office(id: string): Office & {
    readonly finder: ReturnType<typeof leadFinder>;
    readonly financeCode: string;
  };
  finance(
    code: string,
  ): FinanceOffice & { readonly desk: ReturnType<typeof financeDesk> };
  readonly financeCodes: () => readonly string[];
};

async function openWorld({ baseUrl, argon2id }: JourneyInput): Promise<World> {
  const signIns = await demoSignIns(baseUrl);
  const clients = new Map<string, StaffClient>();
  const who = (officeCode: string, role: string): StaffClient => {
    const person = signIns.people.find(
      (each) => each.officeCode === officeCode && each.roles.includes(role),
    );
    if (!person) throw new Error(`nobody is ${role} in ${officeCode}`);
    const { loginName } = person;
    const client =
      clients.get(loginName) ?? staffClient({ baseUrl, argon2id, loginName });
    clients.set(loginName, client);
    return client;
  };
  const officeOf = new Map<string, ReturnType<World["office"]>>();
  const financeOf = new Map<string, ReturnType<World["finance"]>>();
  return {
    signIns,
    office(id) {
      const known = officeOf.get(id);
      if (known) return known;
      const { code } = signIns.offices.find((office) => office.id === id)!;
      const office = {
        id,
        code,
        intake: who(code, "INTAKE"),
        investigator: who(code, "INVESTIGATOR"),
        reviewer: who(code, "REVIEWER"),
        leader: who(code, "LEADER"),
      };
      const made = {
        ...office,
        finder: leadFinder(office),
        financeCode: `${code.split("-")[0]}-FIN`,
      };
      officeOf.set(id, made);
      return made;
    },
    finance(code) {
      const known = financeOf.get(code);
      if (known) return known;
      const office = {
        code,
        cashier: who(code, "CASHIER"),
        accountant: who(code, "ACCOUNTANT"),
        head: who(code, "FINANCE_HEAD"),
      };
      const made = { ...office, desk: financeDesk(office) };
      financeOf.set(code, made);
      return made;
    },
    financeCodes: () =>
      signIns.offices
        .filter(({ kind }) => kind === "FINANCE")
        .map(({ code }) => code),
  };
}

async function ledgers(world: World) {
  const views = await Promise.all(
    world
      .financeCodes()
      .map(
        async (code) => [code, await ledgerOf(world.finance(code))] as const,
      ),
  );
  return new Map(views);
}

type Play = {
  readonly sample: SampleTip;
  readonly run: string;
  readonly input: JourneyInput;
  readonly paid: Map<string, number>;
  /** of each tip the number of its lead, once its office is done with it; null when that failed */
  readonly worked: ReadonlyMap<string, Deferred>;
};

type Deferred = {
  readonly number: Promise<string | null>;
  readonly done: (number: string | null) => void;
};
function deferred(): Deferred {
  let done: Deferred["done"] = () => {};
  const number = new Promise<string | null>((resolve) => {
    done = resolve;
  });
  return { number, done };
}

async function playOne(world: World, play: Play): Promise<LeadReport> {
  const { sample, input } = play;
  const start = performance.now();
  const plan = planFor(sample, input);
  const { officeId } = proposeOffice(
    { areaCode: sample.area.adcode, subjectKind: sample.subject.kind },
    world.signIns.offices,
  );
  const office = world.office(officeId);
  const expected = {
    expectedState: plan.expectedState,
    expectedReward:
      plan.decision === "ACCEPT" ? rewardText(plan.expectedReward) : "-",
  };
  const done = (found: {
    lead: LeadPage | null;
    reward: string | null;
    problem?: string;
  }): LeadReport => {
    const state = found.lead?.state ?? null;
    const ok =
      !found.problem &&
      state === expected.expectedState &&
      found.reward === expected.expectedReward;
    return {
      id: sample.id,
      leadNumber: found.lead?.number ?? null,
      office: office.code,
      ...expected,
      state,
      reward: found.reward,
      milliseconds: Math.round(performance.now() - start),
      ok,
      ...(found.problem !== undefined && { problem: found.problem }),
    };
  };
  let lead: LeadPage | null = null;
  try {
    const tipster = (
      input.newTipster ?? ((baseUrl: string) => withoutScripts(baseUrl))
    )(input.baseUrl);
    const mark = `${play.run} ${sample.id}`;
    const earlier =
      sample.nearDuplicateOf === undefined
        ? null
        : await play.worked.get(sample.nearDuplicateOf)!.number;
    const { typed, trackingCode } = await tipster.send(sample, mark);
    const opened = await office.finder.find(({ howKnown }) =>
      howKnown.endsWith(mark),
    );
    const message =
      sample.nameKind === "ANON"
        ? null
        : fill(journeyWords.staff.question, { mark });
    lead = await workLead(office, opened.leadId, {
      plan,
      typed,
      opened,
      mark,
      message,
      earlier,
    });
    play.worked.get(sample.id)!.done(lead.number);
    const inbox = await tipster.open({
      trackingCode,
      language: typed.language,
      id: sample.id,
    });
    if (plan.decision === "REFUSE") return done({ lead, reward: "-" });

    if (message !== null) {
      if (!(await inbox.says(message)))
        throw new Error("the inbox does not show the office's message");
      const answer = fill(journeyWords.tipster.answer, { mark });
      await inbox.write(answer);
      await compareAnswer(office.intake, opened.leadId, answer);
    }
    return done({
      lead,
      reward: await playReward(world, {
        ...play,
        plan,
        office,
        leadId: opened.leadId,
        inbox,
      }),
    });
  } catch (error) {
    return done({
      lead,
      reward: null,
      problem: error instanceof Error ? error.message : String(error),
    });
  } finally {
    play.worked.get(sample.id)!.done(null);
  }
}

async function playReward(
  world: World,
  {
    sample,
    run,
    paid,
    plan,
    office,
    leadId,
    inbox,
  }: Play & {
    readonly plan: Extract<Plan, { decision: "ACCEPT" }>;
    readonly office: ReturnType<World["office"]>;
    readonly leadId: string;
    readonly inbox: Inbox;
  },
): Promise<string> {
  const reward = await decideReward(office, leadId, plan);
  switch (plan.expectedReward.kind) {
    case "NEEDS_PERSON":
      await inbox.waitForReward("PREPARING");
      return `NEEDS_RULE ${reward.code}`;
    case "NONE":
      await inbox.waitForReward("NONE");
      return `NONE ${reward.code}`;
    case "PAID": {
      if (reward.fen !== plan.expectedReward.fen)
        return `DECIDED ${reward.fen}`;
      await inbox.waitForReward("READY");
      const payee = payeeFor(sample.id, run);
      await inbox.claim(payee, reward.fen);
      const amount = await world.finance(office.financeCode).desk.pay(payee);
      paid.set(
        office.financeCode,
        (paid.get(office.financeCode) ?? 0) + amount,
      );
      await inbox.waitForReward("PAID");
      return `PAID ${amount}`;
    }
  }
}

function rewardText(reward: ExpectedReward): string {
  switch (reward.kind) {
    case "PAID":
      return `PAID ${reward.fen}`;
    case "NONE":
      return `NONE ${reward.code}`;
    case "NEEDS_PERSON":
      return `NEEDS_RULE ${reward.code}`;
  }
}
