import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useRef, useState, type FormEvent } from "react";
import { ConfirmDialog } from "#app/components/staff/dialog";
import { Fact, Facts } from "#app/components/staff/facts";
import { FormEnd } from "#app/components/staff/form-end";
import { readForm } from "#app/components/staff/form-reader";
import { timeText } from "#app/components/staff/format";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import {
  InvitationLink,
  type ShownInvitation,
} from "#app/components/staff/people/invitation-link";
import { RoleField } from "#app/components/staff/people/role-field";
import { Problems } from "#app/components/staff/problems";
import { useCommand } from "#app/components/staff/use-command";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { roleWords } from "#app/content/staff-roles";
import { fill } from "#app/content/words";
import { staffPerson } from "#app/queries/staff-people.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navPeople);

export const loader = staffLoader(
  { can: "people.manage" },
  async ({ deps, actor, params }) => ({
    person: await staffPerson(deps, actor, params.personId ?? ""),
  }),
);

type ShownPerson = Awaited<ReturnType<typeof staffPerson>>;

export default function PersonPage() {
  const { person } = useLoaderData<typeof loader>();
  const { language, prefix } = usePageLanguage();
  const words = peopleWords[language];
  const isEnglish = language === "en";
  const [shown, setShown] = useState<ShownInvitation | null>(null);
  const factors = [
    ...(person.hasCodes ? [words.codes] : []),
    ...(person.passkeys > 0
      ? [fill(words.passkeyCount, { count: person.passkeys })]
      : []),
  ];
  return (
    <>
      <p>
        <Link to={`/${prefix}/staff/people`}>{words.backToList}</Link>
      </p>
      <h1>{person.displayName}</h1>
      <section className="panel">
        <Facts>
          <Fact term={words.loginName}>{person.loginName}</Fact>
          <Fact term={words.office}>
            {isEnglish ? person.officeNameEn : person.officeNameZh}
          </Fact>
          <Fact term={words.roles}>
            {person.roles
              .map((role) => roleWords[language][role])
              .join(isEnglish ? ", " : "、")}
          </Fact>
          <Fact term={words.email}>{person.email ?? words.none}</Fact>
          <Fact term={words.state}>
            <span className="state" data-person-state={person.state}>
              {words.stateName[person.state]}
            </span>
          </Fact>
          {person.state === "INVITED" && person.invitationExpires && (
            <Fact term={words.invitedUntil}>
              {timeText(person.invitationExpires)}
            </Fact>
          )}
          <Fact term={words.secondFactors}>
            {factors.length === 0
              ? words.none
              : factors.join(isEnglish ? ", " : "、")}
          </Fact>
          <Fact term={words.since}>{timeText(person.since)}</Fact>
          {person.left && (
            <Fact term={words.leftOn}>{timeText(person.left)}</Fact>
          )}
        </Facts>
      </section>
      {person.isSelf && <p className="notice">{words.ownPerson}</p>}
      {person.state !== "LEFT" && !person.isSelf && (
        <>
          <RolesPanel person={person} />
          <ReinvitePanel person={person} onInvited={setShown} />
          <LeavePanel person={person} />
        </>
      )}
      <InvitationLink shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function RolesPanel({ person }: { readonly person: ShownPerson }) {
  const words = peopleWords[usePageLanguage().language];
  const command = useCommand("/api/staff/people");
  const [done, setDone] = useState<string | null>(null);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setDone(null);
    const data = new FormData(event.currentTarget);
    void command
      .run(() => {
        const form = readForm(data);
        const roles = form.many("roles");
        form.finish();
        return { command: "SET_ROLES", personId: person.id, roles };
      })
      .then((ok) => ok && setDone(words.rolesDone));
  }
  return (
    <section className="panel" aria-labelledby="roles">
      <h2 id="roles">{words.rolesTitle}</h2>
      <p>{words.rolesText}</p>
      <form noValidate onSubmit={submit}>
        <Problems refusals={command.refusals} labels={{ roles: words.roles }} />
        <RoleField
          key={person.roles.join()}
          kind={person.officeKind}
          held={person.roles}
          refusals={command.refusals}
        />
        <FormEnd busy={command.busy} label={words.rolesSubmit} done={done} />
      </form>
    </section>
  );
}

function ReinvitePanel({
  person,
  onInvited,
}: {
  readonly person: ShownPerson;
  readonly onInvited: (shown: ShownInvitation) => void;
}) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <ConfirmedStep
      person={person}
      command="REINVITE"
      title={words.reinviteTitle}
      text={words.reinviteText}
      submit={words.reinviteSubmit}
      confirm={words.reinviteConfirm}
      onAnswer={({ invitation }) =>
        onInvited({ name: person.displayName, invitation: String(invitation) })
      }
    />
  );
}

function LeavePanel({ person }: { readonly person: ShownPerson }) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <ConfirmedStep
      person={person}
      command="MARK_LEFT"
      title={words.leaveTitle}
      text={words.leaveText}
      submit={words.leaveSubmit}
      confirm={words.leaveConfirm}
    />
  );
}

function ConfirmedStep({
  person,
  command: name,
  title,
  text,
  submit,
  confirm,
  onAnswer,
}: {
  readonly person: ShownPerson;
  readonly command: "REINVITE" | "MARK_LEFT";
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly confirm: string;
  readonly onAnswer?: (answer: Readonly<Record<string, unknown>>) => void;
}) {
  const common = staffWords[usePageLanguage().language];
  const command = useCommand("/api/staff/people");
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <section className="panel" aria-labelledby={name}>
      <h2 id={name}>{title}</h2>
      <p>{text}</p>
      <Problems refusals={command.refusals} />
      <div className="actions">
        <button
          ref={button}
          type="button"
          className="danger"
          aria-disabled={command.busy}
          onClick={() => !command.busy && setAsking(true)}
        >
          {command.busy ? common.working : submit}
        </button>
      </div>
      <ConfirmDialog
        open={asking}
        title={title}
        text={fill(confirm, { name: person.displayName })}
        confirmLabel={submit}
        cancelLabel={common.cancel}
        danger
        onConfirm={() => {
          setAsking(false);
          void command.run(
            () => ({ command: name, personId: person.id }),
            onAnswer,
          );
        }}
        onCancel={() => {
          setAsking(false);
          button.current?.focus();
        }}
      />
    </section>
  );
}
