import { Link, useLocation, useNavigation } from "@remix-run/react";
import { useEffect, type ReactNode } from "react";
import { lockKeys, signOut } from "#app/browser/staff/key-client";
import { Dialog } from "#app/components/staff/dialog";
import { usePageLanguage } from "#app/components/staff/page-language";
import { StepUpProvider } from "#app/components/staff/step-up";
import { UnlockForm } from "#app/components/staff/unlock-form";
import { useKeys } from "#app/components/staff/use-keys";
import { roleWords } from "#app/content/staff-roles";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import type { Role } from "#app/domain/access/roles";
import { sectionOfUrl, sectionPath, type Section } from "./staff-sections";

type Person = {
  readonly loginName: string;
  readonly displayName: string;
  readonly officeNameZh: string;
  readonly officeNameEn: string;
  readonly roles: readonly Role[];
};

/** Header, navigation and lock around every page for staff, finance and audit. */
export function StaffFrame({
  person,
  sections,
  holdsKeys,
  overdue,
  children,
}: {
  readonly person: Person;
  readonly sections: readonly Section[];
  readonly holdsKeys: boolean;
  /** what is late in the offices below */
  readonly overdue: number;
  readonly children: ReactNode;
}) {
  const { language, prefix } = usePageLanguage();
  const words = staffWords[language];
  const location = useLocation();
  const navigation = useNavigation();
  const keys = useKeys();
  const current = sectionOfUrl(location.pathname);
  // Sealed things are opened on these pages only; elsewhere nobody needs keys to read figures.
  const asksForKeys =
    holdsKeys &&
    (current === "LEADS" || current === "CLAIMS" || current === "KEYS");
  const other = prefix === "zh" ? "en" : "zh";
  const isLocked =
    keys.status === "LOCKED" &&
    (keys.reason === "IDLE" || keys.reason === "ASKED");

  const labelOf: Readonly<Record<Section, string>> = {
    LEADS: words.navLeads,
    OVERDUE:
      words.navOverdue +
      (overdue > 0 ? fill(words.navOverdueCount, { count: overdue }) : ""),
    REWARDS: words.navRewards,
    CLAIMS: words.navClaims,
    LEDGER: words.navLedger,
    AUDIT: words.navAudit,
    PEOPLE: words.navPeople,
    KEYS: words.navKeys,
    ACCOUNT: words.navAccount,
  };

  return (
    <StepUpProvider>
      <a className="skip-link" href="#main">
        {words.skipToContent}
      </a>
      <header className="staff-header">
        <div className="staff-header__bar">
          <p className="staff-brand">
            <strong>{words.product}</strong>
            <span>{words.surface}</span>
          </p>
          <div className="staff-person">
            <p>
              <strong>{person.displayName}</strong>
              <span className="staff-person__office">
                {language === "en" ? person.officeNameEn : person.officeNameZh}
                {" · "}
                {person.roles
                  .map((role) => roleWords[language][role])
                  .join(language === "en" ? ", " : "、")}
              </span>
            </p>
            {/* a step inside the document, so that open keys stay open */}
            <Link
              to={
                location.pathname.replace(/^\/(?:zh|en)/, `/${other}`) +
                location.search
              }
              lang={words.otherLanguageCode}
              className="staff-person__control"
            >
              {words.otherLanguage}
            </Link>
            {holdsKeys && keys.status === "UNLOCKED" && (
              <button
                type="button"
                className="staff-person__control"
                onClick={() => lockKeys("ASKED")}
              >
                {words.lockNow}
              </button>
            )}
            <SignOutButton />
          </div>
        </div>
        <nav className="staff-nav" aria-label={words.navLabel}>
          <ul>
            {sections.map((section) => (
              <li key={section}>
                <Link
                  to={sectionPath(section, prefix)}
                  prefetch="none"
                  aria-current={current === section ? "page" : undefined}
                >
                  {labelOf[section]}
                </Link>
              </li>
            ))}
          </ul>
          {holdsKeys && (
            <p className="staff-nav__keys" data-keys={keys.status}>
              {keys.status === "UNLOCKED" ? words.keysOpen : words.keysClosed}
            </p>
          )}
        </nav>
        <div
          className="staff-progress"
          data-active={navigation.state !== "idle"}
          role="status"
        >
          {navigation.state !== "idle" && (
            <span className="hidden-text">{words.loading}</span>
          )}
        </div>
      </header>
      <main
        id="main"
        className="staff-main"
        tabIndex={-1}
        // what an officer opened must not stand behind the lock for somebody who walks past
        hidden={isLocked}
      >
        {asksForKeys && keys.status === "LOCKED" && keys.reason === "EMPTY" && (
          <section className="notice unlock" aria-label={words.unlockTitle}>
            <h2>{words.unlockTitle}</h2>
            <UnlockForm person={person} reason="EMPTY" />
          </section>
        )}
        {children}
      </main>
      {isLocked && keys.status === "LOCKED" && (
        <main className="staff-main staff-main--locked">
          <section className="notice unlock">
            <h1>{words.unlockTitle}</h1>
            <UnlockForm
              key={keys.reason}
              person={person}
              reason={keys.reason}
            />
          </section>
        </main>
      )}
      <Dialog
        open={holdsKeys && keys.status === "SIGNED_OUT"}
        title={words.sessionEndedTitle}
        onCancel={() => lockKeys("ASKED")}
      >
        <UnlockForm person={person} reason="SIGNED_OUT" />
      </Dialog>
      <LeaveWhenKeylessSessionEnds active={!holdsKeys} />
    </StepUpProvider>
  );
}

function SignOutButton() {
  const { language, prefix } = usePageLanguage();
  return (
    <button
      type="button"
      className="staff-person__control"
      onClick={() =>
        void signOut().finally(() => {
          // A full load: nothing that was opened stays in this document's memory.
          window.location.assign(`/${prefix}/staff/sign-in`);
        })
      }
    >
      {staffWords[language].signOut}
    </button>
  );
}

/** Somebody without keys has nothing to unlock: when the session is over they start at the sign-in page. */
function LeaveWhenKeylessSessionEnds({ active }: { readonly active: boolean }) {
  const keys = useKeys();
  const { prefix } = usePageLanguage();
  useEffect(() => {
    if (active && keys.status === "SIGNED_OUT")
      window.location.assign(`/${prefix}/staff/sign-in`);
  }, [active, keys.status, prefix]);
  return null;
}
