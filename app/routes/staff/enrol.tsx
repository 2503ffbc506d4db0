import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useEffect, useState, type FormEvent } from "react";
import { callKeys, lockKeys } from "#app/browser/staff/key-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import {
  makePasskey,
  passkeysPossible,
} from "#app/browser/staff/passkey-client";
import { callStaffApi } from "#app/browser/staff/staff-http";
import {
  AuthenticatorApp,
  type OfferedSecondFactor,
} from "#app/components/staff/account/authenticator-app";
import {
  NewPasswordFields,
  readNewPassword,
} from "#app/components/staff/account/new-password";
import { Fact, Facts } from "#app/components/staff/facts";
import { ChoiceField, TextField } from "#app/components/staff/fields";
import {
  FormProblems,
  typedText,
  typedTotp,
} from "#app/components/staff/form-reader";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { Problems } from "#app/components/staff/problems";
import { refusalsOf } from "#app/components/staff/refusals";
import { useHydrated } from "#app/components/staff/use-hydrated";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { roleWords } from "#app/content/staff-roles";
import { fill } from "#app/content/words";
import type { Role } from "#app/domain/access/roles";
import { staffEntryLoader } from "#app/server/guards.server";
import staffStyles from "#app/styles/staff.css?url";

export const handle = { hydrate: true };
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: staffStyles },
];
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.enrolTitle);

/** The same page for everybody: whose invitation it is stands behind the `#`, which no request carries. */
export const loader = staffEntryLoader(() => null);

type Opened = {
  readonly invitation: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly officeNameZh: string;
  readonly officeNameEn: string;
  readonly roles: readonly Role[];
  readonly secondFactor: OfferedSecondFactor;
};

const send = <Answer,>(body: unknown) =>
  callStaffApi<Answer>("/api/staff/enrol", {
    fetch: window.fetch.bind(window),
    body,
  });

/** The invitation in whatever was pasted: the link or the bare code. */
function invitationIn(text: string): string | null {
  return /(?:^|#)([A-Za-z0-9_-]{27})$/.exec(text.trim())?.[1] ?? null;
}

export default function EnrolPage() {
  const { language, prefix } = usePageLanguage();
  const words = peopleWords[language];
  const common = staffWords[language];
  const [opened, setOpened] = useState<Opened | null>(null);
  const [enrolled, setEnrolled] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);

  async function open(text: string) {
    setBusy(true);
    setRefusals([]);
    try {
      const invitation = invitationIn(text);
      if (invitation === null)
        throw new FormProblems([
          {
            code: text.trim() === "" ? "FIELD_REQUIRED" : "INVITATION_UNKNOWN",
            field: "invitation",
          },
        ]);
      const answer = await send<Omit<Opened, "invitation">>({
        command: "OPEN",
        invitation,
      });
      setOpened({ ...answer, invitation });
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      setBusy(false);
    }
  }

  useEffect(() => {
    const take = () => {
      const { hash, pathname } = window.location;
      if (hash.length <= 1) return;
      // Out of the address bar and the history before anything else is done with it.
      window.history.replaceState(window.history.state, "", pathname);
      void open(hash);
    };
    queueMicrotask(take);
    // a link that is opened in the tab where this page is
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);

  return (
    <main id="main" className="sign-in">
      <div className="sign-in__card sign-in__card--wide">
        <p className="staff-brand">
          <strong>{common.product}</strong>
          <span>{common.surface}</span>
        </p>
        <h1>{enrolled ? words.enrolDone : words.enrolTitle}</h1>
        {enrolled && opened ? (
          <>
            <p role="status">
              {fill(words.enrolDoneText, { loginName: opened.loginName })}
            </p>
            <p>
              <Link
                to={`/${prefix}/staff/sign-in`}
                reloadDocument
                className="button"
              >
                {words.toSignIn}
              </Link>
            </p>
          </>
        ) : (
          <>
            <p className="soft">{words.enrolLead}</p>
            <noscript>
              <p className="notice">{words.enrolNeedsScript}</p>
            </noscript>
            {opened ? (
              <EnrolForm opened={opened} onEnrolled={() => setEnrolled(true)} />
            ) : (
              <OpenForm
                busy={busy}
                refusals={refusals}
                onOpen={(text) => void open(text)}
              />
            )}
          </>
        )}
      </div>
    </main>
  );
}

function OpenForm({
  busy,
  refusals,
  onOpen,
}: {
  readonly busy: boolean;
  readonly refusals: readonly Refusal[];
  readonly onOpen: (text: string) => void;
}) {
  const words = peopleWords[usePageLanguage().language];
  const hydrated = useHydrated();
  return (
    <form
      className="stack"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy)
          onOpen(typedText(new FormData(event.currentTarget), "invitation"));
      }}
    >
      <Problems refusals={refusals} labels={{ invitation: words.enrolPaste }} />
      <TextField
        name="invitation"
        label={words.enrolPaste}
        hint={words.enrolPasteHint}
        maxLength={300}
        refusals={refusals}
      />
      <button type="submit" disabled={!hydrated} aria-disabled={busy}>
        {words.enrolOpen}
      </button>
      <p role="status" className="soft">
        {busy ? words.enrolOpening : ""}
      </p>
    </form>
  );
}

