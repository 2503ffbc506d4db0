import { useLoaderData } from "@remix-run/react";
import { demoWords } from "#app/content/demo";
import { fill } from "#app/content/words";
import { devSignIns } from "#app/queries/dev-sign-ins.server";
import { systemLoader } from "#app/server/guards.server";

export const loader = systemLoader(({ deps }) => devSignIns(deps));

/** Only out of production and with demo data. No language in its URL, so it speaks Chinese first and English beside it. */
export default function DevSignIns() {
  const { password, offices, people, inboxes } = useLoaderData<typeof loader>();
  const zh = demoWords["zh-CN"];
  const en = demoWords.en;
  const both = (
    key: "password" | "login" | "name" | "roles" | "code" | "codeUsed",
  ) => `${zh[key]} / ${en[key]}`;
  const seconds = people[0]?.secondsLeft ?? 0;
  return (
    <main id="main">
      <div className="band">
        <title>{zh.signInsTitle}</title>
        <h1>
          {zh.signInsTitle} <span lang="en">{en.signInsTitle}</span>
        </h1>
        <p>{zh.signInsIntro}</p>
        <p lang="en">{en.signInsIntro}</p>
        <p>
          {both("password")}: <code>{password}</code>
        </p>
        <p>
          <a href="/zh/staff/sign-in">{zh.signInLink}</a> ·{" "}
          <a href="/en/staff/sign-in" lang="en">
            {en.signInLink}
          </a>
        </p>
        <p>
          {fill(zh.secondsLeft, { seconds })} ·{" "}
          <span lang="en">{fill(en.secondsLeft, { seconds })}</span>
        </p>
        {inboxes.length > 0 && (
          <section>
            <h2>
              {zh.inboxesTitle} <span lang="en">{en.inboxesTitle}</span>
            </h2>
            <p>{zh.inboxesIntro}</p>
            <p lang="en">{en.inboxesIntro}</p>
            <ul>
              {inboxes.map(({ about, code }) => (
                <li key={code}>
                  <code>{code}</code> {aboutIn(zh, about)} ·{" "}
                  <span lang="en">{aboutIn(en, about)}</span>
                </li>
              ))}
            </ul>
            <p>
              <a href="/zh/inbox">{zh.inboxLink}</a> ·{" "}
              <a href="/en/inbox" lang="en">
                {en.inboxLink}
              </a>
            </p>
          </section>
        )}
        {offices.map((office) => {
          const here = people.filter(
            (person) => person.officeCode === office.code,
          );
          return here.length === 0 ? null : (
            <section key={office.code}>
              <h2>
                {office.nameZh} <span lang="en">{office.nameEn}</span>
              </h2>
              <div className="table-frame">
                <table>
                  <thead>
                    <tr>
                      <th>{both("login")}</th>
                      <th>{both("name")}</th>
                      <th>{both("roles")}</th>
                      <th>{both("code")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {here.map((person) => (
                      <tr key={person.loginName}>
                        <td>
                          <code>{person.loginName}</code>
                        </td>
                        <td>{person.displayName}</td>
                        <td>{person.roles.join(", ")}</td>
                        <td>
                          {person.totpUsed ? (
                            both("codeUsed")
                          ) : (
                            <code>{person.totp}</code>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          );
        })}
      </div>
    </main>
  );
}

function aboutIn(
  words: { readonly inboxAbout: Readonly<Record<string, string>> },
  about: string,
): string {
  return words.inboxAbout[about] ?? about;
}
