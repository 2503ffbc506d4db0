import { Secret, TOTP } from "otpauth";
import type { Deps, Transaction } from "#app/services/ports";

const PERIOD_SECONDS = 30;
/** one step either way, for clocks that differ (RFC 6238 section 5.2) */
const WINDOW = 1;

/** RFC 6238 with the parameters every authenticator app takes: SHA-1, six digits, thirty seconds. */
export function totpOf(secret: Uint8Array): TOTP {
  return new TOTP({
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
  });
}

export function totpCounter(now: Date): number {
  return Math.floor(now.getTime() / 1_000 / PERIOD_SECONDS);
}

/** The counter that the code belongs to, null when it is not one of now, the step before or the step after. */
export function matchedCounter(
  secret: Uint8Array,
  { code, now }: { readonly code: string; readonly now: Date },
): number | null {
  const token = code.normalize("NFKC").replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : totpCounter(now) + delta;
}

/** Marks a counter as used; false when it, or a later one, was used before: a code seen over a shoulder is good for nothing. */
export async function useCounter(
  tx: Transaction | Deps["db"],
  personId: string,
  counter: number,
): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, totpCounter: { lt: counter } },
    data: { totpCounter: counter },
  });
  return count === 1;
}
