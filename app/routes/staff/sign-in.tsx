import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  Link,
  useLoaderData,
  useNavigate,
  useRevalidator,
} from "@remix-run/react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { signInWithKeys } from "#app/browser/staff/key-client";
import {
  passkeysPossible,
  signInByPasskey,
  signInWithPasswordAndPasskey,
} from "#app/browser/staff/passkey-client";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { sectionPath } from "#app/components/layout/staff-sections";
import { TextField } from "#app/components/staff/fields";
import { Problems } from "#app/components/staff/problems";
import { typedText, typedTotp } from "#app/components/staff/form-reader";
import { usePageLanguage } from "#app/components/staff/page-language";
import { useHydrated } from "#app/components/staff/use-hydrated";
import { refusalsOf } from "#app/components/staff/refusals";
import { pageTitle } from "#app/components/staff/page-title";
import { staffWords } from "#app/content/staff";
import { peopleWords } from "#app/content/staff-people";
import { fill } from "#app/content/words";
import { sectionsOf } from "#app/queries/staff-frame.server";
import { staffEntryLoader } from "#app/server/guards.server";
import staffStyles from "#app/styles/staff.css?url";

export const handle = { hydrate: true };
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: staffStyles },
];
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.signInTitle);

export const loader = staffEntryLoader(({ actor, deps }) => ({
  demo: deps.settings.demo,
  person: actor
    ? {
        displayName: actor.displayName,
        section: sectionsOf(actor)[0] ?? null,
      }
    : null,
}));

export default function SignInPage() {
  const { person, demo } = useLoaderData<typeof loader>();
  const { language, prefix } = usePageLanguage();
  const words = staffWords[language];
  const hydrated = useHydrated();
  const navigate = useNavigate();
  const revalidator = useRevalidator();
  const leaving = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const [signedIn, setSignedIn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const home = person?.section ? sectionPath(person.section, prefix) : null;

  useEffect(() => {
    // The keys live in this document, so the way on is a step inside it and not a load.
    if (!signedIn || home === null || leaving.current) return;
    leaving.current = true;
    navigate(home, { replace: true });
  }, [signedIn, home, navigate]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || leaving.current) return;
    const data = new FormData(event.currentTarget);
    const input = {
      loginName: typedText(data, "loginName").trim(),
      password: typedText(data, "password"),
      totp: typedTotp(data),
    };
    const missing = (["loginName", "password", "totp"] as const).filter(
      (name) => input[name] === "",
    );
    if (missing.length > 0) {
      setRefusals(missing.map((field) => ({ code: "FIELD_REQUIRED", field })));
      return;
    }
    await enter(() => signInWithKeys(input));
  }

  async function withPasskey() {
    if (busy || leaving.current || !form.current) return;
    const data = new FormData(form.current);
    const input = {
      loginName: typedText(data, "loginName").trim(),
      password: typedText(data, "password"),
    };
    // With name and password typed the passkey stands for the code alone; so does one that opens no keys.
    const typed = input.loginName !== "" && input.password !== "";
    await enter(() =>
      typed ? signInWithPasswordAndPasskey(input) : signInByPasskey(),
    );
  }

  async function enter(signIn: () => Promise<void>) {
    setBusy(true);
    setRefusals([]);
    try {
      await signIn();
      setSignedIn(true);
      revalidator.revalidate();
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main id="main" className="sign-in">
      <div className="sign-in__card">
        <p className="staff-brand">
          <strong>{words.product}</strong>
          <span>{words.surface}</span>
        </p>
        <h1>{words.signInTitle}</h1>
        <p className="soft">{words.signInLead}</p>
        <noscript>
          <p className="notice">{words.signInNeedsScript}</p>
        </noscript>
        {person && home !== null && !signedIn && (
          <p className="notice">
            {fill(words.alreadySignedIn, { name: person.displayName })}{" "}
            <Link to={home}>{words.goOn}</Link>
          </p>
        )}
        {person && home === null && (
          <p className="notice">
            {fill(words.alreadySignedIn, { name: person.displayName })}{" "}
            {words.noSections}
          </p>
        )}
        <form
          ref={form}
          className="stack"
          method="post"
          noValidate
          onSubmit={(event) => void submit(event)}
        >
          <Problems
            refusals={refusals}
            labels={{
              loginName: words.loginName,
              password: words.password,
              totp: words.totp,
            }}
          />
          <TextField
            name="loginName"
            label={words.loginName}
            autoComplete="username"
            maxLength={64}
            refusals={refusals}
            autoFocus
          />
          <TextField
            name="password"
            type="password"
            label={words.password}
            autoComplete="current-password"
            refusals={refusals}
          />
          <TextField
            name="totp"
            label={words.totp}
            hint={words.totpHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            width="short"
            refusals={refusals}
          />
          <button type="submit" disabled={!hydrated} aria-disabled={busy}>
            {words.signIn}
          </button>
          {hydrated && passkeysPossible() && (
            <button
              type="button"
              className="second"
              aria-disabled={busy}
              onClick={() => void withPasskey()}
            >
              {peopleWords[language].signInPasskey}
            </button>
          )}
          <p role="status" className="soft">
            {busy || (signedIn && home !== null) ? words.signingIn : ""}
          </p>
        </form>
        <p className="sign-in__foot">
          <a
            href={`/${prefix === "zh" ? "en" : "zh"}/staff/sign-in`}
            lang={words.otherLanguageCode}
          >
            {words.otherLanguage}
          </a>
          {demo && <a href="/dev/sign-ins">{words.demoSignIns}</a>}
        </p>
      </div>
    </main>
  );
}
