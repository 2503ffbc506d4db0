import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import type {
  OfficeKeysPage,
  OfficeKeysView,
} from "#app/queries/staff-office-keys.server";
import { Dialog } from "../dialog";
import { FormEnd } from "../form-end";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { useUnlocked } from "../use-keys";
import { Digits, digitsOf } from "./digits";
import { requireTicked, Tick } from "./tick";
import { useKeyWork } from "./use-key-work";

/** The first key of an office, or the next one. */
export function RenewKey({
  office,
  page,
}: {
  readonly office: OfficeKeysView;
  readonly page: OfficeKeysPage;
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const unlocked = useUnlocked();
  const work = useKeyWork();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const { currentId, renewBecause } = office;
  const isFirst = currentId === null;
  const holdsCurrent = office.keys.some((key) => key.current && key.mine);
  const receivers = office.members.filter(
    ({ holds }) => currentId === null || holds.includes(currentId),
  );
  const urgent = renewBecause?.memberLeft || renewBecause?.newYear;
  const { recovery } = page;
  const trusted =
    recovery !== null &&
    office.keys.some(({ backedUpTo }) =>
      backedUpTo.includes(recovery.recoveryKeyId),
    );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const made = await work.run(async () => {
      requireTicked(data, "compared");
      return callKeys("makeOfficeKey", {
        officeId: office.officeId,
        replaces: currentId,
        members: receivers.map(({ personId, recipient }) => ({
          personId,
          recipient,
        })),
        recovery: data.get("recovery") === "yes" ? recovery : null,
      });
    });
    if (made) {
      setOpen(false);
      setDone(true);
    }
  }

  const label = isFirst ? words.makeFirst : words.renew;
  return (
    <div className="renew">
      {isFirst && (
        <div className="notice">
          <h3>{words.noKeyTitle}</h3>
          <p>{words.noKeyText}</p>
        </div>
      )}
      {renewBecause?.memberLeft && (
        <p className="notice">{words.renewMemberLeft}</p>
      )}
      {renewBecause?.newYear && <p className="notice">{words.renewYear}</p>}
      <p role="status" className="done">
        {done ? (isFirst ? words.firstDone : words.renewDone) : null}
      </p>
      {(isFirst || holdsCurrent) && (
        <p className="actions">
          <button
            type="button"
            className={isFirst || urgent ? undefined : "second"}
            disabled={!unlocked}
            onClick={() => {
              work.clear();
              setOpen(true);
            }}
          >
            {label}
          </button>
        </p>
      )}
      <Dialog
        open={open}
        title={isFirst ? words.makeFirst : words.renewTitle}
        onCancel={() => setOpen(false)}
      >
        <form noValidate onSubmit={(event) => void submit(event)}>
          <p>{isFirst ? words.noKeyText : words.renewText}</p>
          <ul className="receivers">
            {receivers.map((member) => (
              <li key={member.personId}>
                {member.displayName}
                {member.personId === page.personId && words.you}{" "}
                <Digits recipient={member.recipient} />
              </li>
            ))}
          </ul>
          <Problems refusals={work.refusals} />
          <Tick
            name="compared"
            label={words.renewCompared}
            refusals={work.refusals}
          />
          {recovery && (
            <Tick
              name="recovery"
              label={fill(
                trusted ? words.withRecovery : words.withRecoveryFirst,
                { digits: digitsOf(recovery.recipient) },
              )}
              defaultChecked={trusted}
            />
          )}
          <FormEnd
            busy={work.busy}
            label={isFirst ? words.makeFirst : words.renewSubmit}
            done={null}
          />
          <p>
            <button
              type="button"
              className="quiet"
              onClick={() => setOpen(false)}
            >
              {staffWords[language].cancel}
            </button>
          </p>
        </form>
      </Dialog>
    </div>
  );
}
