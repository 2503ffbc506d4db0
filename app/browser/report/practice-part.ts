import { noAnswers } from "#app/forms/tip/answers";
import type { ReportPart } from "./report-part";

/** A rehearsal: the engine shows an example code instead of sending, and no part may make a request. */
export const practicePart: ReportPart = {
  name: "practice",
  press(what, report) {
    if (what === "begin")
      report.goTo("province", { practice: true, answers: noAnswers });
  },
};
