import { fingerprintOf } from "#app/crypto/fingerprint";
import type { AgeRecipient } from "#app/crypto/identity";

/** Made here from the very public half that is used, never taken from the server. */
export function digitsOf(recipient: string): string {
  return fingerprintOf(recipient as AgeRecipient);
}

export function Digits({
  recipient,
  large = false,
}: {
  readonly recipient: string;
  readonly large?: boolean;
}) {
  return (
    <span className={large ? "digits digits--large" : "digits"}>
      {digitsOf(recipient)}
    </span>
  );
}
