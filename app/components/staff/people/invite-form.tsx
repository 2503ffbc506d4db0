import { useState, type FormEvent } from "react";
import { peopleWords } from "#app/content/staff-people";
import { staffWords } from "#app/content/staff";
import type { OfficeKind } from "#app/domain/access/roles-in-office";
import { Dialog } from "../dialog";
import { SelectField, TextField } from "../fields";
import { readForm } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import type { ShownInvitation } from "./invitation-link";
import { RoleField } from "./role-field";

export type OfficeChoice = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: OfficeKind;
};

export function InviteDialog({
  open,
  offices,
  onClose,
  onInvited,
}: {
  readonly open: boolean;
  readonly offices: readonly OfficeChoice[];
  readonly onClose: () => void;
  readonly onInvited: (shown: ShownInvitation) => void;
}) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <Dialog open={open} title={words.inviteTitle} onCancel={onClose}>
      <InviteForm offices={offices} onClose={onClose} onInvited={onInvited} />
    </Dialog>
  );
}

function InviteForm({
  offices,
  onClose,
  onInvited,
}: Omit<Parameters<typeof InviteDialog>[0], "open">) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const common = staffWords[language];
  const command = useCommand("/api/staff/people");
  const [officeId, setOfficeId] = useState(
    offices.length === 1 ? offices[0]!.id : "",
  );
  const kind = offices.find(({ id }) => id === officeId)?.kind;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    let name = "";
    void command.run(
      () => {
        const form = readForm(data);
        name = form.required("displayName", 64);
        const body = {
          command: "INVITE",
          displayName: name,
          loginName: form.required("loginName", 64),
          email: form.text("email"),
          officeId: form.required("officeId"),
          roles: kind ? form.many("roles") : [],
        };
        form.finish();
        return body;
      },
      ({ invitation }) => onInvited({ name, invitation: String(invitation) }),
    );
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{words.inviteText}</p>
      <Problems
        refusals={command.refusals}
        labels={{
          displayName: words.displayName,
          loginName: words.loginName,
          email: words.email,
          officeId: words.office,
          roles: words.roles,
        }}
      />
      <SelectField
        name="officeId"
        label={words.office}
        choices={offices.map(({ id, nameZh, nameEn }) => ({
          value: id,
          label: language === "en" ? nameEn : nameZh,
        }))}
        defaultValue={officeId}
        onChange={setOfficeId}
        refusals={command.refusals}
      />
      <TextField
        name="displayName"
        label={words.displayName}
        hint={words.displayNameHint}
        maxLength={64}
        refusals={command.refusals}
      />
      <TextField
        name="loginName"
        label={words.loginName}
        hint={words.loginNameHint}
        maxLength={64}
        refusals={command.refusals}
      />
      <TextField
        name="email"
        label={words.email}
        hint={words.emailHint}
        maxLength={200}
        refusals={command.refusals}
      />
      {kind && <RoleField kind={kind} refusals={command.refusals} />}
      <div className="actions">
        <button type="submit" aria-disabled={command.busy}>
          {command.busy ? common.working : words.inviteSubmit}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  );
}
