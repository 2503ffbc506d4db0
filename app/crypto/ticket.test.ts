import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "./encoding";
import { openTicket, sealTicket } from "./ticket";

const key = new Uint8Array(32).fill(1);
const yesterday = new Uint8Array(32).fill(2);
const expiresAt = new Date("2026-05-01T10:15:00Z");
const now = new Date("2026-05-01T10:00:00Z");
const payload = { inboxId: "AAAA", page: 2 };
const ticket = sealTicket(payload, { key, purpose: "inbox", expiresAt });
const open = (
  text: string,
  changes: Partial<Parameters<typeof openTicket>[1]> = {},
) => openTicket(text, { keys: [key], purpose: "inbox", now, ...changes });

test("comes back with the key of its day and with yesterday's", () => {
  expect(open(ticket)).toEqual(payload);
  expect(open(ticket, { keys: [yesterday, key] })).toEqual(payload);
  expect(
    open(sealTicket(payload, { key: yesterday, purpose: "inbox", expiresAt }), {
      keys: [key, yesterday],
    }),
  ).toEqual(payload);
});

test("two tickets of one payload differ in text and agree in length with another payload's", () => {
  const again = sealTicket(payload, { key, purpose: "inbox", expiresAt });
  expect(again).not.toBe(ticket);
  expect(sealTicket(null, { key, purpose: "inbox", expiresAt })).toHaveLength(
    ticket.length,
  );
  expect(ticket).toMatch(/^[A-Za-z0-9_-]{736}$/);
});

describe("is refused", () => {
  test("from its last moment on", () => {
    expect(open(ticket, { now: new Date(expiresAt.getTime() - 1) })).toEqual(
      payload,
    );
    expect(() => open(ticket, { now: expiresAt })).toThrow("TICKET_EXPIRED");
  });

  test("for another purpose and without its key; even when it is too late as well", () => {
    const late = new Date("2027-01-01T00:00:00Z");
    expect(() => open(ticket, { purpose: "claim" })).toThrow("TICKET_INVALID");
    expect(() => open(ticket, { keys: [yesterday], now: late })).toThrow(
      "TICKET_INVALID",
    );
    expect(() => open(ticket, { keys: [] })).toThrow("TICKET_INVALID");
  });

  test("after a change of any bit", () => {
    fc.assert(
      fc.property(fc.nat(552 * 8 - 1), (bit) => {
        const bytes = fromBase64Url(ticket);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => open(toBase64Url(bytes))).toThrow("TICKET_INVALID");
      }),
    );
  });

  test.each([
    "",
    "A",
    "====",
    "AAAA",
    "言路",
    "A".repeat(54),
    "A".repeat(1_000_000),
  ])("when it is no ticket (%#)", (text) => {
    expect(() => open(text)).toThrow("TICKET_INVALID");
  });
});

test("a payload up to the largest bucket fits", () => {
  const large = "a".repeat(262_144 - 4 - 8 - 2);
  expect(open(sealTicket(large, { key, purpose: "inbox", expiresAt }))).toBe(
    large,
  );
  expect(() =>
    sealTicket(`${large}a`, { key, purpose: "inbox", expiresAt }),
  ).toThrow("TEXT_TOO_LONG");
});
