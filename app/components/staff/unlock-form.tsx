import { useState, type FormEvent } from "react";
import { signInWithKeys, unlockKeys } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import {
  passkeysPossible,
  signInByPasskey,
  unlockByPasskey,
} from "#app/browser/staff/passkey-client";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { fill } from "#app/content/words";
import { TextField } from "./fields";
import { Problems } from "./problems";
import { typedText, typedTotp } from "./form-reader";
import { usePageLanguage } from "./page-language";
import { useHydrated } from "./use-hydrated";
import { refusalsOf } from "./refusals";

/**
 * Opens the keys again after a reload, an idle lock or the end of the session. While the session lives the password is
 * enough; afterwards the second factor is asked for too, and the page behind keeps what was typed.
 */
export function UnlockForm({
  person,
  reason,
}: {
  readonly person: { readonly loginName: string; readonly displayName: string };
  readonly reason: "EMPTY" | "IDLE" | "ASKED" | "SIGNED_OUT";
}) {
  const { language } = usePageLanguage();
  const words = staffWords[language];
  const hydrated = useHydrated();
  const [sessionEnded, setSessionEnded] = useState(reason === "SIGNED_OUT");
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const needsTotp = sessionEnded || reason === "SIGNED_OUT";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const input = {
      loginName: person.loginName,
      password: typedText(data, "password"),
    };
    const totp = typedTotp(data);
    if (input.password === "") {
      setRefusals([{ code: "FIELD_REQUIRED", field: "password" }]);
      return;
    }
    await open(() =>
      needsTotp ? signInWithKeys({ ...input, totp }) : unlockKeys(input),
    );
  }

  async function open(unlock: () => Promise<void>) {
    setBusy(true);
    setRefusals([]);
    try {
      await unlock();
    } catch (error) {
      const found = refusalsOf(error);
      setSessionEnded(
        needsTotp || found.some(({ code }) => code === "SIGN_IN_NEEDED"),
      );
      setRefusals(found);
    } finally {
      setBusy(false);
    }
  }

  const explanation = {
    EMPTY: words.unlockEmpty,
    IDLE: words.unlockIdle,
    ASKED: words.unlockAsked,
    SIGNED_OUT: words.unlockSignedOut,
  }[needsTotp ? "SIGNED_OUT" : reason];

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>
        {explanation} {fill(words.unlockPerson, { name: person.displayName })}
      </p>
      <Problems refusals={refusals} />
      {/* lets password managers find the right entry */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={person.loginName}
        readOnly
        hidden
      />
      <div className="unlock__row">
        <TextField
          name="password"
          type="password"
          label={words.password}
          autoComplete="current-password"
          width="medium"
          refusals={refusals}
          autoFocus
        />
        {needsTotp && (
          <TextField
            name="totp"
            label={words.totp}
            hint={words.totpHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            width="short"
          />
        )}
        <div className="actions">
          <button type="submit" disabled={!hydrated} aria-disabled={busy}>
            {busy ? words.unlocking : words.unlock}
          </button>
          {hydrated && passkeysPossible() && (
            <button
              type="button"
              className="second"
              aria-disabled={busy}
              onClick={() => {
                if (!busy)
                  void open(needsTotp ? signInByPasskey : unlockByPasskey);
              }}
            >
              {peopleWords[language].unlockPasskey}
            </button>
          )}
        </div>
      </div>
    </form>
  );
}
