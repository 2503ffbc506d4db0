import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { peopleWords } from "#app/content/staff-people";
import { TextField } from "../fields";
import { FormEnd } from "../form-end";
import { FormProblems, typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import { NewPasswordFields, readNewPassword } from "./new-password";

export function PasswordPanel({
  person,
}: {
  readonly person: { readonly loginName: string; readonly displayName: string };
}) {
  const words = peopleWords[usePageLanguage().language];
  const command = useCommand("/api/staff/password");
  const [done, setDone] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setDone(null);
    void command
      .run(() => {
        const oldPassword = typedText(data, "oldPassword");
        if (oldPassword === "")
          throw new FormProblems([
            { code: "FIELD_REQUIRED", field: "oldPassword" },
          ]);
        const newPassword = readNewPassword(data, person);
        return callKeys("changePassword", { oldPassword, newPassword });
      })
      .then((ok) => {
        if (!ok) return;
        form.reset();
        setDone(words.passwordDone);
      });
  }

  return (
    <section className="panel" aria-labelledby="password">
      <h2 id="password">{words.passwordTitle}</h2>
      <p>{words.passwordText}</p>
      <form method="post" noValidate onSubmit={submit}>
        <Problems
          refusals={command.refusals}
          labels={{
            oldPassword: words.oldPassword,
            newPassword: words.newPassword,
            repeatPassword: words.repeatPassword,
          }}
        />
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={person.loginName}
          readOnly
          hidden
        />
        <TextField
          name="oldPassword"
          type="password"
          label={words.oldPassword}
          autoComplete="current-password"
          width="medium"
          refusals={command.refusals}
        />
        <NewPasswordFields refusals={command.refusals} />
        <FormEnd
          busy={command.busy}
          label={words.passwordSubmit}
          done={command.busy ? words.passwordChanging : done}
        />
      </form>
    </section>
  );
}
