import { useRef, useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { fill } from "#app/content/words";
import type { OfficeKeysPage } from "#app/queries/staff-office-keys.server";
import { SelectField, TextArea } from "../fields";
import { FormEnd } from "../form-end";
import { readForm, typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { Digits, digitsOf } from "./digits";
import { requireTicked, Tick } from "./tick";
import { useKeyWork } from "./use-key-work";

type Recoverable = OfficeKeysPage["recoverable"][number];

/** The custodians' sheets typed in one browser give an office's keys back to members chosen there. */
export function RecoverForm({
  recoverable,
}: {
  readonly recoverable: readonly Recoverable[];
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const work = useKeyWork();
  const form = useRef<HTMLFormElement>(null);
  const [done, setDone] = useState<number | null>(null);
  const keyOf = (one: Recoverable) => `${one.recoveryKeyId} ${one.officeId}`;
  const [chosen, setChosen] = useState(
    recoverable.length === 1 ? keyOf(recoverable[0]!) : "",
  );
  const target = recoverable.find((one) => keyOf(one) === chosen) ?? null;
  const labels = Object.fromEntries(
    Array.from({ length: target?.threshold ?? 0 }, (_, at) => [
      `sheet${at}`,
      fill(words.recoverSheet, { number: at + 1 }),
    ]),
  );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setDone(null);
    const recovered = await work.run(async () => {
      const read = readForm(data);
      read.choice("which", recoverable.map(keyOf));
      if (!target) return read.finish();
      const people = read.many("members");
      read.finish();
      requireTicked(data, "compared");
      return callKeys("recoverOfficeKeys", {
        recoveryKeyId: target.recoveryKeyId,
        officeId: target.officeId,
        sheets: Array.from({ length: target.threshold }, (_, at) =>
          typedText(data, `sheet${at}`),
        ),
        members: target.members
          .filter(({ personId }) => people.includes(personId))
          .map(({ personId, recipient }) => ({ personId, recipient })),
      });
    });
    if (!recovered) return;
    // the sheets must not stay on the screen
    form.current?.reset();
    setDone(recovered.recovered);
  }

  return (
    <details className="ceremony" data-recover>
      <summary>{words.recover}</summary>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => void submit(event)}
        autoComplete="off"
      >
        <p>{words.recoverText}</p>
        <p role="status" className="done">
          {done === null ? null : fill(words.recoverDone, { count: done })}
        </p>
        <Problems refusals={work.refusals} labels={labels} />
        <SelectField
          name="which"
          label={words.recoverWhich}
          choices={recoverable.map((one) => ({
            value: keyOf(one),
            label: fill(words.recoverOption, {
              office: language === "en" ? one.nameEn : one.nameZh,
              digits: digitsOf(one.recipient),
            }),
          }))}
          defaultValue={chosen}
          onChange={setChosen}
          refusals={work.refusals}
        />
        {target && (
          <>
            {Object.entries(labels).map(([name, label]) => (
              <TextArea
                key={name}
                name={name}
                label={label}
                hint={words.recoverSheetHint}
                rows={4}
                refusals={work.refusals}
              />
            ))}
            <fieldset className="field">
              <legend className="name">{words.recoverMembers}</legend>
              {target.members.length === 0 && (
                <p className="soft">{words.recoverNoMembers}</p>
              )}
              <div className="choices">
                {target.members.map((member) => (
                  <label key={member.personId} className="choice">
                    <input
                      type="checkbox"
                      name="members"
                      value={member.personId}
                    />
                    <span>
                      {member.displayName}{" "}
                      <Digits recipient={member.recipient} />
                    </span>
                  </label>
                ))}
              </div>
            </fieldset>
            <Tick
              name="compared"
              label={words.recoverCompared}
              refusals={work.refusals}
            />
          </>
        )}
        <FormEnd busy={work.busy} label={words.recoverSubmit} done={null} />
      </form>
    </details>
  );
}
