import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { verifierKey } from "#app/crypto/tlog/signed-note";
import {
  ConfigurationError,
  logSlotSeconds,
  parseEnv,
  parseStorageUrl,
} from "./env.server";

function refusal(record: Record<string, string>): ConfigurationError {
  try {
    parseEnv(record);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("accepted");
}

describe("parseEnv", () => {
  it("runs without any setting", () => {
    expect(parseEnv({})).toEqual({
      NODE_ENV: "development",
      PORT: 3000,
      HOST: "127.0.0.1",
      ORIGIN: "http://localhost:3000",
      SURFACE: "all",
      MAIL_FROM: "Yanlu <no-reply@localhost.localdomain>",
      RELAY_SLOT_SECONDS: 60,
      REWARD_CEILING_YUAN: 100_000,
      LEAVE_URL: "https://www.weather.com.cn/",
      DATA_DIR: "var",
      STORAGE: { kind: "folder", path: "var/sealed" },
    });
  });

  it("takes witnesses with and without an address, but no two of one name", () => {
    const keyOf = (name: string, fill: number) =>
      verifierKey(
        name,
        ed25519.getPublicKey(new Uint8Array(32).fill(fill)),
        0x04,
      );
    const [one, two] = [keyOf("w.example/1", 1), keyOf("w.example/2", 2)];
    expect(
      parseEnv({ WITNESSES: ` ${one} https://w.example/yanlu/ ,\n${two}\n` })
        .WITNESSES,
    ).toEqual([
      { name: "w.example/1", verifier: one, url: "https://w.example/yanlu" },
      { name: "w.example/2", verifier: two, url: null },
    ]);
    for (const text of [
      `${one},${keyOf("w.example/1", 3)}`,
      `${one} w.example`,
      `${one} ftp://w.example`,
      `${one} https://w.example more`,
    ])
      expect(refusal({ WITNESSES: text }).setting).toBe("WITNESSES");
  });

  it("cuts the log more than once a day only where the portal is tried out, or when told twice", () => {
    const short = { LOG_SLOT_SECONDS: "43200" };
    const real = { ORIGIN: "https://tips.example" };
    expect(parseEnv(short).LOG_SLOT_SECONDS).toBe(43_200);
    const places: readonly Record<string, string>[] = [
      real,
      { NODE_ENV: "production" },
      { ...real, LOG_SLOT_SHORT: "no" },
    ];
    for (const where of places) {
      const error = refusal({ ...where, ...short });
      expect(error.setting).toBe("LOG_SLOT_SECONDS");
      expect(error.message).toMatch(/^LOG_SLOT_SECONDS [^\n.]+\.$/);
      expect(error.message).toContain("LOG_SLOT_SHORT=yes");
      const meant = parseEnv({ ...where, ...short, LOG_SLOT_SHORT: "yes" });
      expect(logSlotSeconds(meant)).toBe(43_200);
      // a day needs no second word
      expect(
        logSlotSeconds(parseEnv({ ...where, LOG_SLOT_SECONDS: "86400" })),
      ).toBe(86_400);
      expect(logSlotSeconds(parseEnv(where))).toBe(86_400);
    }
    expect(refusal({ LOG_SLOT_SHORT: "1" }).setting).toBe("LOG_SLOT_SHORT");
  });

  it("takes an empty variable as absent", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: " " })).toEqual(parseEnv({}));
  });

  it("derives the origin from the port and the folder of sealed files from the data folder", () => {
    const env = parseEnv({ PORT: "8080", DATA_DIR: "/srv/yanlu" });
    expect(env.ORIGIN).toBe("http://localhost:8080");
    expect(env.STORAGE).toEqual({ kind: "folder", path: "/srv/yanlu/sealed" });
  });

  it.each([
    ["NODE_ENV", "prod"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000x"],
    ["PORT", "-1"],
    ["PORT", "1e3"],
    ["HOST", "127.0.0.1 "],
    ["ORIGIN", "tips.example"],
    ["ORIGIN", "https://tips.example/"],
    ["ORIGIN", "https://tips.example/path"],
    ["ORIGIN", "ftp://tips.example"],
    ["SURFACE", "both"],
    ["DATABASE_URL", "mysql://root:hunter2@127.0.0.1/yanlu"],
    ["DATABASE_URL", "hunter2"],
    ["REDIS_URL", "http://:hunter2@127.0.0.1"],
    ["SMTP_URL", "mail.example"],
    ["MAIL_FROM", "nobody"],
    ["MAIL_FROM", "a@b\r\nBcc: c@d"],
    ["WITNESSES", "w.example"],
    // a log's own key is no witness's
    [
      "WITNESSES",
      "example.com/log+6cc1ac67+AaNWP27SaYTPvMDV+qszsMgFIlsNtXMeLvSABR5OUY8K",
    ],
    ["RELAY_SLOT_SECONDS", "1.5"],
    ["REWARD_CEILING_YUAN", "0"],
    ["LEAVE_URL", "weather"],
    ["LEAVE_URL", "http://weather.example/"],
    ["LEAVE_URL", "javascript:alert(1)"],
    ["LEAVE_URL", "https://user:hunter2@weather.example/"],
    ["STORAGE_URL", "/srv/sealed"],
    ["STORAGE_URL", "file:"],
    ["STORAGE_URL", "s3://127.0.0.1/bucket"],
    ["STORAGE_URL", "s3://key:hunter2@127.0.0.1/"],
    ["STORAGE_URL", "s3://key:hunter2@127.0.0.1/bucket?acl=public"],
    ["STORAGE_URL", "s3://key:hunter2@127.0.0.1/bucket?tls=no"],
    ["STORAGE_URL", "s3://key:hunter2@:9000x/bucket"],
  ])(
    "names %s when it is wrong, in one sentence without the value (%s)",
    (setting, value) => {
      const error = refusal({ [setting]: value });
      expect(error.setting).toBe(setting);
      expect(error.message).toMatch(new RegExp(`^${setting} [^\\n]+\\.$`));
      expect(error.message).not.toContain("hunter2");
    },
  );
});

describe("parseStorageUrl", () => {
  it.each([
    ["file:///srv/sealed", "/srv/sealed"],
    ["file://localhost/srv/sealed", "/srv/sealed"],
    ["file:/srv/sealed%20files", "/srv/sealed files"],
    ["file:var/sealed", "var/sealed"],
  ])("reads the folder of %s", (url, path) => {
    expect(parseStorageUrl(url)).toEqual({ kind: "folder", path });
  });

  it("reads bucket, prefix, region and credentials of an object store", () => {
    expect(
      parseStorageUrl(
        "s3://key:se%2Fcret@store.example:9000/tips/2026/a?region=cn-north-1&tls=0",
      ),
    ).toEqual({
      kind: "s3",
      endpoint: "http://store.example:9000",
      region: "cn-north-1",
      bucket: "tips",
      prefix: "2026/a/",
      accessKeyId: "key",
      secretAccessKey: "se/cret",
    });
  });

  it("speaks TLS unless told otherwise", () => {
    expect(parseStorageUrl("s3://key:secret@store.example/tips")).toMatchObject(
      {
        endpoint: "https://store.example",
        region: "us-east-1",
        prefix: "",
      },
    );
  });
});
