// A flood: sends as fast as the portal answers, over many connections, and never waits when told to. Started and ended by
// test/load/flood.test.ts; told by message what to send; tells the count of answers by status when asked.
import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

const CONNECTIONS = 48;
const counts = {};
let running = true;

function form(fields) {
  const boundary = randomBytes(12).toString("hex");
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.from(`${parts.join("")}--${boundary}--\r\n`),
  };
}

const json = (value) => ({
  headers: { "Content-Type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});

/** Whole, valid reports; sealed tips; guessed inboxes by both ways; noise. */
function next({ answers, sealed }) {
  const kind = Math.random();
  const report = (turn) => ({
    path: "/zh/report",
    ...form({
      page: "check",
      answers,
      token: randomBytes(32).toString("base64url"),
      go: "send",
      turn,
    }),
  });
  if (kind < 0.4) return report("");
  if (kind < 0.5) return report(randomBytes(300).toString("base64url"));
  if (kind < 0.7)
    return {
      path: "/tip/send",
      ...json({
        ...sealed,
        inboxIdHash: randomBytes(32).toString("base64url"),
      }),
    };
  if (kind < 0.85)
    return {
      path: "/tip/inbox",
      ...json({ inboxId: randomBytes(16).toString("base64url") }),
    };
  if (kind < 0.95)
    return { path: "/zh/report", ...form({ page: randomUUID(), go: "x" }) };
  return { path: "/tip/send", ...json({ noise: randomUUID() }) };
}

function send(origin, agent, { path, headers, body }) {
  return new Promise((done) => {
    const asked = request(
      new URL(path, origin),
      {
        method: "POST",
        agent,
        headers: { ...headers, "Content-Length": body.length },
      },
      (response) => {
        const key = `${path} ${response.statusCode}`;
        counts[key] = (counts[key] ?? 0) + 1;
        response.resume();
        response.once("end", done);
        response.once("error", done);
      },
    );
    asked.once("error", () => {
      counts.failed = (counts.failed ?? 0) + 1;
      setTimeout(done, 100);
    });
    asked.end(body);
  });
}

process.on("message", (message) => {
  if (message.stop) {
    running = false;
    process.send({ counts }, () => process.exit(0));
    return;
  }
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  for (let each = 0; each < CONNECTIONS; each++)
    void (async () => {
      while (running) await send(message.origin, agent, next(message));
    })();
});
// the test is gone: so is the flood
process.on("disconnect", () => process.exit(0));
