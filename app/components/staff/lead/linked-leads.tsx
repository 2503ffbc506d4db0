import { Link } from "@remix-run/react";
import { useState } from "react";
import { linkWords } from "#app/content/staff-links";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { leadStates } from "#app/domain/codes/lead-states";
import { misconduct } from "#app/domain/codes/misconduct";
import { CodeText } from "../codes";
import { ConfirmDialog } from "../dialog";
import { Fact, Facts } from "../facts";
import { Problems } from "../problems";
import { usePageLanguage } from "../page-language";
import { useCommand } from "../use-command";
import { staffWords } from "#app/content/staff";
import { LinkForms } from "./link-forms";
import type {
  LeadHiddenTip,
  LeadLinkedFact,
  LeadLinkedTip,
  LeadPage,
} from "./lead-page";

/** Which leads tell of the same facts, in the order of the log, with the proof of it. */
export function LinkedLeads({ lead }: { readonly lead: LeadPage }) {
  const words = linkWords[usePageLanguage().language];
  const { facts, linkable } = lead.links;
  const [done, setDone] = useState<string | null>(null);
  if (facts.length === 0 && !linkable) return null;
  return (
    <section className="panel" id="linked-leads">
      <h2>{words.title}</h2>
      <p role="status" className="done no-print">
        {done}
      </p>
      <p className="soft">{words.text}</p>
      {facts.length === 0 && <p>{words.none}</p>}
      {facts.map((fact) => (
        <LinkedFact
          key={fact.factId}
          lead={lead}
          fact={fact}
          onDone={() => setDone(words.unlinked)}
        />
      ))}
      {linkable && (
        <LinkForms lead={lead} onDone={() => setDone(words.linked)} />
      )}
    </section>
  );
}

function LinkedFact({
  lead,
  fact,
  onDone,
}: {
  readonly lead: LeadPage;
  readonly fact: LeadLinkedFact;
  readonly onDone: () => void;
}) {
  const { language } = usePageLanguage();
  const words = linkWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/links`);
  const [asking, setAsking] = useState(false);
  const { factId, fixed } = fact;
  const tips = shownTips(fact);
  const hidden = fact.tips.filter((tip) => !tip.shown);
  // beside hidden ones the list is not the order
  const ordered = fixed && hidden.length === 0;
  const List = ordered ? "ol" : "ul";

  async function unlink() {
    setAsking(false);
    if (await command.run(() => ({ command: "UNLINK", factId }))) onDone();
  }

  return (
    <article className="finding linked-fact">
      <header>
        <h3>
          <CodeText list={misconduct} code={fact.misconductCode} showCode />
        </h3>
      </header>
      {!fixed && <p className="notice">{words.notFixed}</p>}
      {tips
        .filter(({ proof }) => proof?.verified === false)
        .map(({ number }) => (
          <p key={number} className="error-summary" role="alert">
            {fill(words.proofWrong, { number })}
          </p>
        ))}
      <List
        className="linked-tips"
        aria-label={ordered ? words.order : undefined}
      >
        {tips.map((tip) => (
          <LinkedTip key={tip.number} tip={tip} />
        ))}
        {hidden.map((tip, at) => (
          <HiddenTip key={at} tip={tip} />
        ))}
      </List>
      <Proof lead={lead} fact={fact} />
      {lead.links.linkable && (
        <div className="no-print">
          <Problems refusals={command.refusals} />
          <p className="actions">
            <button
              type="button"
              className="quiet"
              aria-disabled={command.busy}
              onClick={() => {
                command.clear();
                setAsking(true);
              }}
            >
              {words.unlink}
            </button>
          </p>
          <ConfirmDialog
            open={asking}
            title={words.unlink}
            text={words.unlinkConfirm}
            confirmLabel={words.unlink}
            cancelLabel={staffWords[language].cancel}
            danger
            onConfirm={() => void unlink()}
            onCancel={() => setAsking(false)}
          />
        </div>
      )}
    </article>
  );
}

function shownTips({ tips }: LeadLinkedFact): readonly LeadLinkedTip[] {
  return tips.filter((tip) => tip.shown);
}

/** A lead of an office whose leads this person may not know. */
function HiddenTip({ tip }: { readonly tip: LeadHiddenTip }) {
  const words = linkWords[usePageLanguage().language];
  if (tip.earlier === null) return <li>{words.hidden}</li>;
  return <li>{tip.earlier ? words.hiddenEarlier : words.hiddenLater}</li>;
}

function LinkedTip({ tip }: { readonly tip: LeadLinkedTip }) {
  const { language, prefix } = usePageLanguage();
  const words = linkWords[language];
  const { place } = tip;
  return (
    <li aria-current={tip.isThis ? "true" : undefined}>
      <span className="linked-tips__head">
        {place !== null && <strong>{fill(words.place, { place })}</strong>}
        {tip.isThis || tip.leadId === null ? (
          <span className="mono nowrap">{tip.number}</span>
        ) : (
          <Link
            className="mono nowrap"
            to={`/${prefix}/staff/leads/${tip.leadId}`}
          >
            {tip.number}
          </Link>
        )}
        {place === 1 && <span className="tag">{words.first}</span>}
        {tip.isThis && <span className="tag">{words.thisLead}</span>}
      </span>
      <span className="soft small">
        {language === "en" ? tip.officeEn : tip.officeZh}
        {" · "}
        {codeLabel(leadStates, tip.state, language)}
        {" · "}
        {tip.day}
        {" · "}
        {tip.index === null
          ? words.waits
          : fill(words.index, { index: tip.index })}
      </span>
    </li>
  );
}

/** Folded: an officer sees that the order is proven; whoever doubts it takes the file to a checker of their own. */
function Proof({
  lead,
  fact,
}: {
  readonly lead: LeadPage;
  readonly fact: LeadLinkedFact;
}) {
  const words = linkWords[usePageLanguage().language];
  const proven = shownTips(fact).flatMap(({ number, proof }) =>
    proof?.verified ? [{ number, ...proof }] : [],
  );
  const [head] = proven;
  if (!head) return null;
  return (
    <details className="no-print">
      <summary>{words.proof}</summary>
      <p className="soft">{words.proofText}</p>
      <Facts>
        {proven.map(({ number, leafHash }) => (
          <Fact key={number} term={number}>
            <span className="mono linked-hash">
              {words.proofLeaf} {leafHash}
            </span>
          </Fact>
        ))}
        <Fact term={words.proofSize}>{head.size}</Fact>
        <Fact term={words.proofRoot}>
          <span className="mono linked-hash">{head.rootHash}</span>
        </Fact>
      </Facts>
      <p className="actions">
        <a
          href={`/api/staff/leads/${lead.id}/links/${fact.factId}/proof`}
          download
        >
          {words.download}
        </a>
      </p>
    </details>
  );
}
