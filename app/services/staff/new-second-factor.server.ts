import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import type { NewSecondFactor } from "#app/forms/staff/people";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { matchedCounter } from "./second-factor.server";
import { requireStepUp } from "./step-up.server";

/** RFC 4226 section 4: at least 128 bits, 160 advised. */
const SECRET_BYTES = 20;

export type OfferedSecondFactor = {
  /** base32, to type into an app */
  readonly secret: string;
  /** otpauth://…, for the QR code */
  readonly uri: string;
  /** comes back with the first code, so that nothing has to be remembered meanwhile */
  readonly sealedSecret: string;
};

export function offerSecondFactor(
  deps: Pick<Deps, "secrets">,
  loginName: string,
): OfferedSecondFactor {
  const bytes = new Uint8Array(randomBytes(SECRET_BYTES));
  const secret = new Secret({ buffer: bytes.buffer });
  return {
    secret: secret.base32,
    uri: new TOTP({
      issuer: "Yanlu",
      label: loginName,
      secret,
      algorithm: "SHA1",
      digits: 6,
      period: 30,
    }).toString(),
    sealedSecret: toBase64Url(deps.secrets.sealTotpSecret(bytes)),
  };
}

/** Columns of a confirmed second factor; the code that confirmed it is used up. @throws CodedError TOTP_WRONG */
export function confirmedSecondFactor(
  deps: Pick<Deps, "secrets" | "clock">,
  { sealedSecret, totp }: NewSecondFactor,
): {
  readonly totpSecret: Uint8Array<ArrayBuffer>;
  readonly totpCounter: number;
} {
  const secret = openOffered(deps, sealedSecret);
  const counter =
    secret && matchedCounter(secret, { code: totp, now: deps.clock.now() });
  if (!secret || counter === null)
    throw new CodedError("TOTP_WRONG", { field: "totp" });
  return {
    totpSecret: new Uint8Array(deps.secrets.sealTotpSecret(secret)),
    totpCounter: counter,
  };
}

function openOffered(
  deps: Pick<Deps, "secrets">,
  sealedSecret: string,
): Uint8Array | null {
  try {
    const secret = deps.secrets.openTotpSecret(fromBase64Url(sealedSecret));
    return secret.length === SECRET_BYTES ? secret : null;
  } catch (error) {
    // made up, or sealed before the server's key was changed
    if (isCodedError(error)) return null;
    throw error;
  }
}

/** @throws CodedError STEP_UP_NEEDED */
export async function startSecondFactor(
  deps: Deps,
  actor: StaffActor,
): Promise<OfferedSecondFactor> {
  requireStepUp(actor);
  const { loginName } = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { loginName: true },
  });
  return offerSecondFactor(deps, loginName);
}

/** Codes of the app before are no longer taken. @throws CodedError STEP_UP_NEEDED | TOTP_WRONG */
export async function setSecondFactor(
  deps: Deps,
  actor: StaffActor,
  input: NewSecondFactor,
): Promise<void> {
  requireStepUp(actor);
  const confirmed = confirmedSecondFactor(deps, input);
  const { personId, officeId } = actor;
  await inTransaction(deps, async (tx) => {
    await tx.person.update({
      where: { id: personId },
      data: confirmed,
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "SECOND_FACTOR_CHANGED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId,
      officeId,
      data: {},
    });
  });
}
