import { ErrorSummary } from "#app/components/ui/error-summary";
import { TextArea } from "#app/components/ui/field";
import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import { fill, prefixOf, type Language } from "#app/content/words";
import { AccessPanel } from "./access-panel";
import { BusyNote } from "./busy-note";
import { FilePanel } from "./file-panel";
import type { Done, InboxSlots, OpenPage } from "./inbox-view";
import { RewardPanel } from "./reward-panel";
import { delayReason, Timeline } from "./timeline";

/**
 * One form around everything: whatever button is pressed, what was typed elsewhere on the page comes along and back. It
 * carries the ticket, never the code. The first button is what the Enter key presses.
 */
export function OpenInbox({
  language,
  page,
  slots,
}: {
  readonly language: Language;
  readonly page: OpenPage;
  readonly slots: InboxSlots;
}) {
  const words = inboxWords[language];
  const { inbox, errors } = page;
  return (
    <form
      method="post"
      action={`/${prefixOf(language)}/inbox`}
      encType="multipart/form-data"
      autoComplete="off"
      noValidate
    >
      <input
        type="hidden"
        name="ticket"
        value={page.ticket}
        autoComplete="off"
      />
      <input type="hidden" name="once" value={page.once} autoComplete="off" />
      <button
        className="hidden-text"
        name="go"
        value="refresh"
        tabIndex={-1}
        aria-hidden="true"
      >
        {words.refresh}
      </button>
      <ErrorSummary language={language} errors={errors} />
      {page.done.length > 0 && (
        <div className="notice good" role="status" tabIndex={-1}>
          {page.done.map((done) => (
            <p key={done.kind}>{doneText(language, done)}</p>
          ))}
        </div>
      )}
      <h1>{words.title}</h1>
      <dl className="facts">
        <div>
          <dt>{words.received}</dt>
          <dd>
            <time dateTime={inbox.receivedDay}>
              {dayText(language, inbox.receivedDay)}
            </time>
            <br />
            <small className="soft">
              {words.sealedBy[inbox.sealedBy]}
              {inbox.release !== null && (
                <>
                  {" "}
                  <span className="nowrap">
                    {fill(words.release, { release: inbox.release })}
                  </span>
                </>
              )}
            </small>
          </dd>
        </div>
        {inbox.clock && (
          <div>
            <dt>{words.clocks[inbox.clock.stage]}</dt>
            <dd>
              <time dateTime={inbox.clock.dueDay}>
                {dayText(language, inbox.clock.dueDay)}
              </time>
              {inbox.clock.late && (
                <>
                  {" "}
                  <strong className="tag late">{words.late}</strong>
                  <br />
                  <small className="soft">
                    {words.lateNote}{" "}
                    {inbox.clock.stage !== "CLAIM" &&
                      (inbox.clock.delayReason === null
                        ? words.delayNotGiven
                        : fill(words.delayGiven, {
                            reason: delayReason(
                              language,
                              inbox.clock.delayReason,
                            ),
                          }))}
                  </small>
                </>
              )}
              {inbox.clock.extension && (
                <>
                  <br />
                  <small className="soft">
                    {fill(words.extended, {
                      day: dayText(language, inbox.clock.extension.day),
                      reason: delayReason(
                        language,
                        inbox.clock.extension.reason,
                      ),
                    })}
                  </small>
                </>
              )}
            </dd>
          </div>
        )}
      </dl>
      <div className="actions">
        <button className="second" name="go" value="refresh">
          {words.refresh}
        </button>
        <button className="second" name="go" value="close">
          {words.close}
        </button>
      </div>

      {slots.neglect}

      <RewardPanel {...{ language, page }} />

      <section aria-labelledby="timeline">
        <h2 id="timeline">{words.timelineTitle}</h2>
        <Timeline language={language} entries={inbox.timeline} />
        {slots.proof}
      </section>

      <section aria-labelledby="messages">
        <h2 id="messages">{words.messagesTitle}</h2>
        {inbox.messages.length === 0 && (
          <p className="soft">{words.noMessages}</p>
        )}
        {inbox.messages.map(({ id, side, day, text, canTakeBack }) => (
          <article
            key={id}
            className={side === "TIPSTER" ? "message own" : "message"}
          >
            <header>
              {words.sides[side]}{" "}
              <time dateTime={day}>{dayText(language, day)}</time>
            </header>
            {text === null ? (
              <p className="soft">{words.messageNotOpened}</p>
            ) : (
              <p>{text}</p>
            )}
            {side === "TIPSTER" &&
              (canTakeBack ? (
                <TakeBack {...{ language, id }} />
              ) : (
                <small className="soft">{words.takeBack.tooLate}</small>
              ))}
          </article>
        ))}
        <TextArea
          {...{ language, errors }}
          name="message"
          label={words.write.label}
          hint={words.write.hint}
          value={page.typed.message}
          short
        />
        <button name="go" value="message">
          {words.write.send}
        </button>
      </section>

      <FilePanel {...{ language, page, slots }} />

      <AccessPanel {...{ language, page }} />
      <BusyNote {...{ language, page }} />
    </form>
  );
}

/** Asked once more before it happens, without a page in between. */
function TakeBack({
  language,
  id,
}: {
  readonly language: Language;
  readonly id: string;
}) {
  const words = inboxWords[language].takeBack;
  return (
    <details>
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <button className="danger" name="go" value={`take-back:${id}`}>
        {words.confirm}
      </button>
    </details>
  );
}

function doneText(language: Language, done: Done): string {
  const words = inboxWords[language];
  switch (done.kind) {
    case "SENT":
      return words.write.sent;
    case "TAKEN_BACK":
      return words.takeBack.done;
    case "STRUCK_OUT":
      return words.strikeOut.done;
    case "REFRESHED":
      return words.refreshed;
    case "SAVED":
      return words.saved;
    case "CLAIMED":
      return words.claim.sent;
    case "DECLINED":
      return words.decline.sent;
    case "FILES": {
      const { added, alreadyThere } = words.addFiles;
      return [
        ...(done.count > 0 ? [fill(added, { count: done.count })] : []),
        ...(done.alreadyThere.length > 0
          ? [fill(alreadyThere, { names: done.alreadyThere.join(", ") })]
          : []),
      ].join(" ");
    }
  }
}
