import { Encrypter } from "age-encryption";
import { canonicalJson } from "#app/crypto/canonical-json";
import { utf8Bytes } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { padText, TEXT_BUCKETS } from "#app/crypto/padding";
import { sealForm } from "#app/crypto/sealed-form";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, repeatFor } from "./measure";

const TURN_MS = 800;

/** A form of the smallest bucket for one hybrid recipient, as each tip and each message is sealed. */
export const bench: Bench = async () => {
  const recipient = await recipientOf(await newIdentity());
  const form = { what: "举报内容".repeat(250), subjectKind: "HOS" };
  const padded = padText(utf8Bytes(canonicalJson(form)));
  if (padded.length !== TEXT_BUCKETS[0])
    throw new Error(`the form has ${padded.length} bytes`);
  const { spread, ...rates } = await compare({
    ours: () =>
      repeatFor(TURN_MS, () => sealForm(form, [recipient]).then(() => 1)),
    limit: () =>
      repeatFor(TURN_MS, () => {
        const age = new Encrypter();
        age.addRecipient(recipient);
        return age.encrypt(padded).then(() => 1);
      }),
  });
  return [
    benchLine(
      {
        name: "seal.tip",
        unit: "forms/s",
        ...rates,
        limitIs: "age-encryption alone on the padded bytes",
      },
      { bytes: padded.length, spread },
    ),
  ];
};
