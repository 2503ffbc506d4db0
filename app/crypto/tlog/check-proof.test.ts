import { describe, expect, it } from "vitest";
import { utf8Bytes } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import { day } from "#app/domain/shared/day";
import {
  claimId,
  leadId,
  life,
  logKey,
  makePromised,
  makeProof,
  nextLogKey,
  PROOF_ORIGIN,
  witness,
} from "#test/factories/proof-world";
import { checkProof } from "./check-proof";
import { checkpointText } from "./checkpoint";
import { neglectOf } from "./neglect";
import { promiseText } from "./promise";
import { parseProofFile, proofFileText, type ProofFile } from "./proof-file";
import { cosignLine, openNote, signNote } from "./signed-note";
import { parseStatement, statementText, type Statement } from "./statement";

const good = await makeProof(life);

const codes = (text: string, options = {}) =>
  checkProof(text, options).problems.map(({ code }) => code);
const codesOf = (change: Partial<ProofFile>) =>
  codes(proofFileText({ ...good.file, ...change }));

/** The statement, changed and signed again: what only the log could do. */
function restate(change: (statement: Statement) => Partial<Statement>) {
  const { text } = openNote(good.file.statement!, []);
  const statement = parseStatement(text);
  return signNote(statementText({ ...statement, ...change(statement) }), [
    nextLogKey,
  ]);
}

describe("a good proof file", () => {
  it("is accepted, and tells what it shows", () => {
    const report = checkProof(good.text);
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      origin: PROOF_ORIGIN,
      inner: 2,
      checkpoint: {
        size: 72,
        upToDay: "2026-06-30",
        cosignedBy: [{ name: "witness.example/one", at: 1_782_864_000 }],
      },
      neglect: [{ stage: "PAY", dueDay: "2026-05-20", upToDay: "2026-06-30" }],
    });
    expect(report.keyIds).toHaveLength(2);
    expect(
      report.entries.map(({ kind, day: of, index, state }) =>
        [kind, of, index, state].join(" "),
      ),
    ).toEqual([
      "TIP_RECEIVED 2026-01-05 7 PROVEN",
      "LEAD_OPENED 2026-01-20 15 PROVEN",
      "LEAD_TAKEN_UP 2026-01-20 23 PROVEN",
      "LEAD_ACCEPTED 2026-01-28 31 PROVEN",
      "LEAD_CLOSED 2026-03-30 55 PROVEN",
      "REWARD_CLAIMED 2026-04-20 63 PROVEN",
      "TIPSTER_MESSAGE_SENT 2026-06-30  PROMISED",
    ]);
    expect(report.entries[0]!.data.files).toBe(2);
  });

  it("is accepted before the first checkpoint, with promises alone", async () => {
    const promised = await makePromised([
      { kind: "TIP_RECEIVED", day: "2026-06-30" },
    ]);
    const report = checkProof(proofFileText(promised));
    expect(report).toMatchObject({
      ok: true,
      checkpoint: null,
      neglect: [],
      entries: [{ state: "PROMISED", index: null }],
    });
  });

  it("may hold entries of the claim, and two signatures on a checkpoint of a key change", async () => {
    const { text } = await makeProof({
      ...life,
      acts: [
        ...life.acts,
        {
          kind: "CLAIM_PAID",
          day: "2026-05-02",
          data: { claimId },
          ofClaim: true,
        },
      ],
      signers: [nextLogKey, logKey],
    });
    expect(checkProof(text)).toMatchObject({ ok: true, neglect: [] });
  });

  it("satisfies a reader who knows the keys, and no other", () => {
    const known = { trustedKeys: [logKey.verifier, nextLogKey.verifier] };
    expect(codes(good.text, known)).toEqual([]);
    expect(
      codes(good.text, { ...known, trustedWitnesses: [witness.verifier] }),
    ).toEqual([]);
    expect(codes(good.text, { trustedKeys: [logKey.verifier] })).toEqual([
      "KEY_NOT_TRUSTED",
    ]);
    expect(codes(good.text, { trustedKeys: [] })).toHaveLength(2);
    expect(codes(good.text, { trustedWitnesses: [] })).toEqual([
      "WITNESS_NOT_TRUSTED",
    ]);
  });
});

