import { leadWords } from "#app/content/staff-lead";
import { inboxWords } from "#app/content/inbox";
import { fill, type Language } from "#app/content/words";
import { dayText } from "#app/content/day-text";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  delayReasons,
  extensionReasons,
} from "#app/domain/codes/delay-reasons";
import { identityReasons } from "#app/domain/codes/identity-reasons";
import { refusalReasons } from "#app/domain/codes/refusal-reasons";
import { noRewardReasons } from "#app/domain/codes/reward-codes";
import { usePageLanguage } from "../page-language";
import type { LeadPage, LeadTimelineEntry } from "./lead-page";

/** What the tipster sees, newest first, so that an officer knows what the other side has been told. */
export function LeadTimeline({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <section className="panel">
      <h2>{words.timeline}</h2>
      {lead.timeline.length === 0 ? (
        <p className="soft">{words.timelineNone}</p>
      ) : (
        <ol className="timeline">
          {[...lead.timeline].reverse().map((entry, index) => (
            <li key={`${entry.day} ${entry.code} ${index}`}>
              <time>{entry.day}</time>
              <p>{sentence(entry, language)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** The very sentence of the inbox, so that an officer reads what the tipster reads. */
function sentence(entry: LeadTimelineEntry, language: Language): string {
  const words = inboxWords[language];
  const sentences: Readonly<Record<string, string>> = words.timeline;
  const targets: Readonly<Record<string, string>> = words.targets;
  const classes: Readonly<Record<string, string>> = words.outcomeClasses;
  const value = (name: string) => String(entry.values[name] ?? "");
  const target = value("target");
  const outcomeClass = value("outcomeClass");
  const stages: Readonly<Record<string, string>> = words.stages;
  const toDay = value("toDay");
  return fill(sentences[entry.code] ?? words.unknownEntry, {
    reason: codeLabel(refusalReasons, value("reason"), language),
    target: targets[target] ?? target,
    outcomeClass: classes[outcomeClass] ?? outcomeClass,
    code: codeLabel(noRewardReasons, value("code"), language),
    identityReason: codeLabel(identityReasons, value("reasonCode"), language),
    stage: stages[value("stage")] ?? value("stage"),
    delayReason: codeLabel(delayReasons, value("delayReason"), language),
    extensionReason: codeLabel(
      extensionReasons,
      value("extensionReason"),
      language,
    ),
    toDay: toDay && dayText(language, toDay),
    from: value(language === "en" ? "fromEn" : "fromZh"),
    to: value(language === "en" ? "toEn" : "toZh"),
  });
}
