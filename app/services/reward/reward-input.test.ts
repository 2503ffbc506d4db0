import { describe, expect, it } from "vitest";
import { someFacts } from "#test/factories/portal-world";
import { confirmedInputOf } from "./reward-input";

const facts = someFacts({ kind: "NO_AMOUNT", baseFen: 0 });

describe("what a maker or checker entered", () => {
  it("cannot make a wholly anonymous tipster payable", () => {
    const enter = (identityProven: boolean, nameKind: string) => () =>
      confirmedInputOf(
        { ...facts, identityProven },
        { finding: null, nameKind, logged: { rank: 1, fixed: true } },
      );
    expect(enter(true, "ANON")).toThrow("ANON_CANNOT_BE_PAID");
    expect(enter(false, "ANON")).not.toThrow();
    expect(enter(true, "ANON_CLAIM")).not.toThrow();
  });

  it("cannot say another order of tips than the log", () => {
    const enter =
      (rank: number, fixed = true) =>
      () =>
        confirmedInputOf(
          { ...facts, rank },
          { finding: null, nameKind: "REAL", logged: { rank: 2, fixed } },
        );
    expect(enter(1)).toThrow("RANK_NOT_AS_LOGGED");
    expect(enter(2)).not.toThrow();
    expect(enter(2, false)).toThrow("RANK_NOT_FIXED_YET");
  });
});
