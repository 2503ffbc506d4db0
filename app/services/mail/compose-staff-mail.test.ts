import { expect, test } from "vitest";
import { composeStaffMail, STAFF_MAIL_BYTES } from "./compose-staff-mail";

const size = ({ subject, text }: { subject: string; text: string }) =>
  Buffer.byteLength(subject + text);

test("subject and text have one exact size, whatever the address of the portal", () => {
  for (const origin of [
    "http://a.cn",
    "https://tips.example.gov.cn",
    `https://${"a".repeat(200)}.example`,
  ])
    expect(size(composeStaffMail(origin))).toBe(STAFF_MAIL_BYTES);
});

test("an address that does not fit is refused rather than sent in another size", () => {
  expect(() => composeStaffMail(`https://${"a".repeat(900)}`)).toThrow(
    RangeError,
  );
});

test("says where to sign in, in both languages, and no number at all", () => {
  const { subject, text } = composeStaffMail("https://tips.example.gov.cn");
  expect(text).toContain("https://tips.example.gov.cn/zh/staff/sign-in");
  expect(text).toContain("https://tips.example.gov.cn/en/staff/sign-in");
  expect(subject + text).not.toMatch(/\d/);
  for (const line of text.split("\n")) expect(line.length).toBeLessThan(200);
});
