import { useLoaderData } from "@remix-run/react";
import { demoWords } from "#app/content/demo";
import { devMails } from "#app/queries/dev-mails.server";
import { systemLoader } from "#app/server/guards.server";

export const loader = systemLoader(({ deps }) => devMails(deps));

/** Only out of production and with demo data; speaks Chinese first and English beside it. */
export default function DevMails() {
  const { mails } = useLoaderData<typeof loader>();
  const zh = demoWords["zh-CN"];
  const en = demoWords.en;
  return (
    <main id="main">
      <div className="band">
        <title>{zh.mailsTitle}</title>
        <h1>
          {zh.mailsTitle} <span lang="en">{en.mailsTitle}</span>
        </h1>
        <p>{zh.mailsIntro}</p>
        <p lang="en">{en.mailsIntro}</p>
        {mails.length === 0 && (
          <p>
            {zh.mailsNone} <span lang="en">{en.mailsNone}</span>
          </p>
        )}
        {mails.map((mail) => (
          <article key={mail.id}>
            <dl>
              <dt>
                {zh.recipient} / {en.recipient}
              </dt>
              <dd>{mail.recipient}</dd>
              <dt>
                {zh.subject} / {en.subject}
              </dt>
              <dd>{mail.subject}</dd>
              <dt>
                {zh.sentAt} / {en.sentAt}
              </dt>
              <dd>{mail.sentAt}</dd>
            </dl>
            <pre className="table-frame">{mail.text}</pre>
          </article>
        ))}
      </div>
    </main>
  );
}
