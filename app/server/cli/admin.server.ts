import { randomBytes, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { normaliseLoginName } from "#app/crypto/staff-keys";
import { appendLog } from "#app/services/log/append-log.server";
import { CommandFailure, type RegisterCommand } from "../command-line.server";
import { enrol } from "../demo/people-and-keys.server";
import { putAreasAndRuleSets } from "../demo/structure.server";
import { buildDeps } from "../deps.server";

/** 25 characters without look-alikes: 122 bits. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn: string[] = [];
  while (drawn.length < 25)
    for (const byte of randomBytes(32))
      if (byte < 248 && drawn.length < 25) drawn.push(letters[byte % 31]!);
  return drawn.join("").replace(/.{5}(?=.)/g, "$&-");
}

type CreateOptions = {
  readonly login: string;
  readonly name: string;
  readonly office: string;
  readonly email?: string;
  readonly createOffice?: string;
  readonly area: string;
};

export const register: RegisterCommand = (
  program,
  { env, output, withDatabase },
) => {
  const admin = program.command("admin").description("administrators");
  admin
    .command("create")
    .description(
      "make an administrator; prints a password and a second factor, once",
    )
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
      withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        const { deps } = parts;
        try {
          const loginName = normaliseLoginName(options.login);
          if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(loginName))
            throw new CommandFailure(
              "A login name has 1 to 64 letters, digits, dots, hyphens or underscores.",
            );
          const password = newPassword();
          const made = await deps.db.$transaction(
            async (tx) => {
              let office = await tx.office.findUnique({
                where: { code: options.office },
              });
              if (!office) {
                if (
                  options.createOffice === undefined ||
                  (await tx.office.count()) > 0
                )
                  throw new CommandFailure(
                    `There is no office ${options.office}. The first office is made with --create-office NAME.`,
                  );
                await putAreasAndRuleSets(tx);
                if (
                  !(await tx.area.findUnique({ where: { code: options.area } }))
                )
                  throw new CommandFailure(
                    `${options.area} is no GB/T 2260 code that is known here.`,
                  );
                office = await tx.office.create({
                  data: {
                    id: randomUUID(),
                    code: options.office,
                    nameZh: options.createOffice,
                    nameEn: options.createOffice,
                    kind: options.area === "100000" ? "NATIONAL" : "BUREAU",
                    areaCode: options.area,
                    takesTips: true,
                  },
                });
              }
              if (await tx.person.findUnique({ where: { loginName } }))
                throw new CommandFailure(`${loginName} exists already.`);
              const enrolled = await enrol(deps, {
                loginName,
                displayName: options.name,
                email: options.email ?? null,
                officeId: office.id,
                password,
              });
              await tx.person.create({ data: enrolled.row });
              await tx.personRole.create({
                data: {
                  personId: enrolled.row.id,
                  officeId: office.id,
                  role: "ADMIN",
                },
              });
              await appendLog(tx, {
                kind: "PERSON_ADDED",
                day: deps.clock.today(),
                personId: enrolled.row.id,
                officeId: office.id,
                data: { roles: ["ADMIN"] },
              });
              return enrolled;
            },
            { timeout: 30_000 },
          );
          const totpUri = new TOTP({
            issuer: "Yanlu",
            label: loginName,
            secret: new Secret({
              buffer: new Uint8Array(made.totpSecret).buffer,
            }),
          }).toString();
          output(
            { loginName, password, totpUri },
            [
              `login     ${loginName}`,
              `password  ${password}`,
              `second factor, for an authenticator app:\n${totpUri}`,
              "Neither is kept in readable form and neither is shown again.",
            ].join("\n"),
          );
        } finally {
          await parts.close();
        }
      }),
    );
};
