import { passwordProblem } from "#app/domain/access/password-rule";
import { peopleWords } from "#app/content/staff-people";
import { TextField, type FieldRefusals } from "../fields";
import { FormProblems, typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";

export function NewPasswordFields({
  refusals,
}: {
  readonly refusals: FieldRefusals;
}) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <>
      <TextField
        name="newPassword"
        type="password"
        label={words.newPassword}
        hint={words.passwordHint}
        autoComplete="new-password"
        width="medium"
        refusals={refusals}
      />
      <TextField
        name="repeatPassword"
        type="password"
        label={words.repeatPassword}
        autoComplete="new-password"
        width="medium"
        refusals={refusals}
      />
    </>
  );
}

/** @throws FormProblems with what is wrong about the new password */
export function readNewPassword(
  data: FormData,
  person: { readonly loginName: string; readonly displayName: string },
): string {
  const password = typedText(data, "newPassword");
  const problem =
    password === "" ? "FIELD_REQUIRED" : passwordProblem(password, person);
  if (problem)
    throw new FormProblems([{ code: problem, field: "newPassword" }]);
  if (
    password.normalize("NFKC") !==
    typedText(data, "repeatPassword").normalize("NFKC")
  )
    throw new FormProblems([
      { code: "PASSWORDS_DIFFER", field: "repeatPassword" },
    ]);
  return password;
}
