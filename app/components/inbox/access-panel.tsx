import { FieldErrors, isWrong } from "#app/components/ui/error-summary";
import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import { fill, type Language } from "#app/content/words";
import type { OpenPage } from "./inbox-view";
import { identityReason } from "./timeline";

/** Who can read the tip and its writer's name, who has, and how to take it away from an office. */
export function AccessPanel({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language].access;
  const { access, timeline } = page.inbox;
  const openings = timeline.filter(({ code }) => code === "IDENTITY_OPENED");
  const nameOf = officeName(language);
  return (
    <section aria-labelledby="access">
      <h2 id="access">{words.title}</h2>
      {access.offices.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <>
          <p>{words.lead}</p>
          <ul>
            {access.offices.map((office) => (
              <li key={office.id}>
                <strong>{nameOf(office)}</strong>{" "}
                <small className="soft">
                  {fill(words.since, { day: dayText(language, office.since) })}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
      {access.offered.map((office) => (
        <p key={office.id}>
          {fill(words.offered, {
            office: nameOf(office),
            day: dayText(language, office.since),
          })}
        </p>
      ))}
      <p>{access.hasIdentity ? words.identity : words.noIdentity}</p>
      {access.hasIdentity && (
        <>
          <h3>{words.openings}</h3>
          {openings.length === 0 ? (
            <p className="soft">{words.neverOpened}</p>
          ) : (
            <ul>
              {openings.map(({ day, values }, index) => (
                <li key={index}>
                  {fill(words.opened, {
                    day: dayText(language, day),
                    reason: identityReason(language, values.reasonCode ?? ""),
                  })}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {access.struckOut.length > 0 && (
        <>
          <h3>{words.struckOut}</h3>
          <ul>
            {access.struckOut.map((office) => (
              <li key={office.id}>
                {nameOf(office)}{" "}
                <small className="soft">{dayText(language, office.day)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <StrikeOut {...{ language, page }} />
    </section>
  );
}

function StrikeOut({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language].strikeOut;
  const { errors } = page;
  const { strikeOut } = page.inbox.access;
  if (strikeOut.state !== "POSSIBLE")
    return <p className="soft">{words[strikeOut.state]}</p>;
  const nameOf = officeName(language);
  const names = {
    office: nameOf(strikeOut.office),
    to: nameOf(strikeOut.to),
  };
  const wrong = isWrong("confirmStrikeOut", errors);
  return (
    <details open={wrong}>
      <summary>{fill(words.title, names)}</summary>
      <p>{fill(words.lead, names)}</p>
      <ul>
        {words.points.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={wrong ? "field wrong" : "field"}>
        <FieldErrors
          language={language}
          field="confirmStrikeOut"
          errors={errors}
        />
        <label className="choice plain">
          <input
            id="confirmStrikeOut"
            type="checkbox"
            name="confirmStrikeOut"
            value="yes"
            autoComplete="off"
          />
          <span>{fill(words.confirm, names)}</span>
        </label>
      </div>
      <button
        className="danger"
        name="go"
        value={`strike-out:${strikeOut.office.id}`}
      >
        {words.send}
      </button>
    </details>
  );
}

function officeName(language: Language) {
  return (office: { readonly nameZh: string; readonly nameEn: string }) =>
    language === "en" ? office.nameEn : office.nameZh;
}
