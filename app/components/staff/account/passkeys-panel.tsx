import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import {
  makePasskey,
  passkeysPossible,
} from "#app/browser/staff/passkey-client";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { fill } from "#app/content/words";
import { isCodedError } from "#app/domain/shared/coded-error";
import { ConfirmDialog } from "../dialog";
import { TextField } from "../fields";
import { FormEnd } from "../form-end";
import { readForm, typedText } from "../form-reader";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useStepUp } from "../step-up";
import { useCommand } from "../use-command";
import { useHydrated } from "../use-hydrated";

export type ListedPasskey = {
  readonly id: string;
  readonly label: string;
  readonly since: string;
  readonly unlocks: boolean;
};

export function PasskeysPanel({
  passkeys,
}: {
  readonly passkeys: readonly ListedPasskey[];
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const common = staffWords[language];
  const hydrated = useHydrated();
  const removal = useCommand("/api/staff/passkeys");
  const [asking, setAsking] = useState<ListedPasskey | null>(null);
  const [done, setDone] = useState("");
  return (
    <section className="panel" aria-labelledby="passkeys">
      <h2 id="passkeys">{words.passkeysTitle}</h2>
      <p>{words.passkeysText}</p>
      <Problems refusals={removal.refusals} />
      {passkeys.length === 0 ? (
        <p className="soft">{words.passkeysNone}</p>
      ) : (
        <ul className="plain-list account-list">
          {passkeys.map((passkey) => (
            <li key={passkey.id} data-unlocks={passkey.unlocks}>
              <span>
                <strong>{passkey.label}</strong>
                <span className="fact-note">
                  {passkey.unlocks
                    ? words.passkeyUnlocks
                    : words.passkeySecondOnly}
                  {" · "}
                  {fill(words.added, { at: timeText(passkey.since) })}
                </span>
              </span>
              <button
                type="button"
                className="second"
                disabled={!hydrated}
                onClick={() => setAsking(passkey)}
              >
                {words.passkeyRemove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="done">
        {done}
      </p>
      {hydrated && !passkeysPossible() ? (
        <p className="soft">{words.passkeysNotPossible}</p>
      ) : (
        <AddPasskey onDone={() => setDone(words.passkeyAdded)} />
      )}
      <ConfirmDialog
        open={asking !== null}
        title={words.passkeyRemove}
        text={fill(words.passkeyRemoveConfirm, { label: asking?.label ?? "" })}
        confirmLabel={words.passkeyRemove}
        cancelLabel={common.cancel}
        danger
        onConfirm={() => {
          const passkeyId = asking?.id;
          setAsking(null);
          setDone("");
          void removal
            .run(() => ({ command: "REMOVE", passkeyId }))
            .then((ok) => ok && setDone(words.passkeyRemoved));
        }}
        onCancel={() => setAsking(null)}
      />
    </section>
  );
}

function AddPasskey({ onDone }: { readonly onDone: () => void }) {
  const words = peopleWords[usePageLanguage().language];
  const command = useCommand("/api/staff/passkeys");
  const stepUp = useStepUp();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const data = new FormData(element);
    void command
      .run(async () => {
        const form = readForm(data);
        const label = form.required("label", 100);
        form.required("password");
        form.finish();
        await callKeys("openOwnUserKey", {
          password: typedText(data, "password"),
        });
        const make = () =>
          makePasskey("/api/staff/passkeys", {
            ask: { command: "CHALLENGE" },
            label,
          });
        const passkey = await make().catch(async (error: unknown) => {
          const needed = isCodedError(error) && error.code === "STEP_UP_NEEDED";
          if (!needed || !(await stepUp())) throw error;
          return make();
        });
        return { command: "ADD", passkey };
      })
      .then((ok) => {
        if (!ok) return;
        element.reset();
        onDone();
      });
  }

  return (
    <details>
      <summary>{words.passkeyAdd}</summary>
      <form method="post" noValidate onSubmit={submit}>
        <Problems
          refusals={command.refusals}
          labels={{
            label: words.passkeyLabel,
            password: words.passkeyPassword,
          }}
        />
        <TextField
          name="label"
          label={words.passkeyLabel}
          hint={words.passkeyLabelHint}
          maxLength={100}
          width="medium"
          refusals={command.refusals}
        />
        <TextField
          name="password"
          type="password"
          label={words.passkeyPassword}
          hint={words.passkeyPasswordHint}
          autoComplete="current-password"
          width="medium"
          refusals={command.refusals}
        />
        <FormEnd
          busy={command.busy}
          label={words.passkeyAdd}
          done={command.busy ? words.signInPasskeyBusy : null}
        />
      </form>
    </details>
  );
}
