import { randomBytes, randomUUID } from "node:crypto";
import {
  newIdentity,
  recipientOf,
  type AgeRecipient,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { deriveSignIn, newUserKey } from "#app/crypto/staff-keys";
import type { Deps } from "#app/services/ports";
import { demoOffices } from "./offices";
import {
  DEMO_PASSWORD,
  demoPeople,
  keyHolders,
  type DemoPerson,
} from "./people";

/** RFC 4226 section 4: at least 128 bits, 160 advised. */
const TOTP_SECRET_BYTES = 20;
/** Argon2id at 64 MiB each: two at a time leave the machine usable. */
const AT_ONCE = 2;

export type PersonRow = {
  readonly id: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly officeId: string;
  readonly authHash: string;
  readonly totpSecret: Uint8Array<ArrayBuffer>;
  readonly userRecipient: string;
  readonly userKeyWrap: Uint8Array<ArrayBuffer>;
  readonly createdAt: Date;
};

/** Prisma takes bytes of an ArrayBuffer only. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(bytes);

/**
 * What a browser makes at enrolment, made here: auth key and user key from the password, a fresh second factor. The
 * password itself is not kept.
 */
export async function enrol(
  deps: Deps,
  person: {
    readonly loginName: string;
    readonly displayName: string;
    readonly email: string | null;
    readonly officeId: string;
    readonly password: string;
  },
): Promise<{ readonly row: PersonRow; readonly totpSecret: Uint8Array }> {
  const { password, ...kept } = person;
  const { authKey, wrapIdentity: wrapKey } = await deriveSignIn(
    { loginName: person.loginName, password },
    deps.settings.deploymentSalt,
    deps.argon2id,
  );
  const totpSecret = new Uint8Array(randomBytes(TOTP_SECRET_BYTES));
  const [{ userRecipient, userKeyWrap }, authHash] = await Promise.all([
    recipientOf(wrapKey).then(newUserKey),
    deps.secrets.hashAuthKey(authKey),
  ]);
  return {
    totpSecret,
    row: {
      id: randomUUID(),
      ...kept,
      authHash,
      totpSecret: owned(deps.secrets.sealTotpSecret(totpSecret)),
      userRecipient,
      userKeyWrap: owned(userKeyWrap),
      createdAt: deps.clock.now(),
    },
  };
}

export async function enrolDemoPeople(
  deps: Deps,
  officeIds: ReadonlyMap<string, string>,
): Promise<readonly (PersonRow & { readonly demo: DemoPerson })[]> {
  const rows: (PersonRow & { readonly demo: DemoPerson })[] = [];
  const next = demoPeople.entries();
  const work = async () => {
    for (const [index, demo] of next) {
      const { loginName, displayName, email, officeCode } = demo;
      const officeId = officeIds.get(officeCode)!;
      const { row } = await enrol(deps, {
        loginName,
        displayName,
        email,
        officeId,
        password: DEMO_PASSWORD,
      });
      rows[index] = { ...row, demo };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows;
}

/** One key for each office and `year`, wrapped to those of its members who hold office keys. */
export async function makeOfficeKeys(
  deps: Deps,
  {
    people,
    officeIds,
    year,
  }: {
    readonly people: readonly (PersonRow & { readonly demo: DemoPerson })[];
    readonly officeIds: ReadonlyMap<string, string>;
    readonly year: number;
  },
) {
  return Promise.all(
    demoOffices.map(async ({ code }) => {
      const identity = await newIdentity();
      const members = people.filter(
        ({ demo }) =>
          demo.officeCode === code && keyHolders.includes(demo.role),
      );
      return {
        id: randomUUID(),
        officeId: officeIds.get(code)!,
        year,
        recipient: await recipientOf(identity),
        createdAt: deps.clock.now(),
        wraps: await Promise.all(
          members.map(async (person) => ({
            personId: person.id,
            ciphertext: owned(
              await wrapIdentity(
                identity,
                person.userRecipient as AgeRecipient,
              ),
            ),
          })),
        ),
      };
    }),
  );
}
