import { text } from "node:stream/consumers";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { computeVectors } from "#app/domain/reward/vectors";
import { CommandFailure, type RegisterCommand } from "../command-line.server";

export const register: RegisterCommand = (program) => {
  const reward = program.command("reward").description("rewards");
  reward
    .command("compute")
    .description(
      "read [{id, ruleSet, input, …}] on standard input, write [{id, fen | code | …, worksheet}] on standard output",
    )
    .action(async () => {
      const source = await text(process.stdin);
      let vectors: unknown;
      try {
        vectors = JSON.parse(source);
      } catch {
        throw new CommandFailure("Standard input is not JSON.");
      }
      if (!Array.isArray(vectors))
        throw new CommandFailure("Standard input holds no JSON array.");
      process.stdout.write(
        `${JSON.stringify(computeVectors(vectors, ruleSets), null, 1)}\n`,
      );
    });
};
