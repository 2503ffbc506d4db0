import { leadWords } from "#app/content/staff-lead";
import { timelineWords } from "#app/content/staff-timeline";
import { fill, type Language } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
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

function sentence(entry: LeadTimelineEntry, language: Language): string {
  const sentences: Readonly<Record<string, string>> = timelineWords[language];
  const targets: Readonly<Record<string, string>> = leadWords[language].target;
  const { reason, target, code } = entry.values;
  return fill(sentences[entry.code] ?? entry.code, {
    ...(reason === undefined
      ? {}
      : { reason: codeLabel(refusalReasons, String(reason), language) }),
    ...(target === undefined
      ? {}
      : { target: targets[String(target)] ?? String(target) }),
    ...(code === undefined
      ? {}
      : { code: codeLabel(noRewardReasons, String(code), language) }),
  });
}