function EnrolForm({
  opened,
  onEnrolled,
}: {
  readonly opened: Opened;
  readonly onEnrolled: () => void;
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const isEnglish = language === "en";
  const [second, setSecond] = useState<"CODES" | "PASSKEY">("CODES");
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const { invitation, loginName } = opened;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setRefusals([]);
    try {
      const password = readNewPassword(data, opened);
      const totp = typedTotp(data);
      if (second === "CODES" && totp === "")
        throw new FormProblems([{ code: "FIELD_REQUIRED", field: "totp" }]);
      const keys = await callKeys("prepareEnrolment", { loginName, password });
      const passkey =
        second === "PASSKEY"
          ? await makePasskey("/api/staff/enrol", {
              ask: { command: "PASSKEY_CHALLENGE", invitation },
              label: words.passkeyLabelDefault,
            })
          : null;
      await send({
        command: "ENROL",
        invitation,
        ...keys,
        secondFactor:
          second === "CODES"
            ? { sealedSecret: opened.secondFactor.sealedSecret, totp }
            : null,
        passkey,
      });
      onEnrolled();
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      // the worker forgets the key it made; the next try makes another
      lockKeys("EMPTY");
      setBusy(false);
    }
  }

  return (
    <form
      className="stack"
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <Facts>
        <Fact term={words.enrolWho}>{opened.displayName}</Fact>
        <Fact term={words.loginName}>{loginName}</Fact>
        <Fact term={words.office}>
          {isEnglish ? opened.officeNameEn : opened.officeNameZh}
        </Fact>
        <Fact term={words.roles}>
          {opened.roles
            .map((role) => roleWords[language][role])
            .join(isEnglish ? ", " : "、")}
        </Fact>
      </Facts>
      <Problems
        refusals={refusals}
        labels={{
          newPassword: words.newPassword,
          repeatPassword: words.repeatPassword,
          totp: words.firstCode,
        }}
      />
      <h2>{words.enrolStepPassword}</h2>
      {/* lets password managers save the right entry */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={loginName}
        readOnly
        hidden
      />
      <NewPasswordFields refusals={refusals} />
      <h2>{words.enrolStepSecond}</h2>
      {passkeysPossible() && (
        <ChoiceField
          name="second"
          label={words.secondChoice}
          choices={[
            { value: "CODES", label: words.secondCodes },
            { value: "PASSKEY", label: words.secondPasskey },
          ]}
          defaultValue={second}
          onChange={(value) =>
            setSecond(value === "PASSKEY" ? "PASSKEY" : "CODES")
          }
        />
      )}
      {second === "CODES" ? (
        <AuthenticatorApp offered={opened.secondFactor} refusals={refusals} />
      ) : (
        <p>{words.passkeyText}</p>
      )}
      <button type="submit" aria-disabled={busy}>
        {words.enrolSubmit}
      </button>
      <p role="status" className="soft">
        {busy ? words.enrolling : ""}
      </p>
    </form>
  );
}
