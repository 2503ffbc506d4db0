import { isCodeOf } from "../codes/code-entry";
import { misconduct } from "../codes/misconduct";
import { outcomes } from "../codes/outcomes";
import { refusalReasons } from "../codes/refusal-reasons";
import { subjectKinds } from "../codes/subject-kinds";
import { reporterKinds } from "../codes/tipster-kinds";
import { CodedError } from "../shared/coded-error";
import { transferTargets, type LeadCommand } from "./lead";

/** @throws CodedError CODE_UNKNOWN with the field: codes are counted and shown, an unknown one would be neither */
export function checkCodes(command: LeadCommand): void {
  if (command.command === "ACCEPT") {
    const { subjectKind, reporterKind, ...registered } = command.registration;
    known(subjectKinds, [subjectKind], "registration.subjectKind");
    known(misconduct, registered.misconduct, "registration.misconduct");
    known(reporterKinds, [reporterKind], "registration.reporterKind");
  }
  if (command.command === "REFUSE")
    known(refusalReasons, [command.reasonCode], "reasonCode");
  if (
    command.command === "TRANSFER" &&
    !transferTargets.some((target) => target === command.targetCode)
  )
    throw new CodedError("CODE_UNKNOWN", { field: "targetCode" });
  if (command.command === "RECORD_FINDINGS") {
    known(misconduct, command.finding.misconduct, "finding.misconduct");
    known(outcomes, command.finding.outcomes, "finding.outcomes");
  }
}

function known(
  list: Parameters<typeof isCodeOf>[0],
  codes: readonly string[],
  field: string,
): void {
  if (!codes.every((code) => isCodeOf(list, code)))
    throw new CodedError("CODE_UNKNOWN", { field });
}
