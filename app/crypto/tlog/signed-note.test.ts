import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCodedError } from "#app/domain/shared/coded-error";
import { fromBase64, toBase64 } from "./base64";
import {
  cosignLine,
  openNote,
  parseVerifierKey,
  signNote,
  verifierKey,
} from "./signed-note";

/** Example of the Go package golang.org/x/mod/sumdb/note, from which the format comes; the key is published for tests. */
const neumann = {
  verifier:
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  signer: {
    name: "PeterNeumann",
    seed: fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").slice(1),
  },
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
};
const neumannNote = `${neumann.text}\n${neumann.line}\n`;

/** A checkpoint of a public test log, as served in 2026 with the cosignatures of its witnesses. */
const staging = {
  log: "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
  witness:
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
  note: `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`,
};

const seedOf = (byte: number) => new Uint8Array(32).fill(byte);
const keyOf = (byte: number, name: string, type: 1 | 4 = 1) => ({
  signer: { name, seed: seedOf(byte) },
  verifier: verifierKey(name, ed25519.getPublicKey(seedOf(byte)), type),
});
const refused = (work: () => unknown, code = "NOTE_NOT_VALID") => {
  try {
    work();
  } catch (error) {
    expect(isCodedError(error) && error.code).toBe(code);
    return;
  }
  expect.unreachable("nothing was refused");
};

describe("notes and keys of others", () => {
  it("the example of the Go package: key, note, and the same bytes when signed by us", () => {
    const key = parseVerifierKey(neumann.verifier);
    expect(key).toMatchObject({
      name: "PeterNeumann",
      keyId: "c74f20a3",
      type: 1,
    });
    expect(verifierKey(key.name, key.publicKey)).toBe(neumann.verifier);
    expect(openNote(neumannNote, [neumann.verifier])).toEqual({
      text: neumann.text,
      signatures: [
        {
          name: "PeterNeumann",
          keyId: "c74f20a3",
          line: neumann.line,
          verifier: neumann.verifier,
          at: null,
        },
      ],
    });
    expect(signNote(neumann.text, [neumann.signer])).toBe(neumannNote);
  });

  it("a real checkpoint with six signature lines: those of known keys are checked, a witness's time is read", () => {
    const { text, signatures } = openNote(staging.note, [
      staging.log,
      staging.witness,
    ]);
    expect(text.split("\n")).toHaveLength(4);
    expect(
      signatures.map(({ keyId, verifier, at }) => [keyId, verifier, at]),
    ).toEqual([
      ["cd333cb1", null, null],
      ["ba2f06c0", staging.log, null],
      ["d8042a87", null, null],
      ["a48c820f", null, null],
      ["da77ade7", staging.witness, 0x6a122120],
      ["67f7aea0", null, null],
    ]);
    for (const known of [staging.log, staging.witness])
      refused(() =>
        openNote(staging.note.replace("1432088532", "1432088533"), [known]),
      );
    // one second later than the witness signed
    refused(() =>
      openNote(staging.note.replace("AABqEiEgPlf", "AABqEiEhPlf"), [
        staging.witness,
      ]),
    );
  });

  it.each([
    // keys of tests of github.com/transparency-dev/formats
    ["TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", 1],
    [staging.witness, 4],
  ])("key %s", (text, type) => {
    const key = parseVerifierKey(text);
    expect(key.type).toBe(type);
    expect(verifierKey(key.name, key.publicKey, key.type)).toBe(text);
  });

  it("a text of any script with empty lines in it (C2SP signed-note)", () => {
    const note =
      "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    expect(openNote(note, [])).toMatchObject({
      text: note.slice(0, note.indexOf("\n— ")),
      signatures: [{ keyId: "367ba04b", verifier: null }],
    });
  });
});

