import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assertLoggedRank,
  orderOf,
  placeIn,
  rankOf,
  requireLinkable,
  type LinkedFact,
  type LinkedTip,
  type LinkSide,
} from "./first-reporter";

const WAITING = 4_611_686_018_427_387_904n;

/** Tips of different leads; some have an index, the others wait. */
const tips = fc
  .uniqueArray(
    fc.record({ at: fc.nat(1_000_000), waits: fc.boolean() }),
    // an index is given once, and so is a place in the waiting line
    { minLength: 1, maxLength: 12, selector: ({ at }) => at },
  )
  .map((drawn): readonly LinkedTip[] =>
    drawn.map(({ at, waits }) => ({
      leadId: `lead-${at}`,
      index: waits ? null : at,
      place: waits ? WAITING + BigInt(at) : BigInt(at),
    })),
  );

describe("the order of the tips on one fact", () => {
  it("does not depend on how the rows were read", () => {
    fc.assert(
      fc.property(tips, fc.nat(), (some, turn) => {
        const at = turn % some.length;
        const turned = [...some.slice(at), ...some.slice(0, at)].reverse();
        expect(orderOf(turned)).toEqual(orderOf(some));
      }),
    );
  });

  it("is that of the index, and whoever waits comes behind", () => {
    fc.assert(
      fc.property(tips, (some) => {
        const { tips: sorted } = orderOf(some);
        const indexes = sorted.map(({ index }) => index ?? Infinity);
        expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
        expect(sorted).toHaveLength(some.length);
      }),
    );
  });

  it("names a first only when every tip has its index, and then the lowest", () => {
    fc.assert(
      fc.property(tips, (some) => {
        const { fixed, firstLeadId } = orderOf(some);
        const waits = some.some(({ index }) => index === null);
        expect(fixed).toBe(!waits);
        if (waits) expect(firstLeadId).toBeNull();
        else
          for (const { leadId, index } of some)
            expect(
              leadId === firstLeadId ||
                index! > some.find((tip) => tip.leadId === firstLeadId)!.index!,
            ).toBe(true);
      }),
    );
  });

  it("gives each tip one place of its own; a later tip moves nobody", () => {
    fc.assert(
      fc.property(tips, (some) => {
        const order = orderOf(some);
        const places = some.map(({ leadId }) => placeIn(order, leadId));
        expect([...places].sort((a, b) => a - b)).toEqual(
          some.map((_, at) => at + 1),
        );
        const later = orderOf([
          ...some,
          { leadId: "later", index: null, place: WAITING * 2n },
        ]);
        expect(some.map(({ leadId }) => placeIn(later, leadId))).toEqual(
          places,
        );
        expect(placeIn(later, "later")).toBe(some.length + 1);
      }),
    );
  });
});

const tip = (leadId: string, index: number | null): LinkedTip => ({
  leadId,
  index,
  place: index === null ? WAITING : BigInt(index),
});
const fact = (misconductCode: string, ...order: LinkedTip[]): LinkedFact => ({
  factId: misconductCode,
  misconductCode,
  order: orderOf(order),
});
const second = (code: string) => fact(code, tip("other", 3), tip("own", 7));
const first = (code: string) => fact(code, tip("own", 7), tip("other", 9));
const rank = (
  registered: readonly string[],
  found: readonly string[],
  ...facts: LinkedFact[]
) => rankOf({ leadId: "own", registered, found, facts }).rank;

