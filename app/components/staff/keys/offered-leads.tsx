import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { callStaffApi } from "#app/browser/staff/staff-http";
import { keyWords } from "#app/content/staff-keys";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import {
  handOverReasonCodes,
  handOverReasons,
} from "#app/domain/codes/hand-over-reasons";
import type { OfficeKeysPage } from "#app/queries/staff-office-keys.server";
import { codeChoices } from "../codes";
import { Dialog } from "../dialog";
import { ChoiceField } from "../fields";
import { FormEnd } from "../form-end";
import { readForm } from "../form-reader";
import { timeText } from "../format";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { TimeLimit } from "../time-limit";
import { useUnlocked } from "../use-keys";
import { useKeyWork } from "./use-key-work";

type Offer = OfficeKeysPage["offered"][number];
type Asked = { readonly offer: Offer; readonly step: "ACCEPT" | "DECLINE" };

/** Leads that wait for this office's answer: number, sender, time left; nothing of their content. */
export function OfferedLeads({
  offered,
}: {
  readonly offered: readonly Offer[];
}) {
  const { language } = usePageLanguage();
  const words = keyWords[language];
  const unlocked = useUnlocked();
  const work = useKeyWork();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const named = (office: Offer["from"]) =>
    language === "en" ? office.nameEn : office.nameZh;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!asked) return;
    const { offer, step } = asked;
    const data = new FormData(event.currentTarget);
    const answered = await work.run(async () => {
      const form = readForm(data);
      const body =
        step === "ACCEPT"
          ? {
              command: "CONFIRM",
              ...(await callKeys("openOffered", {
                handOverId: offer.handOverId,
              })),
            }
          : {
              command: "REFUSE",
              reasonCode: form.choice("reasonCode", handOverReasonCodes),
            };
      form.finish();
      return callStaffApi<object>(`/api/staff/hand-overs/${offer.handOverId}`, {
        fetch: window.fetch.bind(window),
        body,
      });
    });
    if (!answered) return;
    setAsked(null);
    setDone(
      fill(step === "ACCEPT" ? words.acceptDone : words.declineDone, {
        number: offer.number,
      }),
    );
  }

  function ask(next: Asked) {
    work.clear();
    setDone(null);
    setAsked(next);
  }

  const number = asked?.offer.number ?? "";
  return (
    <section className="panel" id="offered">
      <h2>{words.offeredTitle}</h2>
      <p role="status" className="done">
        {done}
      </p>
      {offered.length === 0 ? (
        <p className="soft">{words.offeredNone}</p>
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.offeredNumber}</th>
                <th scope="col">{words.offeredFrom}</th>
                <th scope="col">{words.offeredTo}</th>
                <th scope="col">{words.offeredReceived}</th>
                <th scope="col">{words.offeredLimit}</th>
                <th scope="col">{words.offeredAt}</th>
                <th scope="col">
                  <span className="hidden-text">{words.accept}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {offered.map((offer) => (
                <tr key={offer.handOverId}>
                  <td data-label={words.offeredNumber} className="nowrap mono">
                    {offer.number}
                  </td>
                  <td data-label={words.offeredFrom}>{named(offer.from)}</td>
                  <td data-label={words.offeredTo}>{named(offer.to)}</td>
                  <td data-label={words.offeredReceived}>
                    {offer.receivedDay}
                  </td>
                  <td data-label={words.offeredLimit}>
                    <TimeLimit limit={offer.limit} />
                  </td>
                  <td data-label={words.offeredAt}>
                    {timeText(offer.offeredAt)}
                  </td>
                  <td>
                    {offer.mayAnswer && (
                      <span className="pair">
                        <button
                          type="button"
                          disabled={!unlocked}
                          onClick={() => ask({ offer, step: "ACCEPT" })}
                        >
                          {words.accept}
                        </button>
                        <button
                          type="button"
                          className="second"
                          onClick={() => ask({ offer, step: "DECLINE" })}
                        >
                          {words.decline}
                        </button>
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Dialog
        open={asked !== null}
        title={fill(
          asked?.step === "DECLINE" ? words.declineTitle : words.acceptTitle,
          { number },
        )}
        onCancel={() => setAsked(null)}
      >
        <form noValidate onSubmit={(event) => void submit(event)}>
          {asked?.step === "ACCEPT" && <p>{words.acceptText}</p>}
          <Problems refusals={work.refusals} />
          {asked?.step === "DECLINE" && (
            <ChoiceField
              name="reasonCode"
              label={words.declineReason}
              choices={codeChoices(handOverReasons, language)}
              refusals={work.refusals}
            />
          )}
          <FormEnd
            busy={work.busy}
            label={asked?.step === "DECLINE" ? words.decline : words.accept}
            done={null}
          />
          <p>
            <button
              type="button"
              className="quiet"
              onClick={() => setAsked(null)}
            >
              {staffWords[language].cancel}
            </button>
          </p>
        </form>
      </Dialog>
    </section>
  );
}
