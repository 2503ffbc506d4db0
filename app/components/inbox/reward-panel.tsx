import { FieldErrors, isWrong } from "#app/components/ui/error-summary";
import { TextField } from "#app/components/ui/field";
import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import { worksheetSentence } from "#app/content/worksheet";
import { fill, type Language } from "#app/content/words";
import { fen, formatYuan } from "#app/domain/shared/fen";
import type { OpenPage } from "./inbox-view";
import { noRewardReason } from "./timeline";

export function RewardPanel({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const { reward } = page.inbox;
  if (!reward) return null;
  const words = inboxWords[language];
  const reasonOf = (code: string) => noRewardReason(language, code);
  return (
    <section aria-labelledby="reward">
      <h2 id="reward">{words.rewardTitle}</h2>
      <p>{words.reward[reward.state]}</p>
      {reward.code !== null && (
        <p>{fill(words.reason, { reason: reasonOf(reward.code) })}</p>
      )}
      {reward.fen !== null && reward.state !== "NONE" && (
        <p className="sum">
          {fill(words.amount, { yuan: formatYuan(fen(reward.fen)) })}
        </p>
      )}
      {reward.claimDueDay !== null && (
        <p>
          <strong>
            {fill(words.claimBefore, {
              day: dayText(language, reward.claimDueDay),
            })}
          </strong>
        </p>
      )}
      {reward.worksheet !== null && reward.worksheet.length > 0 && (
        <details>
          <summary>{words.worksheetTitle}</summary>
          <ol>
            {reward.worksheet.map((step, index) => (
              <li key={index}>{worksheetSentence(language, step, reasonOf)}</li>
            ))}
          </ol>
        </details>
      )}
      {reward.state === "READY" && (
        <>
          <ClaimForm {...{ language, page }} />
          <DeclineForm {...{ language, page }} />
        </>
      )}
    </section>
  );
}

function ClaimForm({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language].claim;
  const { errors, typed } = page;
  const common = { language, errors };
  const account = { inputMode: "numeric", className: "w24 mono" } as const;
  return (
    <>
      <h3>{words.title}</h3>
      <p>{words.lead[page.inBrowser ? "BROWSER" : "SERVER"]}</p>
      <TextField
        {...common}
        name="payeeName"
        label={words.name}
        hint={words.nameHint}
        value={typed.payeeName}
        control={{ className: "w12" }}
      />
      <TextField
        {...common}
        name="idNumber"
        label={words.idNumber}
        hint={words.idNumberHint}
        value={typed.idNumber}
        control={{ className: "w24 mono" }}
      />
      <TextField
        {...common}
        name="bank"
        label={words.bank}
        hint={words.bankHint}
        value={typed.bank}
        control={{ className: "w24" }}
      />
      <TextField
        {...common}
        name="account"
        label={words.account}
        hint={words.accountHint}
        value={typed.account}
        control={account}
      />
      <TextField
        {...common}
        name="accountAgain"
        label={words.accountAgain}
        value={typed.accountAgain}
        control={account}
      />
      <button name="go" value="claim">
        {words.send}
      </button>
    </>
  );
}

function DeclineForm({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: OpenPage;
}) {
  const words = inboxWords[language].decline;
  const { errors } = page;
  return (
    <details open={isWrong("confirm", errors)}>
      <summary>{words.title}</summary>
      <p>{words.lead}</p>
      <div className={isWrong("confirm", errors) ? "field wrong" : "field"}>
        <FieldErrors language={language} field="confirm" errors={errors} />
        <label className="choice plain">
          <input
            id="confirm"
            type="checkbox"
            name="confirm"
            value="yes"
            autoComplete="off"
          />
          <span>{words.confirm}</span>
        </label>
      </div>
      <button className="danger" name="go" value="decline">
        {words.send}
      </button>
    </details>
  );
}
