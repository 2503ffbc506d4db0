import { journeyWords } from "#app/content/journey";
import { fill } from "#app/content/words";
import { equalBytes, fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
  parseRecipient,
} from "#app/crypto/identity";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { openIdentity } from "#app/crypto/sealed-identity";
import type { SealedIdentityAnswer } from "#app/services/lead/open-identity.server";
import { openFileStream } from "#app/crypto/sealed-file";
import {
  formPurposes,
  openBoundForm,
  sealBoundForm,
} from "#app/crypto/bound-form";
import type { LeadCommand, RewardCommand } from "#app/forms/staff/commands";
import {
  messageBody,
  reporterIdentity,
  tipBody,
  type TipBody,
} from "#app/forms/tip/tip-body";
import { JourneyError } from "./page-client.server";
import type { Plan } from "./plan";
import { shapeIn } from "./shape-in";
import { Refusal, type StaffClient } from "./staff-client.server";
import { asSealed, type Typed } from "./tipster.server";
import { until } from "./until.server";

/** The four who carry a lead in one office, and its people who keep the rewards. */
export type Office = {
  readonly id: string;
  readonly code: string;
  readonly intake: StaffClient;
  readonly investigator: StaffClient;
  readonly reviewer: StaffClient;
  readonly leader: StaffClient;
};

type SealedLead = {
  readonly tip: {
    readonly body: string;
    readonly threadRecipient: AgeRecipient;
    readonly keyWraps: readonly {
      readonly officeKeyId: string;
      readonly ciphertext: string;
    }[];
    readonly hasIdentity: boolean;
    readonly files: readonly { readonly id: string; readonly side: string }[];
    readonly messages: readonly {
      readonly side: string;
      readonly body: string;
    }[];
  };
};
export type LeadPage = {
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly rewardId: string | null;
  readonly candidates: readonly { readonly id: string }[];
  readonly findings: readonly { readonly id: string; readonly state: string }[];
  /** null rank: a linked tip waits for its place in the log */
  readonly links: { readonly rank: number | null };
};
export type RewardPage = {
  readonly state: string;
  readonly version: number;
  readonly fen: number | null;
  readonly code: string | null;
};

export function leadPage(
  client: StaffClient,
  leadId: string,
): Promise<LeadPage> {
  return client
    .page(`/zh/staff/leads/${leadId}`)
    .then((data) =>
      shapeIn<LeadPage>(data, [
        "number",
        "state",
        "version",
        "rewardId",
        "findings",
        "links",
      ]),
    );
}

export function rewardPage(
  client: StaffClient,
  rewardId: string,
): Promise<RewardPage> {
  return client
    .page(`/zh/staff/rewards/${rewardId}`)
    .then((data) =>
      shapeIn<RewardPage>(data, ["state", "version", "fen", "code"]),
    );
}

export type OpenedLead = {
  readonly leadId: string;
  readonly body: TipBody;
  readonly thread: AgeIdentity;
  readonly sealed: SealedLead;
};

/** What the browser of a member does to read a lead: fetch what is sealed, unwrap the thread key, open. */
export async function openLead(
  client: StaffClient,
  leadId: string,
): Promise<OpenedLead> {
  const sealed = (await client.get(
    `/api/staff/leads/${leadId}/sealed`,
  )) as unknown as SealedLead;
  const keys = await client.keys();
  for (const { officeKeyId, ciphertext } of sealed.tip.keyWraps) {
    const key = keys.get(officeKeyId);
    if (!key) continue;
    const thread = await unwrapIdentity(
      fromBase64Url(ciphertext),
      key.identity,
      { expectedRecipient: sealed.tip.threadRecipient },
    );
    const body = tipBody.parse(
      await openBoundForm(
        formPurposes.tip,
        fromBase64Url(sealed.tip.body),
        thread,
      ),
    );
    return { leadId, body, thread, sealed };
  }
  throw new JourneyError(`${client.loginName} holds no key of lead ${leadId}`);
}

/** Everything typed must be there, byte for byte, and nothing else. */
export async function compareWithTyped(
  client: StaffClient,
  opened: OpenedLead,
  typed: Typed,
): Promise<void> {
  const { body, sealed, thread } = opened;
  const fields: readonly (readonly [string, unknown, unknown])[] = [
    ["what", body.what, asSealed(typed.what)],
    ["language", body.language, typed.language],
    ["areaCode", body.areaCode, typed.areaCode],
    ["subjectKind", body.subjectKind, typed.subjectKind],
    ["subjectName", body.subjectName, asSealed(typed.subjectName)],
    [
      "misconduct",
      [...body.misconduct].sort().join(),
      [...typed.misconduct].sort().join(),
    ],
    ["nameKind", body.nameKind, typed.nameKind],
    ["files", sealed.tip.files.length, typed.files.length],
    ["hasIdentity", sealed.tip.hasIdentity, typed.nameKind === "REAL"],
  ];
  const wrong = fields
    .filter(([, found, wanted]) => found !== wanted)
    .map(([name]) => name);
  const files = [...typed.files];
  for (const { id } of sealed.tip.files) {
    const bytes = await client.bytes(`/api/staff/files/${id}`);
    const { name, type, content } = await openFileStream(
      new Blob([new Uint8Array(bytes)]).stream(),
      thread,
    );
    const found = new Uint8Array(
      await new Response(
        content as ReadableStream<Uint8Array<ArrayBuffer>>,
      ).arrayBuffer(),
    );
    const match = files.findIndex(
      (file) =>
        file.name === name &&
        file.type === type &&
        equalBytes(file.bytes, found),
    );
    if (match < 0) wrong.push(`file ${id}`);
    else files.splice(match, 1);
  }
  if (wrong.length > 0)
    throw new JourneyError(
      `what staff read differs from what was typed: ${wrong.join(", ")}`,
    );
}

