import { describe, expect, it } from "vitest";
import { isCodedError } from "#app/domain/shared/coded-error";
import { day } from "#app/domain/shared/day";
import { fromBase64 } from "./base64";
import { checkpointText, parseCheckpoint } from "./checkpoint";
import { parsePromise, promiseText } from "./promise";
import { parseStatement, statementText } from "./statement";

const hash = fromBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
const HASH = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return isCodedError(error) ? error.code : String(error);
  }
  return "accepted";
};

/** Every line left out, doubled, emptied, with a space before and after; and the text with something around it. */
function spoilt(text: string): string[] {
  const lines = text.split("\n").slice(0, -1);
  const joined = (changed: readonly string[]) =>
    changed.map((line) => `${line}\n`).join("");
  return [
    ...lines.flatMap((line, at) => [
      joined(lines.toSpliced(at, 1)),
      joined(lines.toSpliced(at, 0, line)),
      joined(lines.with(at, "")),
      joined(lines.with(at, ` ${line}`)),
    ]),
    text.slice(0, -1),
    `${text}\n`,
    `\n${text}`,
    text.replaceAll("\n", "\r\n"),
    "",
  ];
}

describe("checkpoint", () => {
  // Example of C2SP tlog-checkpoint.
  const text = `example.com/behind-the-sofa\n20852163\n${HASH}\n`;

  it("is read and written as the specification has it", () => {
    const checkpoint = {
      origin: "example.com/behind-the-sofa",
      size: 20852163,
      rootHash: hash,
    };
    expect(parseCheckpoint(text)).toEqual({ ...checkpoint, extensions: [] });
    expect(checkpointText(checkpoint)).toBe(text);
    expect(parseCheckpoint(`${text}one\ntwo\n`).extensions).toEqual([
      "one",
      "two",
    ]);
  });

  it.each([
    ["leading zero", text.replace("20852163", "020852163")],
    ["plus", text.replace("20852163", "+1")],
    ["hexadecimal", text.replace("20852163", "0x1")],
    ["other digits", text.replace("20852163", "１")],
    ["2^53", text.replace("20852163", "9007199254740992")],
    ["no number", text.replace("20852163", "")],
    ["short hash", text.replace(HASH, "AAAA")],
    ["stray bits in the hash", text.replace("q2I=", "q2J=")],
    ["no line end", text.slice(0, -1)],
    ["no origin", text.slice(text.indexOf("\n"))],
    ["empty extension", `${text}\n`],
    ["two lines", "a\n1\n"],
  ])("refuses: %s", (_what, bad) => {
    expect(codeOf(() => parseCheckpoint(bad))).toBe("CHECKPOINT_NOT_VALID");
  });

  it("counts to 2^53 − 1", () => {
    const size = Number.MAX_SAFE_INTEGER;
    const big = checkpointText({ origin: "a", size, rootHash: hash });
    expect(parseCheckpoint(big).size).toBe(size);
  });
});

describe("promise", () => {
  const promise = {
    origin: "localhost:3000/log",
    leafHash: hash,
    day: day("2026-02-27"),
  };
  const text = `yanlu-promise/v1\nlocalhost:3000/log\n${HASH}\n2026-02-27\n2026-03-01\n`;

  it("names the entry and the last day", () => {
    expect(promiseText(promise)).toBe(text);
    expect(parsePromise(text)).toEqual({
      ...promise,
      byDay: day("2026-03-01"),
    });
  });

  it.each(
    [
      ...spoilt(text),
      text.replace("v1", "v2"),
      text.replace("03-01", "03-02"),
      text.replace("2026-02-27", "2026-02-30"),
    ].map((bad) => [bad]),
  )("refuses %j", (bad) => {
    expect(codeOf(() => parsePromise(bad))).toBe("PROMISE_NOT_VALID");
  });
});

describe("statement", () => {
  const statement = {
    origin: "localhost:3000/log",
    size: 12,
    rootHash: hash,
    upToDay: day("2026-03-01"),
    entries: [
      {
        index: 3,
        leafHash: hash,
        kind: "TIP_RECEIVED",
        day: day("2026-02-27"),
      },
      { index: 11, leafHash: hash, kind: null, day: day("2026-02-28") },
    ],
  };
  const text = `yanlu-statement/v1\nlocalhost:3000/log\n12\n${HASH}\n2026-03-01\n2\n3 ${HASH} TIP_RECEIVED 2026-02-27\n11 ${HASH} - 2026-02-28\n`;

  it("lists the entries, those of inner business by their hash alone", () => {
    expect(statementText(statement)).toBe(text);
    expect(parseStatement(text)).toEqual(statement);
    const none = { ...statement, entries: [] };
    expect(parseStatement(statementText(none))).toEqual(none);
  });

  it.each(
    [
      ...spoilt(text),
      text.replace("v1", "v2"),
      text.replace("\n2\n", "\n3\n"),
      text.replace("11 ", "12 "),
      text.replace("11 ", "3 "),
      text.replace("11 ", "2 "),
      text.replace("11 ", "011 "),
      text.replace("11 ", "-1 "),
      text.replace(" - ", " -- "),
      text.replace(" - ", "  "),
      text.replace("TIP_RECEIVED", "tip_received"),
      text.replace("2026-02-28", "2026-02-31"),
    ].map((bad) => [bad]),
  )("refuses %j", (bad) => {
    expect(codeOf(() => parseStatement(bad))).toBe("STATEMENT_NOT_VALID");
  });
});
