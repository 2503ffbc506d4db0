import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openMailTransport,
  type Mail,
} from "../../app/server/mail-transport.server";
import { startMailServer } from "../setup/mail-server";

const mail: Mail = {
  to: "intake@office.example",
  subject: "有事项待处理",
  text: "请登录言路查看。\n",
};
const from = "言路 <no-reply@tips.example>";
const keeper = (kept: Mail[]) => ({
  keep: async (one: Mail) => void kept.push(one),
});

describe("mail over SMTP", () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());

  it("arrives with its words, from the configured sender, and tells nothing about this machine", async () => {
    const kept: Mail[] = [];
    const transport = openMailTransport({
      smtpUrl: server.url,
      from,
      keeper: keeper(kept),
    });
    await transport.check();
    await transport.send(mail);
    transport.close();
    expect(kept).toEqual([]);
    const received = server.mails.at(-1)!;
    expect(received).toMatchObject({
      from: "no-reply@tips.example",
      to: ["intake@office.example"],
      greeting: "localhost",
    });
    const [head, body] = received.raw.split("\r\n\r\n") as [string, string];
    expect(
      Buffer.from(body, "base64").toString("utf8").replaceAll("\r\n", "\n"),
    ).toBe(mail.text);
    expect(head).toMatch(/^Message-ID: <[0-9a-f-]{36}@tips\.example>$/m);
    expect(head).not.toMatch(/nodemailer|x-mailer/i);
    expect(received.raw).not.toContain(hostname());
  });

  it("signs in with the name and password of the URL", async () => {
    const smtpUrl = `smtp://yanlu:s3%3Acret@127.0.0.1:${server.port}`;
    const transport = openMailTransport({ smtpUrl, from, keeper: keeper([]) });
    await transport.send(mail);
    transport.close();
    const wrong = openMailTransport({
      smtpUrl: smtpUrl.replace("s3", "s4"),
      from,
      keeper: keeper([]),
    });
    await expect(wrong.send(mail)).rejects.toThrow();
    await expect(wrong.check()).rejects.toThrow();
    wrong.close();
  });

  it.each([450, 554])(
    "fails when the server answers %d, so that the job tries again",
    async (code) => {
      const transport = openMailTransport({
        smtpUrl: server.url,
        from,
        keeper: keeper([]),
      });
      server.refuse(code);
      await expect(transport.send(mail)).rejects.toMatchObject({
        responseCode: code,
      });
      server.refuse(undefined);
      await transport.send(mail);
      transport.close();
    },
  );

  it("does not let a subject add recipients or headers", async () => {
    const transport = openMailTransport({
      smtpUrl: server.url,
      from,
      keeper: keeper([]),
    });
    await transport.send({
      ...mail,
      subject: "a\r\nBcc: other@example.org\r\nX-Planted: 1",
    });
    transport.close();
    const received = server.mails.at(-1)!;
    expect(received.to).toEqual(["intake@office.example"]);
    expect(received.raw).not.toMatch(/^(?:Bcc|X-Planted):/im);
  });
});

describe("mail without a server", () => {
  it("is kept", async () => {
    const kept: Mail[] = [];
    const transport = openMailTransport({
      smtpUrl: undefined,
      from,
      keeper: keeper(kept),
    });
    await transport.check();
    await transport.send(mail);
    expect(kept).toEqual([mail]);
    transport.close();
  });
});

describe("mail to a server that is away", () => {
  it("fails", async () => {
    const server = await startMailServer();
    await server.stop();
    const transport = openMailTransport({
      smtpUrl: server.url,
      from,
      keeper: keeper([]),
    });
    await expect(transport.send(mail)).rejects.toThrow();
    transport.close();
  });
});
