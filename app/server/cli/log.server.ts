import type { Command } from "commander";
import type { CommandContext, RegisterCommand } from "../command-line.server";
import { checkpoint } from "./log/checkpoint.server";
import { keys } from "./log/keys.server";
import { verify } from "./log/verify.server";
import { verifyProof } from "./log/verify-proof.server";
import { witness } from "./log/witness.server";

/** A command below `log`: adds itself to the group. One file each in `log/`. */
export type RegisterLogCommand = (
  log: Command,
  context: CommandContext,
) => void;

const commands: readonly RegisterLogCommand[] = [
  verify,
  verifyProof,
  checkpoint,
  keys,
  witness,
  // one line each, in the order of the help text
];

export const register: RegisterCommand = (program, context) => {
  const log = program
    .command("log")
    .description("the log that nobody can bend: check it, keep its keys");
  for (const add of commands) add(log, context);
};