describe("a promise that was not kept", () => {
  const forgotten = (upToDay: string) =>
    makeProof({
      ...life,
      acts: [],
      waiting: [
        {
          kind: "TIP_RECEIVED",
          day: "2026-06-01",
          data: { acceptDueDay: "2026-06-22" },
          by: nextLogKey,
        },
      ],
      upToDay,
    });

  it("shows on the promised day, and not before", async () => {
    const stateAt = async (upToDay: string) =>
      checkProof((await forgotten(upToDay)).text);
    expect(await stateAt("2026-06-02")).toMatchObject({
      ok: true,
      entries: [{ state: "PROMISED" }],
    });
    expect(await stateAt("2026-06-03")).toMatchObject({
      ok: true,
      entries: [{ state: "BROKEN" }],
    });
  });

  it("starts the time limits of the tip all the same", async () => {
    expect(checkProof((await forgotten("2026-06-30")).text).neglect).toEqual([
      { stage: "ACCEPT", dueDay: "2026-06-22", upToDay: "2026-06-30" },
    ]);
  });
});

it("a witness counts as known only when the reader named it", () => {
  const cosignedBy = (trustedWitnesses?: readonly string[]) =>
    checkProof(good.text, trustedWitnesses && { trustedWitnesses }).checkpoint!
      .cosignedBy;
  expect(cosignedBy()).toMatchObject([{ known: false }]);
  expect(cosignedBy([witness.verifier])).toMatchObject([{ known: true }]);
});

