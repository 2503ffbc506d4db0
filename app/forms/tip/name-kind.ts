import { z } from "zod";
import { nameKinds } from "#app/domain/codes/tipster-kinds";
import type { QuestionPage } from "./form-page";
import { chosen } from "./typed-text";

export const nameKind: QuestionPage = {
  id: "name-kind",
  title: "name-kind",
  fields: ["nameKind"],
  schema: (answers) =>
    z.object({
      nameKind: chosen(
        nameKinds.map((entry) => entry.code),
        "NAME_KIND_MISSING",
      ).refine(
        // an anonymous reporter must be recognisable to be paid (医保办发〔2018〕22号)
        (kind) => !(kind === "ANON" && answers.rewardWanted === "YES"),
        { message: "ANON_CANNOT_CLAIM" },
      ),
    }),
  next: (answers) => (answers.nameKind === "REAL" ? "identity" : "check"),
  previous: () => "reward",
  // a key of `reportWords.nameKinds`
  summary: (answers) => [
    { label: "nameKind", value: answers.nameKind || null },
  ],
};
