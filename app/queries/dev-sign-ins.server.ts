import { Secret, TOTP } from "otpauth";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";

export type DevSignIns = {
  readonly password: string;
  readonly offices: readonly {
    readonly id: string;
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly areaCode: string;
    readonly kind: string;
    readonly parentId: string | null;
    readonly takesTips: boolean;
  }[];
  readonly people: readonly {
    readonly loginName: string;
    readonly displayName: string;
    readonly officeCode: string;
    readonly roles: readonly string[];
    /**
     * A one-time code (RFC 6238) nobody used yet: of this half minute or, since clocks may differ by a step, of the next;
     * `totpUsed` when both were used. `secondsLeft`: until this half minute ends.
     */
    readonly totp: string;
    readonly secondsLeft: number;
    readonly totpUsed: boolean;
  }[];
  /** tracking codes of invented tips, to try the inbox with */
  readonly inboxes: readonly {
    readonly about: string;
    readonly code: string;
  }[];
};

const PERIOD_SECONDS = 30;

/** Demo people and how to sign in as them. @throws CodedError NOT_FOUND unless this is a demo deployment out of production */
export async function devSignIns(deps: Deps): Promise<DevSignIns> {
  if (!deps.settings.demo) throw new CodedError("NOT_FOUND");
  const setting = await deps.db.setting.findUnique({
    where: { key: "demoSignIn" },
  });
  if (!setting) throw new CodedError("NOT_FOUND");
  const { password, logins, inboxes } = setting.value as unknown as {
    readonly password: string;
    readonly logins: readonly string[];
    readonly inboxes: DevSignIns["inboxes"];
  };
  const [offices, people] = await Promise.all([
    deps.db.office.findMany({
      select: {
        id: true,
        code: true,
        nameZh: true,
        nameEn: true,
        areaCode: true,
        kind: true,
        parentId: true,
        takesTips: true,
      },
    }),
    // only the people of the demo data: their password is public anyway
    deps.db.person.findMany({
      where: {
        active: true,
        totpSecret: { not: null },
        loginName: { in: [...logins] },
      },
      select: {
        loginName: true,
        displayName: true,
        totpSecret: true,
        totpCounter: true,
        office: { select: { code: true } },
        roles: { select: { role: true } },
      },
    }),
  ]);
  // in the order of the demo data
  people.sort(
    (a, b) => logins.indexOf(a.loginName) - logins.indexOf(b.loginName),
  );
  const rank = (office: { readonly code: string }) =>
    people.findIndex((person) => person.office.code === office.code);
  offices.sort((a, b) => rank(a) - rank(b));
  const now = deps.clock.now().getTime();
  const counter = Math.floor(now / 1000 / PERIOD_SECONDS);
  const secondsLeft =
    PERIOD_SECONDS - (Math.floor(now / 1000) % PERIOD_SECONDS);
  return {
    password,
    offices,
    people: people.map(
      ({ loginName, displayName, totpSecret, totpCounter, office, roles }) => {
        const usable = Math.max(counter, Number(totpCounter) + 1);
        return {
          loginName,
          displayName,
          officeCode: office.code,
          roles: roles.map(({ role }) => role),
          totp: new TOTP({ secret: secretOf(deps, totpSecret!) }).generate({
            timestamp: usable * PERIOD_SECONDS * 1000,
          }),
          secondsLeft,
          totpUsed: usable > counter + 1,
        };
      },
    ),
    inboxes,
  };
}

function secretOf(deps: Deps, sealed: Uint8Array): Secret {
  const bytes = deps.secrets.openTotpSecret(new Uint8Array(sealed));
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
