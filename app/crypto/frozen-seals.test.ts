/**
 * Sealed things made once and kept: every later version must still open them, for offices keep leads for years. When one of
 * these fails, the format changed; do not make the vectors anew, make the reader read both.
 */
import { expect, test } from "vitest";
import vectors from "#test/vectors/crypto-sealed.json";
import { openClaimEnvelope, verifyClaimSignature } from "./claim-envelope";
import { fromBase64Url, fromHex, utf8Text } from "./encoding";
import { identityFromSeed } from "./identity";
import { unwrapIdentity } from "./key-wrap";
import { openFileBytes } from "./sealed-file";
import { openForm } from "./sealed-form";
import { openTicket } from "./ticket";

const identity = identityFromSeed(fromHex(vectors.identitySeed));
const { form, file, wrap, claim, ticket } = vectors;

test("form", async () => {
  expect(await openForm(fromBase64Url(form.sealed), identity)).toEqual(
    form.value,
  );
});

test("file", async () => {
  const { name, type, content } = await openFileBytes(
    fromBase64Url(file.sealed),
    identity,
  );
  expect({
    name,
    type,
    content: utf8Text(content),
    sealed: file.sealed,
  }).toEqual(file);
});

test("wrap", async () => {
  const unwrapped = await unwrapIdentity(fromBase64Url(wrap.sealed), identity);
  expect(unwrapped).toBe(identityFromSeed(fromHex(wrap.wrappedSeed)));
});

test("claim envelope", async () => {
  const sealed = fromBase64Url(claim.sealed);
  expect(await openClaimEnvelope(sealed, identity)).toEqual(claim.payee);
  const signature = fromBase64Url(claim.signature);
  const claimPublicKey = fromHex(claim.claimPublicKey);
  expect(
    verifyClaimSignature({
      sealed,
      signature,
      claimId: claim.claimId,
      claimPublicKey,
    }),
  ).toBe(true);
});

test("ticket", () => {
  const keys = [fromHex(ticket.key)];
  const now = new Date(Date.parse(ticket.expiresAt) - 1);
  expect(
    openTicket(ticket.text, { keys, purpose: ticket.purpose, now }),
  ).toEqual(ticket.payload);
});
