import { useState } from "react";
import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { misconduct } from "#app/domain/codes/misconduct";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { nameKinds, reporterKinds } from "#app/domain/codes/tipster-kinds";
import { codeChoices } from "../codes";
import { ChoiceField, SelectField, TextField, YesNoField } from "../fields";
import { usePageLanguage } from "../page-language";
import { useAreaNames } from "./area-names";
import { CommandForm, ReasonField } from "./command-form";
import type { LeadPage } from "./lead-page";
import { MisconductField } from "./misconduct-field";

/** ACCEPT: the codes the office will work with, filled in from the opened tip for the officer to check. */
export function RegistrationForm({
  lead,
  opened,
  onDone,
}: {
  readonly lead: LeadPage;
  /** null while the keys are locked */
  readonly opened: OpenedLead | null;
  readonly onDone: (sentence: string) => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const body = opened?.body ?? null;
  const areaName = useAreaNames();
  const [areaCode, setAreaCode] = useState(body?.areaCode ?? "");
  const [subjectKind, setSubjectKind] = useState<string>(
    subjectKinds.some(({ code }) => code === body?.subjectKind)
      ? body!.subjectKind
      : "",
  );
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.acceptText}
      submitLabel={words.accept}
      doneText={words.acceptDone}
      confirm={() => words.acceptConfirm}
      labels={{
        areaCode: words.areaCode,
        subjectKind: words.subjectKind,
        misconduct: words.misconduct,
        nameKind: words.nameKind,
        reporterKind: words.reporterKind,
        rewardWanted: words.rewardWanted,
        text: words.reason,
      }}
      read={(form) => {
        const areaCode = form.required("areaCode").normalize("NFKC");
        if (areaCode !== "" && !/^\d{6}$/.test(areaCode))
          form.refuse({ code: "AREA_CODE_NOT_VALID", field: "areaCode" });
        return {
          fields: {
            command: "ACCEPT",
            registration: {
              areaCode,
              subjectKind: form.required("subjectKind"),
              misconduct: form.many("misconduct"),
              nameKind: form.choice(
                "nameKind",
                nameKinds.map(({ code }) => code),
              ),
              reporterKind: form.required("reporterKind"),
              rewardWanted: form.yesNo("rewardWanted"),
            },
          },
          noteToSeal: form.required("text"),
        };
      }}
    >
      {(refusals) => (
        <>
          {body && <p className="soft small">{words.prefilled}</p>}
          <div className="field-grid">
            <TextField
              name="areaCode"
              label={words.areaCode}
              hint={areaName(areaCode) ?? words.areaCodeHint}
              onChange={setAreaCode}
              inputMode="numeric"
              maxLength={6}
              width="short"
              defaultValue={body?.areaCode ?? ""}
              refusals={refusals}
            />
            <SelectField
              name="subjectKind"
              label={words.subjectKind}
              choices={codeChoices(subjectKinds, language)}
              defaultValue={subjectKind}
              onChange={setSubjectKind}
              refusals={refusals}
            />
            <SelectField
              name="reporterKind"
              label={words.reporterKind}
              choices={codeChoices(reporterKinds, language)}
              defaultValue={
                reporterKinds.find(({ code }) => code === body?.reporterKind)
                  ?.code ?? ""
              }
              refusals={refusals}
            />
            <YesNoField
              name="rewardWanted"
              label={words.rewardWanted}
              defaultValue={body?.rewardWanted}
              refusals={refusals}
            />
            <ChoiceField
              name="nameKind"
              label={words.nameKind}
              choices={codeChoices(nameKinds, language)}
              defaultValue={body?.nameKind}
              refusals={refusals}
            />
          </div>
          <MisconductField
            subjectKind={subjectKind}
            defaults={(body?.misconduct ?? []).filter((code) =>
              misconduct.some((entry) => entry.code === code),
            )}
            refusals={refusals}
          />
          <ReasonField refusals={refusals} />
        </>
      )}
    </CommandForm>
  );
}
