import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { keyWords } from "#app/content/staff-keys";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { Dialog } from "../dialog";
import { FormEnd } from "../form-end";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { Digits } from "./digits";
import { requireTicked, Tick } from "./tick";
import { useKeyWork } from "./use-key-work";

/** Gives a colleague the keys they lack, once their digits were compared by telephone or in person. */
export function ShareKeys({
  officeId,
  member,
  keyIds,
}: {
  readonly officeId: string;
  readonly member: {
    readonly personId: string;
    readonly displayName: string;
    readonly recipient: string;
  };
  readonly keyIds: readonly string[];
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const [open, setOpen] = useState(false);
  const work = useKeyWork();
  const name = member.displayName;
  if (keyIds.length === 0)
    return <span className="fact-note">{words.shareNeedsKey}</span>;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const done = await work.run(async () => {
      requireTicked(data, "compared");
      return callKeys("shareOfficeKeys", {
        officeId,
        member: { personId: member.personId, recipient: member.recipient },
        officeKeyIds: keyIds,
      });
    });
    if (done) setOpen(false);
  }

  return (
    <>
      <button
        type="button"
        className="second beside"
        onClick={() => {
          work.clear();
          setOpen(true);
        }}
      >
        {words.share}
      </button>
      <Dialog
        open={open}
        title={fill(words.shareTitle, { name })}
        onCancel={() => setOpen(false)}
      >
        <form noValidate onSubmit={(event) => void submit(event)}>
          <p>{fill(words.shareText, { name })}</p>
          <p>
            <Digits recipient={member.recipient} large />
          </p>
          <Problems refusals={work.refusals} />
          <Tick
            name="compared"
            label={fill(words.shareCompared, { name })}
            refusals={work.refusals}
          />
          <FormEnd busy={work.busy} label={words.shareSubmit} done={null} />
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
    </>
  );
}
