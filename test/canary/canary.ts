import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "#app/server/argon2.server";
import { payeeFor } from "#app/server/journey/inbox.server";
import {
  runJourney,
  withoutScripts,
  type Tipster,
} from "#app/server/journey/run-journey.server";
import { until } from "#app/server/journey/until.server";
import type { SampleTip } from "#app/server/journey/sample-tip";
import { findMarks, type Leak } from "#test/e2e/search/marks";
import {
  searchDatabaseFiles,
  searchFolder,
  searchRedis,
  searchRows,
  type Searched,
} from "#test/e2e/search/stores";
import { launchBrowser } from "#test/setup/browser";
import { startMailServer } from "#test/setup/mail-server";
import { startObjectStore } from "#test/setup/object-store";
import { startPortal } from "#test/setup/portal";
import { startRedis } from "#test/setup/redis";
import { browserTipster } from "./browser-tipster";

export type Ground = "embedded" | "servers";

export type CanaryResult = {
  readonly ground: Ground;
  readonly path: "sealed" | "script-free";
  readonly tips: number;
  /** what could not be played, in the journey's words */
  readonly problems: readonly string[];
  readonly searched: readonly Searched[];
  readonly leaks: readonly Leak[];
};

type Stores = {
  readonly marks: string[];
  /** bodies and URLs of what the browser sent */
  readonly sent: Buffer[];
};

/** `MK` and 18 hexadecimal digits: nothing else in the world reads so. */
export function newMark(): string {
  return `MK${randomBytes(9).toString("hex").toUpperCase()}`;
}

/** A tip with the mark in every field somebody can type into; the journey puts it into file names, files, messages and notes. */
function markedTip(id: string, mark: string): SampleTip {
  return {
    id,
    area: { name: `某街道 ${mark}`, adcode: "110000" },
    subject: { kind: "HOS", level: null, name: `某医院 ${mark}` },
    misconduct: ["HOS-01"],
    amounts: { lossFen: 9_230_000, recoveredFen: 9_230_000, fineFen: 0 },
    outcomes: ["RECOVER"],
    evidence: ["PHOTO", "BILL", "CHAT", "FEE_LIST"],
    reporterKind: "PERSON",
    nameKind: "REAL",
    tip: {
      lang: "zh",
      zh: `输液记录是补写的 ${mark} ${"很长的话".repeat(400)}`,
      en: "",
    },
  };
}

/**
 * Files tips with unique marks, plays a whole journey to the payment, and looks for the marks in everything the portal keeps or
 * sends: as they are, UTF-16, base64, hexadecimal, deflated. `plant` may put a mark somewhere, to see that it is found.
 */
export async function runCanary({
  ground,
  path,
  log,
  plant,
}: {
  readonly ground: Ground;
  readonly path: CanaryResult["path"];
  readonly log: (line: string) => void;
  readonly plant?: (place: {
    readonly databaseUrl: string;
    readonly dataDir: string;
    readonly mark: string;
  }) => Promise<void>;
}): Promise<CanaryResult> {
  const temporary = await mkdtemp(join(tmpdir(), "yanlu-canary-"));
  const mailServer = await startMailServer();
  const redis = ground === "servers" ? await startRedis() : undefined;
  const objects = ground === "servers" ? await startObjectStore() : undefined;
  const portal = await startPortal({
    SMTP_URL: mailServer.url,
    // what a library might spill
    TMPDIR: temporary,
    ...(redis && { REDIS_URL: redis.url }),
    ...(objects && { STORAGE_URL: objects.url }),
  });
  const browser = path === "sealed" ? await launchBrowser() : undefined;
  const mark = newMark();
  const outside = newMark();
  const headers = {
    "X-Forwarded-For": `192.0.2.7, ${outside}`,
    Forwarded: `for=${outside}`,
    Referer: `https://${outside.toLowerCase()}.example/`,
  };
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) ${outside}`;
  const stores: Stores = { marks: [mark, outside], sent: [] };
  try {
    const newTipster: (baseUrl: string) => Tipster = browser
      ? browserTipster(browser, {
          visit: { userAgent, extraHTTPHeaders: headers },
          onBody: (url, body) => stores.sent.push(Buffer.from(url), body),
        })
      : (baseUrl) =>
          withoutScripts(baseUrl, { "User-Agent": userAgent, ...headers });
    const samples = [markedTip(`${mark}A`, mark), markedTip(`${mark}B`, mark)];
    const report = await runJourney({
      baseUrl: portal.origin,
      samples,
      argon2id: argon2idNative,
      today: dayInChina(new Date()),
      ceilingFen: 10_000_000,
      log,
      atOnce: 2,
      newTipster,
      onRun: (run) =>
        stores.marks.push(
          ...samples.map(({ id }) => payeeFor(id, run).account),
        ),
    });
    await sendStaffMails(portal.databaseUrl, () => mailServer.mails.length);
    await plant?.({
      databaseUrl: portal.databaseUrl,
      dataDir: portal.dataDir,
      mark,
    });
    const { marks } = stores;
    const searched: Searched[] = [
      await searchRows(portal.databaseUrl, marks),
      ...(await searchDatabaseFiles(portal.databaseUrl, marks)),
      await searchFolder("data folder (sealed files)", portal.dataDir, marks),
      await searchFolder("temporary folder", temporary, marks),
      inMemory("output of web and worker", [portal.output()], marks),
      inMemory(
        "mails",
        mailServer.mails.map(({ raw }) => raw),
        marks,
      ),
    ];
    if (objects)
      searched.push(await searchFolder("object store", objects.folder, marks));
    if (redis) {
      const client = new Redis(redis.url);
      searched.push(await searchRedis(client, marks));
      client.disconnect();
    }
    if (browser)
      searched.push(
        // the browser sends user agent and addresses itself, but not in bodies and URLs
        inMemory("requests of the browser", stores.sent, marks),
      );
    return {
      ground,
      path,
      tips: samples.length,
      problems: report.leads.flatMap(({ id, ok, problem, reward }) =>
        ok ? [] : [`${id}: ${problem ?? reward}`],
      ),
      searched,
      leaks: searched.flatMap(({ leaks }) => leaks),
    };
  } finally {
    await browser?.close();
    await portal.stop();
    await mailServer.stop();
    await redis?.stop();
    await objects?.stop();
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Mails go out at fixed times of the day; here the job is asked for at once. */
async function sendStaffMails(
  databaseUrl: string,
  received: () => number,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      "insert into outbox (id, job, payload, available_at) values (gen_random_uuid(), 'send-staff-mails', '{}', now())",
    );
  } finally {
    await client.end();
  }
  await until("a mail to staff", () =>
    Promise.resolve(received() > 0 ? true : null),
  );
}

function inMemory(
  store: string,
  things: readonly (string | Buffer)[],
  marks: readonly string[],
): Searched {
  const bytes = Buffer.concat(
    things.flatMap((thing) => [Buffer.from(thing as string), Buffer.of(10)]),
  );
  return {
    store,
    things: things.length,
    bytes: bytes.length,
    leaks: findMarks(store, bytes, marks),
  };
}