describe("our notes", () => {
  const log = keyOf(1, "localhost:3000/log");
  const next = keyOf(2, "localhost:3000/log");
  const witness = keyOf(3, "witness.example/one", 4);
  const text = "localhost:3000/log\n7\nroot\n";

  it("carry two keys and a witness", () => {
    const cosigned = `${signNote(text, [log.signer, next.signer])}${cosignLine(text, witness.signer, 1_700_000_000)}\n`;
    const { signatures } = openNote(cosigned, [
      witness.verifier,
      log.verifier,
      next.verifier,
    ]);
    expect(signatures.map(({ verifier }) => verifier)).toEqual([
      log.verifier,
      next.verifier,
      witness.verifier,
    ]);
    expect(signatures.map(({ at }) => at)).toEqual([null, null, 1_700_000_000]);
  });

  it("a key of one kind does not pass for the other", () => {
    const asLog = keyOf(3, "witness.example/one", 1);
    const note = `${text}\n${cosignLine(text, witness.signer, 5)}\n`;
    expect(openNote(note, [asLog.verifier]).signatures[0]!.verifier).toBeNull();
    const plain = signNote(text, [witness.signer]);
    expect(
      openNote(plain, [witness.verifier]).signatures[0]!.verifier,
    ).toBeNull();
  });

  it("every changed bit is noticed, or makes the signature one of an unknown key", () => {
    const note = signNote(text, [log.signer]);
    const bytes = new TextEncoder().encode(note);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        let opened;
        try {
          opened = openNote(
            new TextDecoder("utf-8", { fatal: true }).decode(changed),
            [log.verifier],
          );
        } catch {
          return;
        }
        expect(opened.signatures.map(({ verifier }) => verifier)).toEqual([
          null,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["no line end in the end", neumannNote.slice(0, -1)],
    ["no signature", `${neumann.text}\n`],
    ["no empty line", `${neumann.text}${neumann.line}\n`],
    ["nothing", ""],
    ["no text", `\n${neumann.line}\n`],
    ["hyphen instead of the dash", neumannNote.replace("—", "-")],
    ["two spaces", neumannNote.replace("— ", "—  ")],
    ["something after the signature", neumannNote.replace("AM=", "AM= x")],
    ["no padding", neumannNote.replace("AM=", "AM")],
    ["stray bits", neumannNote.replace("AM=", "AN=")],
    ["signature cut short", neumannNote.replace("JnAM=", "")],
    ["base64 of the URL kind", neumannNote.replace("o/ZJ", "o_ZJ")],
    ["a carriage return", neumannNote.replace(",\n", ",\r\n")],
    ["a tab in the text", neumannNote.replace("If you", "If\tyou")],
    ["half a character", neumannNote.replace("If", "\ud800")],
    ["the same line twice", `${neumannNote}${neumann.line}\n`],
    ["an empty line after it", `${neumannNote}\n`],
    [
      "more signatures than any log has",
      `${neumann.text}\n${`${neumann.line.replace("Peter", "Paul")}\n`.repeat(65)}`,
    ],
  ])("refuses: %s", (_what, note) => {
    refused(() => openNote(note, [neumann.verifier]));
  });

  it("signs nothing that is not the text of a note", () => {
    for (const bad of ["", "no end", "a\r\n", "\ud800\n"])
      refused(() => signNote(bad, [log.signer]));
  });
});

describe("malformed verifier keys", () => {
  const [name, id, key] = neumann.verifier.split("+") as [
    string,
    string,
    string,
  ];
  it.each([
    "",
    name,
    `${name}+${id}`,
    `${name}+${id}+`,
    `+${id}+${key}`,
    `${name}x+${id}+${key}`,
    `${name}+c74f20a4+${key}`,
    `${name}+C74F20A3+${key}`,
    `${name}+c74f20a3+${key.slice(0, -1)}`,
    `${name}+${id}+${key}\n`,
    `${name}+${id}+${key}=`,
    ` ${name}+${id}+${key}`,
    `Peter Neumann+${id}+${key}`,
    `Peter\u3000Neumann+${id}+${key}`,
    // of github.com/transparency-dev/formats
    "bananas.sigstore.dev+12344556",
    "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
    "rekor.sigstore.dev+12345678+AwEB",
  ])("%j", (text) => {
    refused(() => parseVerifierKey(text), "VERIFIER_KEY_NOT_VALID");
  });

  it("an unknown type and a point that is none, with the right key id", () => {
    const publicKey = ed25519.getPublicKey(seedOf(9));
    const unknown = verifierKey("log", publicKey, 2 as 1);
    const noPoint = verifierKey("log", new Uint8Array(32).fill(0xff));
    for (const text of [unknown, noPoint])
      refused(() => parseVerifierKey(text), "VERIFIER_KEY_NOT_VALID");
    expect(toBase64(publicKey)).toHaveLength(44);
  });

  it("a plus inside the base64 belongs to the key", () => {
    for (let byte = 0; byte < 60; byte++) {
      const { verifier } = keyOf(byte, "localhost:3000/log");
      expect(parseVerifierKey(verifier).publicKey).toEqual(
        ed25519.getPublicKey(seedOf(byte)),
      );
    }
  });
});
