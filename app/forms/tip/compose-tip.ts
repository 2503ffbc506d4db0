import type { Language } from "#app/content/words";
import { withoutControls } from "./typed-text";
import { amountOf } from "./amount";
import type { TipAnswers } from "./answers";
import { areaCodeOf } from "./place";
import {
  reporterIdentity,
  tipBody,
  type ReporterIdentity,
  type TipBody,
} from "./tip-body";
import { periodOf } from "./when";

/** What is sealed, from answers that every page has accepted. Identity only of those who sign with their real name. */
export function composeTip(
  answers: TipAnswers,
  language: Language,
  files: TipBody["files"] = [],
): { readonly body: TipBody; readonly identity: ReporterIdentity | null } {
  const text = (value: string) => withoutControls(value).trim();
  return {
    body: tipBody.parse({
      v: 2,
      language,
      areaCode: areaCodeOf(answers),
      place: text(answers.place),
      subjectKind: answers.subjectKind,
      subjectName: text(answers.subjectName),
      misconduct: answers.misconduct,
      what: text(answers.what),
      when: periodOf(answers),
      amountFen: amountOf(answers),
      evidence: answers.evidence,
      howKnown: text(answers.howKnown),
      reporterKind: answers.reporterKind,
      rewardWanted: answers.rewardWanted === "YES",
      nameKind: answers.nameKind,
      files,
    }),
    identity:
      answers.nameKind === "REAL"
        ? reporterIdentity.parse({
            v: 1,
            name: text(answers.reporterName),
            contact: text(answers.reporterContact),
          })
        : null,
  };
}
