import fc from "fast-check";
import { expect, test } from "vitest";
import type { TipBody } from "#app/forms/tip/tip-body";
import { formPurposes, sealBoundForm } from "./bound-form";
import { canonicalJson } from "./canonical-json";
import { utf8Bytes } from "./encoding";
import { newIdentity, recipientOf } from "./identity";
import { wrapIdentity } from "./key-wrap";
import { TEXT_BUCKETS } from "./padding";
import { sealIdentity } from "./sealed-identity";
import { SEALED_FORM_SIZES, SEALED_WRAP_SIZE } from "./sealed-sizes";

/** Somebody who sees sizes alone learns the bucket of a tip and nothing else, whatever is in it and whoever opens it. */
const words = (max: number) =>
  fc.oneof(
    fc.string({ maxLength: max, unit: "grapheme" }),
    fc.constantFrom(
      "",
      "病",
      "住院🏥".repeat(Math.floor(max / 4)),
      "x".repeat(max),
    ),
  );
const anyTip: fc.Arbitrary<TipBody> = fc.record({
  v: fc.constant(1 as const),
  language: fc.constantFrom("zh-CN" as const, "en" as const),
  areaCode: fc.constantFrom(null, "370102"),
  place: words(500),
  subjectKind: fc.constantFrom("HOS", "GOV"),
  subjectName: words(300),
  misconduct: fc.array(fc.constantFrom("HOS-01", "HOS-06"), { maxLength: 20 }),
  what: words(20_000),
  when: fc.record({
    from: fc.constantFrom(null, "2026-03"),
    to: fc.constantFrom(null, "2026-03-05"),
    words: words(500),
  }),
  amountFen: fc.option(fc.nat()),
  evidence: fc.array(fc.constant("PHOTO"), { maxLength: 11 }),
  howKnown: words(2_000),
  reporterKind: fc.constant("PERSON"),
  rewardWanted: fc.boolean(),
  nameKind: fc.constantFrom("REAL" as const, "ANON" as const),
  files: fc.array(
    fc.record({
      sealedHash: fc.constant("A".repeat(43)),
      variant: fc.constantFrom("CLEANED" as const, "ORIGINAL" as const),
    }),
    { maxLength: 50 },
  ),
});

/** The bucket by what goes into it: four bytes of length and the canonical form. */
function bucketOf(tip: TipBody): number {
  const bytes = utf8Bytes(canonicalJson({ purpose: "tip", value: tip })).length;
  return TEXT_BUCKETS.findIndex((bucket) => bytes + 4 <= bucket);
}

test("all tips of a bucket have one length", async () => {
  const lengths = new Map<number, Set<number>>();
  await fc.assert(
    fc.asyncProperty(anyTip, async (tip) => {
      const recipient = await recipientOf(await newIdentity());
      const sealed = await sealBoundForm(formPurposes.tip, tip, [recipient]);
      const bucket = bucketOf(tip);
      lengths.set(
        bucket,
        (lengths.get(bucket) ?? new Set()).add(sealed.length),
      );
      expect(sealed.length).toBe(SEALED_FORM_SIZES[bucket]);
    }),
    { numRuns: 150 },
  );
  // the property speaks of more than one bucket
  expect(lengths.size).toBeGreaterThanOrEqual(2);
  for (const seen of lengths.values()) expect(seen.size).toBe(1);
});

test("all names and all wraps have one length", async () => {
  const to = await recipientOf(await newIdentity());
  await fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 100, unit: "grapheme" }),
      fc.string({ maxLength: 200, unit: "grapheme" }),
      async (name, contact) => {
        const sealed = await sealIdentity(
          { v: 1, name, contact },
          { threadRecipient: to, officeRecipient: to, inboxRecipient: to },
        );
        expect(sealed.ciphertext.length).toBe(SEALED_FORM_SIZES[0]);
        expect(sealed.keyWrap.length).toBe(SEALED_WRAP_SIZE);
        expect(sealed.inboxWrap.length).toBe(SEALED_WRAP_SIZE);
        expect((await wrapIdentity(await newIdentity(), to)).length).toBe(
          SEALED_WRAP_SIZE,
        );
      },
    ),
    { numRuns: 25 },
  );
});
