import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { usePageLanguage } from "./page-language";

export type TimeLimitData = {
  /** last day, YYYY-MM-DD */
  readonly dueDay: string;
  readonly dueKind: string;
  readonly late: boolean;
  /** 0 … 1 and above: share of the limit that is used */
  readonly shareUsed: number;
  /** calendar days until the last day; negative when late */
  readonly daysLeft: number;
};

const marks = [0.5, 0.75, 0.9, 1] as const;

/** A clock: words first, then a bar; colour only repeats what the words say. */
export function TimeLimit({
  limit,
  showKind = true,
}: {
  readonly limit: TimeLimitData | null;
  readonly showKind?: boolean;
}) {
  const words = staffWords[usePageLanguage().language];
  if (!limit) return <span className="soft">{words.clockNone}</span>;
  const percent = Math.round(limit.shareUsed * 100);
  const passed = marks.filter((mark) => limit.shareUsed >= mark).length;
  const level = limit.late ? 4 : Math.min(passed, 3);
  const kind =
    limit.dueKind === "ACCEPT"
      ? words.clockAccept
      : limit.dueKind === "FINISH"
        ? words.clockFinish
        : null;
  const left = limit.late
    ? fill(words.clockLate, { days: Math.max(1, -limit.daysLeft) })
    : limit.daysLeft === 0
      ? words.clockToday
      : fill(words.clockLeft, { days: limit.daysLeft });
  return (
    <span className={`limit limit--${level}`} data-late={limit.late}>
      {showKind && kind && <span className="limit__kind">{kind}</span>}
      <span className="limit__words">
        <strong>{left}</strong>
        <span className="limit__due">
          {fill(words.clockDue, { day: limit.dueDay })}
        </span>
      </span>
      <progress
        className="limit__bar"
        max={100}
        value={Math.min(percent, 100)}
        aria-label={fill(words.clockMark, { percent })}
      />
    </span>
  );
}
