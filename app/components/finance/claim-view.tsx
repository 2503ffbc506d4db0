import { Link } from "@remix-run/react";
import { useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { OpenedPayee, Refusal } from "#app/browser/staff/key-protocol";
import { Fact, Facts } from "#app/components/staff/facts";
import { TextField } from "#app/components/staff/fields";
import { Problems } from "#app/components/staff/problems";
import { readForm } from "#app/components/staff/form-reader";
import { yuanText } from "#app/components/staff/format";
import { FormEnd } from "#app/components/staff/form-end";
import { usePageLanguage } from "#app/components/staff/page-language";
import { StepButton } from "#app/components/staff/reward/reward-actions";
import { refusalsOf } from "#app/components/staff/refusals";
import { useCommand } from "#app/components/staff/use-command";
import { useUnlocked } from "#app/components/staff/use-keys";
import { financeWords } from "#app/content/finance";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { ClaimDelay } from "./claim-delay";
import type { ClaimPage } from "./claim-page";

export function ClaimView({ claim }: { readonly claim: ClaimPage }) {
  const { language, prefix } = usePageLanguage();
  const words = financeWords[language];
  const states: Readonly<Record<string, string>> = words.state;
  return (
    <>
      <header className="lead-head">
        <div className="lead-head__title">
          <h1>{fill(words.claimTitle, { number: claim.number })}</h1>
          <span className="tag state" data-state={claim.state}>
            {states[claim.state] ?? claim.state}
          </span>
          {claim.late && <span className="tag late">{words.overdue}</span>}
        </div>
        <div className="lead-head__row">
          <p className="big-sum">{yuanText(claim.amountFen, language)}</p>
          <Facts>
            <Fact term={words.office}>
              {language === "en" ? claim.officeNameEn : claim.officeName}
            </Fact>
            <Fact term={words.claimDay}>{claim.claimDay}</Fact>
            <Fact term={words.payDue}>{claim.payDueDay}</Fact>
            {claim.paidDay && <Fact term={words.paidDay}>{claim.paidDay}</Fact>}
          </Facts>
        </div>
      </header>
      <div className="lead-columns">
        <Payee claimId={claim.id} />
        <div>
          <ClaimActions claim={claim} />
          {(claim.late || claim.delayReason !== null) && (
            <ClaimDelay claim={claim} />
          )}
          <section className="panel">
            <h2>{words.steps}</h2>
            <ol className="steps-row">
              {(
                [
                  [words.stepEnter, claim.cashierName],
                  [words.stepAuthorise, claim.accountantName],
                  [words.stepSign, claim.headName],
                  [words.stepPaid, claim.paidDay],
                ] as const
              ).map(([label, done]) => (
                <li key={label} data-done={done !== null}>
                  <strong>{label}</strong>
                  <span className="fact-note">{done ?? words.stepWaiting}</span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
      <p className="no-print">
        <Link to={`/${prefix}/finance`}>{staffWords[language].back}</Link>
      </p>
    </>
  );
}

function Payee({ claimId }: { readonly claimId: string }) {
  const { language } = usePageLanguage();
  const words = financeWords[language];
  const isUnlocked = useUnlocked();
  const [opened, setOpened] = useState<OpenedPayee | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);

  // A locked desk shows nothing that was opened, not even after it is unlocked again.
  if (!isUnlocked && opened !== null) setOpened(null);

  async function open() {
    if (busy) return;
    setBusy(true);
    setRefusals([]);
    try {
      setOpened(await callKeys("openPayee", { claimId }));
    } catch (error) {
      setRefusals(refusalsOf(error));
    } finally {
      setBusy(false);
    }
  }

  const payee = isUnlocked ? opened?.payee : undefined;
  return (
    <section className="panel no-print" id="payee">
      <h2>{words.payee}</h2>
      <Problems refusals={refusals} />
      {payee && opened ? (
        <>
          <Facts>
            <Fact term={words.payeeName}>
              <bdi>{payee.name}</bdi>
            </Fact>
            <Fact term={words.payeeId}>
              {payee.idNumber === "" ? (
                <span className="soft">{words.notGiven}</span>
              ) : (
                <span className="mono">{payee.idNumber}</span>
              )}
            </Fact>
            <Fact term={words.payeeBank}>
              <bdi>{payee.bank}</bdi>
            </Fact>
            <Fact term={words.payeeAccount}>
              <span className="mono">{inFours(payee.account)}</span>
            </Fact>
            <Fact term={words.signature}>
              <span className="check-mark" data-good={opened.signatureValid}>
                {opened.signatureValid
                  ? words.signatureGood
                  : words.signatureBad}
              </span>
            </Fact>
          </Facts>
          <button
            type="button"
            className="second"
            onClick={() => setOpened(null)}
          >
            {words.payeeHide}
          </button>
        </>
      ) : (
        <>
          <p>{words.payeeClosed}</p>
          <button
            type="button"
            className="second"
            disabled={!isUnlocked}
            aria-disabled={busy}
            onClick={() => void open()}
          >
            {busy ? words.payeeOpening : words.payeeOpen}
          </button>
        </>
      )}
    </section>
  );
}

function inFours(account: string): string {
  return account.replace(/(.{4})(?=.)/g, "$1 ");
}

function ClaimActions({ claim }: { readonly claim: ClaimPage }) {
  const { language } = usePageLanguage();
  const words = financeWords[language];
  const path = `/api/finance/claims/${claim.id}/commands`;
  const [done, setDone] = useState<string | null>(null);
  const amount = yuanText(claim.amountFen, language);
  return (
    <section className="panel panel--act no-print" id="actions">
      <h2>{words.act}</h2>
      <p role="status" className="done">
        {done}
      </p>
      {claim.allowed.length === 0 && <p className="soft">{words.actNone}</p>}
      {claim.allowed.includes("ENTER") && (
        <EnterForm
          claim={claim}
          path={path}
          onDone={() => setDone(words.enterDone)}
        />
      )}
      {claim.allowed.includes("AUTHORISE") && (
        <>
          <p>{words.authoriseText}</p>
          <StepButton
            path={path}
            body={{ command: "AUTHORISE", version: claim.version }}
            label={words.authorise}
            question={fill(words.authoriseConfirm, { amount })}
            onDone={() => setDone(words.authoriseDone)}
          />
        </>
      )}
      {claim.allowed.includes("SIGN") && (
        <>
          <p>{words.signText}</p>
          <StepButton
            path={path}
            body={{ command: "SIGN", version: claim.version }}
            label={words.sign}
            question={fill(words.signConfirm, { amount })}
            onDone={() => setDone(words.signDone)}
          />
        </>
      )}
    </section>
  );
}

/** The cashier types the sum instead of clicking it: a figure that is only looked at is not checked. */
function EnterForm({
  claim,
  path,
  onDone,
}: {
  readonly claim: ClaimPage;
  readonly path: string;
  readonly onDone: () => void;
}) {
  const { language } = usePageLanguage();
  const words = financeWords[language];
  const command = useCommand(path);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const sent = await command.run(() => {
      const read = readForm(new FormData(form));
      const amountFen = read.yuan("amountFen");
      read.finish();
      if (amountFen !== claim.amountFen)
        read.refuse({ code: "AMOUNT_DIFFERS", field: "amountFen" });
      read.finish();
      return { command: "ENTER", version: claim.version, amountFen };
    });
    if (sent) onDone();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <p>{words.enterText}</p>
      <Problems
        refusals={command.refusals}
        labels={{ amountFen: words.enterAmount }}
      />
      <TextField
        name="amountFen"
        label={words.enterAmount}
        inputMode="decimal"
        unit={staffWords[language].yuanUnit}
        width="medium"
        refusals={command.refusals}
      />
      <FormEnd busy={command.busy} label={words.enter} done={null} />
    </form>
  );
}
