import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CodesPanel } from "#app/components/staff/account/codes-panel";
import { PasskeysPanel } from "#app/components/staff/account/passkeys-panel";
import { PasswordPanel } from "#app/components/staff/account/password-panel";
import { SessionsPanel } from "#app/components/staff/account/sessions-panel";
import { Fact, Facts } from "#app/components/staff/facts";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { peopleWords } from "#app/content/staff-people";
import { roleWords } from "#app/content/staff-roles";
import { staffAccount } from "#app/queries/staff-account.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAccount);

export const loader = staffLoader({ can: "account.own" }, ({ deps, actor }) =>
  staffAccount(deps, actor),
);

export default function AccountPage() {
  const account = useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const isEnglish = language === "en";
  return (
    <>
      <h1>{words.accountTitle}</h1>
      <div className="account-columns">
        <div>
          <section className="panel" aria-labelledby="own-roles">
            <h2 id="own-roles">{words.myRoles}</h2>
            <Facts>
              <Fact term={words.name}>{account.displayName}</Fact>
              <Fact term={words.loginName}>{account.loginName}</Fact>
              <Fact term={words.roles}>
                <ul className="plain-list">
                  {account.roles.map(({ role, ...office }) => (
                    <li key={`${role} ${office.officeId}`}>
                      {roleWords[language][role]}
                      <span className="fact-note">
                        {isEnglish ? office.officeNameEn : office.officeNameZh}
                      </span>
                    </li>
                  ))}
                </ul>
              </Fact>
            </Facts>
          </section>
          <PasswordPanel person={account} />
        </div>
        <div>
          <PasskeysPanel passkeys={account.passkeys} />
          <CodesPanel hasCodes={account.hasCodes} />
          <SessionsPanel sessions={account.sessions} />
        </div>
      </div>
    </>
  );
}