/** The sealed name of a real-name tip, against a reason and a fresh second factor. */
export async function compareIdentity(
  client: StaffClient,
  leadId: string,
  typed: Typed,
): Promise<void> {
  if (typed.nameKind !== "REAL") return;
  const answer = await client.post(`/api/staff/leads/${leadId}/identity`, {
    reasonCode: "VERIFY_EVIDENCE",
  });
  const sealed = answer as unknown as SealedIdentityAnswer;
  for (const { officeKeyId, ciphertext } of sealed.keyWraps) {
    const key = (await client.keys()).get(officeKeyId);
    if (!key) continue;
    const opened = await openIdentity(
      {
        recipient: parseRecipient(sealed.recipient),
        ciphertext: fromBase64Url(sealed.ciphertext),
        keyWrap: fromBase64Url(ciphertext),
      },
      {
        officeKey: key.identity,
        threadRecipient: parseRecipient(sealed.threadRecipient),
      },
    );
    const { name, contact } = reporterIdentity.parse(opened);
    if (name === typed.reporterName && contact === typed.reporterContact)
      return;
    throw new JourneyError("the sealed name differs from what was typed");
  }
  throw new JourneyError(`${client.loginName} cannot open the sealed name`);
}

type Unversioned<Command> = Command extends unknown
  ? Omit<Command, "version">
  : never;

/** A command that did arrive but whose answer was lost would be refused when sent again; the journey sends each once. */
export async function command(
  client: StaffClient,
  leadId: string,
  given: {
    readonly version: number;
    readonly command: Unversioned<LeadCommand>;
  },
): Promise<number> {
  const { version } = await client.post(`/api/staff/leads/${leadId}/commands`, {
    ...given.command,
    version: given.version,
  });
  return Number(version);
}

export type Message = {
  readonly fromStaff: string;
  readonly fromTipster: string;
};

/** From taking up to closing. @returns number and state of the lead afterwards */
export async function workLead(
  office: Office,
  leadId: string,
  {
    plan,
    typed,
    opened,
    mark,
    message,
    earlier,
  }: {
    /** ends every note */
    readonly mark: string;
    readonly plan: Plan;
    readonly typed: Typed;
    readonly opened: OpenedLead;
    readonly message: string | null;
    /** number of the lead that told the same before */
    readonly earlier: string | null;
  },
): Promise<LeadPage> {
  const { intake, investigator, reviewer, leader } = office;
  const found = [...(await intake.keys())].find(
    ([, each]) => each.officeId === office.id && each.current,
  );
  if (!found)
    throw new JourneyError(
      `${intake.loginName} holds no key of ${office.code}`,
    );
  const [officeKeyId, key] = found;
  const caseKey = await newIdentity();
  const caseRecipient = await recipientOf(caseKey);
  const note = async (words: string) => ({
    sealedNote: toBase64Url(
      await sealBoundForm(
        formPurposes.note,
        { v: 1, text: fill(words, { mark }) },
        [caseRecipient],
      ),
    ),
  });
  let { version } = await leadPage(intake, leadId);
  const give = async (client: StaffClient, given: Unversioned<LeadCommand>) => {
    version = await command(client, leadId, { version, command: given });
  };

  await give(intake, {
    command: "TAKE_UP",
    caseRecipient,
    officeKeyId,
    caseKeyWrap: toBase64Url(await wrapIdentity(caseKey, key.recipient)),
  });
  await compareWithTyped(intake, opened, typed);
  await compareIdentity(intake, leadId, typed);
  if (plan.decision === "REFUSE") {
    await give(intake, {
      command: "REFUSE",
      reasonCode: plan.reasonCode,
      ...(await note(journeyWords.staff.refused)),
    });
    return leadPage(intake, leadId);
  }
  await give(intake, {
    command: "ACCEPT",
    registration: plan.registration,
    ...(await note(journeyWords.staff.accepted)),
  });
  const { candidates } = await leadPage(intake, leadId);
  const ownerId = await investigator.personId();
  if (!candidates.some(({ id }) => id === ownerId))
    throw new JourneyError(
      `${investigator.loginName} is no candidate for the lead`,
    );
  await give(intake, { command: "ASSIGN", ownerId });
  await give(investigator, { command: "START_CHECK" });
  if (message !== null) {
    const sealedMessage = toBase64Url(
      await sealBoundForm(formPurposes.staffMessage, { v: 1, text: message }, [
        opened.sealed.tip.threadRecipient,
      ]),
    );
    await give(investigator, {
      command: "SEND_MESSAGE",
      sealedMessage,
      once: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    });
  }
  await give(investigator, {
    command: "ADD_NOTE",
    kind: "CHECK_RECORD",
    ...(await note(journeyWords.staff.checked)),
  });
  await give(investigator, {
    command: "DECIDE_FILING",
    decision: "FILED",
    ...(await note(journeyWords.staff.filed)),
  });
  if (earlier !== null) await linkTo(investigator, leadId, { earlier, plan });
  await give(investigator, {
    command: "RECORD_FINDINGS",
    finding: plan.finding,
    ...(await note(journeyWords.staff.found)),
  });
  const open = (await leadPage(reviewer, leadId)).findings.find(
    ({ state }) => state === "OPEN",
  );
  if (!open) throw new JourneyError("the findings wait for nobody");
  await give(reviewer, { command: "CONFIRM_FINDINGS", findingId: open.id });
  await give(leader, {
    command: "CLOSE",
    ...(await note(journeyWords.staff.closed)),
  });
  return leadPage(leader, leadId);
}

