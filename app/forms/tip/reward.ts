import { z } from "zod";
import type { QuestionPage } from "./form-page";
import { chosen } from "./typed-text";

export const rewardChoices = ["YES", "NO"] as const;

export const reward: QuestionPage = {
  id: "reward",
  title: "reward",
  fields: ["rewardWanted"],
  schema: () =>
    z.object({ rewardWanted: chosen(rewardChoices, "REWARD_WANTED_MISSING") }),
  next: () => "name-kind",
  previous: () => "how-known",
  // a key of `reportWords.rewardChoices`
  summary: (answers) => [
    { label: "rewardWanted", value: answers.rewardWanted || null },
  ],
};
