import { describe, expect, it } from "vitest";
import { roles, type Role } from "../access/roles";
import { CodedError } from "../shared/coded-error";
import {
  afterHandOver,
  handOverStates,
  mayOffer,
  requireHandOverStep,
  type HandOverCommand,
  type HandOverFacts,
} from "./hand-over";
import { leadStates, type Lead, type LeadState } from "./lead";

const checked = { ownerId: "p1", hasCheckRecord: true };
const given: Readonly<Record<LeadState, Lead>> = {
  RECEIVED: { state: "RECEIVED" },
  SCREENING: { state: "SCREENING" },
  ACCEPTED: { state: "ACCEPTED" },
  REFUSED: { state: "REFUSED" },
  TRANSFERRED: { state: "TRANSFERRED" },
  ASSIGNED: { state: "ASSIGNED", ownerId: "p1" },
  CHECKING: { state: "CHECKING", ...checked },
  FILED: { state: "FILED", openFinding: null, ...checked },
  NOT_FILED: { state: "NOT_FILED", ...checked },
  DECIDED: { state: "DECIDED", substantiated: true, ...checked },
  CLOSED: { state: "CLOSED", outcomeClass: "SUBSTANTIATED" },
};
const facts = (change: Partial<HandOverFacts> = {}): HandOverFacts => ({
  roles: ["INTAKE"],
  officeId: "o1",
  target: {
    officeId: "o2",
    kind: "BUREAU",
    takesTips: true,
    hasKey: true,
    struckOut: false,
  },
  offered: false,
  ...change,
});
const target = (change: Partial<HandOverFacts["target"]>) =>
  facts({ target: { ...facts().target, ...change } });

function answer(
  command: HandOverCommand,
  state: LeadState,
  with_: HandOverFacts,
): string {
  try {
    requireHandOverStep(command, given[state], with_);
    return "YES";
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe("a hand-over", () => {
  it("is offered from screening to the check, and from no other state", () => {
    for (const state of leadStates) {
      const movable = handOverStates.some((one) => one === state);
      expect([state, answer({ command: "OFFER" }, state, facts())]).toEqual([
        state,
        movable ? "YES" : "NOT_IN_THIS_STATE",
      ]);
      expect(mayOffer(given[state], ["LEADER"], false)).toBe(movable);
    }
  });

  it("is the business of intake and leader, on both sides", () => {
    const commands: readonly HandOverCommand[] = [
      { command: "OFFER" },
      { command: "CONFIRM" },
      { command: "REFUSE", reasonCode: "NOT_OUR_AREA" },
      { command: "WITHDRAW" },
    ];
    for (const command of commands)
      for (const role of roles) {
        const offered = command.command !== "OFFER";
        const right: readonly Role[] = ["INTAKE", "LEADER"];
        expect([
          command.command,
          role,
          answer(command, "ACCEPTED", facts({ roles: [role], offered })),
        ]).toEqual([
          command.command,
          role,
          right.includes(role) ? "YES" : "NOT_PERMITTED",
        ]);
      }
  });

  it("goes to an office that takes tips, has a key and was not struck out by the tipster", () => {
    const to = (change: Partial<HandOverFacts["target"]>) =>
      answer({ command: "OFFER" }, "ACCEPTED", target(change));
    expect(to({ officeId: "o1" })).toBe("HAND_OVER_TARGET");
    expect(to({ kind: "FINANCE" })).toBe("HAND_OVER_TARGET");
    expect(to({ takesTips: false })).toBe("HAND_OVER_TARGET");
    expect(to({ hasKey: false })).toBe("HAND_OVER_TARGET");
    expect(to({ struckOut: true })).toBe("OFFICE_STRUCK_OUT");
    expect(to({ kind: "COUNTY_BUREAU" })).toBe("YES");
  });

  it("is not confirmed by an office that was struck out while the offer waited", () => {
    const struck = { ...target({ struckOut: true }), offered: true };
    expect(answer({ command: "CONFIRM" }, "ACCEPTED", struck)).toBe(
      "OFFICE_STRUCK_OUT",
    );
  });

  it("is offered once, and answered while it waits only", () => {
    expect(
      answer({ command: "OFFER" }, "ACCEPTED", facts({ offered: true })),
    ).toBe("LEAD_OFFERED");
    for (const command of [
      { command: "CONFIRM" },
      { command: "REFUSE", reasonCode: "NOT_OUR_AREA" },
      { command: "WITHDRAW" },
    ] as const)
      expect(answer(command, "ACCEPTED", facts())).toBe("HAND_OVER_OVER");
    expect(
      answer(
        { command: "REFUSE", reasonCode: "BECAUSE" },
        "ACCEPTED",
        facts({ offered: true }),
      ),
    ).toBe("CODE_UNKNOWN");
  });

  it("leaves screening where it is and takes the owner from an assigned lead", () => {
    expect(handOverStates.map((state) => afterHandOver(given[state]))).toEqual([
      { state: "SCREENING" },
      { state: "ACCEPTED" },
      { state: "ACCEPTED" },
      { state: "ACCEPTED" },
    ]);
    expect(() => afterHandOver(given.FILED)).toThrow();
  });
});
