import { describe, expect, it } from "vitest";
import { CodedError } from "#app/domain/shared/coded-error";
import { fingerprintOf } from "./fingerprint";
import { identityFromSeed, recipientOf } from "./identity";
import {
  keyMarkOf,
  readRecoveryShare,
  SHARE_ROWS,
  writeRecoveryShare,
} from "./recovery-share";

const recipient = await recipientOf(
  identityFromSeed(new Uint8Array(32).fill(9)),
);
const share = Uint8Array.from({ length: 33 }, (_, at) => (at * 37) % 256);
const rows = writeRecoveryShare(recipient, {
  threshold: 2,
  shares: 3,
  index: 1,
  share,
});

function refused(text: string) {
  try {
    readRecoveryShare(text);
    return null;
  } catch (error) {
    if (error instanceof CodedError)
      return { code: error.code, ...error.values };
    throw error;
  }
}

describe("a share on paper", () => {
  it("is read back as it was written, however it is typed", () => {
    const read = readRecoveryShare(rows.join("\n"));
    expect(read).toEqual({
      threshold: 2,
      shares: 3,
      index: 1,
      keyMark: keyMarkOf(recipient),
      share,
    });
    const text = rows.join(" ");
    for (const other of [
      text.toLowerCase(),
      text.replaceAll(" ", ""),
      text.replaceAll(" ", "-"),
      text.replaceAll("0", "o").replaceAll("1", "l"),
      [...text]
        .map((sign) =>
          /[0-9A-Z]/.test(sign)
            ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0)
            : "\u3000",
        )
        .join(""),
    ])
      expect(readRecoveryShare(other)).toEqual(read);
  });

  it("has six rows of at most three groups", () => {
    expect(rows).toHaveLength(SHARE_ROWS);
    for (const row of rows)
      expect(row).toMatch(/^[0-9A-Z]{1,5}( [0-9A-Z]{1,5}){0,2}$/);
  });

  it("says in which row a character is wrong, for every character", () => {
    rows.forEach((row, number) => {
      for (let at = 0; at < row.length; at++) {
        if (row[at] === " ") continue;
        const wrong = row[at] === "7" ? "8" : "7";
        const mistyped = rows.with(
          number,
          row.slice(0, at) + wrong + row.slice(at + 1),
        );
        expect(refused(mistyped.join(" "))).toEqual({
          code: "SHARE_MISTYPED",
          row: number + 1,
        });
      }
    });
  });

  it("is refused when rows changed places, letters are none of ours or something is missing", () => {
    expect(
      refused([rows[1], rows[0], ...rows.slice(2)].join(" ")),
    ).toMatchObject({ code: "SHARE_MISTYPED" });
    expect(refused(rows.join(" ").replace(/.$/, "U"))).toMatchObject({
      code: "SHARE_MISTYPED",
    });
    expect(refused(rows.slice(1).join(" "))).toMatchObject({
      code: "SHARE_LENGTH",
    });
    expect(refused("  ")).toEqual({ code: "SHARE_MISSING" });
  });

  it("of another sheet does not continue this one", () => {
    const second = writeRecoveryShare(recipient, {
      threshold: 2,
      shares: 3,
      index: 2,
      share: share.map((byte) => byte ^ 1),
    });
    expect(
      refused([...rows.slice(0, 3), ...second.slice(3)].join(" ")),
    ).toEqual({ code: "SHARE_ROWS_MIXED" });
  });
});

describe("a fingerprint", () => {
  it("has 25 digits and is another for another key", async () => {
    const other = await recipientOf(
      identityFromSeed(new Uint8Array(32).fill(8)),
    );
    expect(fingerprintOf(recipient)).toMatch(/^\d{5}( \d{5}){4}$/);
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(recipient));
    // frozen: it stands on paper
    expect(fingerprintOf(recipient)).toMatchInlineSnapshot(
      `"54427 13226 34258 88382 46824"`,
    );
  });
});
