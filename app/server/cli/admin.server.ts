import { randomUUID } from "node:crypto";
import { normaliseLoginName } from "#app/crypto/staff-keys";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, Transaction } from "#app/services/ports";
import { forgetCredentials } from "#app/services/staff/forget-credentials.server";
import {
  INVITATION_DAYS,
  newInvitation,
} from "#app/services/staff/invitation.server";
import {
  CommandFailure,
  type CommandContext,
  type RegisterCommand,
} from "../command-line.server";
import { putAreasAndRuleSets } from "../demo/structure.server";
import { buildDeps } from "../deps.server";

type CreateOptions = {
  readonly login: string;
  readonly name: string;
  readonly office: string;
  readonly email?: string;
  readonly createOffice?: string;
  readonly area: string;
};

/** Password and keys are made in the administrator's own browser: what stands on this screen is good once, for seven days. */
function showInvitation(
  { env, output }: CommandContext,
  { loginName, invitation }: { loginName: string; invitation: string },
): void {
  const link = `${env.ORIGIN}/zh/staff/enrol#${invitation}`;
  output(
    { loginName, link, days: INVITATION_DAYS },
    [
      `login       ${loginName}`,
      `invitation  ${link}`,
      `Good for ${INVITATION_DAYS} days and one use; it is not shown again.`,
    ].join("\n"),
  );
}

async function makeFirstOffice(
  tx: Transaction,
  options: CreateOptions,
): Promise<{ readonly id: string }> {
  const { office: code, createOffice, area } = options;
  if (createOffice === undefined || (await tx.office.count()) > 0)
    throw new CommandFailure(
      `There is no office ${code}. The first office is made with --create-office NAME.`,
    );
  await putAreasAndRuleSets(tx);
  if (!(await tx.area.findUnique({ where: { code: area } })))
    throw new CommandFailure(
      `${area} is no GB/T 2260 code that is known here.`,
    );
  return tx.office.create({
    data: {
      id: randomUUID(),
      code,
      nameZh: createOffice,
      nameEn: createOffice,
      kind: area === "100000" ? "NATIONAL" : "BUREAU",
      areaCode: area,
      // switched on by the administrator once the office has a key
      takesTips: false,
    },
    select: { id: true },
  });
}

async function createAdmin(deps: Deps, options: CreateOptions) {
  const loginName = normaliseLoginName(options.login);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(loginName))
    throw new CommandFailure(
      "A login name has 1 to 64 letters, digits, dots, hyphens or underscores.",
    );
  return inTransaction(deps, async (tx) => {
    const now = deps.clock.now();
    const office =
      (await tx.office.findUnique({
        where: { code: options.office },
        select: { id: true },
      })) ?? (await makeFirstOffice(tx, options));
    if (await tx.person.findUnique({ where: { loginName } }))
      throw new CommandFailure(`${loginName} exists already.`);
    const { invitation, stored } = newInvitation(now);
    const personId = newStaffId(now);
    await tx.person.create({
      data: {
        id: personId,
        loginName,
        displayName: options.name,
        email: options.email ?? null,
        officeId: office.id,
        createdAt: now,
        ...stored,
        roles: { create: { officeId: office.id, role: "ADMIN" } },
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "PERSON_ADDED",
      day: deps.clock.today(),
      personId,
      officeId: office.id,
      data: { roles: ["ADMIN"] },
    });
    return { loginName, invitation };
  });
}

/** For an administrator nobody else can invite anew. One who holds office keys is not made here, so no key can be lost. */
async function reinviteAdmin(deps: Deps, login: string) {
  const loginName = normaliseLoginName(login);
  return inTransaction(deps, async (tx) => {
    const person = await tx.person.findFirst({
      where: { loginName, active: true, roles: { some: { role: "ADMIN" } } },
      select: {
        id: true,
        officeId: true,
        _count: { select: { keyWraps: true } },
      },
    });
    if (!person)
      throw new CommandFailure(`${loginName} is no administrator in office.`);
    if (person._count.keyWraps > 0)
      throw new CommandFailure(
        `${loginName} holds office keys; another administrator has to invite them anew.`,
      );
    const personId = person.id;
    await forgetCredentials(deps, tx, { personId, by: { personId } });
    const { invitation, stored } = newInvitation(deps.clock.now());
    await tx.person.update({
      where: { id: personId },
      data: stored,
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "PERSON_ADDED",
      day: deps.clock.today(),
      personId,
      officeId: person.officeId,
      data: { roles: ["ADMIN"] },
    });
    return { loginName, invitation };
  });
}

export const register: RegisterCommand = (program, context) => {
  const { env, withDatabase } = context;
  const show = (
    make: (
      deps: Deps,
    ) => Promise<{ readonly loginName: string; readonly invitation: string }>,
  ) =>
    withDatabase(async (DATABASE_URL) => {
      const parts = await buildDeps({ ...env, DATABASE_URL });
      try {
        showInvitation(context, await make(parts.deps));
      } finally {
        await parts.close();
      }
    });
  const admin = program.command("admin").description("administrators");
  admin
    .command("create")
    .description("make an administrator; prints an invitation link, once")
    .requiredOption("--login <name>", "login name")
    .requiredOption("--name <name>", "name that colleagues see")
    .requiredOption(
      "--office <code>",
      "code of the office the administrator belongs to",
    )
    .option("--email <address>", "where reminders go")
    .option(
      "--create-office <name>",
      "make the office with this name when there is no office yet",
    )
    .option(
      "--area <code>",
      "GB/T 2260 code of an office that is made",
      "100000",
    )
    .action((options: CreateOptions) =>
      show((deps) => createAdmin(deps, options)),
    );
  admin
    .command("reinvite")
    .description(
      "end an administrator's password and second factor; prints a new invitation link",
    )
    .requiredOption("--login <name>", "login name")
    .action(({ login }: { readonly login: string }) =>
      show((deps) => reinviteAdmin(deps, login)),
    );
};
