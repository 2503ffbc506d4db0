import { dayText } from "#app/content/day-text";
import { inboxWords } from "#app/content/inbox";
import { fill, type Language } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import {
  delayReasons,
  extensionReasons,
} from "#app/domain/codes/delay-reasons";
import { identityReasons } from "#app/domain/codes/identity-reasons";
import { refusalReasons } from "#app/domain/codes/refusal-reasons";
import { noRewardReasons } from "#app/domain/codes/reward-codes";
import type { InboxView } from "#app/services/inbox/inbox-view";

type Entry = InboxView["timeline"][number];

/** By day, the newest first; what happened on one day stands in its order. */
export function Timeline({
  language,
  entries,
}: {
  readonly language: Language;
  readonly entries: readonly Entry[];
}) {
  const days = [...new Set(entries.map(({ day }) => day))].reverse();
  return (
    <ol className="timeline" reversed>
      {days.map((day) => (
        <li key={day}>
          <time dateTime={day}>{dayText(language, day)}</time>
          {entries
            .filter((entry) => entry.day === day)
            .map((entry, index) => (
              <p key={index}>{sentenceOf(language, entry)}</p>
            ))}
        </li>
      ))}
    </ol>
  );
}

export function noRewardReason(language: Language, code: string): string {
  return codeLabel(noRewardReasons, code, language);
}

/** As it stands inside a sentence. */
export function identityReason(language: Language, code: string): string {
  const label = codeLabel(identityReasons, code, language);
  return language === "en"
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

/** Why something is late, or takes longer, as it stands inside a sentence. */
export function delayReason(language: Language, code: string): string {
  const label = codeLabel(
    [...delayReasons, ...extensionReasons],
    code,
    language,
  );
  return language === "en"
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

function sentenceOf(language: Language, { code, values }: Entry): string {
  const words = inboxWords[language];
  const sentences: Readonly<Record<string, string>> = words.timeline;
  const named = (list: Readonly<Record<string, string>>, key: string) =>
    list[key] ?? key;
  const lower = (text: string) =>
    language === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return fill(sentences[code] ?? words.unknownEntry, {
    reason: lower(codeLabel(refusalReasons, values.reason ?? "", language)),
    code: lower(noRewardReason(language, values.code ?? "")),
    target: named(words.targets, values.target ?? ""),
    outcomeClass: named(words.outcomeClasses, values.outcomeClass ?? ""),
    stage: named(words.stages, values.stage ?? ""),
    delayReason: delayReason(language, values.delayReason ?? ""),
    extensionReason: delayReason(language, values.extensionReason ?? ""),
    toDay: values.toDay ? dayText(language, values.toDay) : "",
    identityReason: identityReason(language, values.reasonCode ?? ""),
    from: (language === "en" ? values.fromEn : values.fromZh) ?? "",
    to: (language === "en" ? values.toEn : values.toZh) ?? "",
  });
}
