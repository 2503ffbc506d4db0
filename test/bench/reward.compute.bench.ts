import vectors from "#test/vectors/reward-vectors.json";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { computeVectors, type VectorAnswer } from "#app/domain/reward/vectors";
import type { Worksheet } from "#app/domain/reward/worksheet";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, repeatFor } from "./measure";

const TURN_MS = 800;
const BASIS_POINTS = 10_000n;

/** Every worked example with an amount, with eligibility, tables, worksheet and all, against its arithmetic alone. */
export const bench: Bench = async () => {
  const withAmount = computeVectors(vectors, ruleSets).flatMap(
    (answer, index) =>
      // under ANY every rule set is computed, and none gives an amount
      answer.capApplied === undefined || vectors[index]!.ruleSet === "ANY"
        ? []
        : [{ answer, vector: vectors[index]! }],
  );
  const examples = withAmount.map(({ vector }) => vector);
  const sums = withAmount.map(({ answer }) => arithmeticOf(answer));
  sums.forEach((sum, index) => {
    const { id, fen } = withAmount[index]!.answer;
    if (compute(sum) !== BigInt(fen!))
      throw new Error(`${id}: the arithmetic alone gives another amount`);
  });
  let kept = 0n;
  const { spread, ...rates } = await compare({
    ours: () =>
      repeatFor(TURN_MS, () => {
        if (computeVectors(examples, ruleSets).length !== examples.length)
          throw new Error("an answer is missing");
        return examples.length;
      }),
    limit: () =>
      repeatFor(TURN_MS, () => {
        for (const sum of sums) kept += compute(sum);
        return sums.length;
      }),
  });
  if (kept === 0n) throw new Error("the arithmetic was optimised away");
  return [
    benchLine(
      {
        name: "reward.compute",
        unit: "calculations/s",
        ...rates,
        limitIs:
          "the same multiplications and divisions of BigInt and nothing else",
      },
      { examples: examples.length, spread },
    ),
  ];
};

/** amount = min(max(Σ part × rate / 10,000 + added, floors) × factor, cap), half up */
type Arithmetic = {
  readonly parts: readonly {
    readonly fen: bigint;
    readonly rateBp: bigint;
  }[];
  readonly addFen: bigint;
  readonly steps: readonly (
    | { readonly atLeast: bigint }
    | { readonly atMost: bigint }
    | { readonly factor: bigint; readonly per: bigint }
  )[];
};

function compute({ parts, addFen, steps }: Arithmetic): bigint {
  let n = addFen * BASIS_POINTS;
  let d = BASIS_POINTS;
  for (const { fen, rateBp } of parts) n += fen * rateBp;
  for (const step of steps) {
    if ("factor" in step) {
      n *= step.factor;
      d *= step.per;
    } else if ("atLeast" in step) {
      if (n < step.atLeast * d) n = step.atLeast * d;
    } else if (n > step.atMost * d) n = step.atMost * d;
  }
  return (2n * n + d) / (2n * d);
}

/** Read out of the worksheet, as a person would redo it. */
function arithmeticOf({ worksheet }: VectorAnswer): Arithmetic {
  const parts: Arithmetic["parts"][number][] = [];
  const steps: Arithmetic["steps"][number][] = [];
  let addFen = 0n;
  for (const { step, values } of worksheet as Worksheet)
    switch (step) {
      case "RATE":
        parts.push({
          fen: BigInt(values.baseFen),
          rateBp: BigInt(values.rateBp),
        });
        addFen += BigInt(values.addFen);
        break;
      case "BAND_PART":
        parts.push({
          fen: BigInt(values.partFen),
          rateBp: BigInt(values.rateBp),
        });
        break;
      case "FIXED_SUM":
        addFen += BigInt(values.fen);
        break;
      case "PROPOSED_SUM":
        addFen += BigInt(values.proposedFen);
        break;
      case "FLOOR":
      case "INSIDER_FLOOR":
        steps.push({ atLeast: BigInt(values.floorFen) });
        break;
      case "INSIDER_FACTOR": {
        const [whole, fraction = ""] = values.factor.split(".");
        steps.push({
          factor: BigInt(`${whole}${fraction}`),
          per: 10n ** BigInt(fraction.length),
        });
        break;
      }
      case "CAP":
        for (const most of [values.capFen, values.ceilingFen])
          if (most !== null) steps.push({ atMost: BigInt(most) });
        break;
      default:
    }
  return { parts, addFen, steps };
}
