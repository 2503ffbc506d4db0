import { useState, type FormEvent } from "react";
import { peopleWords } from "#app/content/staff-people";
import { staffWords } from "#app/content/staff";
import { officeKinds } from "#app/domain/access/roles-in-office";
import { Dialog } from "../dialog";
import { SelectField, TextField, YesNoField } from "../fields";
import { readForm } from "../form-reader";
import { useAreaNames } from "../lead/area-names";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useCommand } from "../use-command";
import type { OfficeChoice } from "./invite-form";

export function AddOfficeDialog({
  open,
  offices,
  onClose,
  onDone,
}: {
  readonly open: boolean;
  readonly offices: readonly OfficeChoice[];
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}) {
  const words = peopleWords[usePageLanguage().language];
  return (
    <Dialog open={open} title={words.addOffice} onCancel={onClose}>
      <AddOfficeForm offices={offices} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function AddOfficeForm({
  offices,
  onClose,
  onDone,
}: Omit<Parameters<typeof AddOfficeDialog>[0], "open">) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const common = staffWords[language];
  const command = useCommand("/api/staff/people");
  const areaName = useAreaNames();
  const [kind, setKind] = useState("");
  const [areaCode, setAreaCode] = useState("");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void command
      .run(() => {
        const form = readForm(data);
        const body = {
          command: "ADD_OFFICE",
          nameZh: form.required("nameZh", 100),
          nameEn: form.required("nameEn", 100),
          code: form.required("code", 32).normalize("NFKC"),
          kind: form.choice("kind", officeKinds),
          areaCode: form.required("areaCode").normalize("NFKC"),
          parentId: form.text("parentId") || null,
          financeOfficeId: form.text("financeOfficeId") || null,
        };
        form.finish();
        return body;
      })
      .then((done) => done && onDone(words.officeAdded));
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Problems
        refusals={command.refusals}
        labels={{
          nameZh: words.nameZh,
          nameEn: words.nameEn,
          code: words.officeCode,
          kind: words.kind,
          areaCode: words.area,
          parentId: words.parent,
          financeOfficeId: words.financeOffice,
        }}
      />
      <TextField
        name="nameZh"
        label={words.nameZh}
        maxLength={100}
        refusals={command.refusals}
      />
      <TextField
        name="nameEn"
        label={words.nameEn}
        maxLength={100}
        refusals={command.refusals}
      />
      <TextField
        name="code"
        label={words.officeCode}
        hint={words.officeCodeHint}
        maxLength={32}
        width="medium"
        refusals={command.refusals}
      />
      <SelectField
        name="kind"
        label={words.kind}
        choices={officeKinds.map((value) => ({
          value,
          label: words.kindName[value],
        }))}
        onChange={setKind}
        refusals={command.refusals}
      />
      <TextField
        name="areaCode"
        label={words.area}
        hint={words.areaHint}
        inputMode="numeric"
        maxLength={6}
        width="short"
        unit={areaName(areaCode) ?? ""}
        onChange={(value) => setAreaCode(value.normalize("NFKC"))}
        refusals={command.refusals}
      />
      <SelectField
        name="parentId"
        label={words.parent}
        noneLabel={words.noParent}
        choices={choicesOf(offices, language)}
        refusals={command.refusals}
      />
      {kind !== "FINANCE" && (
        <FinanceField offices={offices} refusals={command.refusals} />
      )}
      <div className="actions">
        <button type="submit" aria-disabled={command.busy}>
          {command.busy ? common.working : words.addOffice}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  );
}

export type SetOffice = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly takesTips: boolean;
  readonly financeOfficeId: string | null;
};

export function OfficeDialog({
  office,
  offices,
  onClose,
  onDone,
}: {
  /** null: closed */
  readonly office: SetOffice | null;
  readonly offices: readonly OfficeChoice[];
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}) {
  const { language } = usePageLanguage();
  return (
    <Dialog
      open={office !== null}
      title={(language === "en" ? office?.nameEn : office?.nameZh) ?? ""}
      onCancel={onClose}
    >
      {office && (
        <OfficeForm
          office={office}
          offices={offices}
          onClose={onClose}
          onDone={onDone}
        />
      )}
    </Dialog>
  );
}

function OfficeForm({
  office,
  offices,
  onClose,
  onDone,
}: Omit<Parameters<typeof OfficeDialog>[0], "office"> & {
  readonly office: SetOffice;
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  const common = staffWords[language];
  const command = useCommand("/api/staff/people");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void command
      .run(() => {
        const form = readForm(data);
        const body = {
          command: "SET_OFFICE",
          officeId: office.id,
          takesTips: form.yesNo("takesTips"),
          financeOfficeId: form.text("financeOfficeId") || null,
        };
        form.finish();
        return body;
      })
      .then((done) => done && onDone(words.officeSet));
  }

  return (
    <form className="stack" noValidate onSubmit={submit}>
      <Problems
        refusals={command.refusals}
        labels={{
          takesTips: words.takesTips,
          financeOfficeId: words.financeOffice,
        }}
      />
      <YesNoField
        name="takesTips"
        label={words.takesTips}
        hint={words.takesTipsHint}
        defaultValue={office.takesTips}
        refusals={command.refusals}
      />
      <FinanceField
        offices={offices}
        chosen={office.financeOfficeId}
        refusals={command.refusals}
      />
      <div className="actions">
        <button type="submit" aria-disabled={command.busy}>
          {command.busy ? common.working : words.save}
        </button>
        <button type="button" className="second" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  );
}

function FinanceField({
  offices,
  chosen = null,
  refusals,
}: {
  readonly offices: readonly OfficeChoice[];
  readonly chosen?: string | null;
  readonly refusals: Parameters<typeof SelectField>[0]["refusals"];
}) {
  const { language } = usePageLanguage();
  const words = peopleWords[language];
  return (
    <SelectField
      name="financeOfficeId"
      label={words.financeOffice}
      noneLabel={words.noFinanceOffice}
      choices={choicesOf(
        offices.filter(({ kind }) => kind === "FINANCE"),
        language,
      )}
      defaultValue={chosen ?? ""}
      refusals={refusals}
    />
  );
}

function choicesOf(offices: readonly OfficeChoice[], language: string) {
  return offices.map(({ id, nameZh, nameEn }) => ({
    value: id,
    label: language === "en" ? nameEn : nameZh,
  }));
}
