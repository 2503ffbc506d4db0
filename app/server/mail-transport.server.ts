import { createTransport } from "nodemailer";

/** A mail as `services/mail` composes it: plain text, no content of any tip. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

export interface MailTransport {
  /** Resolves when the next server has taken the mail over. @throws when it has not; the job tries again */
  send(mail: Mail): Promise<void>;
  /** Throws when the server does not answer. */
  check(): Promise<void>;
  close(): void;
}

/** Where mails go without SMTP_URL: rows of `KeptMail`, shown on a page of the development server. */
export interface MailKeeper {
  keep(mail: Mail): Promise<void>;
}

type Options = {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly keeper: MailKeeper;
};

export function openMailTransport({
  smtpUrl,
  from,
  keeper,
}: Options): MailTransport {
  if (!smtpUrl)
    return {
      send: (mail) => keeper.keep(mail),
      check: () => Promise.resolve(),
      close: () => {},
    };
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // what a mail says never becomes a path or a URL to fetch
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
    // the greeting would tell the name of the machine
    name: "localhost",
  });
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        // no name of this machine in the message id, no name of the program, the same encoding for every text
        messageId: `<${crypto.randomUUID()}@${domainOf(from)}>`,
        xMailer: false,
        textEncoding: "base64",
      });
    },
    check: async () => void (await transport.verify()),
    close: () => transport.close(),
  };
}

function domainOf(address: string): string {
  return /@([^<>@\s]+?)>?$/.exec(address)?.[1] ?? "localhost.localdomain";
}