describe("a file that is not the canonical text of its content", () => {
  it.each([
    ["line end", `${good.text}\n`],
    ["space", good.text.replace('":', '": ')],
    ["escape", good.text.replace("portal", "p\\u006frtal")],
    ["twice the same key", `{"checkpoint":null,${good.text.slice(1)}`],
    [
      "order of keys",
      JSON.stringify(Object.fromEntries(Object.entries(good.file).reverse())),
    ],
    ["byte order mark", `\ufeff${good.text}`],
    ["number with a fraction", good.text.replace('"index":7,', '"index":7.0,')],
    ["nothing", ""],
    ["null", "null"],
    ["list", "[]"],
    ["deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["too long", `"${"x".repeat(2_000_001)}"`],
  ])("%s", (_what, text) => {
    expect(codes(text)).toEqual(["FILE_NOT_CANONICAL"]);
  });

  it("holds a field too many, or one too few, or one of another kind", () => {
    const changes: object[] = [
      { more: 1 },
      { format: "yanlu-proof/v2" },
      { entries: null },
      { keys: [1] },
      { checkpoint: 5 },
      { origin: undefined },
      { cut: { ...good.file.cut, more: "" } },
      { entries: [{ ...good.file.entries[0], index: -1 }] },
      { entries: [{ ...good.file.entries[0], index: "7" }] },
      { entries: [{ ...good.file.entries[0], proof: "" }] },
      { entries: [null] },
    ];
    for (const change of changes) {
      const text = JSON.stringify({ ...good.file, ...change });
      const sorted = JSON.stringify(
        Object.fromEntries(
          Object.entries(
            JSON.parse(text) as Readonly<Record<string, unknown>>,
          ).sort(([left], [right]) => (left < right ? -1 : 1)),
        ),
      );
      expect(codes(sorted)).toEqual(["FILE_NOT_CANONICAL"]);
      expect(() => parseProofFile(sorted)).toThrow("PROOF_FILE_NOT_VALID");
    }
  });
});

describe("what somebody could change afterwards", () => {
  const { file } = good;
  const [first, second] = file.entries;
  const entries = file.entries;

  it("keys: malformed, of another name, twice, of the wrong kind, without any signature", () => {
    for (const keys of [
      [...file.keys, "portal.example/log+00000000+AAAA"],
      [...file.keys, file.keys[0]!],
      [...file.keys, witness.verifier],
      [
        ...file.keys,
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
      ],
    ])
      expect(codesOf({ keys })).toEqual(["KEY_NOT_VALID"]);
    expect(
      codesOf({ witnesses: [...file.witnesses, logKey.verifier] }),
    ).toEqual(["KEY_NOT_VALID"]);
    expect(codesOf({ witnesses: [] })).toContain("CHECKPOINT_SIGNATURE");
    expect(codesOf({ keys: [logKey.verifier] })).toContain(
      "CHECKPOINT_SIGNATURE",
    );
  });

  it("a key that signed nothing", async () => {
    const { file: plain } = await makeProof({ ...life, witnesses: [] });
    expect(
      codes(proofFileText({ ...plain, witnesses: [witness.verifier] })),
    ).toEqual(["KEY_UNUSED"]);
    const { file: old } = await makeProof({
      upToDay: life.upToDay,
      acts: life.acts.map((act) => ({ ...act, by: logKey })),
    });
    expect(
      codes(
        proofFileText({ ...old, keys: [...old.keys, nextLogKey.verifier] }),
      ),
    ).toEqual(["KEY_UNUSED"]);
  });

  it("a signature line of a stranger, on any note", () => {
    const stranger = `${cosignLine(openNote(file.checkpoint!, []).text, { ...witness, name: "stranger" }, 5)}\n`;
    expect(codesOf({ checkpoint: `${file.checkpoint}${stranger}` })).toEqual(
      expect.arrayContaining(["CHECKPOINT_SIGNATURE"]),
    );
    expect(codesOf({ statement: `${file.statement}${stranger}` })).toContain(
      "STATEMENT_SIGNATURE",
    );
    const promise = `${first!.promise}${stranger}`;
    expect(
      codesOf({ entries: entries.with(0, { ...first!, promise }) }),
    ).toEqual(["PROMISE_SIGNATURE"]);
    // a witness speaks for checkpoints only
    const cosigned = `${first!.promise}${cosignLine(openNote(first!.promise, []).text, witness, 5)}\n`;
    expect(
      codesOf({ entries: entries.with(0, { ...first!, promise: cosigned }) }),
    ).toEqual(["PROMISE_SIGNATURE"]);
  });

  it("entries: another text, place, proof or promise", () => {
    const change = (at: number, part: Partial<(typeof entries)[number]>) =>
      codesOf({ entries: entries.with(at, { ...entries[at]!, ...part }) });
    expect(
      change(0, { entry: first!.entry.replace("2026-01-26", "2026-02-26") }),
    ).toEqual([
      "ENTRY_NOT_IN_LOG",
      "PROMISE_OF_ANOTHER_ENTRY",
      "ENTRY_NOT_STATED",
      "STATED_ENTRY_MISSING",
    ]);
    expect(change(0, { index: 8 })).toContain("ENTRY_NOT_IN_LOG");
    expect(change(0, { proof: [] })).toEqual(["ENTRY_NOT_IN_LOG"]);
    expect(change(0, { proof: ["AAAA"] })).toEqual(["ENTRY_NOT_IN_LOG"]);
    expect(change(0, { proof: [...first!.proof, first!.proof[0]!] })).toEqual([
      "ENTRY_NOT_IN_LOG",
    ]);
    expect(change(0, { promise: second!.promise })).toEqual([
      "PROMISE_OF_ANOTHER_ENTRY",
    ]);
    expect(change(0, { promise: file.statement! })).toContain(
      "PROMISE_OF_ANOTHER_ENTRY",
    );
    expect(change(6, { proof: first!.proof })).toEqual(["ENTRY_NOT_IN_LOG"]);
    expect(change(0, { index: null, proof: [] })).toEqual(
      expect.arrayContaining(["ENTRY_OUT_OF_ORDER", "STATED_ENTRY_MISSING"]),
    );
    for (const entry of ["", "{}", "[]", `${first!.entry} `, '{"kind":1}'])
      expect(change(0, { entry })).toContain("ENTRY_NOT_VALID");
  });

  it("one left out, one twice, in another order, one of another tip", async () => {
    expect(codesOf({ entries: entries.slice(1) })).toEqual([
      "STATED_ENTRY_MISSING",
    ]);
    // without the message that waits nothing is known of it
    expect(codesOf({ entries: entries.slice(0, -1) })).toEqual([]);
    expect(codesOf({ entries: [first!, ...entries] })).toEqual(
      expect.arrayContaining(["ENTRY_OUT_OF_ORDER", "ENTRY_NOT_STATED"]),
    );
    expect(
      codesOf({ entries: [second!, first!, ...entries.slice(2)] }),
    ).toEqual(["ENTRY_OUT_OF_ORDER"]);
    const { file: foreign } = await makePromisedOf("another lead");
    expect(codesOf({ entries: [...entries, foreign] })).toContain(
      "ENTRY_OF_ANOTHER_LEAD",
    );
    const paidForOther = await makePromised([
      {
        kind: "CLAIM_PAID",
        day: "2026-06-30",
        data: { claimId: "another" },
        ofClaim: true,
        by: nextLogKey,
      },
    ]);
    expect(codesOf({ entries: [...entries, ...paidForOther.entries] })).toEqual(
      ["ENTRY_OF_ANOTHER_LEAD"],
    );
  });

  it("checkpoint, cut and statement: left out, of another log, of another tree", () => {
    expect(codesOf({ cut: null })).toContain("CUT_MISSING");
    expect(codesOf({ cut: first! })).toContain("CUT_NOT_VALID");
    expect(codesOf({ statement: null })).toEqual(["STATEMENT_MISSING"]);
    expect(codesOf({ checkpoint: null })).toEqual(
      expect.arrayContaining([
        "CUT_MISSING",
        "STATEMENT_MISSING",
        "ENTRY_NOT_IN_LOG",
      ]),
    );
    const { text } = openNote(file.checkpoint!, []);
    const signed = (changed: string) =>
      codesOf({
        checkpoint: `${signNote(changed, [nextLogKey])}${cosignLine(changed, witness, 5)}\n`,
      });
    expect(signed(text)).toEqual([]);
    expect(signed(text.replace(PROOF_ORIGIN, "other.example/log"))).toEqual([
      "CHECKPOINT_OF_ANOTHER_LOG",
    ]);
    expect(signed(text.replace("\n72\n", "\n73\n"))).toContain(
      "ENTRY_NOT_IN_LOG",
    );
    expect(signed(text.replace("\n72\n", "\n072\n"))).toContain(
      "CHECKPOINT_NOT_VALID",
    );
    // a witness alone makes no checkpoint
    expect(
      codesOf({
        checkpoint: `${text}\n${cosignLine(text, witness, 5)}\n`,
      }),
    ).toContain("CHECKPOINT_SIGNATURE");
  });
});

describe("what only the log itself could do", () => {
  const says = (change: (statement: Statement) => Partial<Statement>) =>
    codesOf({ statement: restate(change) });

  it("a statement about another checkpoint", () => {
    expect(says(() => ({}))).toEqual([]);
    for (const change of [
      { size: 73 },
      { upToDay: day("2026-07-01") },
      { origin: "other.example/log" },
      { rootHash: leafHash(utf8Bytes("x")) },
    ])
      expect(says(() => change)).toEqual(["STATEMENT_OF_ANOTHER_CHECKPOINT"]);
  });

  it("a statement that leaves out, adds, renames or redates an entry", () => {
    expect(says(({ entries }) => ({ entries: entries.slice(1) }))).toEqual([
      "ENTRY_NOT_STATED",
    ]);
    expect(
      says(({ entries }) => ({
        entries: [
          { ...entries[0]!, index: 0, kind: "LEAD_CLOSED" },
          ...entries,
        ],
      })),
    ).toEqual(["STATED_ENTRY_MISSING"]);
    for (const change of [{ kind: "LEAD_CLOSED" }, { day: day("2026-01-06") }])
      expect(
        says(({ entries }) => ({
          entries: entries.with(0, { ...entries[0]!, ...change }),
        })),
      ).toEqual(["ENTRY_NOT_STATED", "STATED_ENTRY_MISSING"]);
    // an entry the tipster is shown must not pass for inner business
    expect(
      says(({ entries }) => ({
        entries: entries.with(0, { ...entries[0]!, kind: null }),
      })),
    ).toEqual(["ENTRY_NOT_STATED"]);
  });

  it("a promise for another day", () => {
    const [first] = good.file.entries;
    const promise = signNote(
      promiseText({
        origin: PROOF_ORIGIN,
        leafHash: leafHash(utf8Bytes(first!.entry)),
        day: day("2026-01-06"),
      }),
      [logKey],
    );
    expect(
      codesOf({ entries: good.file.entries.with(0, { ...first!, promise }) }),
    ).toEqual(["PROMISE_OF_ANOTHER_ENTRY"]);
  });

  it("a checkpoint without the cut in the end", async () => {
    // entries of days that the cut does not speak of could stand behind it
    const { text: beyond } = await makeProof({ ...life, afterCut: 1 });
    expect(codes(beyond)).toContain("CUT_NOT_VALID");
    const { text } = openNote(good.file.checkpoint!, []);
    expect(text).toBe(
      checkpointText({
        origin: PROOF_ORIGIN,
        size: 72,
        rootHash: parseStatement(openNote(good.file.statement!, []).text)
          .rootHash,
      }),
    );
    expect(codesOf({ cut: { ...good.file.entries[0]! } })).toContain(
      "CUT_NOT_VALID",
    );
  });
});

describe("neglect", () => {
  const upToDay = day("2026-06-30");
  const received = {
    kind: "TIP_RECEIVED",
    data: { acceptDueDay: "2026-02-01" },
  };
  const accepted = {
    kind: "LEAD_ACCEPTED",
    data: { finishDueDay: "2026-05-01" },
  };
  const extended = (stage: string, toDay: string) => ({
    kind: "CLOCK_EXTENDED",
    data: { stage, fromDay: "2026-02-01", toDay },
  });
  const claimed = (id: string, payDueDay: string) => ({
    kind: "REWARD_CLAIMED",
    data: { claimId: id, payDueDay },
  });
  const stages = (...entries: { kind: string; data: object }[]) =>
    neglectOf(entries as never, upToDay).map(
      ({ stage, dueDay }) => `${stage} ${dueDay}`,
    );

  it("no decision whether to accept", () => {
    expect(stages(received)).toEqual(["ACCEPT 2026-02-01"]);
    for (const kind of ["LEAD_ACCEPTED", "LEAD_REFUSED", "LEAD_TRANSFERRED"])
      expect(stages(received, { kind, data: {} })).toEqual([]);
  });

  it("not finished; an extension counts", () => {
    expect(stages(received, accepted)).toEqual(["FINISH 2026-05-01"]);
    expect(
      stages(received, accepted, extended("FINISH", "2026-06-29")),
    ).toEqual(["FINISH 2026-06-29"]);
    expect(
      stages(
        received,
        accepted,
        extended("FINISH", "2026-05-20"),
        extended("FINISH", "2026-08-01"),
      ),
    ).toEqual([]);
    expect(stages(received, extended("FINISH", "2026-08-01"))).toEqual([
      "ACCEPT 2026-02-01",
    ]);
    expect(
      stages(received, accepted, { kind: "LEAD_CLOSED", data: {} }),
    ).toEqual([]);
  });

  it("not paid; one claim does not pay for another", () => {
    expect(
      stages(claimed("a", "2026-06-01"), claimed("b", "2026-06-02")),
    ).toEqual(["PAY 2026-06-01", "PAY 2026-06-02"]);
    expect(
      stages(claimed("a", "2026-06-01"), claimed("b", "2026-06-02"), {
        kind: "CLAIM_PAID",
        data: { claimId: "a" },
      }),
    ).toEqual(["PAY 2026-06-02"]);
  });

  it("no notice of the reward, when the log itself says that the day passed", () => {
    const missed = {
      kind: "CLOCK_MISSED",
      data: { stage: "REWARD", dueDay: "2026-06-01" },
    };
    expect(stages(missed)).toEqual(["REWARD 2026-06-01"]);
    for (const kind of ["REWARD_NOTIFIED", "REWARD_NONE"])
      expect(stages(missed, { kind, data: {} })).toEqual([]);
  });

  it("a day that has not passed at the checkpoint is no neglect, nor is one that cannot be read", () => {
    expect(
      stages({ ...received, data: { acceptDueDay: "2026-06-30" } }),
    ).toEqual([]);
    expect(
      stages({ ...received, data: { acceptDueDay: "2026-06-29" } }),
    ).toEqual(["ACCEPT 2026-06-29"]);
    expect(stages({ ...received, data: { acceptDueDay: 5 } })).toEqual([]);
  });

  it("nothing is concluded from a file that is wrong somewhere", () => {
    const [first, ...rest] = good.file.entries;
    const text = proofFileText({
      ...good.file,
      entries: [{ ...first!, proof: [] }, ...rest],
    });
    expect(checkProof(text).neglect).toEqual([]);
  });
});

/** A promised entry of some other lead. */
async function makePromisedOf(other: string) {
  const [entry] = (
    await makePromised([
      { kind: "LEAD_OPENED", day: "2026-06-30", by: nextLogKey },
    ])
  ).entries;
  const text = entry!.entry.replace(leadId, other);
  return {
    file: {
      ...entry!,
      entry: text,
      promise: signNote(
        promiseText({
          origin: PROOF_ORIGIN,
          leafHash: leafHash(utf8Bytes(text)),
          day: day("2026-06-30"),
        }),
        [nextLogKey],
      ),
    },
  };
}
