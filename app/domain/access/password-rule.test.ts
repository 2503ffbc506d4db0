import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-rule";

const person = { loginName: "jn-intake", displayName: "受理员一" };

describe("a password", () => {
  it.each([
    ["", "PASSWORD_TOO_SHORT"],
    ["Kx7!mQ2#vBn", "PASSWORD_TOO_SHORT"],
    // twelve bytes, four signs
    ["一二三四", "PASSWORD_TOO_SHORT"],
    ["x".repeat(257), "PASSWORD_TOO_LONG"],
    ["jn-intake-2026", "PASSWORD_LIKE_NAME"],
    ["JN-Intakejn-intake", "PASSWORD_LIKE_NAME"],
    ["ｊｎ-intake-12345", "PASSWORD_LIKE_NAME"],
    ["受理员一受理员一受理员一", "PASSWORD_LIKE_NAME"],
    ["aaaaaaaaaaaaaaaa", "PASSWORD_COMMON"],
    ["1234567890123", "PASSWORD_COMMON"],
    ["password2026", "PASSWORD_COMMON"],
    ["Passw0rdPassw0rd", "PASSWORD_COMMON"],
    ["qwertyuiop12", "PASSWORD_COMMON"],
  ])("%s is refused as %s", (password, problem) => {
    expect(passwordProblem(password, person)).toBe(problem);
  });

  it.each([
    "correct horse battery staple",
    "Kx7!mQ2#vBn9",
    "春江潮水连海平海上明月共",
    "jn-intake reads novels at night",
    "yanlu-demo-2026",
  ])("%s is taken", (password) => {
    expect(passwordProblem(password, person)).toBeNull();
  });
});