/** Everything found was told before; the order counts once both tips have their places in the log. */
async function linkTo(
  client: StaffClient,
  leadId: string,
  {
    earlier,
    plan,
  }: {
    readonly earlier: string;
    readonly plan: Extract<Plan, { decision: "ACCEPT" }>;
  },
): Promise<void> {
  for (const misconductCode of plan.finding.misconduct)
    await client.post(`/api/staff/leads/${leadId}/links`, {
      command: "LINK",
      number: earlier,
      misconductCode,
    });
  await until("the order of two tips in the log", async () => {
    const { links } = await leadPage(client, leadId);
    return links.rank;
  });
}

/** The tipster's answer, as the office reads it. */
export async function compareAnswer(
  client: StaffClient,
  leadId: string,
  text: string,
): Promise<void> {
  const { sealed, thread } = await openLead(client, leadId);
  const texts = await Promise.all(
    sealed.tip.messages
      .filter(({ side }) => side === "TIPSTER")
      .map(
        async ({ body }) =>
          messageBody.parse(
            await openBoundForm(
              formPurposes.tipsterMessage,
              fromBase64Url(body),
              thread,
            ),
          ).text,
      ),
  );
  if (!texts.includes(asSealed(text)))
    throw new JourneyError(
      "the tipster's message did not arrive as it was typed",
    );
}

/** Waits for the worker's proposal, then maker, blind checker and leader. @returns the reward as the leader left it */
export async function decideReward(
  office: Office,
  leadId: string,
  plan: Extract<Plan, { decision: "ACCEPT" }>,
): Promise<RewardPage & { readonly rewardId: string }> {
  const { investigator, reviewer, leader } = office;
  const rewardId = await until(
    "the worker computes the reward",
    async () => (await leadPage(leader, leadId)).rewardId,
  );
  const proposed = await rewardPage(leader, rewardId);
  const { expectedReward } = plan;
  if (expectedReward.kind === "NEEDS_PERSON" || !plan.rewardDecided)
    return { rewardId, ...proposed };

  const input = plan.finding.rewardFacts;
  const give = async (
    client: StaffClient,
    given: Unversioned<RewardCommand>,
  ) => {
    const { version } = await rewardPage(client, rewardId);
    await client.post(`/api/staff/rewards/${rewardId}/commands`, {
      ...given,
      version,
    });
  };
  await give(investigator, { command: "CONFIRM_AS_MAKER", input });
  const blind = await rewardPage(reviewer, rewardId);
  if (blind.fen !== null || blind.code !== null)
    throw new JourneyError("the checker was shown the first result");
  await give(reviewer, { command: "CONFIRM_AS_CHECKER", input });
  await give(leader, { command: "APPROVE" });
  return { rewardId, ...(await rewardPage(leader, rewardId)) };
}

/** Leads of one office that wait to be taken up, found by what is in them: nobody outside knows their ids. */
export function leadFinder(office: Office) {
  const opened = new Map<string, Promise<OpenedLead | null>>();
  async function look(): Promise<void> {
    for (let page = 1, pages = 1; page <= pages; page++) {
      const data = await office.intake.page(
        `/zh/staff?state=RECEIVED&page=${page}`,
      );
      const queue = shapeIn<{ rows: readonly { id: string }[]; pages: number }>(
        data,
        ["rows", "counts"],
      );
      pages = queue.pages ?? 1;
      for (const { id } of queue.rows)
        if (!opened.has(id))
          opened.set(
            id,
            openLead(office.intake, id).catch((error: unknown) => {
              // somebody else took it up or handed it over meanwhile
              if (error instanceof Refusal && error.status === 404) return null;
              throw error;
            }),
          );
    }
  }
  return {
    find(isIt: (body: TipBody) => boolean): Promise<OpenedLead> {
      return until(`a lead reaches ${office.code}`, async () => {
        await look();
        for (const lead of opened.values()) {
          const found = await lead;
          if (found && isIt(found.body)) return found;
        }
        return null;
      });
    },
  };
}
