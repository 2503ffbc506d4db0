import { useState, type FormEvent } from "react";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { FormEnd } from "../form-end";
import { FormProblems, typedTotp } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import { useHydrated } from "../use-hydrated";
import {
  AuthenticatorApp,
  type OfferedSecondFactor,
} from "./authenticator-app";

export function CodesPanel({ hasCodes }: { readonly hasCodes: boolean }) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const hydrated = useHydrated();
  const start = useCommand("/api/staff/second-factor");
  const command = useCommand("/api/staff/second-factor");
  const [offered, setOffered] = useState<OfferedSecondFactor | null>(null);
  const [done, setDone] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const totp = typedTotp(new FormData(event.currentTarget));
    void command
      .run(() => {
        if (totp === "")
          throw new FormProblems([{ code: "FIELD_REQUIRED", field: "totp" }]);
        const sealedSecret = offered?.sealedSecret;
        return { command: "SET", secondFactor: { sealedSecret, totp } };
      })
      .then((ok) => {
        if (!ok) return;
        setOffered(null);
        setDone(words.codesDone);
      });
  }

  return (
    <section className="panel" aria-labelledby="codes">
      <h2 id="codes">{words.codesTitle}</h2>
      <p>{hasCodes ? words.codesOn : words.codesOff}</p>
      {offered === null ? (
        <>
          <Problems refusals={start.refusals} />
          <div className="actions">
            <button
              type="button"
              className="second"
              disabled={!hydrated}
              aria-disabled={start.busy}
              onClick={() => {
                setDone(null);
                void start.run(
                  () => ({ command: "NEW" }),
                  (answer) =>
                    setOffered(answer as unknown as OfferedSecondFactor),
                );
              }}
            >
              {start.busy ? staffWords[language].working : words.codesNew}
            </button>
            <span role="status" className="done">
              {done}
            </span>
          </div>
        </>
      ) : (
        <form method="post" noValidate onSubmit={submit}>
          <Problems
            refusals={command.refusals}
            labels={{ totp: words.firstCode }}
          />
          <AuthenticatorApp offered={offered} refusals={command.refusals} />
          <FormEnd busy={command.busy} label={words.codesSubmit} done={null} />
        </form>
      )}
    </section>
  );
}
