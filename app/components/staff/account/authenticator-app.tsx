import { peopleWords } from "#app/content/staff-people";
import { TextField, type FieldRefusals } from "../fields";
import { usePageLanguage } from "../page-language";
import { QrCode } from "../qr-code";

export type OfferedSecondFactor = {
  readonly secret: string;
  readonly uri: string;
  readonly sealedSecret: string;
};

/** The secret to give to an authenticator app, and the first code it shows. */
export function AuthenticatorApp({
  offered,
  refusals,
}: {
  readonly offered: OfferedSecondFactor;
  readonly refusals: FieldRefusals;
}) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <div className="authenticator">
      <p>{words.scan}</p>
      <QrCode text={offered.uri} label={words.qrLabel} />
      <p>
        {words.secretText}{" "}
        <code className="mono secret-text">
          {offered.secret.replace(/(.{4})(?=.)/g, "$1 ")}
        </code>
      </p>
      <TextField
        name="totp"
        label={words.firstCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        width="short"
        refusals={refusals}
      />
    </div>
  );
}