describe("the rank of a lead", () => {
  it("is the first without links", () => {
    expect(rank(["A"], ["A"])).toBe(1);
    expect(rank([], [])).toBe(1);
  });

  it("is the place on the fact that the check found", () => {
    expect(rank(["A"], ["A"], second("A"))).toBe(2);
    expect(rank(["A"], ["A"], first("A"))).toBe(1);
  });

  it("is the first with one more fact than the tips before, once the check found it", () => {
    expect(rank(["A", "B"], ["A", "B"], second("A"))).toBe(1);
    expect(rank(["A", "B"], ["B"], second("A"))).toBe(1);
    // what proved untrue makes nobody the first
    expect(rank(["A", "B"], ["A"], second("A"))).toBe(2);
    expect(rank(["A", "B"], ["B"], first("A"), second("B"))).toBe(2);
    expect(rank(["A", "B"], ["A", "B"], first("A"), second("B"))).toBe(1);
  });

  it("does not rise when the check gives the linked fact another code", () => {
    expect(rank(["A"], ["C"], second("A"))).toBe(2);
    // linked under the code of the other lead
    expect(rank(["A"], ["A"], second("B"))).toBe(2);
    expect(rank(["A"], ["B"], second("B"))).toBe(2);
  });

  it("does not count a fact that only this lead is left in", () => {
    expect(rank(["A"], ["A"], fact("A", tip("own", 7)), second("B"))).toBe(2);
    const waits = fact("A", tip("own", null));
    expect(
      rankOf({
        leadId: "own",
        registered: ["A"],
        found: ["A"],
        facts: [waits],
      }),
    ).toEqual({ rank: 1, fixed: true });
  });

  it("is between 1 and the number of linked tips, and never above any place it has", () => {
    const code = fc.constantFrom("A", "B", "C");
    fc.assert(
      fc.property(
        fc.array(code),
        fc.array(code),
        fc.uniqueArray(fc.tuple(code, fc.nat(9), fc.nat(9)), {
          maxLength: 3,
          selector: ([name]) => name,
        }),
        (registered, found, drawn) => {
          const facts = drawn.map(([name, before, after]) =>
            fact(
              name,
              ...Array.from({ length: before }, (_, at) =>
                tip(`before-${at}`, at),
              ),
              tip("own", 50),
              ...Array.from({ length: after }, (_, at) =>
                tip(`after-${at}`, 60 + at),
              ),
            ),
          );
          const places = [1, ...drawn.map(([, before]) => before + 1)];
          expect(places).toContain(rank(registered, found, ...facts));
        },
      ),
    );
  });

  it("is not fixed while a linked tip waits", () => {
    const waiting = fact("A", tip("own", 7), tip("other", null));
    const logged = rankOf({
      leadId: "own",
      registered: ["A"],
      found: ["A"],
      facts: [waiting],
    });
    expect(logged).toEqual({ rank: 1, fixed: false });
    expect(() => assertLoggedRank(1, logged, "rank")).toThrow(
      "RANK_NOT_FIXED_YET",
    );
    expect(() => assertLoggedRank(1, { rank: 2, fixed: true }, "rank")).toThrow(
      expect.objectContaining({
        code: "RANK_NOT_AS_LOGGED",
        values: { rank: 2 },
      }),
    );
    assertLoggedRank(2, { rank: 2, fixed: true }, "rank");
  });
});

describe("which leads can be linked", () => {
  const side = (change: Partial<LinkSide> = {}): LinkSide => ({
    leadId: "own",
    state: "CHECKING",
    registered: ["A"],
    factId: null,
    ...change,
  });
  const link = (
    own: Partial<LinkSide>,
    other: Partial<LinkSide>,
    code = "A",
  ) => {
    try {
      requireLinkable(side(own), side({ leadId: "other", ...other }), code);
      return "NONE";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    ["two registered leads", {}, {}, "NONE"],
    ["with one that is closed", {}, { state: "CLOSED" }, "NONE"],
    ["under the code of the other", { registered: ["B"] }, {}, "NONE"],
    ["into a fact of the other", {}, { factId: "f" }, "NONE"],
    ["into a fact of its own", { factId: "f" }, {}, "NONE"],
    ["with itself", {}, { leadId: "own" }, "LINK_SAME_LEAD"],
    ["from a closed one", { state: "CLOSED" }, {}, "LINK_LEAD_CLOSED"],
    ["from a refused one", { state: "REFUSED" }, {}, "LINK_LEAD_CLOSED"],
    [
      "before its registration",
      { state: "SCREENING", registered: [] },
      {},
      "LEAD_NOT_REGISTERED",
    ],
    [
      "before the other's registration",
      {},
      { state: "SCREENING", registered: [] },
      "LEAD_NOT_REGISTERED",
    ],
    [
      "under a code of neither",
      { registered: ["B"] },
      { registered: ["C"] },
      "LINK_CODE_NOT_THEIRS",
    ],
    ["twice", { factId: "f" }, { factId: "f" }, "LINKED_ALREADY"],
    ["over two facts", { factId: "f" }, { factId: "g" }, "LINK_FACTS_APART"],
  ] as const)("%s", (_, own, other, answer) => {
    expect(link(own, other)).toBe(answer);
  });
});
